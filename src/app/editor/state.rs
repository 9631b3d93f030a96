//! The profile editor: what it is for, and how far its test and its save are. What its fields amount to stands in `checked`.

use crate::app::job::JobId;
use crate::app::token::ConsoleProbe;
use crate::model::{
    Account, AccountKind, CheckOutcome, Failure, Grant, KeyringFailure, PasswordStorage, Profile,
    ProfileId, Tag,
};

/// An open editor.
#[derive(Clone, Debug)]
pub struct Editor {
    /// Counts the editors of this run: tells a freshly opened one (which takes the focus) from the one before.
    pub serial: u64,
    /// The id of the profile that it makes, if it makes one. The same for every try to save: a first one that the keyring kept
    /// though it reported an error is found by the second, not doubled.
    pub new_id: ProfileId,
    /// What it is for.
    pub mode: EditorMode,
    /// The fields as it opened: what differs is a change that is not saved.
    pub opened_with: Fields,
    /// The field that gets the focus when it opens.
    pub focus: EditorField,
    /// How far the test is.
    pub test: EditorTest,
    /// How far the save is.
    pub save: EditorSave,
    /// Whether *Test* or *Save* was asked for while a field was wrong: then every field shows its error.
    pub shows_all_errors: bool,
}

/// Tells whether the console, the login or the secret in the editor was edited since. A keyed hash: the secret cannot be read from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CredentialRevision(pub(crate) u64);

/// The public fields of an editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// *Name*.
    pub name: String,
    /// *Console*.
    pub console: String,
    /// *How this profile signs in*.
    pub kind: AccountKind,
    /// *Client ID*.
    pub client_id: String,
    /// *Username*.
    pub username: String,
    /// *Keep the password in the keyring*.
    pub password_storage: PasswordStorage,
    /// *Tag*.
    pub tag: Option<Tag>,
}

impl Fields {
    /// The fields of a profile but for its tag, which is a setting.
    pub fn of(profile: &Profile) -> Self {
        let mut fields = Self {
            name: profile.name.as_str().to_owned(),
            console: profile.console.to_string(),
            kind: profile.account.kind(),
            ..Self::default()
        };
        match &profile.account {
            Account::ApiClient { client_id } => {
                client_id.as_str().clone_into(&mut fields.client_id);
            }
            Account::User { username, password } => {
                username.as_str().clone_into(&mut fields.username);
                fields.password_storage = *password;
            }
        }
        fields
    }
}

impl Editor {
    /// Whether a test runs.
    pub fn is_testing(&self) -> bool {
        matches!(self.test, EditorTest::Running { .. })
    }

    /// Whether a save runs.
    pub fn is_saving(&self) -> bool {
        matches!(self.save, EditorSave::Saving { .. })
    }

    /// Whether either runs: one thing at a time.
    pub fn is_busy(&self) -> bool {
        self.is_testing() || self.is_saving()
    }

    /// Whether a two-factor code is asked for.
    pub fn wants_code(&self) -> bool {
        matches!(self.test, EditorTest::MissingInput { .. })
    }
}

/// What an editor is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorMode {
    /// A new profile.
    New,
    /// Changing one.
    Edit {
        /// As it was when the editor opened.
        base: Profile,
    },
    /// A new profile like another one, its secret included as long as the console stays.
    Duplicate {
        /// The other one.
        of: Profile,
    },
}

impl EditorMode {
    /// The profile whose stored secret may be used.
    pub fn base(&self) -> Option<&Profile> {
        match self {
            Self::New => None,
            Self::Edit { base } | Self::Duplicate { of: base } => Some(base),
        }
    }
}

/// A field of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorField {
    /// *Name*.
    Name,
    /// *Console*.
    Console,
    /// *Client ID* or *Username*.
    Login,
    /// *Secret* or *Password*.
    Secret,
    /// *Two-factor code*, for *Test*.
    Code,
}

impl EditorField {
    /// All of them, from top to bottom.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Console,
        Self::Login,
        Self::Secret,
        Self::Code,
    ];
}

/// The life of *Test*.
///
/// | state | next |
/// |---|---|
/// | `Untested` | `Running` by *Test*, `MissingInput` by *Use a two-factor code* |
/// | `Running` | `Accepted`, `Failed`, `MissingInput`, `Untested` (canceled, or a field changed) |
/// | `MissingInput` | `Running` by *Test* or *Sign in without a code*, `Untested` by *Cancel the test*, and by a change that takes the account away that the console answered for |
/// | `Accepted`, `Failed` | `Untested` by a changed field, `Running` by *Test*, `MissingInput` by *Use a two-factor code* |
///
/// The switch *Keep the password in the keyring* is no such field: the test is the same either way.
#[derive(Clone, Debug)]
pub enum EditorTest {
    /// Nothing to say.
    Untested,
    /// One sign-in is under way.
    Running { job: JobId },
    /// A two-factor code is to be typed first; no password was sent.
    MissingInput {
        /// Whether *Test* was asked for while the code was wrong: then the field shows its error.
        shows_error: bool,
        /// Whether the console said so, of the account as it stood then. Otherwise the person chose it.
        is_needed: bool,
    },
    /// The console gave a token; it is kept when these very values are saved.
    Accepted {
        /// The token.
        grant: Grant,
        /// What was typed when it was tested: the token counts for that alone.
        tested: CredentialRevision,
    },
    /// No token.
    Failed {
        /// Why.
        failure: Failure,
        /// The question whether its host is a console.
        probe: Option<ConsoleProbe>,
    },
}

/// The life of *Save to keyring*.
///
/// | state | next |
/// |---|---|
/// | `Idle` | `Saving` by *Save to keyring* |
/// | `Saving` | the editor closes, `Failed`, `Conflict`, `Gone`, or `Idle` if it was canceled in time |
/// | `Failed` | `Saving` by *Save to keyring*, `Idle` by a changed field |
/// | `Conflict` | `Saving` by *Keep mine*, `Idle` by *Take theirs* |
/// | `Gone` | `Saving` by *Save as a new profile*, or `Idle` while the secret is still to be typed |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorSave {
    /// Not asked for yet.
    Idle,
    /// The keyring is at work.
    Saving { job: JobId },
    /// It did not save; what was typed is kept.
    Failed(KeyringFailure),
    /// Somebody else saved since the edit began; nothing was written.
    Conflict {
        /// What the keyring holds now.
        theirs: Box<Profile>,
        /// Whether it is shown beside what was typed.
        shows_theirs: bool,
    },
    /// The item is no longer there; nothing was written.
    Gone,
}

/// A wish in the profile editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorAction {
    /// A field changed: what a test said no longer counts.
    Changed,
    /// Choose how the profile signs in.
    ChooseKind(AccountKind),
    /// Choose whether the password is kept in the keyring.
    KeepPassword(PasswordStorage),
    /// Make an API client of the console whose user account is of no use: in this editor, or, where it edits a profile, in a new
    /// one.
    MakeApiClient,
    /// Sign in once with what stands there.
    Test,
    /// Ask for a two-factor code for the test.
    UseCode,
    /// Test without a code though one is asked for.
    TestWithoutCode,
    /// Stop the test.
    CancelTest,
    /// After a test that failed: ask, without a credential, whether the host is a console at all.
    ProbeConsole,
    /// Stop that.
    CancelProbe,
    /// Write what stands there into the keyring.
    Save,
    /// In a conflict: show what the keyring holds now, or hide it again.
    SeeTheirs,
    /// In a conflict: fill the fields with what the keyring holds now.
    TakeTheirs,
    /// In a conflict: save over what the keyring holds now.
    KeepMine,
    /// The profile that was edited is gone: save it as a new one.
    SaveAsNew,
}

impl EditorTest {
    /// The job, while a test runs, or the question whether its host is a console.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job } => Some(*job),
            Self::Failed { probe, .. } => probe.as_ref().and_then(ConsoleProbe::job),
            Self::Untested | Self::MissingInput { .. } | Self::Accepted { .. } => None,
        }
    }
}

impl EditorSave {
    /// The job, while it runs.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Saving { job } => Some(*job),
            _ => None,
        }
    }
}

/// What is done when a write of the keyring has ended.
#[derive(Clone, Debug)]
pub struct PendingSave {
    /// Whether the profile's token and its running sign-in are superseded.
    pub(crate) changes_secret: bool,
    /// A token that these very values obtained: it becomes the profile's.
    pub(crate) grant: Option<Grant>,
    /// What a rotation check said of the secret that replaces the stored one.
    pub(crate) replacement: Option<Box<CheckOutcome>>,
    pub(crate) new_tag: Option<TagChange>,
}

/// A tag to set, or (`None`) to remove.
#[derive(Clone, Copy, Debug)]
pub struct TagChange(pub(crate) Option<Tag>);
