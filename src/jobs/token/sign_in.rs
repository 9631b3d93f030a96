//! One sign-in, shared by all jobs: looks up an unknown login kind, then sends the credential once. Never retries.

use crate::app::job::{AttemptOutcome, Learned, LearnedLogin, MissingInput, Progress, TypedCode};
use crate::jobs::JobContext;
use crate::model::failure::Stage;
use crate::model::{
    Account, ConsoleUrl, Failure, KnownLogin, LoginKind, LoginKindOutcome, Profile, Secret,
    SignInOutcome,
};

pub(crate) struct SignIn<'a> {
    pub(crate) context: JobContext<'a>,
    pub(crate) console: &'a ConsoleUrl,
    pub(crate) account: &'a Account,
    pub(crate) code: &'a TypedCode,
    learned: Option<KnownLogin>,
}

impl<'a> SignIn<'a> {
    pub(crate) fn new(
        context: JobContext<'a>,
        console: &'a ConsoleUrl,
        account: &'a Account,
        code: &'a TypedCode,
    ) -> Self {
        Self {
            context,
            console,
            account,
            code,
            learned: None,
        }
    }

    /// Looks up how this username signs in, without a password, unless that is known. *Single sign-on* is looked up again, so
    /// that no password is sent to an account that cannot use it. Returns an outcome if no password is to be sent now: the
    /// account is single sign-on, or something must be typed first.
    pub(crate) fn ask_kind(
        &mut self,
        known: KnownLogin,
        has_password: bool,
    ) -> Option<AttemptOutcome> {
        let (
            Account::User { username, .. },
            KnownLogin::Unasked | KnownLogin::Is(LoginKind::SingleSignOn),
        ) = (self.account, known)
        else {
            return None;
        };
        self.stage(Stage::LoginKindLookup);
        let client = &self.context.ports.console;
        let login = match client.login_kind(self.console, username, self.context.cancel) {
            LoginKindOutcome::Canceled => return Some(AttemptOutcome::Canceled),
            LoginKindOutcome::Known(kind) => KnownLogin::Is(kind),
            LoginKindOutcome::Unknown => KnownLogin::Unanswered,
        };
        self.learned = Some(login);
        if login == KnownLogin::Is(LoginKind::SingleSignOn) {
            let host = self.console.host();
            return Some(AttemptOutcome::Failed(Failure::SingleSignOn { host }));
        }
        let needs_code = login == KnownLogin::Is(LoginKind::LocalTwoFactor)
            && matches!(self.code, TypedCode::Unsaid);
        MissingInput::of(!has_password, needs_code).map(AttemptOutcome::MissingInput)
    }

    pub(crate) fn send(&mut self, secret: &Secret) -> AttemptOutcome {
        let JobContext { ports, cancel, .. } = self.context;
        let stage = |stage| self.stage(stage);
        let (client, console) = (&ports.console, self.console);
        let outcome = match self.account {
            Account::ApiClient { client_id } => {
                client.api_client_token(console, client_id, secret, cancel, &stage)
            }
            Account::User { username, .. } => {
                let credential = (secret, self.code.code());
                client.user_token(console, username, credential, cancel, &stage)
            }
        };
        match outcome {
            SignInOutcome::Granted(grant) => AttemptOutcome::Granted(grant),
            SignInOutcome::Failed(report) => {
                let failure = Failure::SignIn(report);
                if failure.is_refusal() {
                    // The account's login kind may have changed.
                    self.learned = Some(KnownLogin::Unasked);
                }
                AttemptOutcome::Failed(failure)
            }
            SignInOutcome::Canceled => AttemptOutcome::Canceled,
        }
    }

    pub(crate) fn stage(&self, stage: Stage) {
        self.context.progress.send(Progress::Stage(stage));
    }

    /// Includes the saved profile if it was read.
    pub(crate) fn learned(&self, stored: Option<Profile>) -> Learned {
        let login = self.learned.map(|login| LearnedLogin {
            console: self.console.clone(),
            account: self.account.clone(),
            login,
        });
        Learned { stored, login }
    }
}
