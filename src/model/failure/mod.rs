//! What can go wrong, in words. Every failure answers three questions: what happened, what was left as it was, what to do
//! next; and claims no more than is known.

mod clipboard;
mod file;
mod keyring;
mod replacing;
mod settings;
mod sign_in;
mod sign_in_words;

pub use clipboard::ClipboardFailure;
pub use file::FileFailure;
pub use keyring::{KeyringFailure, Missing, Unreadable};
pub(super) use sign_in_words::sister_product;

pub use settings::{SettingsDamage, SettingsTrouble};
pub use sign_in::{
    Certificate, Connect, NotAToken, ProxyTrouble, SignInFailure, SignInReport, SignInWith, Stage,
    TrustTrouble,
};

use super::Now;

/// How a failure is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureText {
    /// What happened, in one line without a full stop.
    pub headline: String,
    /// More about it, and what was left as it was. Whole sentences.
    pub explanation: String,
    /// What to do next. A whole sentence.
    pub next: String,
}

/// What the solid button of a failure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Ask for the new secret, in a check of a reset.
    EnterSecret,
    /// Ask for a two-factor code, then sign in with it.
    EnterCode,
    /// Open the editor for an API client of the same console.
    MakeApiClient,
    /// Do the same again.
    TryAgain,
}

/// Why a token could not be fetched or tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The keyring did not give the secret; nothing was sent.
    Keyring(KeyringFailure),
    /// The console, or the way to it.
    SignIn(SignInReport),
    /// The profile in the keyring is not the one that was shown; nothing was sent.
    ChangedElsewhere,
    /// The account signs in by single sign-on: no password was sent.
    SingleSignOn {
        /// The host that said so.
        host: String,
    },
    /// A defect of this program ended the job.
    Defect,
}

impl Failure {
    /// How it is told.
    pub fn message(&self) -> FailureText {
        match self {
            Self::Keyring(failure) => failure.message(),
            Self::SignIn(report) => report.message(),
            Self::ChangedElsewhere => FailureText {
                headline: "This profile was changed elsewhere".to_owned(),
                explanation: "The keyring now holds another console or account for it than the window showed. Nothing was \
                              sent, and nothing was copied. The profile above is as it is now."
                    .to_owned(),
                next: "Look at it, then try again.".to_owned(),
            },
            Self::SingleSignOn { host } => FailureText {
                headline: "This account uses single sign-on".to_owned(),
                explanation: format!(
                    "{host} says that this username signs in by single sign-on. Such accounts cannot use the API with a \
                     password, so none was sent. Nothing was changed in the keyring, and nothing was copied."
                ),
                next: "Make an API client profile for the same console instead.".to_owned(),
            },
            Self::Defect => FailureText {
                headline: "Tokendesk made a mistake".to_owned(),
                explanation: "The work was stopped by a defect in the program. Nothing was copied. A line with the place of \
                              the defect, without any secret, is in the program’s log."
                    .to_owned(),
                next: "Try again; if it comes back, please report that line.".to_owned(),
            },
        }
    }

    /// What is known about the sign-in, if one was begun.
    pub fn report(&self) -> Option<&SignInReport> {
        match self {
            Self::SignIn(report) => Some(report),
            Self::Keyring(_)
            | Self::ChangedElsewhere
            | Self::SingleSignOn { .. }
            | Self::Defect => None,
        }
    }

    /// What its solid button does.
    pub fn remedy(&self) -> Remedy {
        match (self, self.sign_in()) {
            (Self::SingleSignOn { .. }, _) => Remedy::MakeApiClient,
            (_, Some(SignInFailure::CodeMissing | SignInFailure::CodeRefused)) => Remedy::EnterCode,
            // Where a code went along, that is what goes wrong most easily: it lives for half a minute.
            (_, Some(SignInFailure::Refused)) if self.was_tried_with_code() => Remedy::EnterCode,
            (_, Some(SignInFailure::Refused)) => Remedy::EnterSecret,
            _ => Remedy::TryAgain,
        }
    }

    /// Whether the console refused what was sent, or says that it is not the way for this account: what it said of the account
    /// before is then forgotten.
    pub fn is_refusal(&self) -> bool {
        use SignInFailure as F;
        match self.report() {
            None => matches!(self, Self::SingleSignOn { .. }),
            Some(report) => {
                let is_about_codes = matches!(
                    report.failure,
                    F::CodeMissing | F::CodeRefused | F::TwoFactorNotSetUp
                );
                is_about_codes || report.status == Some(401)
            }
        }
    }

    /// Whether the console refused the credential itself: a missing or wrong code says nothing of the password.
    pub fn is_refused_credential(&self) -> bool {
        self.sign_in() == Some(&SignInFailure::Refused)
    }

    /// Whether it is worth asking if the profile's host is a console at all.
    pub fn may_ask_console(&self) -> bool {
        self.report().is_some_and(SignInReport::may_ask_console)
    }

    /// When the console says that the next sign-in may come, where it said so: a countdown, not a lock.
    pub fn retry_at(&self) -> Option<Now> {
        match self.sign_in() {
            Some(SignInFailure::TooManyRequests { retry_at }) => *retry_at,
            _ => None,
        }
    }

    /// One word for the list.
    pub fn short(&self) -> &'static str {
        match (self, self.sign_in()) {
            (_, Some(SignInFailure::Refused | SignInFailure::CodeRefused)) => "refused",
            (_, Some(SignInFailure::CodeMissing)) => "needs a code",
            (Self::SingleSignOn { .. }, _) => "SSO",
            (Self::ChangedElsewhere, _) => "changed",
            _ => "failed",
        }
    }

    fn was_tried_with_code(&self) -> bool {
        self.report()
            .is_some_and(|report| report.with == SignInWith::PasswordAndCode)
    }

    fn sign_in(&self) -> Option<&SignInFailure> {
        self.report().map(|report| &report.failure)
    }
}
