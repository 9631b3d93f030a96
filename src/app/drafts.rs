//! Typed text, edited in place by the screens.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::{fmt, mem};

use zeroize::Zeroize as _;

use crate::app::editor::{CredentialRevision, Fields, Pasted};
use crate::app::request::RequestDraft;
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::{
    AccountKind, CandidateSecret, ClipText, PasswordStorage, ProfileId, SecretDraft, SpaceAtEnds,
    Tag,
};

#[derive(Debug, Default)]
pub struct Drafts {
    pub search: String,
    pub editor: EditorDraft,
    /// Wiped when the card's prompt is closed and its sign-in has finished.
    pub sign_ins: BTreeMap<ProfileId, SignInDraft>,
    /// For a Basic header. Wiped when the note is closed.
    pub basic_password: SecretDraft,
    /// *New secret* or *New password* in the rotation dialog. Wiped when it is closed.
    pub new_secret: SecretDraft,
    /// *Two-factor code* in the rotation dialog.
    pub new_secret_code: SecretDraft,
    /// Wiped when the profiles are exported, or the dialog closes.
    pub export: ExportDraft,
    /// For *Try a request*. Kept as long as the profile's row.
    pub requests: BTreeMap<ProfileId, RequestDraft>,
    /// The filter over the profiles that *Check all* can select.
    pub check_filter: String,
    /// Chosen in the empty window.
    pub chosen_console: Option<&'static str>,
    /// The search in *Jump to*.
    pub palette: String,
    /// Tag names as typed in *Settings*.
    pub tag_names: BTreeMap<Tag, String>,
    pub import: ImportDraft,
    /// For [`super::import::ImportAction::ReadDropped`].
    pub dropped_file: Option<PathBuf>,
    /// For [`super::Action::CopyText`].
    pub to_copy: Option<ClipText>,
}

impl Drafts {
    /// The address of the console that the first profile begins with.
    pub fn first_console(&self) -> &'static str {
        self.chosen_console.unwrap_or(KNOWN_CONSOLES[0].2)
    }
}

/// Wiped when *Import* is closed.
#[derive(Debug, Default)]
pub struct ImportDraft {
    /// The text in the box.
    pub pasted: SecretDraft,
    /// The passphrase or the identity of an encrypted file.
    pub file_key: SecretDraft,
    /// One for each row of the preview.
    pub rows: Vec<ImportRowDraft>,
}

impl ImportDraft {
    /// Of rows that aren't saved yet.
    pub fn has_typed_secret(&self) -> bool {
        self.rows.iter().any(|row| !row.typed_secret.is_empty())
    }
}

/// The fields of a row as found or typed.
#[derive(Debug)]
pub struct ImportRowDraft {
    pub name: String,
    pub console: String,
    pub login: String,
    pub secret: CandidateSecret,
    /// Wins over `secret`.
    pub typed_secret: SecretDraft,
}

impl Default for ImportRowDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            console: String::new(),
            login: String::new(),
            secret: CandidateSecret::Missing,
            typed_secret: SecretDraft::default(),
        }
    }
}

/// Typed on the card for one sign-in.
#[derive(Debug, Default)]
pub struct SignInDraft {
    /// *Password*, if none is saved.
    pub password: SecretDraft,
    pub code: SecretDraft,
}

/// Typed in *Export profiles*.
#[derive(Default)]
pub struct ExportDraft {
    pub passphrase: SecretDraft,
    pub passphrase_again: SecretDraft,
    /// Public keys, a line each.
    pub recipients: String,
}

impl ExportDraft {
    pub(super) fn wipe(&mut self) {
        self.passphrase.wipe();
        self.passphrase_again.wipe();
        self.wipe_recipients();
    }

    /// Somebody may have pasted a private key.
    pub(super) fn wipe_recipients(&mut self) {
        self.recipients.zeroize();
    }

    pub(super) fn is_secret(&self, text: &str) -> bool {
        self.passphrase.contains(text) || self.passphrase_again.contains(text)
    }
}

impl Drop for ExportDraft {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for ExportDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExportDraft(redacted)")
    }
}

#[derive(Default)]
pub struct EditorDraft {
    pub fields: Fields,
    /// *Secret* or *Password*. Left blank in an edit: keeps the saved one.
    pub secret: SecretDraft,
    /// Typed for the kind that isn't selected.
    secret_of_other_kind: SecretDraft,
    /// *Two-factor code*, for *Test*.
    pub code: SecretDraft,
    /// Typed where text is pasted, instead. What is pasted there never gets into a field as it is.
    pub to_fill_in: SecretDraft,
    /// For the note below the field.
    pub pasted: Option<Pasted>,
}

impl EditorDraft {
    pub(super) fn with(fields: Fields) -> Self {
        Self {
            fields,
            ..Self::default()
        }
    }

    /// Switches the kind. Each kind keeps its own login and secret: an API client's secret is never used as a password.
    pub(super) fn choose_kind(&mut self, kind: AccountKind) {
        if self.fields.kind != kind {
            self.fields.kind = kind;
            mem::swap(&mut self.secret, &mut self.secret_of_other_kind);
            self.code.wipe();
        }
    }

    pub fn credential_revision(&self) -> CredentialRevision {
        static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let login = match self.fields.kind {
            AccountKind::ApiClient => &self.fields.client_id,
            AccountKind::User => &self.fields.username,
        };
        let kept = self.secret.space_at_ends(self.fields.kind) == SpaceAtEnds::Kept;
        let is_client = self.fields.kind == AccountKind::ApiClient;
        let typed = (
            &self.fields.console,
            is_client,
            login,
            self.secret.text(),
            kept,
        );
        CredentialRevision(KEYS.hash_one(typed))
    }

    /// For either kind, or not filled in yet.
    pub fn has_secret(&self) -> bool {
        let typed = [&self.secret, &self.secret_of_other_kind, &self.to_fill_in];
        typed.iter().any(|typed| !typed.is_empty())
    }

    /// Whether `text` is part of a typed secret or code.
    pub(super) fn is_secret(&self, text: &str) -> bool {
        [
            &self.secret,
            &self.secret_of_other_kind,
            &self.code,
            &self.to_fill_in,
        ]
        .iter()
        .any(|typed| typed.contains(text))
    }

    /// Whether a save stores a secret.
    pub fn stores_secret(&self) -> bool {
        (self.fields.kind, self.fields.password_storage)
            != (AccountKind::User, PasswordStorage::AskedEachTime)
    }

    /// Clears all fields and overwrites the secrets.
    pub(super) fn wipe(&mut self) {
        self.secret.wipe();
        self.secret_of_other_kind.wipe();
        self.code.wipe();
        self.to_fill_in.wipe();
        *self = Self::default();
    }
}

impl fmt::Debug for EditorDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EditorDraft(redacted)")
    }
}
