//! Selected text that is copied: if it may be part of a secret, it is cleared like one.

use std::collections::HashSet;

use crate::app::clipboard::CopySource;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{ClipText, Now, Profile};

/// The shortest part of a token that counts as secret, in bytes.
const SHORTEST_SECRET_PART: usize = 8;

impl App {
    pub(crate) fn copy_selection(&mut self, now: Now) {
        let Some(text) = self.drafts.selection.take() else {
            return;
        };
        let source = self.is_secret(&text).then(CopySource::selected_text);
        self.copy_text(text, source, now);
    }

    /// Whether `text` contains part of a live token or of a typed secret. While a secret field is shown, any text not known to be
    /// public counts as secret: text cut from the field is gone and can't be compared.
    fn is_secret(&self, text: &ClipText) -> bool {
        let text = text.expose_secret();
        let in_token = self
            .state
            .profiles()
            .filter_map(|row| row.grant.as_ref())
            .any(|grant| shares_a_part(text, grant.token.expose_secret()));
        let draft = &self.drafts.editor;
        let is_public = [
            &draft.name,
            &draft.console,
            &draft.client_id,
            &draft.username,
        ]
        .iter()
        .any(|field| field.contains(text));
        let is_typed_secret = draft.is_secret(text);
        let is_editing = matches!(self.state.dialog, Some(Dialog::Editor(_)));
        in_token
            || self.is_secret_of_request(text)
            || self.is_typed_on_card(text)
            || (is_editing && (!is_public || is_typed_secret))
    }

    /// The same for the card's prompt, the Basic header note and the rotation dialog.
    fn is_typed_on_card(&self, text: &str) -> bool {
        let drafts = &self.drafts;
        let is_typed = drafts.basic_password.contains(text)
            || drafts.new_secret.contains(text)
            || drafts.new_secret_code.contains(text)
            || drafts
                .sign_ins
                .values()
                .any(|draft| draft.password.contains(text) || draft.code.contains(text));
        let is_asked_for = self.state.basic_header_note().is_some()
            || self.state.rotation().is_some()
            || self
                .state
                .selected_profile()
                .is_some_and(|row| row.prompt.is_some());
        is_typed || (is_asked_for && !self.is_public(text))
    }

    /// Whether `text` is part of what the window shows anyway.
    pub(crate) fn is_public(&self, text: &str) -> bool {
        let is_of_profile = self.state.profiles().any(|row| {
            let Profile {
                name,
                console,
                account,
                ..
            } = &row.profile;
            let to_the_letter = [name.as_str(), console.as_str(), account.login()];
            let is_to_the_letter = to_the_letter.iter().any(|public| public.contains(text));
            is_to_the_letter
                || name.to_string().contains(text)
                || account.display_login().contains(text)
        });
        self.drafts.search.contains(text) || is_of_profile || self.is_public_in_request(text)
    }
}

/// Whether any eight bytes in a row (or all of a shorter, nonempty secret) also occur in `secret`.
fn shares_a_part(text: &str, secret: &str) -> bool {
    let (text, secret) = (text.as_bytes(), secret.as_bytes());
    let length = SHORTEST_SECRET_PART.min(secret.len()).max(1);
    let known: HashSet<&[u8]> = secret.windows(length).collect();
    text.windows(length).any(|part| known.contains(part))
}
