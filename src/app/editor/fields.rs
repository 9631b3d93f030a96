//! Validates the editor's fields.

use crate::app::drafts::EditorDraft;
use crate::app::editor::{Editor, EditorMode};
use crate::app::job::SecretSource;
use crate::app::profiles::Row;
use crate::model::account::LoginError;
use crate::model::console_url::ConsoleUrlError;
use crate::model::profile::ProfileNameError;
use crate::model::{Account, AccountKind, ClientId, ConsoleUrl, ProfileName, Username};

/// Why a typed name isn't accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error(transparent)]
    Invalid(#[from] ProfileNameError),
    /// Ignoring case.
    #[error("That name is taken.")]
    Taken,
    /// Another profile has this lookalike name.
    #[error("This looks the same as “{0}”. Choose another name.")]
    LooksLike(String),
}

/// Why a secret must be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    #[error("nothing is typed")]
    Missing,
    /// The saved one is for another console.
    #[error("the saved one is for another console")]
    ConsoleChanged,
}

impl SecretError {
    /// For display below the field.
    pub fn message(self, kind: AccountKind) -> &'static str {
        match (self, kind) {
            (Self::Missing, AccountKind::ApiClient) => "Enter the secret.",
            (Self::Missing, AccountKind::User) => "Enter the password.",
            (Self::ConsoleChanged, AccountKind::ApiClient) => {
                "You changed the console. Enter the secret again."
            }
            (Self::ConsoleChanged, AccountKind::User) => {
                "You changed the console. Enter the password again."
            }
        }
    }
}

/// The parsed fields.
#[derive(Clone, Debug)]
pub struct Checked {
    pub name: Result<ProfileName, NameError>,
    pub console: Result<ConsoleUrl, ConsoleUrlError>,
    /// *Client ID* or *Username*, and whether a password is saved.
    pub account: Result<Account, LoginError>,
    /// *Secret* or *Password* for *Test*: typed, saved, or missing.
    pub secret: Result<SecretSource, SecretError>,
}

impl Checked {
    /// What *Test* needs.
    pub fn credential(self) -> Option<(ConsoleUrl, Account, SecretSource)> {
        Some((self.console.ok()?, self.account.ok()?, self.secret.ok()?))
    }

    pub fn can_test(&self) -> bool {
        self.console.is_ok() && self.account.is_ok() && self.secret.is_ok()
    }

    pub fn can_save(&self) -> bool {
        self.name.is_ok()
            && self.console.is_ok()
            && self.account.is_ok()
            && self.secret_source().is_ok()
    }

    /// *Secret* or *Password* for *Save to keyring*. None is needed if the password isn't saved.
    pub fn secret_source(&self) -> Result<SecretSource, SecretError> {
        match &self.account {
            Ok(account) if !account.stores_secret() => Ok(SecretSource::NotKept),
            _ => self.secret.clone(),
        }
    }
}

/// Cheap: called for every frame.
pub fn check(editor: &Editor, draft: &EditorDraft, rows: &[Row]) -> Checked {
    let console = ConsoleUrl::parse(&draft.fields.console);
    Checked {
        name: check_name(editor, draft, rows),
        account: check_account(draft),
        secret: check_secret(editor, draft, console.as_ref().ok()),
        console,
    }
}

fn check_name(
    editor: &Editor,
    draft: &EditorDraft,
    rows: &[Row],
) -> Result<ProfileName, NameError> {
    let name = ProfileName::parse(&draft.fields.name)?;
    let own = match &editor.mode {
        EditorMode::Edit { base } => Some(base),
        EditorMode::New | EditorMode::Duplicate { .. } => None,
    };
    let others = || {
        rows.iter()
            .filter_map(Row::profile)
            .map(|row| &row.profile)
            .filter(|other| Some(other.id) != own.map(|base| base.id))
            .map(|other| &other.name)
    };
    if others().any(|other| other.same_as(&name)) {
        return Err(NameError::Taken);
    }
    // Its own name stays valid, whatever looks like it by now.
    let is_kept = own.is_some_and(|base| base.name == name);
    match others().find(|other| other.looks_like(&name)) {
        Some(other) if !is_kept => Err(NameError::LooksLike(other.to_string())),
        _ => Ok(name),
    }
}

fn check_account(draft: &EditorDraft) -> Result<Account, LoginError> {
    Ok(match draft.fields.kind {
        AccountKind::ApiClient => Account::ApiClient {
            client_id: ClientId::parse(&draft.fields.client_id)?,
        },
        AccountKind::User => Account::User {
            username: Username::parse(&draft.fields.username)?,
            password: draft.fields.password_storage,
        },
    })
}

fn check_secret(
    editor: &Editor,
    draft: &EditorDraft,
    console: Option<&ConsoleUrl>,
) -> Result<SecretSource, SecretError> {
    if let Some(secret) = draft.secret.secret(draft.fields.kind) {
        return Ok(SecretSource::Typed(secret));
    }
    match editor.mode.base() {
        None => Err(SecretError::Missing),
        // None is saved, or one for another kind of account.
        Some(base) if !base.account.stores_secret() || base.account.kind() != draft.fields.kind => {
            Err(SecretError::Missing)
        }
        Some(base) if console.is_some_and(|console| *console != base.console) => {
            Err(SecretError::ConsoleChanged)
        }
        Some(base) => Ok(SecretSource::Stored(base.id)),
    }
}
