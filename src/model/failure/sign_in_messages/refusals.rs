//! Rejected sign-ins. The causes are possibilities: a console answers 401 to many faults.

use super::CredentialStatus::{Evaluated, NotEvaluated};
use super::MessageTemplate;
use crate::model::SignInReport;
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::failure::SignInWith as With;

const LOCKS: &str = "Repeated failures can lock the account. Tokendesk won’t retry.";
const CODES: &str = "Codes work once and change every 30 seconds.";
const ANY_CODE: &str = "Use a two-factor code from your authenticator app.";

pub(super) fn refused(report: &SignInReport) -> MessageTemplate {
    let elsewhere = other_consoles(&report.host);
    let spaces = match (report.has_space_at_ends, report.with) {
        (false, _) => "",
        (true, With::Password | With::PasswordAndCode) => {
            "The password starts or ends with a space. "
        }
        (true, _) => "The secret starts or ends with a space. ",
    };
    let (headline, cause) = match report.with {
        With::Password => (
            "Username or password not accepted",
            format!(
                "The password may have changed, the account may be blocked or deactivated, or it may belong to another \
                 console{elsewhere}. If the account has two-factor sign-in, use a two-factor code. {LOCKS}"
            ),
        ),
        With::PasswordAndCode => (
            "Username, password, or code not accepted",
            format!(
                "{CODES}{} The password may also have changed, the account may be blocked or deactivated, or it may belong \
                 to another console{elsewhere}. Use a two-factor code that hasn’t been used, or enter the new password. {LOCKS}",
                clocks(report)
            ),
        ),
        With::ApiClient | With::Token | With::Nothing => (
            "Client ID or secret not accepted",
            format!(
                "The secret may have been reset, the client deleted, or it may belong to another console{elsewhere}."
            ),
        ),
    };
    MessageTemplate::new(headline, format!("{spaces}{cause}"), Evaluated)
}

pub(super) fn code_missing(report: &SignInReport) -> MessageTemplate {
    let cause = match report.with {
        With::PasswordAndCode => {
            "The console says that a code is missing, although one was sent. Use a two-factor code that hasn’t been used."
        }
        _ => ANY_CODE,
    };
    let headline = "Two-factor code required";
    MessageTemplate::new(headline, format!("{cause} {LOCKS}"), NotEvaluated)
}

pub(super) fn code_refused(report: &SignInReport) -> MessageTemplate {
    if report.with != With::PasswordAndCode {
        let cause =
            format!("The console reports a wrong code, although none was sent. {ANY_CODE} {LOCKS}");
        return MessageTemplate::new("Two-factor code required", cause, NotEvaluated);
    }
    let cause = format!(
        "{CODES}{} Use a two-factor code that hasn’t been used. {LOCKS}",
        clocks(report)
    );
    MessageTemplate::new("Two-factor code not accepted", cause, Evaluated)
}

pub(super) fn two_factor_not_set_up() -> MessageTemplate {
    MessageTemplate::new(
        "Set up two-factor first",
        "The console requires two-factor sign-in for this account. Set it up there in your browser, then try again.",
        Evaluated,
    )
}

pub(super) fn forbidden(report: &SignInReport) -> MessageTemplate {
    let cause = if is_user(report.with) {
        "This is a permissions problem; the password may be right. Check in the console that the account is active and its \
         roles allow API access."
    } else {
        "This is a permissions problem; the secret may be right. Check in the console that the API client is active and has \
         the permissions it needs."
    };
    MessageTemplate::new("Sign-in not allowed", cause, Evaluated)
}

pub(super) fn no_api_access() -> MessageTemplate {
    MessageTemplate::new(
        "Your plan doesn’t include API access",
        "Ask the owner of your CrashPlan plan, or use a console whose plan includes the API.",
        NotEvaluated,
    )
}

pub(super) fn not_found(report: &SignInReport) -> MessageTemplate {
    let whom = if is_user(report.with) {
        "user accounts"
    } else {
        "API clients"
    };
    MessageTemplate::new(
        "No sign-in service at this address",
        format!(
            "{} has no sign-in for {whom}. Check the console address.",
            report.host
        ),
        NotEvaluated,
    )
}

pub(super) fn unexpected(report: &SignInReport) -> MessageTemplate {
    MessageTemplate::new(
        "Unexpected response",
        if is_user(report.with) {
            "The console didn’t send a token or say why. Check the console address and the account’s roles."
        } else {
            "The console didn’t send a token or say why. Check the console address and the API client’s permissions."
        },
        NotEvaluated,
    )
}

fn is_user(with: With) -> bool {
    matches!(with, With::Password | With::PasswordAndCode)
}

/// The window shows the difference below the message.
fn clocks(report: &SignInReport) -> &'static str {
    match report.clock_difference_secs() {
        Some(_) => " Your clock is off (see below), so codes may fail.",
        None => "",
    }
}

/// " (EU5, US2)" if this is a known console.
fn other_consoles(host: &str) -> String {
    let is_this = |base: &str| base.strip_prefix("https://") == Some(host);
    if !KNOWN_CONSOLES.iter().any(|(_, _, base)| is_this(base)) {
        return String::new();
    }
    let others: Vec<_> = KNOWN_CONSOLES
        .iter()
        .filter(|(_, _, base)| !is_this(base))
        .map(|(label, _, _)| *label)
        .collect();
    format!(" ({})", others.join(", "))
}
