//! The profile editor: its mode, test and save. Its fields are validated in `fields`.

use crate::app::job::JobId;
use crate::app::token::ConsoleProbe;
use crate::model::{
    Account, AccountKind, CheckOutcome, Failure, Grant, KeyringFailure, PasswordStorage, Profile,
    ProfileId, ProfileName, Tag,
};

#[derive(Clone, Debug)]
pub struct Editor {
    /// Counts the editors of this run: a new one takes the focus.
    pub serial: u64,
    /// The id for a new profile. The same for every attempt: if the keyring reported an error but did save, the next attempt
    /// finds that item instead of adding another.
    pub new_id: ProfileId,
    pub mode: EditorMode,
    /// Differences from these are unsaved changes.
    pub opened_with: Fields,
    /// Gets the focus.
    pub focus: EditorField,
    pub test: EditorTest,
    /// *Check address*, of the console as typed.
    pub probe: Option<ConsoleProbe>,
    pub save: EditorSave,
    /// *Test* or *Save* was pressed with an invalid field: every field shows its error.
    pub shows_all_errors: bool,
}

/// Detects edits of the console, the login or the secret. A keyed hash: it doesn't reveal the secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CredentialRevision(pub(crate) u64);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub name: String,
    pub console: String,
    pub kind: AccountKind,
    /// Each kind keeps its own login, so switching back and forth loses nothing.
    pub client_id: String,
    pub username: String,
    pub password_storage: PasswordStorage,
    pub tag: Option<Tag>,
}

impl Fields {
    /// All but the tag, which is a setting.
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
    pub fn is_testing(&self) -> bool {
        matches!(self.test, EditorTest::Running { .. })
    }

    /// Those that stop when it closes; a save may still finish.
    pub(crate) fn jobs(&self) -> impl Iterator<Item = JobId> {
        let probing = self.probe.as_ref().and_then(ConsoleProbe::job);
        let jobs = [self.test.job(), probing, self.save.job()];
        jobs.into_iter().flatten()
    }

    pub fn is_saving(&self) -> bool {
        matches!(self.save, EditorSave::Saving { .. })
    }

    /// Whether something was typed, or a setting of a saved profile was changed.
    pub fn is_edited(&self, fields: &Fields) -> bool {
        let before = &self.opened_with;
        let differs = |typed: &str, before: &str| typed.trim() != before.trim();
        let is_typed = differs(&fields.name, &before.name)
            || differs(&fields.console, &before.console)
            || differs(&fields.client_id, &before.client_id)
            || differs(&fields.username, &before.username);
        let is_set = fields.tag != before.tag || fields.password_storage != before.password_storage;
        is_typed || (is_set && matches!(self.mode, EditorMode::Edit { .. }))
    }

    /// Whether a test or a save runs.
    pub fn is_busy(&self) -> bool {
        self.is_testing() || self.is_saving()
    }

    pub fn wants_code(&self) -> bool {
        matches!(self.test, EditorTest::MissingInput { .. })
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorMode {
    New,
    Edit {
        /// As it was when the editor opened.
        base: Profile,
    },
    /// A copy, including its secret as long as the console stays.
    Duplicate {
        of: Profile,
    },
}

impl EditorMode {
    pub fn base(&self) -> Option<&Profile> {
        match self {
            Self::New => None,
            Self::Edit { base } | Self::Duplicate { of: base } => Some(base),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorField {
    /// Where a command or a credential is pasted, to fill in the others.
    Paste,
    Name,
    Console,
    /// *Client ID* or *Username*.
    Login,
    /// *Secret* or *Password*.
    Secret,
    /// *Two-factor code*, for *Test*.
    Code,
}

impl EditorField {
    /// From top to bottom.
    pub const ALL: [Self; 6] = [
        Self::Paste,
        Self::Name,
        Self::Console,
        Self::Login,
        Self::Secret,
        Self::Code,
    ];
}

/// *Test*.
///
/// | state | next |
/// |---|---|
/// | `Untested` | `Running` by *Test*, `MissingInput` by *Use a two-factor code* |
/// | `Running` | `Accepted`, `Failed`, `MissingInput`, `Untested` (canceled, or a field changed) |
/// | `MissingInput` | `Running` by *Test* or *Sign in without a code*, `Untested` by *Cancel*, or by a change to the account |
/// | `Accepted`, `Failed` | `Untested` by a changed field, `Running` by *Test*, `MissingInput` by *Use a two-factor code* |
///
/// *Save password in keyring* doesn't reset the test.
#[derive(Clone, Debug)]
pub enum EditorTest {
    Untested,
    Running {
        job: JobId,
    },
    /// A two-factor code must be typed first; no password was sent.
    MissingInput {
        /// *Test* was pressed with an invalid code: the field shows its error.
        shows_error: bool,
        /// The console asked for it, for the account as typed then. Otherwise the user chose it.
        is_needed: bool,
    },
    /// The token is kept if these very values are saved.
    Accepted {
        grant: Grant,
        /// The tested values: the token counts only for these.
        tested: CredentialRevision,
    },
    Failed(Failure),
}

/// *Save to keyring*.
///
/// | state | next |
/// |---|---|
/// | `Idle` | `Saving` by *Save to keyring* |
/// | `Saving` | the editor closes, `Failed`, `Conflict`, `Gone`, or `Idle` if it was canceled in time |
/// | `Failed` | `Saving` by *Save to keyring*, `Idle` by a changed field |
/// | `Conflict` | `Saving` by *Keep mine*, `Idle` by *Take theirs* |
/// | `Gone` | `Saving` by *Save as new profile*, or `Idle` while the secret must still be typed |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorSave {
    Idle,
    Saving {
        job: JobId,
    },
    /// The drafts are kept.
    Failed(KeyringFailure),
    /// The profile changed since the editor opened; nothing was written.
    Conflict {
        /// The saved version.
        theirs: Box<Profile>,
        /// Whether it is shown next to the edits.
        shows_theirs: bool,
    },
    /// The profile was deleted; nothing was written.
    Gone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorAction {
    /// A field changed: drops the test's result.
    Changed,
    ChooseKind(AccountKind),
    KeepPassword(PasswordStorage),
    /// Makes an API client for this console: in this editor if the profile is new, else in another one.
    MakeApiClient,
    /// Signs in once with these values.
    Test,
    /// Prompts for a two-factor code.
    UseCode,
    /// Tests without the code that is prompted for.
    TestWithoutCode,
    /// Cancels the test.
    CancelTest,
    /// Checks the way to the host, without a credential, and whether it is a console.
    ProbeConsole,
    CancelProbe,
    CopyProbe,
    Save,
    /// In a conflict: shows or hides the saved version.
    SeeTheirs,
    /// In a conflict: replaces the edits with the saved version.
    TakeTheirs,
    /// In a conflict: overwrites the saved version.
    KeepMine,
    /// The edited profile was deleted: saves it as a new one.
    SaveAsNew,
}

impl EditorTest {
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job } => Some(*job),
            _ => None,
        }
    }
}

impl EditorSave {
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Saving { job } => Some(*job),
            _ => None,
        }
    }
}

/// What became of pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// The address was cut to the console's.
    Shortened,
    /// Split into client ID and secret, pasted into this field.
    Split(EditorField),
    /// What a command or several values stand for.
    Filled(FilledIn),
}

/// The text itself is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledIn {
    /// Where it was pasted.
    pub beside: EditorField,
    /// The fields that it filled in, for a sentence.
    pub fields: Vec<&'static str>,
    /// What couldn't be used, and what to know, a sentence each.
    pub remarks: Vec<String>,
}

/// What to do once the keyring has saved.
#[derive(Clone, Debug)]
pub struct PendingSave {
    pub(crate) name: ProfileName,
    /// Drops the profile's token and running jobs.
    pub(crate) changes_secret: bool,
    /// A token obtained with these very values.
    pub(crate) grant: Option<Grant>,
    /// The rotation check's result for the new secret.
    pub(crate) replacement: Option<Box<CheckOutcome>>,
    pub(crate) new_tag: Option<TagChange>,
}

/// `None` removes the tag.
#[derive(Clone, Copy, Debug)]
pub struct TagChange(pub(crate) Option<Tag>);
