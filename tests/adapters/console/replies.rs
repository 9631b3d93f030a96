//! Every reply that is no token, over real TLS: its kind, its status, and words that hold nothing of it.

use std::time::Duration;

use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::model::SignInFailure as F;
use tokendesk::model::failure::{NotAToken, Stage};
use tokendesk::os::clock;

use crate::child::in_child;
use crate::console::{address, client, failed, failure, granted, reply, sign_in, told, trusted};
use crate::tls_console::Step;

/// Planted into bodies and headers.
const PLANTED: &str = "PL4NTED";
const PLANTED_FIELDS: &str = "X-Note: PL4NTED\r\nWWW-Authenticate: Basic realm=\"PL4NTED\"\r\n";
const PLAN: &str = "PL4NTED Your CrashPlan product plan does not permit use of the CrashPlan API.";
const MAINTENANCE: &str = "<!DOCTYPE html><title>PL4NTED Service Under Maintenance</title>";
const HOME: &str = "<html>PL4NTED</html>";
const JSON: &str = r#"{"error":"PL4NTED"}"#;

/// Status line, further header fields, body; what it is, and whether it is worth asking if this is a console.
fn cases() -> Vec<(&'static str, &'static str, &'static str, F, bool)> {
    let page = |at: Option<&str>| F::Maintenance {
        status_page: at.map(ToOwned::to_owned),
    };
    let moved = |to: Option<&str>| F::Redirected {
        to: to.map(ToOwned::to_owned),
    };
    let later = F::TooManyRequests { retry_at: None };
    let not = F::NotAToken;
    vec![
        ("401 PL4NTED", "", JSON, F::Refused, true),
        ("401 No", "", HOME, F::Refused, true),
        ("401 No", "", PLAN, F::NoApiAccess, true),
        ("403 PL4NTED", "", JSON, F::Forbidden, false),
        ("403 No", "", HOME, F::Forbidden, true),
        ("403 No", "", PLAN, F::NoApiAccess, false),
        ("403 No", "", MAINTENANCE, page(None), true),
        ("404 PL4NTED", "", JSON, F::NotFound, true),
        ("418 PL4NTED", "", JSON, F::Unexpected, false),
        (
            "429 Wait",
            "Retry-After: PL4NTED\r\n",
            JSON,
            later.clone(),
            false,
        ),
        (
            "429 Wait",
            "Retry-After: 99999999999999999999\r\n",
            "",
            later,
            false,
        ),
        ("500 PL4NTED", "", JSON, F::ServerError, false),
        ("502 Gone", "", HOME, F::ServerError, true),
        ("503 Wait", "", MAINTENANCE, page(None), true),
        ("200 OK", "", MAINTENANCE, page(None), true),
        (
            "302 PL4NTED",
            "Location: https://PL4NTED@status.example/PL4NTED\r\n",
            JSON,
            page(Some("status.example")),
            false,
        ),
        (
            "307 PL4NTED",
            "Location: https://PL4NTED@www.example/PL4NTED?PL4NTED\r\n",
            JSON,
            moved(Some("www.example")),
            true,
        ),
        (
            "301 PL4NTED",
            "Location: PL4NTED:x\r\n",
            JSON,
            moved(None),
            true,
        ),
        ("200 OK", "", "", not(NotAToken::Empty), false),
        ("200 OK", "", HOME, not(NotAToken::WebPage), true),
        ("200 OK", "", PLANTED, not(NotAToken::NotJson), false),
        ("200 OK", "", JSON, not(NotAToken::NoToken), false),
        (
            "200 OK",
            "",
            r#"{"access_token":"PL4NTED","token_type":"PL4NTED"}"#,
            not(NotAToken::WrongType),
            false,
        ),
        (
            "200 OK",
            "Content-Encoding: PL4NTED\r\n",
            r#"{"access_token":"PL4NTED"}"#,
            not(NotAToken::Compressed),
            false,
        ),
    ]
}

#[test]
fn every_reply_is_reported_by_its_kind_and_status_and_nothing_in_it_is_quoted() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        for (place, (status, fields, body, kind, may_ask)) in cases().into_iter().enumerate() {
            let fields = format!("{PLANTED_FIELDS}{fields}");
            console.then_send(reply(status, &fields, body));
            let report = failed(sign_in(&client, &address(&console)));
            assert_eq!(report.failure, kind, "{status} {body}");
            let code = status[..3].parse().unwrap();
            assert_eq!(report.status, Some(code), "{status}");
            assert_eq!(report.may_ask_console(), may_ask, "{status} {body}");
            let told = told(&report);
            assert!(!told.contains(PLANTED), "{told}");
            assert!(!format!("{report:?}").contains(PLANTED), "{report:?}");
            assert_eq!(console.log().requests.len(), place + 1, "one a click");
        }
    });
}

#[test]
fn a_wait_that_the_console_names_is_counted_from_receipt_by_the_consoles_own_clock() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        for fields in [
            "Retry-After: 90\r\n",
            // Years behind ours.
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:51:07 GMT\r\n",
        ] {
            console.then_send(reply("429 Too Many Requests", fields, ""));
            let before = clock::read().1;
            let report = failed(sign_in(&client, &address(&console)));
            let after = clock::read().1;
            let wait = Duration::from_secs(90);
            let F::TooManyRequests { retry_at: Some(at) } = report.failure else {
                panic!("{report:?}");
            };
            assert!((before + wait..=after + wait).contains(&at.boot), "{at:?}");
        }
        assert_eq!(console.log().requests.len(), 2);
    });
}

#[test]
fn a_clock_that_differs_is_noticed_in_a_refusal_too() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        for (ahead, is_told) in [(3_600, true), (-3_600, true), (0, false)] {
            let theirs = clock::read().0.as_second() - ahead;
            let date = jiff::Timestamp::from_second(theirs).unwrap();
            let date = date
                .strftime("Date: %a, %d %b %Y %H:%M:%S GMT\r\n")
                .to_string();
            console.then_send(reply("401 Unauthorized", &date, ""));
            let report = failed(sign_in(&client, &address(&console)));
            let difference = report.clock_difference_secs();
            assert_eq!(difference.is_some(), is_told, "{report:?}");
            let difference = difference.unwrap_or_default();
            assert!((difference - ahead).abs() < 30, "{difference}");
        }
    });
}

#[test]
fn the_status_is_known_though_the_reply_was_too_large_too_slow_or_broken() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (connect, total) = (Duration::from_secs(5), Duration::from_secs(3));
        let client = ConsoleClient::new(Limits {
            connect,
            total,
            token_body_bytes: 64,
            ..Limits::default()
        });
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"PL4NTED";
        console.then_send(reply("200 OK", "", &PLANTED.repeat(10)));
        console.then([
            Step::Send(b"HTTP/1.1 200 OK\r\n\r\n<html>PL4NTED".to_vec()),
            Step::SendForever(b"PL4NTED".repeat(100), Duration::ZERO),
        ]);
        console.then([Step::Send(head.into()), Step::Close]);
        console.then([Step::Send(head.into()), Step::AwaitClose]);
        let too_large = F::TooLarge { limit_bytes: 64 };
        let broken = F::CannotConnect(tokendesk::model::failure::Connect::Interrupted);
        let timed_out = F::TimedOut {
            stage: Stage::Reading,
            limit: total,
        };
        for (kind, may_ask) in [
            (too_large.clone(), false),
            (too_large, true),
            (broken, true),
            (timed_out, true),
        ] {
            let report = failed(sign_in(&client, &address(&console)));
            assert_eq!((&report.failure, report.status), (&kind, Some(200)));
            assert_eq!(report.may_ask_console(), may_ask, "{kind:?}");
            assert!(!told(&report).contains(PLANTED), "{kind:?}");
        }
        assert_eq!(console.log().requests.len(), 4);
    });
}

#[test]
fn what_becomes_of_the_body_of_a_refusal_changes_nothing_and_is_not_waited_for_long() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let quick = ConsoleClient::new(Limits {
            body_start: Duration::from_millis(300),
            ..Limits::default()
        });
        // The limit of all does not come first either.
        let late = ConsoleClient::new(Limits {
            total: Duration::from_secs(4),
            body_start: Duration::from_mins(1),
            ..Limits::default()
        });
        let head = |rest: &str| Step::Send(format!("HTTP/1.1 401 No\r\n{rest}\r\n\r\n<").into());
        let ends: [&[Step]; 5] = [
            &[head("Content-Length: 99"), Step::AwaitClose],
            &[head("Content-Length: 99"), Step::Close],
            &[head("Transfer-Encoding: chunked"), Step::AwaitClose],
            &[
                head("X: y"),
                Step::SendForever(vec![b' '; 4096], Duration::ZERO),
            ],
            &[
                head("Content-Length: 99999999"),
                Step::SendForever(vec![b' '], Duration::from_millis(20)),
            ],
        ];
        for client in [&quick, &late] {
            for end in ends {
                console.then(end);
                let started = clock::read().1;
                let report = failed(sign_in(client, &address(&console)));
                let took = clock::read().1.saturating_sub(started);
                assert_eq!((report.failure, report.status), (F::Refused, Some(401)));
                assert!(took < Limits::default().total, "{took:?}");
            }
        }
        console.wait_until(|log| log.closed == 10);
        assert_eq!(console.log().requests.len(), 10);
    });
}

#[test]
fn a_long_page_of_a_refusal_is_looked_at_from_its_start_only() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let far = format!("{}{PLAN}", " ".repeat(8 * 1024));
        for (body, kind) in [
            (PLAN.to_owned() + &far, F::NoApiAccess),
            (far, F::Forbidden),
        ] {
            console.then_send(reply("403 No", "", &body));
            assert_eq!(failure(sign_in(&client, &address(&console))), kind);
        }
    });
}

#[test]
fn a_lifetime_that_is_missing_or_absurd_leaves_the_token_usable_and_its_end_about_known() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        for lifetime in [
            "null", "0", "-900", "1e99", "900.5", "86401", "\"soon\"", "[900]",
        ] {
            let body = format!(r#"{{"access_token":"abc","expires_in":{lifetime}}}"#);
            console.then_send(reply("200 OK", "", &body));
            let grant = granted(sign_in(&client, &address(&console)));
            assert_eq!(grant.token.expose_secret(), "abc");
            assert_eq!(grant.expiry.source, tokendesk::model::ExpirySource::Assumed);
            assert_eq!(grant.expiry.lifetime, Duration::from_mins(15), "{lifetime}");
        }
    });
}
