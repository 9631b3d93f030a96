//! How failed sign-ins are told: one table, one row a kind, in parts: what a console refuses, what came instead of a token, the
//! way there, and certificates. Rows quote nothing of a reply but its status and the host of a redirect.

mod certificates;
mod network;
mod refusals;
mod replies;

use super::{FailureText, SignInFailure, SignInReport, SignInWith};
use crate::model::ConsoleUrl;

impl SignInReport {
    /// What happened, in whole sentences, without a word on the secret.
    pub(in crate::model) fn happened(&self) -> String {
        row(self).happened
    }

    /// What to do next.
    pub(in crate::model) fn next(&self) -> &'static str {
        row(self).next
    }

    /// How it is told.
    pub fn message(&self) -> FailureText {
        let row = row(self);
        let mut explanation = vec![row.happened.as_str()];
        explanation.extend(row.secret.message(self.with));
        explanation.push(UNCHANGED);
        explanation.extend(sister_product(&self.host));
        FailureText {
            headline: row.headline,
            explanation: explanation.join(" "),
            next: row.next.to_owned(),
        }
    }
}

const UNCHANGED: &str = "Nothing was changed in the keyring, and nothing was copied.";

/// A row of the table.
struct Row {
    headline: String,
    /// Whole sentences.
    happened: String,
    secret: SecretIs,
    next: &'static str,
}

impl Row {
    fn new(
        headline: impl Into<String>,
        happened: impl Into<String>,
        secret: SecretIs,
        next: &'static str,
    ) -> Self {
        Self {
            headline: headline.into(),
            happened: happened.into(),
            secret,
            next,
        }
    }
}

/// What is known about the secret, or whatever else it was tried with.
#[derive(Clone, Copy)]
enum SecretIs {
    /// It never left.
    Unsent,
    /// It left, and no answer says what became of it.
    Underway,
    /// The console has it, and what it answered says nothing about it.
    Unjudged,
    /// The row itself says all there is to say.
    Judged,
}

impl SecretIs {
    fn message(self, with: SignInWith) -> Option<&'static str> {
        use SignInWith as W;
        match (self, with) {
            (Self::Judged, _) => None,
            (Self::Unsent, W::ApiClient | W::Nothing) => Some("No secret was sent."),
            (Self::Unsent, W::Password) => Some("No password was sent."),
            (Self::Unsent, W::PasswordAndCode) => Some("No password was sent, and no code."),
            (Self::Unsent, W::Token) => Some("No token was sent."),
            (Self::Underway, W::ApiClient | W::Password) => {
                Some("It may still have counted as a sign-in.")
            }
            (Self::Underway, W::PasswordAndCode) => {
                Some("It may still have counted as a sign-in, and the code may be used up.")
            }
            (Self::Underway, W::Token | W::Nothing) => Some("It may still have been carried out."),
            (Self::Unjudged, W::ApiClient | W::Nothing) => {
                Some("This says nothing about the secret.")
            }
            (Self::Unjudged, W::Password) => Some("This says nothing about the password."),
            (Self::Unjudged, W::PasswordAndCode) => {
                Some("This says nothing about the password and the code, which may be used up.")
            }
            (Self::Unjudged, W::Token) => Some("This says nothing about the token."),
        }
    }
}

/// The table.
fn row(report: &SignInReport) -> Row {
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
        F::TooManyRequests { retry_at } => replies::too_many_requests(report, retry_at.is_some()),
        F::ServerError => replies::server_error(report),
        F::Maintenance { status_page } => replies::maintenance(report, status_page.as_deref()),
        F::Redirected { to } => replies::redirected(report, to.as_deref()),
        F::NotAToken(why) => replies::not_a_token(report, *why),
        F::TooLarge { limit_bytes } => replies::too_large(report, *limit_bytes),
        F::TimedOut { stage, limit } => network::timed_out(host, *stage, *limit),
        F::CannotConnect(why) => network::cannot_connect(host, *why),
        F::Proxy(trouble) => network::proxy(host, *trouble),
        F::Certificate(why) => certificates::untrusted(host, *why),
        F::TrustStore(trouble) => certificates::nothing_to_trust(host, *trouble),
    }
}

/// "console.example answered 401".
fn answered(report: &SignInReport) -> String {
    match report.status {
        Some(status) => format!("{} answered {status}", report.host),
        None => format!("{} answered", report.host),
    }
}

/// What a host of the sister product is. It may well be the right address for something, so nothing is called wrong.
pub(in crate::model) fn sister_product(host: &str) -> Option<&'static str> {
    ConsoleUrl::parse(host).is_ok_and(|console| console.is_sister_product()).then_some(
        "Addresses that end in code42.com belong to Incydr (Code42), the sister product, whose API tokens come from its \
         addresses that begin with “api.”.",
    )
}

#[cfg(test)]
mod tests;
