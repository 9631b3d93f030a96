//! How failed sign-ins are told: one row a kind.

use super::{Certificate, Connect, NotAToken, SignInFailure, SignInReport, Stage, Words};
use crate::model::console_url::KNOWN_CONSOLES;

impl SignInReport {
    /// How it is told.
    pub fn words(&self) -> Words {
        let host = &self.host;
        let (headline, explanation, next) = match &self.failure {
            SignInFailure::Refused { status } => (
                "The console did not accept this client ID and secret".to_owned(),
                format!(
                    "{host} answered {status}. Was the secret reset, the client deleted, or is the client of another \
                     console{}? {UNCHANGED} The sign-in is not repeated by itself.",
                    other_consoles(host)
                ),
                "Enter the new secret, or check the console’s address.",
            ),
            SignInFailure::ServerError { status } => (
                "The console has a problem of its own".to_owned(),
                format!(
                    "{host} answered {status}. This says nothing about the secret. {UNCHANGED}"
                ),
                "Try again in a few minutes.",
            ),
            SignInFailure::Unexpected { status } => (
                format!("The console answered {status} instead of a token"),
                format!("{host} did not say more that could be shown here. {UNCHANGED}"),
                "Check the console’s address and what the API client is allowed to do.",
            ),
            SignInFailure::Redirected { status, to } => (
                "The console sent us elsewhere".to_owned(),
                format!(
                    "{host} answered {status}{}. It was not followed, and nothing was sent there. {UNCHANGED}",
                    to.as_ref()
                        .map(|to| format!(" and points to {to}"))
                        .unwrap_or_default()
                ),
                "This is usual during maintenance; otherwise check the console’s address.",
            ),
            SignInFailure::NotAToken(what) => (
                "The reply is not a token".to_owned(),
                format!("{host} answered 200, but {}. {UNCHANGED}", what.words()),
                "Check that the address is a CrashPlan console’s, then try again.",
            ),
            SignInFailure::TooLarge { limit_bytes } => (
                "The reply is far too large for a token".to_owned(),
                format!(
                    "{host} sent more than {} KiB; the rest was not read. {UNCHANGED}",
                    limit_bytes / 1024
                ),
                "Check that the address is a CrashPlan console’s.",
            ),
            SignInFailure::TimedOut { stage, limit } => (
                "The console took too long".to_owned(),
                format!("{} {UNCHANGED}", timed_out(host, *stage, limit.as_secs())),
                "Check the network, then try again.",
            ),
            SignInFailure::CannotConnect(why) => (
                format!("Cannot connect to {host}"),
                format!("{} {UNCHANGED}", connect(*why)),
                "Check the address, the network and the proxy settings, then try again.",
            ),
            SignInFailure::Certificate(why) => (
                "The console’s certificate is not trusted".to_owned(),
                format!(
                    "{} No secret was sent. {UNCHANGED}",
                    certificate(host, *why)
                ),
                "If your company inspects TLS, add its certificate to the system’s trust store or name it in SSL_CERT_FILE.",
            ),
            SignInFailure::NoTrustStore => (
                "This system has no certificates to trust".to_owned(),
                format!(
                    "Without them {host} cannot be told from an impostor. No secret was sent. {UNCHANGED}"
                ),
                "Install the package ca-certificates, or check what SSL_CERT_FILE and SSL_CERT_DIR name.",
            ),
        };
        Words {
            headline,
            explanation,
            next: next.to_owned(),
        }
    }
}

const UNCHANGED: &str = "Nothing was changed in the keyring, and nothing was copied.";

/// " (EU5, US2)": the known consoles besides this one, if this is a known one.
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

impl NotAToken {
    fn words(self) -> String {
        match self {
            Self::Empty => "with an empty body".to_owned(),
            Self::WebPage => {
                "with a web page: perhaps maintenance, a proxy’s sign-in page, or not a console"
                    .to_owned()
            }
            Self::NotJson => "not in the form of a token reply".to_owned(),
            Self::NoToken => "there is no token in the reply".to_owned(),
            Self::WrongType => "with another kind of token than a bearer token".to_owned(),
            Self::Malformed(why) => why.to_string(),
            Self::Compressed => "with a compressed body, which was not asked for".to_owned(),
        }
    }
}

fn timed_out(host: &str, stage: Stage, secs: u64) -> String {
    match stage {
        Stage::Keyring | Stage::Connecting => {
            format!("No connection to {host} within {secs} s. No secret was sent.")
        }
        Stage::Waiting => {
            format!(
                "{host} took the request and did not answer within {secs} s. It may still have counted as a sign-in."
            )
        }
        Stage::Reading => format!("{host} began to answer and did not finish within {secs} s."),
    }
}

fn connect(why: Connect) -> &'static str {
    match why {
        Connect::NotFoundOrOffline => {
            "There is no such host, or this machine is offline: the two look the same from here. No secret was sent."
        }
        Connect::Refused => "Nothing answers at this address and port. No secret was sent.",
        Connect::Interrupted => {
            "The connection broke before the reply was whole. It may still have counted as a sign-in."
        }
        Connect::Other => "Something on the way did not let the connection through.",
    }
}

fn certificate(host: &str, why: Certificate) -> String {
    match why {
        Certificate::UnknownIssuer => {
            format!("The certificate of {host} is signed by nobody that this system trusts.")
        }
        Certificate::WrongName => {
            format!("What answers for {host} has the certificate of another name.")
        }
        Certificate::Expired => {
            format!("The certificate of {host} has expired, by this machine’s clock.")
        }
        Certificate::NotYetValid => {
            format!("The certificate of {host} is not valid yet, by this machine’s clock.")
        }
        Certificate::Other => format!("The certificate of {host} could not be verified."),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::model::token::TokenError;

    fn words(host: &str, failure: SignInFailure) -> Words {
        SignInReport {
            failure,
            host: host.to_owned(),
            at: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }
        .words()
    }

    fn every_kind() -> Vec<SignInFailure> {
        use SignInFailure as F;
        let mut kinds = vec![
            F::Refused { status: 401 },
            F::ServerError { status: 503 },
            F::Unexpected { status: 418 },
            F::Redirected {
                status: 302,
                to: Some("status.example".to_owned()),
            },
            F::TooLarge {
                limit_bytes: 65_536,
            },
            F::NoTrustStore,
        ];
        kinds.extend(
            [
                NotAToken::Empty,
                NotAToken::WebPage,
                NotAToken::NotJson,
                NotAToken::NoToken,
                NotAToken::WrongType,
            ]
            .into_iter()
            .chain([
                NotAToken::Malformed(TokenError::Malformed),
                NotAToken::Compressed,
            ])
            .map(F::NotAToken),
        );
        kinds.extend(
            [Stage::Connecting, Stage::Waiting, Stage::Reading].map(|stage| F::TimedOut {
                stage,
                limit: Duration::from_secs(30),
            }),
        );
        kinds.extend(
            [
                Connect::NotFoundOrOffline,
                Connect::Refused,
                Connect::Interrupted,
                Connect::Other,
            ]
            .map(F::CannotConnect),
        );
        kinds.extend(
            [
                Certificate::UnknownIssuer,
                Certificate::WrongName,
                Certificate::Expired,
                Certificate::NotYetValid,
            ]
            .into_iter()
            .chain([Certificate::Other])
            .map(F::Certificate),
        );
        kinds
    }

    #[test]
    fn every_failure_says_what_happened_what_was_left_alone_and_what_to_do() {
        for kind in every_kind() {
            let told = words("console.example", kind.clone());
            assert!(
                !told.headline.is_empty() && !told.headline.ends_with('.'),
                "{kind:?}: {}",
                told.headline
            );
            assert!(
                told.explanation.contains("console.example")
                    || told.headline.contains("console.example"),
                "{kind:?}"
            );
            assert!(
                told.explanation.contains(UNCHANGED),
                "{kind:?}: {}",
                told.explanation
            );
            assert!(told.next.ends_with('.'), "{kind:?}: {}", told.next);
        }
    }

    #[test]
    fn a_refusal_names_the_other_consoles_of_a_known_one_and_claims_no_reset() {
        let told = words(
            "console.us1.crashplan.com",
            SignInFailure::Refused { status: 401 },
        );
        assert!(
            told.explanation.contains("another console (US2, EU5)?"),
            "{}",
            told.explanation
        );
        let told = words("console.example", SignInFailure::Refused { status: 401 });
        assert!(
            told.explanation.contains("another console?"),
            "{}",
            told.explanation
        );
    }

    #[test]
    fn where_no_secret_was_sent_it_is_said_and_where_one_was_it_is_not_denied() {
        for kind in every_kind() {
            let unsent = matches!(
                kind,
                SignInFailure::Certificate(_)
                    | SignInFailure::NoTrustStore
                    | SignInFailure::TimedOut {
                        stage: Stage::Connecting,
                        ..
                    }
                    | SignInFailure::CannotConnect(Connect::NotFoundOrOffline | Connect::Refused)
            );
            let told = words("console.example", kind.clone());
            assert_eq!(
                told.explanation.contains("No secret was sent"),
                unsent,
                "{kind:?}"
            );
        }
    }
}
