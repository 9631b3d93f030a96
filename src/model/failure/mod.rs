//! What can go wrong, and its messages. Each says what happened, what was left unchanged, and what to do next, and claims no more than
//! is known.

mod check_reason;
mod clipboard;
mod file;
mod keyring;
mod profile_file;
mod read;
mod replace_secret;
mod settings;
mod sign_in;
mod sign_in_messages;

pub use clipboard::ClipboardFailure;
pub use file::FileFailure;
pub use keyring::{KeyringFailure, Missing, Unreadable, VendorSecretFailure};
pub use profile_file::{ExportFailure, FileKeyFailure, ProfileFileFailure, RecipientError, quoted};
pub use read::ReadFailure;
pub(super) use sign_in_messages::sister_product;

pub use settings::{SettingsDamage, SettingsFileFailure};
pub use sign_in::{
    Certificate, Connect, NotAToken, ProxyFailure, SignInFailure, SignInReport, SignInWith, Stage,
    TrustStoreFailure,
};

use super::Now;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureText {
    /// What happened: one short line without a period.
    pub headline: String,
    /// The likeliest cause, what is unchanged and what to do. Complete sentences.
    pub explanation: String,
}

impl FailureText {
    pub fn new(headline: impl Into<String>, explanation: impl Into<String>) -> Self {
        Self {
            headline: headline.into(),
            explanation: explanation.into(),
        }
    }
}

/// Something in the program panicked; the log has the place.
pub(super) const INTERNAL_ERROR: &str = "Something went wrong in Tokendesk (internal error)";

/// The primary button of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Ask for the new secret, in a rotation check.
    EnterSecret,
    EnterCode,
    /// Open the editor for an API client of the same console.
    MakeApiClient,
    TryAgain,
}

/// Why a token could not be fetched, or a credential not be tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The secret could not be read. It was not sent.
    Keyring(KeyringFailure),
    /// The console, or the connection to it.
    SignIn(SignInReport),
    /// The profile in the keyring differs from the one shown. The secret was not sent.
    ChangedElsewhere,
    /// No password was sent.
    SingleSignOn { host: String },
    /// The job panicked.
    Defect,
}

impl Failure {
    pub fn message(&self) -> FailureText {
        match self {
            Self::Keyring(failure) => failure.message(),
            Self::SignIn(report) => report.message(),
            Self::ChangedElsewhere => FailureText::new(
                "This profile has changed",
                "Its console or account in the keyring is no longer the one you saw, so nothing was sent. Check it, then try \
                 again.",
            ),
            Self::SingleSignOn { .. } => FailureText::new(
                "This account uses single sign-on",
                "SSO accounts can’t get tokens with a password, so none was sent. Use an API client instead.",
            ),
            Self::Defect => FailureText::new(
                INTERNAL_ERROR,
                "Try again. If it happens again, start Tokendesk in a terminal and report what it prints; it contains no secret.",
            ),
        }
    }

    pub fn report(&self) -> Option<&SignInReport> {
        match self {
            Self::SignIn(report) => Some(report),
            Self::Keyring(_)
            | Self::ChangedElsewhere
            | Self::SingleSignOn { .. }
            | Self::Defect => None,
        }
    }

    pub fn remedy(&self) -> Remedy {
        match (self, self.sign_in()) {
            (Self::SingleSignOn { .. }, _) => Remedy::MakeApiClient,
            (_, Some(SignInFailure::CodeMissing | SignInFailure::CodeRefused)) => Remedy::EnterCode,
            // If a code was sent, it is the likeliest fault: it expires in half a minute.
            (_, Some(SignInFailure::Refused)) if self.was_tried_with_code() => Remedy::EnterCode,
            (_, Some(SignInFailure::Refused)) => Remedy::EnterSecret,
            _ => Remedy::TryAgain,
        }
    }

    /// Whether the console rejected the credential or the sign-in method. The cached login kind is then dropped.
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

    /// Whether the console rejected the credential itself. A missing or wrong code says nothing about the password.
    pub fn is_refused_credential(&self) -> bool {
        self.sign_in() == Some(&SignInFailure::Refused)
    }

    /// Whether *Check address* may find the fault.
    pub fn may_ask_console(&self) -> bool {
        self.report().is_some_and(SignInReport::may_ask_console)
    }

    /// Whether a host replied: then *Check address* can tell the address from the credential.
    pub fn has_reply(&self) -> bool {
        self.report().is_some_and(|report| report.status.is_some())
    }

    /// The console's `Retry-After`: a countdown, not a lock.
    pub fn retry_at(&self) -> Option<Now> {
        match self.sign_in() {
            Some(SignInFailure::TooManyRequests { retry_at }) => *retry_at,
            _ => None,
        }
    }

    /// For the list.
    pub fn short(&self) -> &'static str {
        match (self, self.sign_in()) {
            (_, Some(SignInFailure::Refused | SignInFailure::CodeRefused)) => "rejected",
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
