use std::time::Duration;

use jiff::Timestamp;

use super::*;
use crate::model::failure::{
    Certificate, Connect, NotAToken, ProxyFailure, Stage, TrustStoreFailure,
};
use crate::model::token::TokenError;
use crate::model::{Now, SignInWith};

const PERSONS: [SignInWith; 2] = [SignInWith::Password, SignInWith::PasswordAndCode];
const SIGN_INS: [SignInWith; 3] = [SignInWith::ApiClient, PERSONS[0], PERSONS[1]];

fn report(host: &str, failure: SignInFailure, with: SignInWith) -> SignInReport {
    SignInReport {
        failure,
        with,
        has_space_at_ends: false,
        status: None,
        is_web_page: false,
        clock_ahead_secs: None,
        host: host.to_owned(),
        at: Timestamp::UNIX_EPOCH,
        took: Duration::ZERO,
    }
}

fn message(host: &str, failure: SignInFailure) -> FailureText {
    report(host, failure, SignInWith::ApiClient).message()
}

fn text(failure: SignInFailure, with: SignInWith) -> String {
    let message = report("console.example", failure, with).message();
    format!("{}. {}", message.headline, message.explanation)
}

/// Every kind with whatever it can come of.
fn every_case() -> Vec<(SignInFailure, SignInWith)> {
    let of_persons = [
        SignInFailure::CodeMissing,
        SignInFailure::CodeRefused,
        SignInFailure::TwoFactorNotSetUp,
        SignInFailure::NotAToken(NotAToken::CookieOnly),
    ];
    let of_all = SIGN_INS
        .into_iter()
        .flat_map(|with| every_kind().into_iter().map(move |kind| (kind, with)));
    let of_persons = PERSONS
        .into_iter()
        .flat_map(|with| of_persons.clone().into_iter().map(move |kind| (kind, with)));
    of_all.chain(of_persons).collect()
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
    kinds.extend([ProxyFailure::Unreachable, ProxyFailure::AuthRequired].map(F::Proxy));
    let variable = "ALL_PROXY";
    kinds.extend(
        [
            ProxyFailure::UnexpectedResponse,
            ProxyFailure::NotUnderstood { variable },
        ]
        .map(F::Proxy),
    );
    kinds.extend([Certificate::UnknownIssuer, Certificate::CaUsedAsServer].map(F::Certificate));
    kinds.extend([Certificate::WrongName, Certificate::Expired].map(F::Certificate));
    kinds.extend([Certificate::NotYetValid, Certificate::Other].map(F::Certificate));
    kinds.extend(
        [
            TrustStoreFailure::NoneFound,
            TrustStoreFailure::FileUnreadable,
        ]
        .map(F::TrustStore),
    );
    kinds.push(F::TrustStore(TrustStoreFailure::FileWithoutCertificate));
    kinds
}

#[test]
fn every_failure_has_a_short_headline_and_complete_sentences() {
    for (kind, with) in every_case() {
        let text = report("console.example", kind.clone(), with).message();
        assert!(
            !text.headline.is_empty() && !text.headline.ends_with('.'),
            "{kind:?}: {}",
            text.headline
        );
        let words = text.headline.split_whitespace().count();
        assert!(words <= 7, "{kind:?}: {}", text.headline);
        assert!(
            text.explanation.ends_with('.'),
            "{kind:?}: {}",
            text.explanation
        );
        let all = format!("{}. {}", text.headline, text.explanation);
        for mishap in ["  ", "..", " .", "?.", "{", "}"] {
            assert!(!all.contains(mishap), "{mishap:?} in {all}");
        }
    }
}

#[test]
fn a_refusal_of_what_has_a_space_at_an_end_says_that_first() {
    for (with, noun) in [
        (PERSONS[0], "password"),
        (PERSONS[1], "password"),
        (SignInWith::ApiClient, "secret"),
    ] {
        let mut report = report("console.example", SignInFailure::Refused, with);
        assert!(!report.message().explanation.contains("a space"));
        report.has_space_at_ends = true;
        let text = report.message().explanation;
        let first = format!("The {noun} starts or ends with a space. ");
        assert!(text.starts_with(&first), "{text}");
    }
}

#[test]
fn no_two_kinds_have_the_same_text() {
    for with in SIGN_INS {
        let kinds: Vec<_> = every_case()
            .into_iter()
            .filter(|(_, theirs)| *theirs == with)
            .map(|(kind, _)| kind)
            .collect();
        for (place, kind) in kinds.iter().enumerate() {
            for other in &kinds[..place] {
                let explained = |kind: &SignInFailure| text(kind.clone(), with);
                assert_ne!(explained(kind), explained(other), "{kind:?}, {other:?}");
            }
        }
    }
}

#[test]
fn a_refusal_names_the_other_consoles_of_a_known_one_and_claims_no_reset() {
    let text = message("console.us1.crashplan.com", SignInFailure::Refused);
    assert!(
        text.explanation.contains("another console (US2, EU5)."),
        "{}",
        text.explanation
    );
    let text = message("console.example", SignInFailure::Refused);
    assert!(
        text.explanation.contains("another console."),
        "{}",
        text.explanation
    );
}

#[test]
fn only_where_no_secret_was_sent_does_the_text_say_so() {
    for (kind, with) in every_case() {
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
        let text = report("console.example", kind.clone(), with).message();
        let sentence = match with {
            SignInWith::ApiClient => "The secret wasn’t sent.",
            SignInWith::PasswordAndCode => "The password and code weren’t sent.",
            _ => "The password wasn’t sent.",
        };
        assert_eq!(text.explanation.contains(sentence), unsent, "{kind:?}");
        let underway = matches!(
            kind,
            SignInFailure::TimedOut {
                stage: Stage::Waiting | Stage::Reading,
                ..
            } | SignInFailure::CannotConnect(Connect::Interrupted)
        );
        assert_eq!(
            text.explanation.contains("may still have counted"),
            underway,
            "{kind:?}"
        );
    }
}

#[test]
fn an_address_of_the_sister_product_is_named_for_what_it_is_in_every_failure_and_no_other_is() {
    for kind in every_kind() {
        for host in ["console.us.code42.com", "code42.com:8443"] {
            let text = message(host, kind.clone()).explanation;
            assert_eq!(text.matches("Incydr (Code42)").count(), 1, "{text}");
        }
        for host in ["notcode42.com", "code42.com.example", "127.0.0.1:4280"] {
            let text = message(host, kind.clone()).explanation;
            assert!(!text.contains("Incydr"), "{text}");
        }
    }
}

#[test]
fn a_broken_ssl_cert_file_is_called_by_the_name_of_its_variable() {
    for trouble in [
        TrustStoreFailure::FileUnreadable,
        TrustStoreFailure::FileWithoutCertificate,
    ] {
        let text = message("console.example", SignInFailure::TrustStore(trouble));
        assert!(text.headline.contains("SSL_CERT_FILE"), "{}", text.headline);
    }
}

#[test]
fn a_proxy_that_is_not_understood_is_called_by_the_name_of_its_variable() {
    for variable in ["HTTPS_PROXY", "all_proxy"] {
        let trouble = ProxyFailure::NotUnderstood { variable };
        let message = message("console.example", SignInFailure::Proxy(trouble));
        assert!(message.headline.contains(variable), "{}", message.headline);
        let text = &message.explanation;
        assert!(text.contains("NO_PROXY"), "{text}");
    }
}

#[test]
fn a_person_learns_of_a_password_and_never_of_a_client_or_a_secret_and_the_other_way_round() {
    for (kind, with) in every_case() {
        let text = text(kind, with).to_lowercase();
        let foreign: &[&str] = match with {
            SignInWith::ApiClient => &["password", "username", "account", "two-factor"],
            _ => &["client", "secret"],
        };
        for word in foreign {
            assert!(!text.contains(word), "{word} in {text}");
        }
        let of_codes = text.contains("used up");
        assert!(!of_codes || with == SignInWith::PasswordAndCode, "{text}");
    }
}

#[test]
fn a_refused_user_learns_the_likely_reason_that_the_account_may_lock_and_which_button_helps() {
    let plain = text(SignInFailure::Refused, SignInWith::Password);
    for part in [
        "Username or password not accepted. ",
        "The password may have changed, the account may be blocked or deactivated",
        "If the account has two-factor sign-in, use a two-factor code.",
    ] {
        assert!(plain.contains(part), "{part}: {plain}");
    }
    let coded = text(SignInFailure::Refused, SignInWith::PasswordAndCode);
    for part in [
        "Username, password, or code not accepted. ",
        "Codes work once and change every 30 seconds.",
        "Use a two-factor code that hasn’t been used, or enter the new password.",
    ] {
        assert!(coded.contains(part), "{part}: {coded}");
    }
    let of_codes = [SignInFailure::CodeMissing, SignInFailure::CodeRefused]
        .into_iter()
        .flat_map(|kind| PERSONS.map(|with| text(kind.clone(), with)));
    for text in of_codes.chain([plain, coded]) {
        let locks = "Repeated failures can lock the account. Tokendesk won’t retry.";
        assert!(text.contains(locks), "{text}");
        assert!(
            text.to_lowercase().contains("use a two-factor code"),
            "{text}"
        );
    }
    let us1 = report(
        "console.us1.crashplan.com",
        SignInFailure::Refused,
        SignInWith::Password,
    );
    let text = us1.message().explanation;
    assert!(text.contains("another console (US2, EU5)"), "{text}");
}

#[test]
fn a_code_that_was_not_sent_is_not_called_refused_and_one_that_was_not_called_forgotten() {
    let kept = text(SignInFailure::CodeRefused, SignInWith::Password);
    assert!(!kept.contains("not accepted"), "{kept}");
    assert!(kept.contains("although none was sent"), "{kept}");
    let lost = text(SignInFailure::CodeMissing, SignInWith::PasswordAndCode);
    assert!(lost.contains("although one was sent"), "{lost}");
    let plain = text(SignInFailure::CodeMissing, SignInWith::Password);
    assert!(!plain.contains("although"), "{plain}");
}

#[test]
fn the_clocks_are_pointed_at_where_a_code_was_refused_and_they_differ_enough_to_matter() {
    for kind in [SignInFailure::Refused, SignInFailure::CodeRefused] {
        for with in PERSONS {
            for (ahead, differs) in [(31, true), (-31, true), (30, false)] {
                let mut report = report("console.example", kind.clone(), with);
                report.clock_ahead_secs = Some(ahead);
                let text = report.message().explanation;
                let expected = differs && with == SignInWith::PasswordAndCode;
                assert_eq!(text.contains("see below"), expected, "{text}");
            }
        }
    }
}

#[test]
fn a_resource_request_error_mentions_its_token() {
    let limit = Duration::from_secs(30);
    for (stage, sentence) in [
        (Stage::Connecting, "The token wasn’t sent."),
        (Stage::Waiting, "The request may still have been processed."),
    ] {
        let text = text(SignInFailure::TimedOut { stage, limit }, SignInWith::Token);
        assert!(text.contains(sentence), "{text}");
    }
}

#[test]
fn of_a_redirect_to_the_same_host_it_is_not_said_that_nothing_was_sent_there() {
    for (to, is_elsewhere) in [
        (Some("console.example"), false),
        (Some("www.example"), true),
        (None, true),
    ] {
        let to = to.map(str::to_owned);
        let text = message("console.example", SignInFailure::Redirected { to });
        let nothing_sent = text.explanation.contains("nothing was sent there");
        assert_eq!(nothing_sent, is_elsewhere, "{text:?}");
        assert!(text.explanation.contains("wasn’t followed"), "{text:?}");
    }
}
