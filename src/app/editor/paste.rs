//! Pasted text that is more than what its field holds: a browser's address, or client ID and secret together.

use crate::app::drafts::EditorDraft;
use crate::app::editor::{EditorField, Pasted};
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::{AccountKind, ClientId, ConsoleUrl};

/// How the vendor's client IDs begin.
const CLIENT_ID_START: &str = "key-";

impl EditorDraft {
    /// Fills in what the pasted text stands for. Returns `false` if it is the field's own business.
    pub fn paste(&mut self, field: EditorField, text: &str) -> bool {
        let text = text.trim();
        match (field, self.fields.kind) {
            (EditorField::Console, _) => self.paste_address(text),
            (EditorField::Login | EditorField::Secret, AccountKind::ApiClient) => {
                self.paste_credential(field, text)
            }
            _ => false,
        }
    }

    /// An edit of this field: the note no longer applies.
    pub fn forget_paste(&mut self, field: EditorField) {
        self.pasted.take_if(|pasted| match pasted {
            Pasted::Shortened => field == EditorField::Console,
            Pasted::Split(_) => matches!(field, EditorField::Login | EditorField::Secret),
        });
    }

    fn paste_address(&mut self, text: &str) -> bool {
        let Ok(console) = ConsoleUrl::parse(text) else {
            return false;
        };
        let rest = text.split_once("://").map(|(_, rest)| rest);
        let after_host = rest.unwrap_or(text).split_once(['/', '?', '#']);
        // A part of an address goes where the caret is, but not into a console that was filled in.
        let known = &self.fields.console;
        let is_filled_in = KNOWN_CONSOLES.iter().any(|(_, _, base)| base == known);
        if rest.is_none() && after_host.is_none() && !is_filled_in {
            return false;
        }
        self.fields.console = console.to_string();
        let is_cut = after_host.is_some_and(|(_, after)| !after.is_empty());
        self.pasted = is_cut.then_some(Pasted::Shortened);
        true
    }

    /// `id:secret`. A secret may have a colon of its own, so what is pasted there must begin with a client ID.
    fn paste_credential(&mut self, field: EditorField, text: &str) -> bool {
        let Some((id, secret)) = text.split_once(':') else {
            return false;
        };
        let is_id = match field {
            EditorField::Secret => {
                id.starts_with(CLIENT_ID_START) || id == self.fields.client_id.trim()
            }
            _ => true,
        };
        let is_pair = is_id
            && ClientId::parse(id).is_ok()
            && !secret.is_empty()
            // An address.
            && !secret.starts_with("//")
            && !text.contains(|c: char| c.is_whitespace() || c.is_control());
        if is_pair {
            id.clone_into(&mut self.fields.client_id);
            self.secret.wipe();
            self.secret.text_mut().push_str(secret);
            self.secret.settle();
            self.pasted = Some(Pasted::Split(field));
        }
        is_pair
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> EditorDraft {
        EditorDraft::default()
    }

    #[test]
    fn a_browsers_address_is_cut_to_the_console_in_place_of_what_was_there() {
        let mut draft = draft();
        draft.fields.console = KNOWN_CONSOLES[0].2.to_owned();
        let pasted = " https://console.eu5.cpg.crashplan.com/app/#/console/clients?x=https://y ";
        assert!(draft.paste(EditorField::Console, pasted));
        assert_eq!(
            draft.fields.console,
            "https://console.eu5.cpg.crashplan.com"
        );
        assert_eq!(draft.pasted, Some(Pasted::Shortened));
        draft.forget_paste(EditorField::Name);
        assert!(draft.pasted.is_some());
        draft.forget_paste(EditorField::Console);
        assert_eq!(draft.pasted, None);
        // Nothing to say where nothing was cut.
        assert!(draft.paste(EditorField::Console, "https://console.us2.crashplan.com/"));
        assert_eq!(draft.fields.console, "https://console.us2.crashplan.com");
        assert_eq!(draft.pasted, None);
        // A bare host replaces a console that was filled in, not what was typed.
        assert!(draft.paste(EditorField::Console, "backup.example"));
        assert_eq!(draft.fields.console, "https://backup.example");
        assert!(!draft.paste(EditorField::Console, "other.example"));
        assert!(!draft.paste(EditorField::Console, "ftp://other.example/x"));
        assert_eq!(draft.fields.console, "https://backup.example");
    }

    #[test]
    fn id_and_secret_are_split_at_the_first_colon() {
        let mut draft = draft();
        draft.secret.text_mut().push_str("before");
        assert!(draft.paste(EditorField::Login, "key-42:pretend:secret\n"));
        assert_eq!(draft.fields.client_id, "key-42");
        assert_eq!(draft.secret.text(), "pretend:secret");
        assert_eq!(draft.pasted, Some(Pasted::Split(EditorField::Login)));
        assert!(draft.paste(EditorField::Secret, "key-43:other"));
        assert_eq!(draft.fields.client_id, "key-43");
        assert_eq!(draft.secret.text(), "other");
    }

    #[test]
    fn other_text_with_a_colon_stays_whole() {
        let mut draft = draft();
        for (field, text) in [
            (EditorField::Login, "key-42"),
            (EditorField::Login, "key-42:"),
            (EditorField::Login, ":secret"),
            (EditorField::Login, "Client ID: key-42"),
            (EditorField::Login, "https://console.us1.crashplan.com"),
            (EditorField::Secret, "pretend:with:colons"),
            (EditorField::Name, "key-42:secret"),
        ] {
            assert!(!draft.paste(field, text), "{text}");
        }
        draft.fields.client_id = "pretend".to_owned();
        assert!(
            draft.paste(EditorField::Secret, "pretend:with:colons"),
            "its own client ID"
        );
        draft.fields.kind = AccountKind::User;
        assert!(!draft.paste(EditorField::Login, "ada:password"));
    }
}
