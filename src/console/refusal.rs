//! What a reply means whose status is not 200. Pure.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{DATE, LOCATION, RETRY_AFTER};

use super::body_sniff;
use super::body_sniff::CodeKey;
use super::reply;
use super::response::Reply;
use crate::model::{Now, SignInFailure};

/// The longest host that a redirect is quoted with, in bytes: that of DNS, and a port.
const MAX_QUOTED_HOST_BYTES: usize = 253 + 6;
/// The longest wait that is believed.
const MAX_WAIT: Duration = Duration::from_hours(24);

/// What it means.
pub(super) fn of(reply: &Reply) -> SignInFailure {
    let body = readable(reply);
    match reply.head.status {
        300..=399 => redirect(reply),
        401 | 403 if body_sniff::says_plan_without_api(body) => SignInFailure::NoApiAccess,
        403 | 500..=599 if body_sniff::speaks_of_maintenance(body) => {
            SignInFailure::Maintenance { status_page: None }
        }
        401 => SignInFailure::Refused,
        403 => SignInFailure::Forbidden,
        404 => SignInFailure::NotFound,
        429 => SignInFailure::TooManyRequests {
            retry_at: retry_at(reply),
        },
        500..=599 => SignInFailure::ServerError,
        _ => SignInFailure::Unexpected,
    }
}

/// What it means after a person's sign-in: a console may say by a key of its own what it is about the code. It need not: since
/// 2021 a bare 401 is all that some say.
pub(super) fn of_person(reply: &Reply) -> SignInFailure {
    let failure = of(reply);
    if !matches!(failure, SignInFailure::Refused | SignInFailure::Forbidden) {
        return failure;
    }
    match body_sniff::code_key(readable(reply)) {
        Some(CodeKey::Required) => SignInFailure::CodeMissing,
        Some(CodeKey::Invalid) => SignInFailure::CodeRefused,
        Some(CodeKey::NotSetUp) => SignInFailure::TwoFactorNotSetUp,
        None => failure,
    }
}

/// What of its body can be looked into: nothing that is compressed.
fn readable(reply: &Reply) -> &[u8] {
    if reply::is_encoded(&reply.headers) {
        &[]
    } else {
        &reply.body
    }
}

/// A redirect, told apart by where it points. It is not followed in either case.
fn redirect(reply: &Reply) -> SignInFailure {
    let target = target(reply);
    let to = target.as_ref().and_then(quoted_host);
    if target.is_some_and(|target| is_status_page(&target)) {
        SignInFailure::Maintenance { status_page: to }
    } else {
        SignInFailure::Redirected { to }
    }
}

/// Where `Location` points, if that is an address of the web.
fn target(reply: &Reply) -> Option<Url> {
    let location = reply.headers.get(LOCATION)?.to_str().ok()?;
    let to = reply.url.join(location).ok()?;
    matches!(to.scheme(), "http" | "https").then_some(to)
}

/// The host, with its port if it is not the usual one. Never the user info or path.
fn quoted_host(to: &Url) -> Option<String> {
    let host = to.host_str()?;
    let host = match to.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    (host.len() <= MAX_QUOTED_HOST_BYTES).then_some(host)
}

/// The vendor points at one during maintenance.
fn is_status_page(to: &Url) -> bool {
    [to.host_str().unwrap_or_default(), to.path()]
        .map(str::to_ascii_lowercase)
        .iter()
        .any(|part| part.contains("status") || part.contains("maintenance"))
}

/// When the next request may come, by `Retry-After`: in seconds, or a date, which is reckoned by the clock that wrote it where
/// the reply has its time, since ours may differ.
fn retry_at(reply: &Reply) -> Option<Now> {
    let value = reply.headers.get(RETRY_AFTER)?;
    let digits = value.to_str().unwrap_or_default().trim();
    let secs = if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        digits.parse().ok()?
    } else {
        let there = reply.headers.get(DATE).and_then(reply::date);
        let now = there.unwrap_or(reply.head.received.wall);
        let due = reply::date(value)?;
        u64::try_from(due.as_second() - now.as_second()).ok()?
    };
    let wait = Duration::from_secs(secs);
    (wait <= MAX_WAIT).then(|| reply.head.received.plus(wait))
}

#[cfg(test)]
mod tests;
