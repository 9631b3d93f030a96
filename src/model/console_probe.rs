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
    /// `kind` is that of the account whose failure led to the question.
    pub fn message(&self, host: &str, kind: AccountKind) -> FailureText {
        let (headline, happened, next) = match self {
            Self::Console => (
                format!("{host} is a console"),
                format!(
                    "{host} answers as a console does, so the credential is the likelier fault."
                ),
                match kind {
                    AccountKind::ApiClient => {
                        "Check the client ID and the secret, and that the API client was made on this console."
                    }
                    AccountKind::User => {
                        "Check the username and the password, and that the account is one of this console."
                    }
                },
            ),
            Self::NotAConsole(what) => (
                format!("{host} does not answer as a console"),
                format!(
                    "{}, so the address is the likelier fault.",
                    what.message(host)
                ),
                "Check the address: it is the one that the browser shows after a sign-in to the console.",
            ),
            Self::Unknown(report) => (
                format!("It stays open whether {host} is a console"),
                report.cause(),
                report.next(),
            ),
        };
        let mut explanation = vec![happened.as_str(), unsent(kind), UNCHANGED];
        explanation.extend(sister_product(host));
        FailureText {
            headline,
            explanation: explanation.join(" "),
            next: next.to_owned(),
        }
    }
}

const UNCHANGED: &str = "Nothing was changed in the keyring, and nothing was copied.";

fn unsent(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::ApiClient => "No secret was sent with the question.",
        AccountKind::User => "No password was sent with the question.",
    }
}

impl NotAConsole {
    fn message(&self, host: &str) -> String {
        match self {
            Self::WebPage => format!("{host} answers with a web page"),
            Self::OtherReply => {
                format!("{host} answers, but not with what a console says of itself")
            }
            Self::Status(status) => format!("{host} answers {status}, where a console answers 200"),
            Self::Redirect { to: Some(to) } => {
                format!("{host} points to {to} instead of answering (this was not followed)")
            }
            Self::Redirect { to: None } => {
                format!("{host} points elsewhere instead of answering (this was not followed)")
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
            (ProbeResult::Console, "the credential is the likelier fault"),
            (
                ProbeResult::NotAConsole(NotAConsole::WebPage),
                "the address is the likelier fault",
            ),
            (
                ProbeResult::NotAConsole(NotAConsole::OtherReply),
                "the address is the likelier fault",
            ),
            (
                ProbeResult::NotAConsole(NotAConsole::Status(404)),
                "answers 404, where a console answers 200, so the address is the likelier fault",
            ),
            (
                ProbeResult::NotAConsole(NotAConsole::Redirect { to }),
                "points to www.example",
            ),
            (
                unknown(SignInFailure::ServerError, Some(503)),
                "console.example answered 503.",
            ),
            (unknown(timed_out, None), "within 10 s."),
        ] {
            for (kind, other) in [
                (AccountKind::ApiClient, ["username", "password"]),
                (AccountKind::User, ["client", "secret"]),
            ] {
                let text = check.message("console.example", kind);
                assert!(text.headline.contains("console.example"), "{text:?}");
                assert!(text.explanation.contains(fault), "{text:?}");
                let ending = format!("{} {UNCHANGED}", unsent(kind));
                assert!(text.explanation.ends_with(&ending), "{text:?}");
                assert!(text.next.ends_with('.'), "{text:?}");
                let is_open = matches!(check, ProbeResult::Unknown(_));
                assert_eq!(!text.explanation.contains("likelier"), is_open, "{text:?}");
                assert!(!text.explanation.contains("Incydr"), "{text:?}");
                let all = format!("{text:?}");
                assert!(!other.iter().any(|word| all.contains(word)), "{all}");
                let sister = check.message("console.us.code42.com", kind).explanation;
                assert_eq!(sister.matches("Incydr (Code42)").count(), 1, "{sister}");
            }
        }
    }
}
