//! Typed text, edited in place by the screens.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::LazyLock;
use std::{fmt, mem};

use super::editor::state::{CredentialRevision, Fields};
use super::request::RequestDraft;
use crate::model::SpaceAtEnds;
use crate::model::{AccountKind, ClipText, PasswordStorage, ProfileId, SecretDraft, Tag};

/// Everything that is being typed or selected.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The search over the list.
    pub search: String,
    /// The fields of the profile editor.
    pub editor: EditorDraft,
    /// What is being typed for the sign-ins of profiles. An entry lives as long as its profile's card asks for it or its sign-in
    /// runs; then it is wiped.
    pub sign_ins: BTreeMap<ProfileId, SignInDraft>,
    /// What is being typed in the note before a basic header is copied. Wiped when the note is left.
    pub basic_password: SecretDraft,
    /// *New secret* or *New password*, in a check of a reset. Wiped when the dialog is left.
    pub new_secret: SecretDraft,
    /// *Two-factor code*, in the same dialog.
    pub new_secret_code: SecretDraft,
    /// What is typed in the tabs *Try a request*. An entry lives as long as its profile's row.
    pub requests: BTreeMap<ProfileId, RequestDraft>,
    /// What is typed in *Jump to*.
    pub palette: String,
    /// The names of the tags, as they stand in *Settings*.
    pub tag_names: BTreeMap<Tag, String>,
    /// Text that was selected and is to be copied by [`super::Action::CopySelection`].
    pub selection: Option<ClipText>,
}

/// What is typed on the card before a sign-in.
#[derive(Debug, Default)]
pub struct SignInDraft {
    /// *Password*, where none is stored.
    pub password: SecretDraft,
    /// *Two-factor code*.
    pub code: SecretDraft,
}

/// The fields of the profile editor.
#[derive(Default)]
pub struct EditorDraft {
    /// *Name*.
    pub name: String,
    /// *Console*.
    pub console: String,
    /// *How this profile signs in*.
    pub kind: AccountKind,
    /// *Client ID*. Each kind has its own name, so that going back and forth loses nothing.
    pub client_id: String,
    /// *Username*.
    pub username: String,
    /// *Keep the password in the keyring*.
    pub password_storage: PasswordStorage,
    /// *Tag*.
    pub tag: Option<Tag>,
    /// *Secret* or *Password*. Empty in an edit means: keep the stored one.
    pub secret: SecretDraft,
    /// What was typed as the secret of the kind that is not chosen now.
    secret_of_other_kind: SecretDraft,
    /// *Two-factor code*, for *Test*.
    pub code: SecretDraft,
}

impl EditorDraft {
    /// The fields as an editor opens with them.
    pub(super) fn of(fields: &Fields) -> Self {
        let mut draft = Self::default();
        draft.fill(fields);
        draft
    }

    /// Puts other values into the public fields. A typed secret stays.
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

    /// The public fields.
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

    /// Chooses how the profile signs in. Each kind has a name and a secret of its own, so that going back and forth loses nothing,
    /// and a client's secret is nobody's password.
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

    /// Whether a secret is typed, of whichever kind.
    pub fn has_secret(&self) -> bool {
        !self.secret.is_empty() || !self.secret_of_other_kind.is_empty()
    }

    /// Whether `text` is part of a secret or a code that is typed.
    pub(super) fn is_secret(&self, text: &str) -> bool {
        [&self.secret, &self.secret_of_other_kind, &self.code]
            .iter()
            .any(|typed| typed.contains(text))
    }

    /// Whether a save puts a secret into the keyring.
    pub fn stores_secret(&self) -> bool {
        (self.kind, self.password_storage) != (AccountKind::User, PasswordStorage::AskedEachTime)
    }

    /// Empties the fields; the secret is overwritten.
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
