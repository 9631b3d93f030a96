//! The messages of failed sign-ins. They quote nothing from a response but the host of a redirect.

mod certificates;
mod network;
mod refusals;
mod responses;

use super::{FailureText, SignInFailure, SignInReport, SignInWith};
use crate::model::ConsoleUrl;

impl SignInReport {
    /// In complete sentences, without the one about the credential.
    pub(in crate::model) fn cause(&self) -> String {
        message(self).cause
    }

    /// Whether the credential may have reached the host.
    pub fn was_sent(&self) -> bool {
        !matches!(message(self).credential, CredentialStatus::Unsent)
    }

    pub fn message(&self) -> FailureText {
        let message = message(self);
        let mut explanation = vec![message.cause.as_str()];
        explanation.extend(message.credential.sentence(self.with));
        explanation.extend(sister_product(&self.host));
        FailureText {
            headline: message.headline,
            explanation: explanation.join(" "),
        }
    }
}

struct MessageTemplate {
    headline: String,
    /// What likely happened and what to do. Complete sentences.
    cause: String,
    credential: CredentialStatus,
}

impl MessageTemplate {
    fn new(
        headline: impl Into<String>,
        cause: impl Into<String>,
        credential: CredentialStatus,
    ) -> Self {
        Self {
            headline: headline.into(),
            cause: cause.into(),
            credential,
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
        Some(match (self, with) {
            (Self::Evaluated, _) => return None,
            (Self::Unsent, W::ApiClient | W::Nothing) => "The secret wasn’t sent.",
            (Self::Unsent, W::Password) => "The password wasn’t sent.",
            (Self::Unsent, W::PasswordAndCode) => "The password and code weren’t sent.",
            (Self::Unsent, W::Token) => "The token wasn’t sent.",
            (Self::InFlight, W::ApiClient | W::Password) => {
                "It may still have counted as a sign-in."
            }
            (Self::InFlight, W::PasswordAndCode) => {
                "It may still have counted as a sign-in and used up the code."
            }
            (Self::InFlight, W::Token | W::Nothing) => "The request may still have been processed.",
            (Self::NotEvaluated, W::ApiClient | W::Nothing) => {
                "The secret was sent; whether it works is still unknown."
            }
            (Self::NotEvaluated, W::Password) => {
                "The password was sent; whether it works is still unknown."
            }
            (Self::NotEvaluated, W::PasswordAndCode) => {
                "The password and code were sent; whether they work is still unknown, and the code may be used up."
            }
            (Self::NotEvaluated, W::Token) => {
                "The token was sent; whether it works is still unknown."
            }
        })
    }
}

fn message(report: &SignInReport) -> MessageTemplate {
    use SignInFailure as F;
    let host = &report.host;
    match &report.failure {
        F::Refused => refusals::refused(report),
        F::CodeMissing => refusals::code_missing(report),
        F::CodeRefused => refusals::code_refused(report),
        F::TwoFactorNotSetUp => refusals::two_factor_not_set_up(),
        F::Forbidden => refusals::forbidden(report),
        F::NoApiAccess => refusals::no_api_access(),
        F::NotFound => refusals::not_found(report),
        F::Unexpected => refusals::unexpected(report),
        F::TooManyRequests { retry_at } => responses::too_many_requests(retry_at.is_some()),
        F::ServerError => responses::server_error(),
        F::Maintenance { status_page } => responses::maintenance(status_page.as_deref()),
        F::Redirected { to } => responses::redirected(report, to.as_deref()),
        F::NotAToken(why) => responses::not_a_token(*why),
        F::TooLarge { limit_bytes } => responses::too_large(*limit_bytes),
        F::TimedOut { stage, limit } => network::timed_out(host, *stage, *limit),
        F::CannotConnect(why) => network::cannot_connect(host, *why),
        F::Proxy(failure) => network::proxy(host, *failure),
        F::Certificate(why) => certificates::untrusted(host, *why),
        F::TrustStore(failure) => certificates::no_trust_store(host, *failure),
    }
}

/// The host may be right for Incydr itself, so it is not called wrong.
pub(in crate::model) fn sister_product(host: &str) -> Option<&'static str> {
    ConsoleUrl::parse(host).is_ok_and(|console| console.is_sister_product()).then_some(
        "This is an address of Incydr (Code42), whose API tokens come from addresses that begin with “api.”. It can’t issue CrashPlan tokens.",
    )
}

#[cfg(test)]
mod tests;
