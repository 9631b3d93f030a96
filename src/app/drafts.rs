//! Typed text, edited in place by the screens.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::LazyLock;
use std::{fmt, mem};

use crate::app::editor::{CredentialRevision, Fields};
use crate::app::request::RequestDraft;
use crate::model::{
    AccountKind, ClipText, PasswordStorage, ProfileId, SecretDraft, SpaceAtEnds, Tag,
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
    /// For *Try a request*. Kept as long as the profile's row.
    pub requests: BTreeMap<ProfileId, RequestDraft>,
    /// The search in *Jump to*.
    pub palette: String,
    /// Tag names as typed in *Settings*.
    pub tag_names: BTreeMap<Tag, String>,
    /// For [`super::Action::CopySelection`].
    pub selection: Option<ClipText>,
}

/// Typed on the card for one sign-in.
#[derive(Debug, Default)]
pub struct SignInDraft {
    /// *Password*, if none is saved.
    pub password: SecretDraft,
    pub code: SecretDraft,
}

#[derive(Default)]
pub struct EditorDraft {
    pub name: String,
    pub console: String,
    pub kind: AccountKind,
    /// *Client ID*. Each kind keeps its own login, so switching back and forth loses nothing.
    pub client_id: String,
    pub username: String,
    pub password_storage: PasswordStorage,
    pub tag: Option<Tag>,
    /// *Secret* or *Password*. Left blank in an edit: keeps the saved one.
    pub secret: SecretDraft,
    /// Typed for the kind that isn't selected.
    secret_of_other_kind: SecretDraft,
    /// *Two-factor code*, for *Test*.
    pub code: SecretDraft,
}

impl EditorDraft {
    pub(super) fn of(fields: &Fields) -> Self {
        let mut draft = Self::default();
        draft.fill(fields);
        draft
    }

    /// Replaces the public fields; keeps a typed secret.
    pub(super) fn fill(&mut self, fields: &Fields) {
        let Fields {
            name,
            console,
            kind,
            client_id,
            username,
            password_storage,
            tag,
        } = fields.clone();
        (self.name, self.console, self.tag) = (name, console, tag);
        (
            self.kind,
            self.client_id,
            self.username,
            self.password_storage,
        ) = (kind, client_id, username, password_storage);
    }

    pub fn fields(&self) -> Fields {
        Fields {
            name: self.name.clone(),
            console: self.console.clone(),
            kind: self.kind,
            client_id: self.client_id.clone(),
            username: self.username.clone(),
            password_storage: self.password_storage,
            tag: self.tag,
        }
    }

    /// Switches the kind. Each kind keeps its own login and secret: an API client's secret is never used as a password.
    pub(super) fn choose_kind(&mut self, kind: AccountKind) {
        if self.kind != kind {
            self.kind = kind;
            mem::swap(&mut self.secret, &mut self.secret_of_other_kind);
            self.code.wipe();
        }
    }

    pub fn credential_revision(&self) -> CredentialRevision {
        static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let login = match self.kind {
            AccountKind::ApiClient => &self.client_id,
            AccountKind::User => &self.username,
        };
        let kept = self.secret.space_at_ends(self.kind) == SpaceAtEnds::Kept;
        let is_client = self.kind == AccountKind::ApiClient;
        let typed = (&self.console, is_client, login, self.secret.text(), kept);
        CredentialRevision(KEYS.hash_one(typed))
    }

    /// For either kind.
    pub fn has_secret(&self) -> bool {
        !self.secret.is_empty() || !self.secret_of_other_kind.is_empty()
    }

    /// Whether `text` is part of a typed secret or code.
    pub(super) fn is_secret(&self, text: &str) -> bool {
        [&self.secret, &self.secret_of_other_kind, &self.code]
            .iter()
            .any(|typed| typed.contains(text))
    }

    /// Whether a save stores a secret.
    pub fn stores_secret(&self) -> bool {
        (self.kind, self.password_storage) != (AccountKind::User, PasswordStorage::AskedEachTime)
    }

    /// Clears all fields and overwrites the secrets.
    pub(super) fn wipe(&mut self) {
        self.secret.wipe();
        self.secret_of_other_kind.wipe();
        self.code.wipe();
        *self = Self::default();
    }
}

impl fmt::Debug for EditorDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EditorDraft(redacted)")
    }
}
