//! Responses that are neither a token nor a rejection.

use super::CredentialStatus::{Evaluated, NotEvaluated};
use super::MessageTemplate;
use crate::model::SignInReport;
use crate::model::failure::NotAToken;

pub(super) fn too_many_requests(names_a_time: bool) -> MessageTemplate {
    let cause = if names_a_time {
        "The console asks you to wait before you try again. Tokendesk won’t retry."
    } else {
        "The console didn’t say how long to wait. Try again in a few minutes; Tokendesk won’t retry."
    };
    MessageTemplate::new("Too many requests", cause, NotEvaluated)
}

pub(super) fn server_error() -> MessageTemplate {
    MessageTemplate::new(
        "The console is having problems",
        "Try again in a few minutes.",
        NotEvaluated,
    )
}

pub(super) fn maintenance(status_page: Option<&str>) -> MessageTemplate {
    let cause = match status_page {
        Some(at) => format!(
            "It redirected to a status page at {at}, which wasn’t followed; nothing was sent there. Try again later."
        ),
        None => "It sent a maintenance page. Try again later.".to_owned(),
    };
    MessageTemplate::new("The console may be under maintenance", cause, NotEvaluated)
}

pub(super) fn redirected(report: &SignInReport, to: Option<&str>) -> MessageTemplate {
    let unsent = match to {
        // The same host: it got the credential.
        Some(to) if to == report.host => format!("It pointed to {to}, which wasn’t followed."),
        Some(to) => {
            format!("It pointed to {to}, which wasn’t followed; nothing was sent there.")
        }
        None => "It pointed elsewhere, which wasn’t followed; nothing was sent there.".to_owned(),
    };
    MessageTemplate::new(
        "The console redirected",
        format!("{unsent} This is common during maintenance; otherwise check the console address."),
        NotEvaluated,
    )
}

pub(super) fn too_large(limit_bytes: usize) -> MessageTemplate {
    MessageTemplate::new(
        "Response too large",
        format!(
            "A console’s response is much smaller than {} KB, so the rest wasn’t read. Check the console address.",
            limit_bytes / 1024
        ),
        NotEvaluated,
    )
}

pub(super) fn not_a_token(why: NotAToken) -> MessageTemplate {
    let (headline, cause, credential) = match why {
        NotAToken::Empty => (
            "Empty response",
            "Try again; if it happens again, check the console address.".to_owned(),
            NotEvaluated,
        ),
        NotAToken::WebPage => (
            "Got a web page, not a token",
            "It may be a network’s sign-in page, or the address isn’t a console’s. Check your network and the console \
             address."
                .to_owned(),
            NotEvaluated,
        ),
        NotAToken::NotJson => (
            "The response isn’t a token",
            "It isn’t JSON. Check the console address.".to_owned(),
            NotEvaluated,
        ),
        NotAToken::NoToken => (
            "No token in the response",
            "The console sent JSON without a token. Check the console address.".to_owned(),
            NotEvaluated,
        ),
        NotAToken::CookieOnly => (
            "Got a cookie, not a token",
            "The API doesn’t accept a token from a cookie, so the cookie was discarded. Check the console address, and for \
             a proxy that changes requests."
                .to_owned(),
            NotEvaluated,
        ),
        NotAToken::WrongType => (
            "Unsupported token type",
            "The console sent a token that isn’t a bearer token. Check the console address."
                .to_owned(),
            Evaluated,
        ),
        NotAToken::Malformed(why) => (
            "Malformed token",
            format!(
                "It can’t be used: {why}. Try again; if it happens again, check the console address."
            ),
            Evaluated,
        ),
        NotAToken::Compressed => (
            "Unexpected compressed response",
            "Tokendesk doesn’t ask for compression, so it wasn’t unpacked. Check for a proxy that changes responses."
                .to_owned(),
            NotEvaluated,
        ),
    };
    MessageTemplate::new(headline, cause, credential)
}
