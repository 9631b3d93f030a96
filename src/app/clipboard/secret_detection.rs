//! Whether text copied out of the window may be part of a secret: then it is cleared like one.

use std::collections::HashSet;

use crate::app::request::RequestPhase;
use crate::app::state::Dialog;
use crate::app::tab::Tab;
use crate::app::update::App;
use crate::model::{ClipText, Profile};

/// The shortest part of a token that counts as secret, in bytes.
const SHORTEST_SECRET_PART: usize = 8;

impl App {
    /// Whether `text` contains part of a live token or of a typed secret. While a secret field is shown, any text not known to be
    /// public counts as secret: text cut from the field is gone and can't be compared.
    pub(crate) fn is_secret(&self, text: &ClipText) -> bool {
        let text = text.expose_secret();
        let in_token = self
            .state
            .profiles()
            .filter_map(|row| row.grant.as_ref())
            .any(|grant| shares_a_part(text, grant.token.expose_secret()));
        let draft = &self.drafts.editor;
        let is_public = [
            &draft.fields.name,
            &draft.fields.console,
            &draft.fields.client_id,
            &draft.fields.username,
        ]
        .iter()
        .any(|field| field.contains(text));
        let is_typed_secret = draft.is_secret(text);
        let is_editing = matches!(self.state.dialog, Some(Dialog::Editor(_)));
        in_token
            || self.is_secret_of_request(text)
            || self.is_typed_elsewhere(text)
            || (is_editing && (!is_public || is_typed_secret))
    }

    /// The same for the card's prompt, the Basic header note and the rotation dialog.
    fn is_typed_elsewhere(&self, text: &str) -> bool {
        let drafts = &self.drafts;
        let is_typed = drafts.basic_password.contains(text)
            || drafts.new_secret.contains(text)
            || drafts.new_secret_code.contains(text)
            || drafts.export.is_secret(text)
            || drafts
                .sign_ins
                .values()
                .any(|draft| draft.password.contains(text) || draft.code.contains(text));
        let has_field = self.state.basic_header_note().is_some()
            || self.state.rotation().is_some()
            || self.state.export_profiles().is_some()
            || self
                .state
                .selected_profile()
                .is_some_and(|row| row.prompt.is_some());
        is_typed || (has_field && !self.is_public(text))
    }

    /// Whether `text` is part of what the window shows anyway.
    fn is_public(&self, text: &str) -> bool {
        let is_of_profile = self.state.profiles().any(|row| {
            let Profile {
                name,
                console,
                account,
                ..
            } = &row.profile;
            let raw = [name.as_str(), console.as_str(), account.login()];
            let is_raw = raw.iter().any(|public| public.contains(text));
            is_raw || name.to_string().contains(text) || account.display_login().contains(text)
        });
        let is_recipient = self.drafts.export.recipients.contains(text);
        self.drafts.search.contains(text)
            || is_recipient
            || is_of_profile
            || self.is_public_in_request(text)
    }

    /// Whether `text` may be part of a password typed for a request, or of a token in a response. While such a response is shown,
    /// any text counts; while the password field is shown, any text not known to be public.
    fn is_secret_of_request(&self, text: &str) -> bool {
        let drafts = &self.drafts.requests;
        if drafts.values().any(|draft| draft.password.contains(text)) {
            return true;
        }
        let shown = self.state.selected_profile();
        let Some(row) = shown.filter(|_| self.state.tab == Tab::Request) else {
            return false;
        };
        let asks = row.request.wants_password(&row.profile.account);
        row.request.holds_token() || (asks && !self.is_public(text))
    }

    /// Whether `text` is part of the selected profile's request or response, except the password.
    fn is_public_in_request(&self, text: &str) -> bool {
        let Some(row) = self.state.selected_profile() else {
            return false;
        };
        let draft = self.drafts.requests.get(&row.profile.id);
        let is_typed = draft.is_some_and(|draft| {
            let fields = [&draft.path, &draft.organization, &draft.search];
            fields.iter().any(|field| field.contains(text))
        });
        let is_answered = matches!(&row.request.phase, RequestPhase::Response(response) if response.contains(text));
        is_typed || is_answered
    }
}

/// Whether any eight bytes in a row (or all of a shorter, nonempty secret) also occur in `secret`.
fn shares_a_part(text: &str, secret: &str) -> bool {
    let (text, secret) = (text.as_bytes(), secret.as_bytes());
    let length = SHORTEST_SECRET_PART.min(secret.len()).max(1);
    let known: HashSet<&[u8]> = secret.windows(length).collect();
    text.windows(length).any(|part| known.contains(part))
}
