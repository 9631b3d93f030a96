//! The rows of the table, each held to what the rules of telling demand.

use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::model::token::TokenError;
use crate::model::{Now, SignInWith};

fn words(host: &str, failure: SignInFailure) -> Words {
    SignInReport {
        failure,
        with: SignInWith::ApiClient,
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
    let later = Now {
        wall: Timestamp::UNIX_EPOCH,
        boot: Duration::ZERO,
    };
    let elsewhere = || Some("status.example".to_owned());
    let limit_bytes = 65_536;
    let limit = Duration::from_secs(30);
    let mut kinds = vec![F::Refused, F::Forbidden, F::NoApiAccess, F::NotFound];
    kinds.extend([None, Some(later)].map(|retry_at| F::TooManyRequests { retry_at }));
    kinds.extend([F::ServerError, F::Unexpected, F::TooLarge { limit_bytes }]);
    kinds.extend([None, elsewhere()].map(|status_page| F::Maintenance { status_page }));
    kinds.extend([None, elsewhere()].map(|to| F::Redirected { to }));
    kinds.extend(
        [
            TokenError::Empty,
            TokenError::Malformed,
            TokenError::TooLong,
        ]
        .map(NotAToken::Malformed)
        .into_iter()
        .chain([NotAToken::Empty, NotAToken::WebPage, NotAToken::NotJson])
        .chain([NotAToken::NoToken, NotAToken::WrongType])
        .chain([NotAToken::Compressed])
        .map(F::NotAToken),
    );
    kinds.extend(
        [Stage::Connecting, Stage::Waiting, Stage::Reading]
            .map(|stage| F::TimedOut { stage, limit }),
    );
    kinds.extend([Connect::NotFoundOrOffline, Connect::Refused].map(F::CannotConnect));
    kinds.extend([Connect::Interrupted, Connect::Other].map(F::CannotConnect));
    kinds.extend([ProxyTrouble::Unreachable, ProxyTrouble::WantsSignIn].map(F::Proxy));
    kinds.push(F::Proxy(ProxyTrouble::Nonsense));
    kinds.extend([Certificate::UnknownIssuer, Certificate::AuthoritysOwn].map(F::Certificate));
    kinds.extend([Certificate::WrongName, Certificate::Expired].map(F::Certificate));
    kinds.extend([Certificate::NotYetValid, Certificate::Other].map(F::Certificate));
    kinds.extend([TrustTrouble::NoneFound, TrustTrouble::FileUnreadable].map(F::TrustStore));
    kinds.push(F::TrustStore(TrustTrouble::FileWithoutCertificate));
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
            told.explanation.ends_with(UNCHANGED),
            "{kind:?}: {}",
            told.explanation
        );
        assert!(told.next.ends_with('.'), "{kind:?}: {}", told.next);
        let all = format!("{} {} {}", told.headline, told.explanation, told.next);
        for mishap in ["  ", "..", " .", "?.", "{", "}"] {
            assert!(!all.contains(mishap), "{mishap:?} in {all}");
        }
    }
}

#[test]
fn no_two_kinds_are_told_alike() {
    let kinds = every_kind();
    for (place, kind) in kinds.iter().enumerate() {
        for other in &kinds[..place] {
            let (told, twin) = (
                words("console.example", kind.clone()),
                words("console.example", other.clone()),
            );
            assert_ne!(told.explanation, twin.explanation, "{kind:?}, {other:?}");
        }
    }
}

#[test]
fn the_status_is_told_where_there_was_one_and_never_made_up() {
    for kind in every_kind() {
        let mut report = SignInReport {
            failure: kind.clone(),
            with: SignInWith::ApiClient,
            host: "console.example".to_owned(),
            status: Some(299),
            is_web_page: false,
            clock_ahead_secs: None,
            at: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        };
        let by_head = !matches!(
            kind,
            SignInFailure::TimedOut { .. }
                | SignInFailure::CannotConnect(_)
                | SignInFailure::Proxy(_)
                | SignInFailure::Certificate(_)
                | SignInFailure::TrustStore(_)
        );
        let answer = "console.example answered 299";
        assert_eq!(report.words().explanation.contains(answer), by_head);
        report.status = None;
        let told = report.words().explanation;
        assert!(!told.contains("299") && !told.contains("200"), "{told}");
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
        let underway = matches!(
            kind,
            SignInFailure::TimedOut {
                stage: Stage::Waiting | Stage::Reading,
                ..
            } | SignInFailure::CannotConnect(Connect::Interrupted)
        );
        assert_eq!(
            told.explanation.contains("may still have counted"),
            underway,
            "{kind:?}"
        );
    }
}

#[test]
fn an_address_of_the_sister_product_is_named_for_what_it_is_in_every_failure_and_no_other_is() {
    for kind in every_kind() {
        for host in ["console.us.code42.com", "code42.com:8443"] {
            let told = words(host, kind.clone()).explanation;
            assert!(told.contains(UNCHANGED), "{told}");
            assert_eq!(told.matches("Incydr (Code42)").count(), 1, "{told}");
        }
        for host in ["notcode42.com", "code42.com.example", "127.0.0.1:4280"] {
            let told = words(host, kind.clone()).explanation;
            assert!(!told.contains("Incydr"), "{told}");
        }
    }
}

#[test]
fn a_broken_ssl_cert_file_is_called_by_the_name_of_its_variable() {
    for trouble in [
        TrustTrouble::FileUnreadable,
        TrustTrouble::FileWithoutCertificate,
    ] {
        let told = words("console.example", SignInFailure::TrustStore(trouble));
        assert!(told.headline.contains("SSL_CERT_FILE"), "{}", told.headline);
    }
}
