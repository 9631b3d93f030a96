//! What is typed before a sign-in with a user account: a password that is not stored, a two-factor code.

use super::App;
use crate::app::drafts::SignInDraft;
use crate::app::flow::{Effect, Typed, TypedCode, Wanted};
use crate::app::row::Prompt;
use crate::model::{AccountKind, KnownLogin, LoginKind, Now, ProfileId, TotpCode};

impl App {
    /// What has to be typed before this profile can sign in, as far as that is known without asking the console.
    pub(super) fn wanted_at_once(&self, id: ProfileId) -> Option<Wanted> {
        let row = self.state.profile(id)?;
        let needs_code = match row.login {
            // The console is asked first: it may say that no password is of use.
            KnownLogin::Unasked if row.profile.account.kind() == AccountKind::User => return None,
            KnownLogin::Is(LoginKind::LocalTwoFactor) => true,
            _ => false,
        };
        Wanted::of(!row.profile.account.keeps_secret(), needs_code)
    }

    /// Asks for this on the profile's card.
    pub(super) fn open_prompt(&mut self, id: ProfileId, wanted: Wanted, copies: bool) {
        self.last_prompt += 1;
        let serial = self.last_prompt;
        if let Some(row) = self.row_mut(id) {
            row.prompt = Some(Prompt {
                serial,
                wanted,
                copies,
                shows_all_errors: false,
            });
        }
    }

    /// *Use a two-factor code*. What was typed stays.
    pub(super) fn use_code(&mut self, id: ProfileId) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        if row.profile.account.kind() != AccountKind::User || row.attempt.is_some() {
            return Vec::new();
        }
        let copies = row.prompt.is_none_or(|prompt| prompt.copies);
        let wanted = if row.profile.account.keeps_secret() {
            Wanted::Code
        } else {
            Wanted::PasswordAndCode
        };
        self.open_prompt(id, wanted, copies);
        Vec::new()
    }

    /// *Sign in and copy header*: sends what was typed, once. Where something is wrong, nothing is sent.
    pub(super) fn sign_in(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let Some(prompt) = self.state.profile(id).and_then(|row| row.prompt) else {
            return Vec::new();
        };
        self.sign_in_as(id, prompt, prompt.wanted.code(), now)
    }

    /// *Sign in without a code*: for the case that the console's answer about the account was wrong.
    pub(super) fn sign_in_without_code(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let Some(prompt) = self.state.profile(id).and_then(|row| row.prompt) else {
            return Vec::new();
        };
        self.sign_in_as(id, prompt, false, now)
    }

    fn sign_in_as(
        &mut self,
        id: ProfileId,
        prompt: Prompt,
        with_code: bool,
        now: Now,
    ) -> Vec<Effect> {
        let draft = self.drafts.sign_ins.entry(id).or_default();
        let Some(typed) = typed(draft, prompt.wanted.password(), with_code) else {
            if let Some(prompt) = self.row_mut(id).and_then(|row| row.prompt.as_mut()) {
                prompt.shows_all_errors = true;
            }
            return Vec::new();
        };
        // A code is sent once: it does not wait in the field for a second time.
        draft.code.wipe();
        let asks_kind = self
            .state
            .profile(id)
            .is_some_and(|row| row.login == KnownLogin::Unasked);
        self.send(id, prompt.copies, typed, asks_kind, now)
    }

    /// Leaves the card's question; what was typed is wiped.
    pub(super) fn close_prompt(&mut self, id: ProfileId) -> Vec<Effect> {
        if let Some(row) = self.row_mut(id) {
            row.prompt = None;
        }
        self.drafts.sign_ins.remove(&id);
        Vec::new()
    }
}

/// What was typed, if all of it is right.
fn typed(draft: &SignInDraft, password: bool, code: bool) -> Option<Typed> {
    let password = if password {
        Some(draft.password.secret()?)
    } else {
        None
    };
    let code = if code {
        TypedCode::Typed(TotpCode::parse(draft.code.text()).ok()?)
    } else {
        TypedCode::Without
    };
    Some(Typed { password, code })
}
