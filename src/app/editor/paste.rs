//! Pasted text that is more than what its field holds: a command, a browser's address, or client ID and secret together.

use std::mem;

use zeroize::Zeroizing;

use crate::app::drafts::EditorDraft;
use crate::app::editor::{EditorField, FilledIn, Pasted};
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::import::credential::{CLIENT_ID_START, id_and_secret};
use crate::model::import::{has_command, pasted};
use crate::model::{
    Account, AccountKind, Candidate, CandidateSecret, ConsoleUrl, ImportList, SecretDraft,
};

/// Remarks below a field. More would push the form out of the window.
const MOST_REMARKS: usize = 3;

impl EditorDraft {
    /// Fills in what the pasted text stands for. Returns `false` if it is the field's own business.
    pub fn paste(&mut self, field: EditorField, text: &str) -> bool {
        let text = text.trim();
        match (field, self.fields.kind) {
            (EditorField::Code, _) => false,
            (EditorField::Paste, _) => self.fill_in(field, text),
            _ if has_command(text) => self.fill_in(field, text),
            (_, AccountKind::ApiClient) if self.paste_credential(field, text) => true,
            (EditorField::Console, _) => self.paste_address(text),
            _ => false,
        }
    }

    /// What was typed into the field for pasting.
    pub fn fill_in_typed(&mut self) {
        let typed = mem::take(&mut self.to_fill_in);
        self.fill_in(EditorField::Paste, typed.text());
    }

    fn fill_in(&mut self, beside: EditorField, text: &str) -> bool {
        self.to_fill_in.wipe();
        if text.trim().is_empty() {
            return false;
        }
        let ImportList { candidates, unused } = pasted(text);
        let more = candidates.len().saturating_sub(1);
        let mut remarks = Vec::new();
        let mut fields = Vec::new();
        if let Some(candidate) = candidates.into_iter().next() {
            fields = self.take_candidate(&candidate);
            remarks = candidate.remarks;
        }
        if more > 0 {
            remarks.push(format!(
                "This is the first of {} profiles. Import takes them all.",
                more + 1
            ));
        }
        remarks.extend(unused);
        let left_out = remarks.len().saturating_sub(MOST_REMARKS);
        remarks.truncate(MOST_REMARKS);
        if left_out > 0 {
            remarks.push(format!("And {left_out} more; Import shows all."));
        }
        self.pasted = Some(Pasted::Filled(FilledIn {
            beside,
            fields,
            remarks,
        }));
        true
    }

    /// Returns what it filled in.
    fn take_candidate(&mut self, candidate: &Candidate) -> Vec<&'static str> {
        let mut filled = Vec::new();
        if !candidate.name.is_empty() && self.fields.name.trim().is_empty() {
            candidate.name.clone_into(&mut self.fields.name);
            filled.push("name");
        }
        if !candidate.console.is_empty() {
            candidate.console.clone_into(&mut self.fields.console);
            filled.push("console");
        }
        let secret = match &candidate.secret {
            CandidateSecret::Given(secret) => Some(secret),
            _ => None,
        };
        if candidate.login.is_empty() && secret.is_none() {
            return filled;
        }
        self.choose_kind(candidate.kind);
        if !candidate.login.is_empty() {
            let login = match candidate.kind {
                AccountKind::ApiClient => &mut self.fields.client_id,
                AccountKind::User => &mut self.fields.username,
            };
            let is_other = *login != candidate.login;
            candidate.login.clone_into(login);
            filled.push(candidate.kind.login_noun());
            if is_other && secret.is_none() {
                // It belongs to another login.
                self.secret.wipe();
            }
        }
        if let Some(secret) = secret {
            self.secret.wipe();
            self.secret.text_mut().push_str(secret.expose_secret());
            self.secret.settle();
            filled.push(candidate.kind.noun());
        }
        filled
    }

    /// An edit of this field: the note no longer applies.
    pub fn forget_paste(&mut self, field: EditorField) {
        self.pasted.take_if(|pasted| match pasted {
            Pasted::Shortened => field == EditorField::Console,
            Pasted::Split(_) => matches!(field, EditorField::Login | EditorField::Secret),
            Pasted::Filled(filled) => field == filled.beside,
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
        let Some((id, secret)) = id_and_secret(text) else {
            return false;
        };
        let is_meant = match field {
            EditorField::Login => true,
            EditorField::Secret => {
                id.starts_with(CLIENT_ID_START) || id == self.fields.client_id.trim()
            }
            _ => id.starts_with(CLIENT_ID_START),
        };
        if is_meant {
            id.clone_into(&mut self.fields.client_id);
            self.secret.wipe();
            self.secret.text_mut().push_str(secret);
            self.secret.settle();
            let beside = match field {
                EditorField::Secret => EditorField::Secret,
                _ => EditorField::Login,
            };
            self.pasted = Some(Pasted::Split(beside));
        }
        is_meant
    }
}

/// Of `id:secret` in a field for the secret alone, keeps the secret, if the client ID is this account's; whether it did.
pub fn cut_client_id(draft: &mut SecretDraft, account: &Account) -> bool {
    let secret = match (account, id_and_secret(draft.text())) {
        (Account::ApiClient { client_id }, Some((id, secret))) if id == client_id.as_str() => {
            Zeroizing::new(secret.to_owned())
        }
        _ => return false,
    };
    draft.wipe();
    draft.text_mut().push_str(&secret);
    draft.settle();
    true
}

/// Whether that is the secret of another API client.
pub fn is_with_other_client_id(text: &str, account: &Account) -> bool {
    let (Account::ApiClient { client_id }, Some((id, _))) = (account, id_and_secret(text)) else {
        return false;
    };
    id.starts_with(CLIENT_ID_START) && id != client_id.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ClientId;

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
    fn a_pair_pasted_into_another_field_is_split_too() {
        for field in [EditorField::Name, EditorField::Console] {
            let mut draft = draft();
            let before = (draft.fields.name.clone(), draft.fields.console.clone());
            assert!(draft.paste(field, "key-42:pretend"), "{field:?}");
            let after = (draft.fields.name.clone(), draft.fields.console.clone());
            assert_eq!(after, before);
            assert_eq!(draft.fields.client_id, "key-42");
            assert_eq!(draft.secret.text(), "pretend");
            assert_eq!(draft.pasted, Some(Pasted::Split(EditorField::Login)));
        }
    }

    #[test]
    fn a_new_secret_loses_the_client_id_before_it_but_not_another_ones() {
        let account = Account::ApiClient {
            client_id: ClientId::parse("key-42").unwrap(),
        };
        for (pasted, kept, is_of_another) in [
            ("key-42:pretend:secret", "pretend:secret", false),
            ("key-43:pretend", "key-43:pretend", true),
            ("pretend:secret", "pretend:secret", false),
        ] {
            let mut draft = SecretDraft::default();
            draft.text_mut().push_str(pasted);
            assert_eq!(cut_client_id(&mut draft, &account), pasted != kept);
            assert_eq!(draft.text(), kept);
            assert_eq!(
                is_with_other_client_id(draft.text(), &account),
                is_of_another
            );
        }
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
            (EditorField::Name, "Production: EU"),
            (EditorField::Name, "Production:EU"),
            (EditorField::Code, "key-42:secret"),
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
