//! The rows of the table, each held to what the rules of telling demand.

use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::model::token::TokenError;

fn words(host: &str, failure: SignInFailure) -> Words {
    SignInReport {
        failure,
        status: None,
        is_web_page: false,
        clock_ahead_secs: None,
        host: host.to_owned(),
        at: Timestamp::UNIX_EPOCH,
        took: Duration::ZERO,
    }
    .words()
}

fn every_kind() -> Vec<SignInFailure> {
    use SignInFailure as F;
    let mut kinds = vec![
        F::Refused,
        F::ServerError,
        F::Unexpected,
        F::Redirected {
            to: Some("status.example".to_owned()),
        },
        F::TooLarge {
            limit_bytes: 65_536,
        },
        F::Forbidden,
        F::NoApiAccess,
        F::NotFound,
        F::TooManyRequests { retry_at: None },
        F::Maintenance { status_page: None },
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
    let told = words("console.us1.crashplan.com", SignInFailure::Refused);
    assert!(
        told.explanation.contains("another console (US2, EU5)?"),
        "{}",
        told.explanation
    );
    let told = words("console.example", SignInFailure::Refused);
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
                | SignInFailure::TrustStore(_)
                | SignInFailure::Proxy(_)
                | SignInFailure::TimedOut {
                    stage: Stage::Connecting,
                    ..
                }
                | SignInFailure::CannotConnect(
                    Connect::NotFoundOrOffline | Connect::Refused | Connect::Other
                )
        );
        let told = words("console.example", kind.clone());
        assert_eq!(
            told.explanation.contains("No secret was sent"),
            unsent,
            "{kind:?}"
        );
    }
}
