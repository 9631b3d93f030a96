//! What a status other than 200 means.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{LOCATION, RETRY_AFTER};

use super::body_sniff::{self, TwoFactorKey};
use super::response::{self, Response};
use crate::model::{Now, SignInFailure};

/// The longest DNS name, and a port.
const MAX_QUOTED_HOST_BYTES: usize = 253 + 6;
/// A longer `Retry-After` is ignored.
const MAX_WAIT: Duration = Duration::from_hours(24);

pub(super) fn failure(response: &Response) -> SignInFailure {
    let body = readable_body(response);
    match response.head.status {
        300..=399 => redirect(response),
        401 | 403 if body_sniff::is_plan_without_api(body) => SignInFailure::NoApiAccess,
        403 | 500..=599 if body_sniff::is_maintenance_page(body) => {
            SignInFailure::Maintenance { status_page: None }
        }
        401 => SignInFailure::Refused,
        403 => SignInFailure::Forbidden,
        404 => SignInFailure::NotFound,
        429 => SignInFailure::TooManyRequests {
            retry_at: retry_at(response),
        },
        500..=599 => SignInFailure::ServerError,
        _ => SignInFailure::Unexpected,
    }
}

/// For a user account: the body may name a problem with the two-factor code. It need not: since 2021 some consoles send a bare 401.
pub(super) fn user_sign_in_failure(response: &Response) -> SignInFailure {
    let failure = failure(response);
    if !matches!(failure, SignInFailure::Refused | SignInFailure::Forbidden) {
        return failure;
    }
    match body_sniff::two_factor_key(readable_body(response)) {
        Some(TwoFactorKey::Required) => SignInFailure::CodeMissing,
        Some(TwoFactorKey::Invalid) => SignInFailure::CodeRefused,
        Some(TwoFactorKey::NotSetUp) => SignInFailure::TwoFactorNotSetUp,
        None => failure,
    }
}

/// Empty if compressed.
fn readable_body(response: &Response) -> &[u8] {
    if response.is_encoded() {
        &[]
    } else {
        &response.body
    }
}

fn redirect(response: &Response) -> SignInFailure {
    let target = target(response);
    let to = target.as_ref().and_then(quoted_host);
    if target.is_some_and(|target| is_status_page(&target)) {
        SignInFailure::Maintenance { status_page: to }
    } else {
        SignInFailure::Redirected { to }
    }
}

fn target(response: &Response) -> Option<Url> {
    let location = response.headers.get(LOCATION)?.to_str().ok()?;
    let to = response.url.join(location).ok()?;
    matches!(to.scheme(), "http" | "https").then_some(to)
}

/// Host and any non-default port; never the user info or path.
fn quoted_host(to: &Url) -> Option<String> {
    let host = to.host_str()?;
    let host = match to.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    (host.len() <= MAX_QUOTED_HOST_BYTES).then_some(host)
}

/// During maintenance the vendor redirects to one.
fn is_status_page(to: &Url) -> bool {
    [to.host_str().unwrap_or_default(), to.path()]
        .map(str::to_ascii_lowercase)
        .iter()
        .any(|part| part.contains("status") || part.contains("maintenance"))
}

/// `Retry-After` in seconds, or as a date, which is relative to the response's own `Date`: our clock may differ.
fn retry_at(response: &Response) -> Option<Now> {
    let value = response.headers.get(RETRY_AFTER)?;
    let digits = value.to_str().unwrap_or_default().trim();
    let secs = if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        digits.parse().ok()?
    } else {
        let date = response::date(&response.headers);
        let now = date.unwrap_or(response.head.received.wall);
        let due = response::parse_date(value)?;
        u64::try_from(due.as_second() - now.as_second()).ok()?
    };
    let wait = Duration::from_secs(secs);
    (wait <= MAX_WAIT).then(|| response.head.received.plus(wait))
}

#[cfg(test)]
mod tests;
