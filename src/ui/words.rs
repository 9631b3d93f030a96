//! Labels and texts that several features share. The labels of controls are a contract: screen readers and tests find them by these.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::state::KEYRING_PATIENCE;
use crate::model::expiry::{digits, lifetime_words};
use crate::model::failure::Stage;
use crate::model::{AccountKind, CopyFormat, SignInReport, Tag, TagSettings, age};

/// A sign-in says what it waits for after this time.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) const CANCEL_CHECK: &str = "Cancel the check";
pub(super) const TAG: &str = "Tag";
pub(super) const SHOW: &str = "Show";
pub(super) const HIDE: &str = "Hide";
pub(super) const CANCEL: &str = "Cancel";
pub(super) const CLOSE: &str = "Close";
pub(super) const TRY_AGAIN: &str = "Try again";
pub(super) const API_CLIENT: &str = "API client";
pub(super) const USER_ACCOUNT: &str = "User account";
pub(super) const SIGN_IN_WITHOUT_CODE: &str = "Sign in without a code";
pub(super) const MAKE_API_CLIENT: &str = "Make an API client profile";
pub(super) const ENTER_PASSWORD: &str = "Enter the new password";

pub(super) const CONSOLE: &str = "Console";
pub(super) const CLIENT_ID: &str = "Client ID";
pub(super) const SECRET: &str = "Secret";
pub(super) const USERNAME: &str = "Username";
pub(super) const PASSWORD: &str = "Password";
pub(super) const CODE: &str = "Two-factor code";

pub(super) const MAYBE_LOCKED: &str =
    "The keyring may be asking for its password: look for its window.";

/// `10:47:12`, in local time.
pub(super) fn time_of_day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%H:%M:%S")
        .to_string()
}

/// `12 Nov 2026`.
pub(super) fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%-d %b %Y")
        .to_string()
}

pub(super) fn signing_in(host: &str, stage: Stage, waited: Duration) -> String {
    let what = match stage {
        Stage::Keyring if waited >= KEYRING_PATIENCE => return MAYBE_LOCKED.to_owned(),
        Stage::Keyring => return format!("Reads the keyring, then signs in to {host}"),
        Stage::LoginKindLookup => {
            format!("Asking {host} what kind of account this is, without a password")
        }
        Stage::Connecting => format!("Connecting to {host}"),
        Stage::Waiting => format!("Waiting for {host}"),
        Stage::Reading => format!("Reading the reply of {host}"),
    };
    with_seconds(what, waited)
}

/// Adds how long, once that is worth saying.
pub(super) fn with_seconds(what: String, waited: Duration) -> String {
    if waited < PATIENCE {
        what
    } else {
        format!("{what} · {} s", waited.as_secs())
    }
}

pub(super) fn saving(is_canceled: bool, waited: Duration) -> String {
    let text = if is_canceled {
        "Cancelling… It may be too late: it may still be saved. What you typed stays until the keyring answers."
    } else {
        "Saving…"
    };
    if waited >= KEYRING_PATIENCE {
        format!("{text} {MAYBE_LOCKED}")
    } else {
        text.to_owned()
    }
}

pub(super) fn clock_difference(ahead_secs: i64) -> String {
    let apart = age::distance(ahead_secs.unsigned_abs());
    let way = if ahead_secs > 0 { "ahead of" } else { "behind" };
    format!("Your computer’s clock is {apart} {way} the console.")
}

pub(super) fn wait_to_retry(left: Duration) -> String {
    match left.as_secs() + u64::from(left.subsec_nanos() > 0) {
        0 => "The wait that the console asked for is over.".to_owned(),
        secs => format!(
            "The console asks to wait: {} left.",
            digits(Duration::from_secs(secs))
        ),
    }
}

/// "Accepted: HTTP 200, 15 min token, 212 ms": what a token of this lifetime took.
pub(super) fn accepted(lifetime: Duration, took: Duration) -> String {
    format!(
        "Accepted: HTTP 200, {} token, {} ms",
        lifetime_words(lifetime),
        took.as_millis()
    )
}

/// "Details: HTTP 401 · 10:32:12 · 187 ms".
pub(super) fn details(report: &SignInReport, zone: &TimeZone) -> String {
    let status = report
        .status
        .map_or_else(String::new, |status| format!("HTTP {status} · "));
    format!(
        "Details: {status}{} · {} ms",
        time_of_day(report.at, zone),
        report.took.as_millis()
    )
}

/// Starts with none.
pub(super) fn tags(tags: &TagSettings) -> Vec<(Option<Tag>, &str)> {
    let colors = Tag::ALL.iter().map(|tag| (Some(*tag), tags.name(*tag)));
    [(None, "No tag")].into_iter().chain(colors).collect()
}

/// Name and use of a form of *Copy as*.
pub(super) const fn copy_format(format: CopyFormat) -> (&'static str, &'static str) {
    match format {
        CopyFormat::HeaderLine => ("Header line", "Authorization: Bearer …"),
        CopyFormat::HeaderValue => ("Header value", "Bearer …"),
        CopyFormat::TokenOnly => ("Token only", "Postman › Authorization › Bearer Token"),
    }
}

pub(super) const fn copy_label(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Copy header",
        CopyFormat::HeaderValue => "Copy header value",
        CopyFormat::TokenOnly => "Copy token",
    }
}

/// "212 ms", "12.4 s".
pub(super) fn duration(took: Duration) -> String {
    if took < Duration::from_secs(10) {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.1} s", took.as_secs_f32())
    }
}

/// The button that leads to the rotation check after a rejection.
pub(super) fn enter_new_label(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::ApiClient => "Enter the new secret",
        AccountKind::User => ENTER_PASSWORD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        assert_eq!(duration(Duration::from_millis(212)), "212 ms");
        assert_eq!(duration(Duration::from_millis(12_430)), "12.4 s");
    }
}
