//! Typed text, edited in place by the screens.

use std::fmt;

use super::editor::Fields;
use crate::model::{ClipText, SecretDraft};

/// Everything that is being typed or selected.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The search over the list.
    pub search: String,
    /// The fields of the profile editor.
    pub editor: EditorDraft,
    /// Text that was selected and is to be copied by [`super::Action::CopySelection`].
    pub selection: Option<ClipText>,
}

/// The fields of the profile editor.
#[derive(Default)]
pub struct EditorDraft {
    /// *Name*.
    pub name: String,
    /// *Console*.
    pub console: String,
    /// *Client ID*.
    pub client_id: String,
    /// *Secret*. Empty in an edit means: keep the stored one.
    pub secret: SecretDraft,
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
            client_id,
        } = fields.clone();
        (self.name, self.console, self.client_id) = (name, console, client_id);
    }

    /// The public fields.
    pub fn fields(&self) -> Fields {
        Fields {
            name: self.name.clone(),
            console: self.console.clone(),
            client_id: self.client_id.clone(),
        }
    }

    /// Empties the fields; the secret is overwritten.
    pub(super) fn wipe(&mut self) {
        self.secret.wipe();
        *self = Self::default();
    }
}

impl fmt::Debug for EditorDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EditorDraft(redacted)")
    }
}
