//! The profile editor: what it is for, how far its test and its save are, and what its fields amount to.

use super::drafts::EditorDraft;
use super::flow::{JobId, SecretSource};
use super::row::Asked;
use super::state::State;
use crate::model::account::LoginError;
use crate::model::console_url::ConsoleUrlError;
use crate::model::failure::Stage;
use crate::model::profile::ProfileNameError;
use crate::model::{
    Account, AccountKind, ClientId, ConsoleUrl, Failure, Grant, KeyringFailure, Now, PasswordKept,
    Profile, ProfileId, ProfileName, Username,
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
    pub kept: PasswordKept,
}

impl Fields {
    /// The fields of a profile.
    pub fn of(profile: &Profile) -> Self {
        let mut fields = Self {
            name: profile.name.to_string(),
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
                fields.kept = *password;
            }
        }
        fields
    }
}

impl Editor {
    /// Whether leaving it would lose something that was typed. What is being saved is not lost, unless that was cancelled.
    pub fn is_dirty(&self, draft: &EditorDraft) -> bool {
        match self.save {
            EditorSave::Saving { is_cancelled, .. } => is_cancelled,
            _ => draft.fields() != self.opened_with || !draft.secret.is_empty(),
        }
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
/// | `Untested` | `Running` by *Test*, `Wanted` by *Use a two-factor code* |
/// | `Running` | `Accepted`, `Failed`, `Wanted`, `Untested` (cancelled, or a field changed) |
/// | `Wanted` | `Running` by *Test* or *Sign in without a code*, `Untested` by a changed field or *Cancel* |
/// | `Accepted`, `Failed` | `Untested` by a changed field, `Running` by *Test* |
#[derive(Clone, Debug)]
pub enum EditorTest {
    /// Nothing to say.
    Untested,
    /// One sign-in is under way.
    Running {
        /// The job.
        job: JobId,
        /// Since when.
        started: Now,
        /// How far it is.
        stage: Stage,
    },
    /// A two-factor code is to be typed first; no password was sent.
    Wanted {
        /// Whether *Test* was asked for while the code was wrong: then the field shows its error.
        shows_error: bool,
    },
    /// The console gave a token; it is kept when these very values are saved.
    Accepted {
        /// The token.
        grant: Grant,
        /// Where.
        console: ConsoleUrl,
        /// Who.
        account: Account,
    },
    /// No token.
    Failed {
        /// Why.
        failure: Failure,
        /// The question whether its host is a console.
        asked: Option<Asked>,
    },
}

/// The life of *Save to keyring*.
///
/// | state | next |
/// |---|---|
/// | `Idle` | `Saving` by *Save to keyring* |
/// | `Saving` | the editor closes, `Failed`, `Conflict`, `Gone`, or `Idle` if it was cancelled in time |
/// | `Failed` | `Saving` by *Save to keyring*, `Idle` by a changed field |
/// | `Conflict` | `Saving` by *Keep mine*, `Idle` by *Take theirs* |
/// | `Gone` | `Saving` by *Save as a new profile*, or `Idle` while the secret is still to be typed |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorSave {
    /// Not asked for yet.
    Idle,
    /// The keyring is at work.
    Saving {
        /// The job.
        job: JobId,
        /// Since when.
        started: Now,
        /// Whether it was asked to stop. It may be too late for that.
        is_cancelled: bool,
    },
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

/// Why the typed name will not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is no name.
    #[error(transparent)]
    Invalid(#[from] ProfileNameError),
    /// Another profile has it, perhaps in other case.
    #[error("Another profile is called that.")]
    Taken,
}

/// Why a secret must be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is none yet.
    #[error("nothing is typed")]
    Missing,
    /// There is one, but for another address.
    #[error("what is stored is for another console")]
    ConsoleChanged,
}

impl SecretError {
    /// What is wrong, in words for the field's own line.
    pub fn words(self, kind: AccountKind) -> &'static str {
        match (self, kind) {
            (Self::Missing, AccountKind::ApiClient) => "Enter the secret.",
            (Self::Missing, AccountKind::User) => "Enter the password.",
            (Self::ConsoleChanged, AccountKind::ApiClient) => {
                "The console changed: a stored secret is not sent to a new address. Enter it again."
            }
            (Self::ConsoleChanged, AccountKind::User) => {
                "The console changed: a stored password is not sent to a new address. Enter it again."
            }
        }
    }
}

/// What the fields amount to.
#[derive(Clone, Debug)]
pub struct Checked {
    /// *Name*.
    pub name: Result<ProfileName, NameError>,
    /// *Console*.
    pub console: Result<ConsoleUrl, ConsoleUrlError>,
    /// *Client ID* or *Username*, and where a password is kept.
    pub account: Result<Account, LoginError>,
    /// *Secret* or *Password* for *Test*: typed, stored, or needed.
    pub secret: Result<SecretSource, SecretError>,
}

impl Checked {
    /// Where, who and with what to sign in, if these three are right: enough for *Test*.
    pub fn credential(self) -> Option<(ConsoleUrl, Account, SecretSource)> {
        Some((self.console.ok()?, self.account.ok()?, self.secret.ok()?))
    }

    /// Whether the three that *Test* needs are right.
    pub fn can_test(&self) -> bool {
        self.console.is_ok() && self.account.is_ok() && self.secret.is_ok()
    }

    /// Whether everything that *Save to keyring* needs is right.
    pub fn can_save(&self) -> bool {
        self.name.is_ok() && self.console.is_ok() && self.account.is_ok() && self.kept().is_ok()
    }

    /// *Secret* or *Password* for *Save to keyring*: nothing is needed where nothing is kept.
    pub fn kept(&self) -> Result<SecretSource, SecretError> {
        match &self.account {
            Ok(account) if !account.keeps_secret() => Ok(SecretSource::NotKept),
            _ => self.secret.clone(),
        }
    }
}

/// Reads the fields. Cheap: the screen asks at every frame.
pub fn check(editor: &Editor, draft: &EditorDraft, state: &State) -> Checked {
    let console = ConsoleUrl::parse(&draft.console);
    Checked {
        name: check_name(editor, draft, state),
        account: check_account(draft),
        secret: check_secret(editor, draft, console.as_ref().ok()),
        console,
    }
}

fn check_name(
    editor: &Editor,
    draft: &EditorDraft,
    state: &State,
) -> Result<ProfileName, NameError> {
    let name = ProfileName::parse(&draft.name)?;
    let own = match &editor.mode {
        EditorMode::Edit { base } => Some(base.id),
        EditorMode::New | EditorMode::Duplicate { .. } => None,
    };
    let is_taken = state
        .profiles()
        .any(|row| Some(row.profile.id) != own && row.profile.name.same_as(&name));
    if is_taken {
        Err(NameError::Taken)
    } else {
        Ok(name)
    }
}

fn check_account(draft: &EditorDraft) -> Result<Account, LoginError> {
    Ok(match draft.kind {
        AccountKind::ApiClient => Account::ApiClient {
            client_id: ClientId::parse(&draft.client_id)?,
        },
        AccountKind::User => Account::User {
            username: Username::parse(&draft.username)?,
            password: draft.kept,
        },
    })
}

fn check_secret(
    editor: &Editor,
    draft: &EditorDraft,
    console: Option<&ConsoleUrl>,
) -> Result<SecretSource, SecretError> {
    if let Some(secret) = draft.secret.secret() {
        return Ok(SecretSource::Typed(secret));
    }
    match editor.mode.base() {
        None => Err(SecretError::Missing),
        // None is stored, or what is stored is something else.
        Some(base) if !base.account.keeps_secret() || base.account.kind() != draft.kind => {
            Err(SecretError::Missing)
        }
        Some(base) if console.is_some_and(|console| *console != base.console) => {
            Err(SecretError::ConsoleChanged)
        }
        Some(base) => Ok(SecretSource::Stored(base.id)),
    }
}
