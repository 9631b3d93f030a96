//! Rejected sign-ins. The cause is asked, not stated: a console answers 401 to many faults.

use super::CredentialStatus::{Evaluated, NotEvaluated};
use super::{MessageTemplate, answered};
use crate::model::SignInReport;
use crate::model::console_url::KNOWN_CONSOLES;
use crate::model::failure::SignInWith as With;

const LOCKS: &str =
    "Repeated failures may lock the account, so the sign-in is not repeated by itself.";
const CODES: &str = "A code lives about 30 s, and each is good once.";
const NEXT_CODE: &str = "Use a two-factor code: the next one that the authenticator app shows.";
const ANY_CODE: &str = "Use a two-factor code: the authenticator app shows it.";

pub(super) fn refused(report: &SignInReport) -> MessageTemplate {
    let elsewhere = other_consoles(&report.host);
    let spaces = match (report.has_space_at_ends, report.with) {
        (false, _) => "",
        (true, With::Password | With::PasswordAndCode) => {
            "The password starts or ends with a space, and was sent that way. "
        }
        (true, _) => "The secret starts or ends with a space, and was sent that way. ",
    };
    let answered = format!("{spaces}{}", answered(report));
    let (headline, cause, next) = match report.with {
        With::Password => (
            "The console did not accept this username and password",
            format!(
                "{answered}. Was the password changed, the account blocked or deactivated, or is the account one of another \
                 console{elsewhere}? An account with two-factor sign-in needs a code too, and the console may not say so. {LOCKS}"
            ),
            "Enter the new password, use a two-factor code if the account has one, or check the console’s address.",
        ),
        With::PasswordAndCode => (
            "The console did not accept this username, password or code",
            format!(
                "{answered}. {CODES}{} Or was the password changed, the account blocked or deactivated, or is the account one \
                 of another console{elsewhere}? {LOCKS}",
                clocks(report)
            ),
            "Use a two-factor code, the next one that the app shows, or enter the new password.",
        ),
        With::ApiClient | With::Token | With::Nothing => (
            "The console did not accept this client ID and secret",
            format!(
                "{answered}. Was the secret reset, the client deleted, or is the client of another console{elsewhere}? The \
                 sign-in is not repeated by itself."
            ),
            "Enter the new secret, or check the console’s address.",
        ),
    };
    MessageTemplate::new(headline, cause, Evaluated, next)
}

pub(super) fn code_missing(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    let (though, next) = match report.with {
        With::PasswordAndCode => (", though one was sent", NEXT_CODE),
        _ => ("", ANY_CODE),
    };
    MessageTemplate::new(
        "A two-factor code is needed",
        format!("{answered} and says that a two-factor code is missing{though}. {LOCKS}"),
        NotEvaluated,
        next,
    )
}

pub(super) fn code_refused(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    if report.with != With::PasswordAndCode {
        return MessageTemplate::new(
            "The console asks for a two-factor code",
            format!(
                "{answered} and says that the two-factor code is not right, though none was sent. {LOCKS}"
            ),
            NotEvaluated,
            ANY_CODE,
        );
    }
    MessageTemplate::new(
        "The console did not accept this two-factor code",
        format!(
            "{answered} and says that the two-factor code is not right. {CODES}{} {LOCKS}",
            clocks(report)
        ),
        Evaluated,
        NEXT_CODE,
    )
}

pub(super) fn two_factor_not_set_up(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    MessageTemplate::new(
        "Two-factor sign-in is to be set up first",
        format!("{answered} and says that this account has to set up two-factor sign-in."),
        Evaluated,
        "Sign in to the console in a browser and set it up there, then try again.",
    )
}

pub(super) fn forbidden(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    let (secret, next) = if is_person(report.with) {
        (
            "password",
            "Check on the console that the account is active and what its roles permit.",
        )
    } else {
        (
            "secret",
            "Check on the console that the API client is active and what it may do.",
        )
    };
    MessageTemplate::new(
        "The console does not permit this sign-in",
        format!("{answered}: a matter of permission. It does not say that the {secret} is wrong."),
        Evaluated,
        next,
    )
}

pub(super) fn no_api_access(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    MessageTemplate::new(
        "The product plan does not include the API",
        format!("{answered} and says that the product plan does not permit use of the API."),
        NotEvaluated,
        "Ask whoever looks after the CrashPlan plan, or use a console whose plan includes the API.",
    )
}

pub(super) fn not_found(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    let whom = if is_person(report.with) {
        "user accounts"
    } else {
        "API clients"
    };
    MessageTemplate::new(
        "Nothing takes sign-ins at this address",
        format!("{answered}: it has no sign-in for {whom} where a console has one."),
        NotEvaluated,
        "Check the console’s address.",
    )
}

pub(super) fn unexpected(report: &SignInReport) -> MessageTemplate {
    let answered = answered(report);
    MessageTemplate::new(
        "The console answered something else than a token",
        format!("{answered} and did not say more that could be shown here."),
        NotEvaluated,
        if is_person(report.with) {
            "Check the console’s address and what the account is allowed to do."
        } else {
            "Check the console’s address and what the API client is allowed to do."
        },
    )
}

fn is_person(with: With) -> bool {
    matches!(with, With::Password | With::PasswordAndCode)
}

/// The window shows the difference below the message.
fn clocks(report: &SignInReport) -> &'static str {
    match report.clock_difference_secs() {
        Some(_) => {
            " A clock that is wrong makes wrong codes: this machine’s differs from the console’s, as told below."
        }
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
