//! Labels and texts that several features share. The labels of controls are a contract: screen readers and tests find them by these.

use std::time::Duration;

use crate::app::state::KEYRING_PATIENCE;
use crate::model::expiry::{digits, lifetime_words};
use crate::model::failure::Stage;
use crate::model::{
    AccountKind, CopyFormat, Failure, LocalFormats, RequestFormat, SignInReport, Tag, TagSettings,
    age, capitalized, millis,
};
use crate::ui::kit::theme::Tone;
use crate::ui::kit::widgets::Problem;
use crate::ui::view::View;

/// A sign-in says what it waits for after this time.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) const CANCEL_CHECK: &str = "Cancel check";
pub(super) const TAG: &str = "Tag";
pub(super) const SHOW: &str = "Show";
pub(super) const HIDE: &str = "Hide";
pub(super) const CANCEL: &str = "Cancel";
pub(super) const CLOSE: &str = "Close";
pub(super) const UNDO: &str = "Undo";
pub(super) const TRY_AGAIN: &str = "Try again";
pub(super) const RENEW_AND_COPY: &str = "Renew and copy";
pub(super) const API_CLIENT: &str = "API client";
pub(super) const USER_ACCOUNT: &str = "User account";
pub(super) const SIGN_IN_WITHOUT_CODE: &str = "Sign in without a code";
pub(super) const MAKE_API_CLIENT: &str = "Create API client profile";
pub(super) const ENTER_PASSWORD: &str = "Enter new password";

pub(super) const CONSOLE: &str = "Console";
pub(super) const CLIENT_ID: &str = "Client ID";
pub(super) const SECRET: &str = "Secret";
pub(super) const USERNAME: &str = "Username";
pub(super) const PASSWORD: &str = "Password";
pub(super) const CODE: &str = "Two-factor code";

pub(super) const MAYBE_LOCKED: &str = "Your keyring may be locked. Look for its password prompt.";

pub(super) fn signing_in(host: &str, stage: Stage, waited: Duration) -> String {
    let what = match stage {
        Stage::Keyring if waited >= KEYRING_PATIENCE => return MAYBE_LOCKED.to_owned(),
        Stage::Keyring => return "Reading the secret from your keyring…".to_owned(),
        Stage::LoginKindLookup => "Looking up the sign-in method (no password sent)".to_owned(),
        Stage::Connecting => format!("Connecting to {host}"),
        Stage::Waiting => format!("Waiting for {host}"),
        Stage::Reading => format!("Receiving response from {host}"),
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
        "Canceling… Your change may already be saved."
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
        0 => "You can try again now.".to_owned(),
        secs => format!("Try again in {}.", digits(Duration::from_secs(secs))),
    }
}

/// "Secret works · 15-minute token · 212 ms".
pub(super) fn accepted(
    kind: AccountKind,
    (lifetime, took): (Duration, Duration),
    local: &LocalFormats,
) -> String {
    let lifetime = match (lifetime.as_secs() / 60, lifetime.as_secs() % 60) {
        (minutes @ 1..60, 0) => format!("{minutes}-minute"),
        _ => lifetime_words(lifetime),
    };
    let took = duration(took, local);
    format!(
        "{} works · {lifetime} token · {took}",
        capitalized(kind.noun())
    )
}

/// With how long to wait, a clock difference, and the details of the response.
pub(super) fn problem(failure: &Failure, tone: Tone, view: &View<'_>) -> Problem {
    let details = details(failure, view);
    request_problem(failure, tone, view)
        .details(details.map(|details| format!("{details} · Nothing was copied.")))
}

/// The same for a request, which never copies anything.
pub(super) fn request_problem(failure: &Failure, tone: Tone, view: &View<'_>) -> Problem {
    let report = failure.report();
    let wait = failure
        .retry_at()
        .map(|at| wait_to_retry(view.now.until(at)));
    let clocks = report.and_then(SignInReport::clock_difference_secs);
    Problem::new(tone, failure.message())
        .fact(wait)
        .warning(clocks.map(clock_difference))
        .details(details(failure, view))
}

/// "HTTP 401 · console.example · 10:32 AM · 187 ms"
fn details(failure: &Failure, view: &View<'_>) -> Option<String> {
    let report = failure.report()?;
    let local = &view.state.local;
    let facts = [
        report.status.map(|status| format!("HTTP {status}")),
        Some(report.host.clone()),
        Some(local.time_of_day(report.at)),
        Some(duration(report.took, local)),
    ];
    Some(facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
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

/// Name of a form of *Copy request as*, and what it is for or how it differs.
pub(super) const fn request_format(format: RequestFormat) -> (&'static str, &'static str) {
    match format {
        RequestFormat::Curl => ("curl (bash, zsh)", "curl 7.55 or newer"),
        RequestFormat::CurlCmd => ("curl (Windows cmd)", "curl 8.3 or newer"),
        RequestFormat::PowerShell => ("PowerShell", "Invoke-RestMethod"),
        RequestFormat::HttpFile => ("HTTP request (.http)", "VS Code, JetBrains, httpYac"),
        RequestFormat::Python => ("Python", "requests"),
        RequestFormat::ShellVariable => ("Shell variable (bash, zsh)", "CRASHPLAN_TOKEN"),
    }
}

pub(super) const fn copy_request_label(format: RequestFormat) -> &'static str {
    match format {
        RequestFormat::Curl | RequestFormat::CurlCmd => "Copy curl command",
        RequestFormat::PowerShell => "Copy PowerShell command",
        RequestFormat::HttpFile => "Copy HTTP request",
        RequestFormat::Python => "Copy Python code",
        RequestFormat::ShellVariable => "Copy shell variable",
    }
}

/// "212 ms", "12.4 s".
pub(super) fn duration(took: Duration, local: &LocalFormats) -> String {
    if took < Duration::from_secs(10) {
        millis(took)
    } else {
        let tenths = (took.as_millis() + 50) / 100;
        format!("{} s", local.tenths(tenths))
    }
}

/// Where in Postman a copy in this format goes.
pub(super) const fn postman_field(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Headers › Bulk Edit",
        CopyFormat::HeaderValue => "Headers › Value",
        CopyFormat::TokenOnly => "Authorization › Bearer Token",
    }
}

/// The button that leads to the rotation check after a rejection.
pub(super) fn enter_new_label(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::ApiClient => "Enter new secret",
        AccountKind::User => ENTER_PASSWORD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        for (locale, seconds) in [("en-US", "12.4 s"), ("de-DE", "12,4 s")] {
            let local = LocalFormats::new(jiff::tz::TimeZone::UTC, locale);
            assert_eq!(duration(Duration::from_millis(212), &local), "212 ms");
            assert_eq!(duration(Duration::from_millis(12_430), &local), seconds);
        }
    }
}
