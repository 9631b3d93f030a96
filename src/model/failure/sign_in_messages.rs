//! The messages of failed sign-ins. They quote nothing from a response but its status and the host of a redirect.

mod certificates;
mod network;
mod refusals;
mod responses;

use super::{FailureText, SignInFailure, SignInReport, SignInWith};
use crate::model::ConsoleUrl;

impl SignInReport {
    /// In complete sentences, without the one about the secret.
    pub(in crate::model) fn cause(&self) -> String {
        message(self).cause
    }

    pub(in crate::model) fn next(&self) -> &'static str {
        message(self).next
    }

    pub fn message(&self) -> FailureText {
        let message = message(self);
        let mut explanation = vec![message.cause.as_str()];
        explanation.extend(message.credential.sentence(self.with));
        explanation.push(UNCHANGED);
        explanation.extend(sister_product(&self.host));
        FailureText {
            headline: message.headline,
            explanation: explanation.join(" "),
            next: message.next.to_owned(),
        }
    }
}

const UNCHANGED: &str = "Nothing was changed in the keyring, and nothing was copied.";

struct MessageTemplate {
    headline: String,
    /// Complete sentences.
    cause: String,
    credential: CredentialStatus,
    next: &'static str,
}

impl MessageTemplate {
    fn new(
        headline: impl Into<String>,
        cause: impl Into<String>,
        credential: CredentialStatus,
        next: &'static str,
    ) -> Self {
        Self {
            headline: headline.into(),
            cause: cause.into(),
            credential,
            next,
        }
    }
}

/// What is known about the credential.
#[derive(Clone, Copy)]
enum CredentialStatus {
    Unsent,
    /// Sent, but the response did not arrive.
    InFlight,
    /// Sent, but the response says nothing about it.
    NotEvaluated,
    /// The message itself covers it.
    Evaluated,
}

impl CredentialStatus {
    fn sentence(self, with: SignInWith) -> Option<&'static str> {
        use SignInWith as W;
        match (self, with) {
            (Self::Evaluated, _) => None,
            (Self::Unsent, W::ApiClient | W::Nothing) => Some("No secret was sent."),
            (Self::Unsent, W::Password) => Some("No password was sent."),
            (Self::Unsent, W::PasswordAndCode) => Some("No password was sent, and no code."),
            (Self::Unsent, W::Token) => Some("No token was sent."),
            (Self::InFlight, W::ApiClient | W::Password) => {
                Some("It may still have counted as a sign-in.")
            }
            (Self::InFlight, W::PasswordAndCode) => {
                Some("It may still have counted as a sign-in, and the code may be used up.")
            }
            (Self::InFlight, W::Token | W::Nothing) => Some("It may still have been carried out."),
            (Self::NotEvaluated, W::ApiClient | W::Nothing) => {
                Some("This says nothing about the secret.")
            }
            (Self::NotEvaluated, W::Password) => Some("This says nothing about the password."),
            (Self::NotEvaluated, W::PasswordAndCode) => {
                Some("This says nothing about the password and the code, which may be used up.")
            }
            (Self::NotEvaluated, W::Token) => Some("This says nothing about the token."),
        }
    }
}

fn message(report: &SignInReport) -> MessageTemplate {
    use SignInFailure as F;
    let host = &report.host;
    match &report.failure {
        F::Refused => refusals::refused(report),
        F::CodeMissing => refusals::code_missing(report),
        F::CodeRefused => refusals::code_refused(report),
        F::TwoFactorNotSetUp => refusals::two_factor_not_set_up(report),
        F::Forbidden => refusals::forbidden(report),
        F::NoApiAccess => refusals::no_api_access(report),
        F::NotFound => refusals::not_found(report),
        F::Unexpected => refusals::unexpected(report),
        F::TooManyRequests { retry_at } => responses::too_many_requests(report, retry_at.is_some()),
        F::ServerError => responses::server_error(report),
        F::Maintenance { status_page } => responses::maintenance(report, status_page.as_deref()),
        F::Redirected { to } => responses::redirected(report, to.as_deref()),
        F::NotAToken(why) => responses::not_a_token(report, *why),
        F::TooLarge { limit_bytes } => responses::too_large(report, *limit_bytes),
        F::TimedOut { stage, limit } => network::timed_out(host, *stage, *limit),
        F::CannotConnect(why) => network::cannot_connect(host, *why),
        F::Proxy(failure) => network::proxy(host, *failure),
        F::Certificate(why) => certificates::untrusted(host, *why),
        F::TrustStore(failure) => certificates::no_trust_store(host, *failure),
    }
}

/// "console.example answered 401".
fn answered(report: &SignInReport) -> String {
    match report.status {
        Some(status) => format!("{} answered {status}", report.host),
        None => format!("{} answered", report.host),
    }
}

/// The host may be right for Incydr itself, so it is not called wrong.
pub(in crate::model) fn sister_product(host: &str) -> Option<&'static str> {
    ConsoleUrl::parse(host).is_ok_and(|console| console.is_sister_product()).then_some(
        "Addresses that end in code42.com belong to Incydr (Code42), the sister product, whose API tokens come from its \
         addresses that begin with “api.”.",
    )
}

#[cfg(test)]
mod tests;
