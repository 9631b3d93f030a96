//! One sign-in, as every job does it: where that is wanted, the console is first asked what kind of account this is; then one
//! request with the credential, never repeated.

use crate::app::flow::{AttemptEnd, Event, JobId, MissingInput, TypedCode};
use crate::jobs::{Ports, ProgressSender};
use crate::model::failure::Stage;
use crate::model::{
    Account, ConsoleUrl, Failure, KnownLogin, LoginKind, LoginKindEnd, Secret, SignInEnd,
};
use crate::os::Cancel;

/// A sign-in of a job.
pub(crate) struct SignIn<'a> {
    pub(crate) ports: &'a Ports,
    pub(crate) job: JobId,
    pub(crate) console: &'a ConsoleUrl,
    pub(crate) account: &'a Account,
    /// What was said of a two-factor code.
    pub(crate) code: &'a TypedCode,
    pub(crate) cancel: &'a Cancel,
    pub(crate) progress: &'a ProgressSender,
}

impl SignIn<'_> {
    /// Asks what kind of account this is, and looks whether all is there that such an account signs in with. An end means that
    /// the attempt is over before any password was read or sent.
    pub(crate) fn ask_kind(&self, has_password: bool) -> (KnownLogin, Option<AttemptEnd>) {
        let Account::User { username, .. } = self.account else {
            return (KnownLogin::Unasked, None);
        };
        self.stage(Stage::AskingKind);
        let client = &self.ports.console;
        let login = match client.login_kind(self.console, username, self.cancel) {
            LoginKindEnd::Cancelled => return (KnownLogin::Unasked, Some(AttemptEnd::Cancelled)),
            LoginKindEnd::Known(kind) => KnownLogin::Is(kind),
            LoginKindEnd::Unknown => KnownLogin::Unanswered,
        };
        if login == KnownLogin::Is(LoginKind::SingleSignOn) {
            let host = self.console.host();
            let failure = Failure::SingleSignOn { host };
            return (login, Some(AttemptEnd::Failed(failure)));
        }
        let needs_code = login == KnownLogin::Is(LoginKind::LocalTwoFactor)
            && matches!(self.code, TypedCode::Unsaid);
        let wanted = MissingInput::of(!has_password, needs_code);
        (login, wanted.map(AttemptEnd::MissingInput))
    }

    /// The request with the credential; its stages go to the outbox.
    pub(crate) fn send(&self, secret: &Secret) -> AttemptEnd {
        let stage = |stage| self.stage(stage);
        let (client, console) = (&self.ports.console, self.console);
        let end = match self.account {
            Account::ApiClient { client_id } => {
                client.api_client_token(console, client_id, secret, self.cancel, &stage)
            }
            Account::User { username, .. } => {
                let credential = (secret, self.code.code());
                client.user_token(console, username, credential, self.cancel, &stage)
            }
        };
        match end {
            SignInEnd::Granted(grant) => AttemptEnd::Granted(grant),
            SignInEnd::Failed(report) => AttemptEnd::Failed(Failure::SignIn(report)),
            SignInEnd::Cancelled => AttemptEnd::Cancelled,
        }
    }

    pub(crate) fn stage(&self, stage: Stage) {
        stage_to(self.progress, self.job, stage);
    }
}

/// Tells how far a job is.
pub(crate) fn stage_to(progress: &ProgressSender, job: JobId, stage: Stage) {
    progress.send(Event::SignInStage { job, stage });
}
