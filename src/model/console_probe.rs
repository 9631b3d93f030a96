//! Whether a host is a console: probed without any credential after a failure that may be due to the address or the
//! credential.

use super::AccountKind;
use super::failure::{FailureText, SignInReport, sister_product};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProbeResult {
    /// The credential is the likelier fault.
    Console,
    /// The address is the likelier fault.
    NotAConsole(NotAConsole),
    /// No reply, or one that a console in trouble could send too.
    Unknown(SignInReport),
}

/// What replied instead of a console. Holds nothing of the reply's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAConsole {
    WebPage,
    /// A reply that does not describe a console.
    OtherReply,
    /// A status that a console does not send here.
    Status(u16),
    /// Not followed.
    Redirect {
        /// The host it points to, if the reply names one.
        to: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProbeOutcome {
    Done(ProbeResult),
    Canceled,
}

impl ProbeResult {
    /// `kind` is that of the account whose failure led to the probe.
    pub fn message(&self, host: &str, kind: AccountKind) -> FailureText {
        let (headline, cause) = match self {
            Self::Console => (
                format!("{host} is a console"),
                match kind {
                    AccountKind::ApiClient => {
                        "The address is fine; check the client ID and secret, and that the API client belongs to this console."
                    }
                    AccountKind::User => {
                        "The address is fine; check the username and password, and that the account belongs to this console."
                    }
                }
                .to_owned(),
            ),
            Self::NotAConsole(what) => (
                format!("{host} isn’t a console"),
                format!(
                    "{} Check the address: copy it from your browser after you sign in to the console.",
                    what.message()
                ),
            ),
            Self::Unknown(report) => {
                let headline = report.message().headline;
                let status = report
                    .status
                    .map_or_else(String::new, |status| format!(" (HTTP {status})"));
                (
                    format!("Couldn’t verify {host}"),
                    format!("{headline}{status}. {}", report.cause()),
                )
            }
        };
        let mut explanation = vec![cause.as_str(), "No credentials were sent."];
        explanation.extend(sister_product(host));
        FailureText::new(headline, explanation.join(" "))
    }
}

impl NotAConsole {
    fn message(&self) -> String {
        match self {
            Self::WebPage => "It sent a web page.".to_owned(),
            Self::OtherReply => "It responded, but not as a console does.".to_owned(),
            Self::Status(status) => format!("It responded with HTTP {status} instead of 200."),
            Self::Redirect { to: Some(to) } => {
                format!("It redirected to {to}, which wasn’t followed.")
            }
            Self::Redirect { to: None } => {
                "It redirected elsewhere, which wasn’t followed.".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::model::{SignInFailure, SignInWith};

    fn unknown(failure: SignInFailure, status: Option<u16>) -> ProbeResult {
        ProbeResult::Unknown(SignInReport {
            failure,
            with: SignInWith::Nothing,
            has_space_at_ends: false,
            host: "console.example".to_owned(),
            status,
            is_web_page: false,
            clock_ahead_secs: None,
            at: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        })
    }

    #[test]
    fn the_message_names_the_likelier_fault_or_that_it_is_unknown() {
        let to = Some("www.example".to_owned());
        let timed_out = SignInFailure::TimedOut {
            stage: crate::model::failure::Stage::Connecting,
            limit: Duration::from_secs(10),
        };
        for (check, fault) in [
            (ProbeResult::Console, "The address is fine"),
            (
                ProbeResult::NotAConsole(NotAConsole::WebPage),
                "It sent a web page",
            ),
            (
                ProbeResult::NotAConsole(NotAConsole::OtherReply),
                "not as a console does",
            ),
            (
                ProbeResult::NotAConsole(NotAConsole::Status(404)),
                "HTTP 404 instead of 200",
            ),
            (
                ProbeResult::NotAConsole(NotAConsole::Redirect { to }),
                "redirected to www.example",
            ),
            (
                unknown(SignInFailure::ServerError, Some(503)),
                "having problems (HTTP 503).",
            ),
            (unknown(timed_out, None), "timed out"),
        ] {
            for (kind, other) in [
                (AccountKind::ApiClient, ["username", "password"]),
                (AccountKind::User, ["client", "secret"]),
            ] {
                let text = check.message("console.example", kind);
                assert!(text.headline.contains("console.example"), "{text:?}");
                assert!(text.explanation.contains(fault), "{text:?}");
                let ending = "No credentials were sent.";
                assert!(text.explanation.ends_with(ending), "{text:?}");
                let blames_address = matches!(check, ProbeResult::NotAConsole(_));
                assert_eq!(text.headline.contains("isn’t a console"), blames_address);
                assert!(!text.explanation.contains("Incydr"), "{text:?}");
                let all = format!("{text:?}");
                assert!(!other.iter().any(|word| all.contains(word)), "{all}");
                let sister = check.message("console.us.code42.com", kind).explanation;
                assert_eq!(sister.matches("Incydr (Code42)").count(), 1, "{sister}");
            }
        }
    }
}
