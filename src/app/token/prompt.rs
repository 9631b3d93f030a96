//! Prompts for what a user account's sign-in needs: a password that isn't saved, a two-factor code.

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::drafts::SignInDraft;
use crate::app::job::{MissingInput, Typed, TypedCode};
use crate::app::token::fetch::is_copyable;
use crate::app::token::{Prompt, Purpose};
use crate::app::update::App;
use crate::model::failure::Remedy;
use crate::model::{
    AccountKind, Failure, KnownLogin, LoginKind, Now, ProfileId, SignInReport, SignInWith, TotpCode,
};

impl App {
    /// What must be typed first, as far as that is known without asking the console.
    pub(crate) fn missing_input(&self, id: ProfileId) -> Option<MissingInput> {
        let profile = &self.state.profile(id)?.profile;
        let known = self
            .state
            .login_kinds
            .known(&profile.console, &profile.account);
        let needs_code = match known {
            // The console is asked first: the account may be single sign-on.
            KnownLogin::Unasked if profile.account.kind() == AccountKind::User => return None,
            KnownLogin::Is(LoginKind::LocalTwoFactor) => true,
            _ => false,
        };
        MissingInput::of(!profile.account.stores_secret(), needs_code)
    }

    /// Opens the prompt on the profile's card.
    pub(crate) fn open_prompt(&mut self, id: ProfileId, missing: MissingInput, purpose: Purpose) {
        let serial = self.next_serial();
        if let Some(row) = self.row_mut(id) {
            row.prompt = Some(Prompt {
                serial,
                missing,
                purpose,
                tried: None,
                is_retry: false,
            });
        }
    }

    /// Prompts again after the refusal of a password that isn't saved: there is nothing else to do about it. Not over a live token,
    /// which still works. What was typed is wiped.
    pub(crate) fn prompt_again(&mut self, id: ProfileId, failure: &Failure, purpose: Purpose) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let is_busy = row.attempt.is_some() || row.prompt.is_some() || row.grant.is_some();
        if is_busy || row.profile.account.stores_secret() {
            return;
        }
        let with_code = |report: &SignInReport| report.with == SignInWith::PasswordAndCode;
        let missing = match failure.remedy() {
            Remedy::EnterSecret if failure.report().is_some_and(with_code) => {
                MissingInput::PasswordAndCode
            }
            Remedy::EnterSecret => MissingInput::Password,
            Remedy::EnterCode => MissingInput::PasswordAndCode,
            Remedy::MakeApiClient | Remedy::TryAgain => return,
        };
        self.drafts.sign_ins.remove(&id);
        self.open_prompt(id, missing, purpose);
        if let Some(prompt) = self.row_mut(id).and_then(|row| row.prompt.as_mut()) {
            prompt.is_retry = true;
        }
    }

    /// *Use a two-factor code*. Keeps what was typed. With a live token it becomes a renewal, which copies nothing.
    pub(crate) fn use_code(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.row_mut(id) else {
            return;
        };
        if row.profile.account.kind() != AccountKind::User || row.attempt.is_some() {
            return;
        }
        let purpose = match (row.prompt, &row.grant) {
            (Some(prompt), _) => prompt.purpose,
            (None, Some(grant)) if is_copyable(grant, now) => Purpose::Renew,
            (None, _) => Purpose::CopyHeader,
        };
        let missing = if row.profile.account.stores_secret() {
            MissingInput::Code
        } else {
            MissingInput::PasswordAndCode
        };
        self.open_prompt(id, missing, purpose);
    }

    /// *Sign in and copy header*. Nothing is sent if a field is invalid.
    pub(crate) fn sign_in(&mut self, id: ProfileId, now: Now) {
        let Some(prompt) = self.state.profile(id).and_then(|row| row.prompt) else {
            return;
        };
        self.sign_in_as(Action::SignIn(id), (id, prompt), prompt.missing.code(), now);
    }

    /// *Sign in without a code*, in case the console's answer about the account was wrong.
    pub(crate) fn sign_in_without_code(&mut self, id: ProfileId, now: Now) {
        let Some(prompt) = self.state.profile(id).and_then(|row| row.prompt) else {
            return;
        };
        self.sign_in_as(Action::SignInWithoutCode(id), (id, prompt), false, now);
    }

    fn sign_in_as(
        &mut self,
        action: Action,
        (id, prompt): (ProfileId, Prompt),
        with_code: bool,
        now: Now,
    ) {
        let draft = self.drafts.sign_ins.entry(id).or_default();
        let Some(typed) = typed(draft, prompt.missing.password(), with_code) else {
            if let Some(prompt) = self.row_mut(id).and_then(|row| row.prompt.as_mut()) {
                prompt.tried = MissingInput::of(prompt.missing.password(), with_code);
            }
            return;
        };
        if prompt.purpose == Purpose::CopyHeader && self.asks_before_copy(id, action) {
            return;
        }
        // A code is sent once, so it isn't kept for another try.
        if let Some(draft) = self.drafts.sign_ins.get_mut(&id) {
            draft.code.wipe();
        }
        match prompt.purpose {
            Purpose::Check => self.send_check(id, typed, now),
            purpose => self.send(id, purpose, typed, now),
        }
    }

    pub(crate) fn close_prompt(&mut self, id: ProfileId) {
        if let Some(row) = self.row_mut(id) {
            row.prompt = None;
        }
    }

    /// Wipes what was typed once its prompt is closed and its sign-in has finished, for whatever reason.
    pub(crate) fn wipe_finished_sign_ins(&mut self) {
        let state = &self.state;
        self.drafts.sign_ins.retain(|id, _| {
            state
                .profile(*id)
                .is_some_and(|row| row.prompt.is_some() || row.is_signing_in())
        });
        let is_asked_for = |id| state.profile(id).is_some_and(|row| row.prompt.is_some());
        if let Some(Masked::TypedPassword(id)) = state.shown.map(|shown| shown.what)
            && !is_asked_for(id)
        {
            self.state.shown = None;
        }
    }
}

/// `None` if a field is invalid.
fn typed(draft: &SignInDraft, password: bool, code: bool) -> Option<Typed> {
    let password = if password {
        Some(draft.password.secret(AccountKind::User)?)
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
