//! Responses that are neither a token nor a rejection.

use super::CredentialStatus::{Evaluated, NotEvaluated};
use super::{MessageTemplate, answered};
use crate::model::SignInReport;
use crate::model::failure::NotAToken;

pub(super) fn too_many_requests(report: &SignInReport, names_a_time: bool) -> MessageTemplate {
    let answered = answered(report);
    let (cause, next) = if names_a_time {
        (
            format!("{answered} and named a time to wait."),
            "Wait until the time is up, then try again; nothing is repeated by itself.",
        )
    } else {
        (
            format!("{answered} and did not say usefully how long to wait."),
            "Wait a few minutes, then try again; nothing is repeated by itself.",
        )
    };
    MessageTemplate::new("Too many requests for now", cause, NotEvaluated, next)
}

pub(super) fn server_error(report: &SignInReport) -> MessageTemplate {
    MessageTemplate::new(
        "The console has a problem of its own",
        format!("{}.", answered(report)),
        NotEvaluated,
        "Try again in a few minutes.",
    )
}

pub(super) fn maintenance(report: &SignInReport, status_page: Option<&str>) -> MessageTemplate {
    let answered = answered(report);
    MessageTemplate::new(
        "The console seems to be under maintenance",
        match status_page {
            Some(at) => format!(
                "{answered} and points to a status page at {at}. It was not followed, and nothing was sent there."
            ),
            None => format!("{answered} with a web page that speaks of maintenance."),
        },
        NotEvaluated,
        "Try again when the maintenance is over.",
    )
}

pub(super) fn redirected(report: &SignInReport, to: Option<&str>) -> MessageTemplate {
    let points = to.map(|to| format!(" and points to {to}"));
    MessageTemplate::new(
        "The console sent us elsewhere",
        format!(
            "{}{}. It was not followed{}.",
            answered(report),
            points.unwrap_or_default(),
            // The same host: it got the credential.
            if to == Some(report.host.as_str()) {
                ""
            } else {
                ", and nothing was sent there"
            }
        ),
        NotEvaluated,
        "This is usual during maintenance; otherwise check the console’s address.",
    )
}

pub(super) fn too_large(report: &SignInReport, limit_bytes: usize) -> MessageTemplate {
    MessageTemplate::new(
        "The reply is far too large for a token",
        format!(
            "{} with more than {} KiB; the rest was not read.",
            answered(report),
            limit_bytes / 1024
        ),
        NotEvaluated,
        "Check that the address is a CrashPlan console’s.",
    )
}

pub(super) fn not_a_token(report: &SignInReport, why: NotAToken) -> MessageTemplate {
    let answered = answered(report);
    let (headline, cause, credential, next) = match why {
        NotAToken::Empty => (
            "The reply is empty",
            format!("{answered}, but with nothing in it."),
            NotEvaluated,
            "Try again; if it stays so, check that the address is a CrashPlan console’s.",
        ),
        NotAToken::WebPage => (
            "A web page came instead of a token",
            format!(
                "{answered}, but with a web page: perhaps the sign-in page of a network, or this is no console."
            ),
            NotEvaluated,
            "Check the network and the console’s address, then try again.",
        ),
        NotAToken::NotJson => (
            "The reply is not a token",
            format!("{answered}, but not in the form of a token reply (it is not JSON)."),
            NotEvaluated,
            "Check that the address is a CrashPlan console’s, then try again.",
        ),
        NotAToken::NoToken => (
            "There is no token in the reply",
            format!("{answered} in JSON, but without a token."),
            NotEvaluated,
            "Check that the address is a CrashPlan console’s, then try again.",
        ),
        NotAToken::CookieOnly => (
            "A cookie came, and no token",
            format!(
                "{answered} and set a cookie, without a token in the reply. If the token is in that cookie, it is of no use: \
                 the API does not accept it there. The cookie was not kept."
            ),
            NotEvaluated,
            "Check that the address is a CrashPlan console’s, and look for a proxy that changes requests.",
        ),
        NotAToken::WrongType => (
            "The reply holds another kind of token",
            format!(
                "{answered}, but the token is not a bearer token, so no header can be made of it."
            ),
            Evaluated,
            "Check that the address is a CrashPlan console’s.",
        ),
        NotAToken::Malformed(why) => (
            "The token in the reply is malformed",
            format!("{answered}, but {why}."),
            Evaluated,
            "Try again; if it stays so, check that the address is a CrashPlan console’s.",
        ),
        NotAToken::Compressed => (
            "The reply is compressed",
            format!("{answered}, but compressed, which was not asked for. It was not unpacked."),
            NotEvaluated,
            "Try again; if it stays so, look for a proxy that changes replies.",
        ),
    };
    MessageTemplate::new(headline, cause, credential, next)
}
