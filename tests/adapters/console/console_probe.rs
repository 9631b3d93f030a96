//! The question whether a host is a console: what it sends, what it makes of the answer, and that nothing else goes along.

use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::model::console_probe::NotAConsole;
use tokendesk::model::{AccountKind, ConsoleUrl, ProbeOutcome, ProbeResult, SignInFailure as F};
use tokendesk::os::{Cancel, clock};

use crate::child::in_child;
use crate::console::{
    address, cancel_at_the_first_request, client, granted, reply, sign_in, trusted,
};
use crate::tls_console::{Ca, Step, TlsConsole, Validity, Wire};

const SERVER_ENV: &str = r#"{"data":{"stsBaseUrl":"https://PL4NTED.example","x":1}}"#;

fn checked(client: &ConsoleClient, at: &ConsoleUrl) -> ProbeResult {
    match client.probe(at, &Cancel::default()) {
        ProbeOutcome::Done(check) => check,
        ProbeOutcome::Canceled => panic!("cancelled by nobody"),
    }
}

#[test]
fn the_question_carries_no_credential_not_even_after_a_sign_in_that_left_a_cookie() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let cookie = "Set-Cookie: session=PL4NTED; Path=/\r\n";
        let token = r#"{"access_token":"abc"}"#;
        console.then_send(reply("200 OK", cookie, token));
        console.then_send(reply("200 OK", "", SERVER_ENV));
        granted(sign_in(&client, &address(&console)));
        assert_eq!(checked(&client, &address(&console)), ProbeResult::Console);
        let log = console.log();
        assert_eq!(log.requests.len(), 2);
        let (head, after) = log.requests[1].split_once("\r\n\r\n").unwrap();
        assert_eq!(after, "", "a body");
        let mut lines: Vec<_> = head.lines().collect();
        assert_eq!(lines.remove(0), "GET /api/v1/ServerEnv HTTP/1.1");
        lines.sort_unstable();
        let host = format!("host: localhost:{}", console.port());
        let agent = format!("user-agent: Tokendesk/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(lines, ["accept: application/json", &host, &agent]);
    });
}

#[test]
fn every_answer_says_whether_it_is_a_console_in_words_that_quote_nothing() {
    in_child(&[], |ca| {
        let (console, elsewhere) = (trusted(ca), trusted(ca));
        let client = client();
        let host = format!("localhost:{}", elsewhere.port());
        let location = format!("Location: https://PL4NTED@{host}/PL4NTED\r\n");
        let not = ProbeResult::NotAConsole;
        let redirect = NotAConsole::Redirect {
            to: Some(host.clone()),
        };
        for (place, (status, fields, body, check)) in [
            ("200 OK", "", SERVER_ENV, ProbeResult::Console),
            ("200 OK", "", "<p>PL4NTED", not(NotAConsole::WebPage)),
            ("404 Gone", "", "<p>PL4NTED", not(NotAConsole::WebPage)),
            ("200 OK", "", r#"["PL4NTED"]"#, not(NotAConsole::OtherReply)),
            ("404 Gone", "", "PL4NTED", not(NotAConsole::Status(404))),
            ("307 Gone", location.as_str(), "", not(redirect)),
        ]
        .into_iter()
        .enumerate()
        {
            console.then_send(reply(status, fields, body));
            let found = checked(&client, &address(&console));
            assert_eq!(found, check, "{status}");
            for kind in [AccountKind::ApiClient, AccountKind::User] {
                let told = format!("{:?}", found.message(&address(&console).host(), kind));
                assert!(!told.contains("PL4NTED"), "{told}");
            }
            assert_eq!(console.log().requests.len(), place + 1, "one a click");
        }
        assert_eq!(elsewhere.log().connections, 0, "nothing is followed");
    });
}

#[test]
fn trouble_on_the_way_leaves_it_open() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let at = address(&console);
        let maintenance = "<title>Service Under Maintenance</title>";
        console.then_send(reply("503 Wait", "", ""));
        console.then_send(reply("200 OK", "", maintenance));
        console.then([Step::Close]);
        let status_page = None;
        let interrupted = tokendesk::model::failure::Connect::Interrupted;
        for (failure, status) in [
            (F::ServerError, Some(503)),
            (F::Maintenance { status_page }, Some(200)),
            (F::CannotConnect(interrupted), None),
        ] {
            let ProbeResult::Unknown(report) = checked(&client, &at) else {
                panic!("claims to know");
            };
            assert_eq!((report.failure, report.status), (failure, status));
        }
        let config = Ca::new().issue("localhost", Validity::Now);
        let stranger = TlsConsole::start(Wire::Tls(config));
        let found = checked(&client, &address(&stranger));
        assert!(
            matches!(found, ProbeResult::Unknown(report) if matches!(report.failure, F::Certificate(_)))
        );
        assert!(stranger.log().requests.is_empty());
    });
}

#[test]
fn the_question_can_be_canceled_before_it_is_sent_and_while_it_waits() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, cancel) = (client(), Cancel::default());
        console.then([Step::AwaitClose]);
        cancel_at_the_first_request(&console, &cancel);
        let started = clock::read().1;
        let end = client.probe(&address(&console), &cancel);
        let took = clock::read().1.saturating_sub(started);
        assert_eq!(end, ProbeOutcome::Canceled);
        assert!(took < Limits::default().login_kind, "{took:?}");
        let end = client.probe(&address(&console), &cancel);
        assert_eq!(end, ProbeOutcome::Canceled);
        let log = console.wait_until(|log| log.closed == 1);
        assert_eq!((log.connections, log.requests.len()), (1, 1));
    });
}
