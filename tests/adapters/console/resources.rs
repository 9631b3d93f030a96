//! Requests for a resource, with a token or in the deprecated way: what is sent to the letter, once, and what is kept of the
//! answer.

use std::time::Duration;

use tokendesk::console::{ConsoleClient, Get, Limits};
use tokendesk::model::failure::{Connect, Stage};
use tokendesk::model::{
    BasicPath, ConsoleUrl, GetOutcome, RawResponse, ResourcePath, Secret, SignInFailure as F,
    SignInReport, SignInWith, Token, TotpCode, Username,
};
use tokendesk::os::{Cancel, clock};

use crate::child::in_child;
use crate::console::{
    SECRET, address, cancel_at_the_first_request, client, head_lines, reply, told, trusted,
};
use crate::tls_console::{Ca, Step, TlsConsole, Validity, Wire};

const COMPUTERS: &str = "/api/v1/Computer?active=true";

fn by_basic(client: &ConsoleClient, at: &ConsoleUrl, code: Option<&str>) -> GetOutcome {
    let code = code.map(|code| TotpCode::parse(code).unwrap());
    let get = Get::Basic {
        path: &BasicPath::parse(COMPUTERS).unwrap(),
        username: &Username::parse("ada").unwrap(),
        password: &Secret::new(SECRET).unwrap(),
        code: code.as_ref(),
    };
    client.get(at, &get, &Cancel::default(), &|_| {})
}

fn by_token(client: &ConsoleClient, at: &ConsoleUrl) -> GetOutcome {
    let get = Get::Bearer {
        path: &ResourcePath::parse("/api/v3/users?pageSize=1").unwrap(),
        token: &Token::parse("abc.def").unwrap(),
    };
    client.get(at, &get, &Cancel::default(), &|_| {})
}

fn answered(end: GetOutcome) -> RawResponse {
    match end {
        GetOutcome::Response(response) => response,
        other => panic!("{other:?}"),
    }
}

fn failed(end: GetOutcome) -> SignInReport {
    match end {
        GetOutcome::Failed(report) => report,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_request_has_the_authorization_that_was_chosen_and_nothing_else() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        for _ in 0..3 {
            console.then_send(reply("200 OK", "Set-Cookie: a=b\r\n", "{}"));
        }
        answered(by_token(&client, &at));
        answered(by_basic(&client, &at, Some("004242")));
        answered(by_basic(&client, &at, None));
        // printf 'ada:planted-…' | base64
        let basic = "authorization: Basic YWRhOnBsYW50ZWQtM2Y5Yy00ZTBiLXBMNG50M2QtOGE3ZC0wYjFjMmQzZTRmNWE2YjdjOA==";
        let host = format!("host: localhost:{}", console.port());
        let agent = format!("user-agent: Tokendesk/{}", env!("CARGO_PKG_VERSION"));
        let (host, agent) = (host.as_str(), agent.as_str());
        let accept = "accept: application/json";
        let log = console.log();
        assert_eq!((log.connections, log.requests.len()), (3, 3));
        for (request, first, lines) in [
            (
                &log.requests[0],
                "GET /api/v3/users?pageSize=1 HTTP/1.1",
                vec![accept, "authorization: Bearer abc.def", host, agent],
            ),
            (
                &log.requests[1],
                "GET /api/v1/Computer?active=true HTTP/1.1",
                vec![accept, basic, host, "totp-auth: 004242", agent],
            ),
            (
                &log.requests[2],
                "GET /api/v1/Computer?active=true HTTP/1.1",
                vec![accept, basic, host, agent],
            ),
        ] {
            let (line, fields) = head_lines(request);
            assert_eq!(line, first);
            assert_eq!(fields, lines);
        }
    });
}

#[test]
fn any_status_is_an_answer_with_its_body_and_no_redirect_is_followed() {
    in_child(&[], |ca| {
        let (console, elsewhere) = (trusted(ca), trusted(ca));
        let (client, at) = (client(), address(&console));
        let location = format!("Location: {}/api/v1/Computer\r\n", address(&elsewhere));
        for (place, (status, fields, body)) in [
            ("200 OK", "", r#"{"data":[]}"#),
            ("200 OK", "", ""),
            ("201 Created", "", "x"),
            ("307 Elsewhere", location.as_str(), "moved"),
            ("401 No", "", r#"{"error":"no"}"#),
            ("404 No", "", "<html>no</html>"),
            ("500 No", "", "no"),
        ]
        .into_iter()
        .enumerate()
        {
            console.then_send(reply(status, fields, body));
            let response = answered(by_basic(&client, &at, Some("424242")));
            assert_eq!(response.status, status[..3].parse::<u16>().unwrap());
            assert_eq!(response.body.as_slice(), body.as_bytes(), "{status}");
            assert_eq!(
                (response.cut_at_bytes, response.is_compressed),
                (None, false)
            );
            assert!(response.took > Duration::ZERO && response.took < Duration::from_secs(30));
            assert_eq!(console.log().requests.len(), place + 1, "{status}");
        }
        assert_eq!(elsewhere.log().connections, 0);
    });
}

#[test]
fn the_head_of_a_response_is_shown_in_its_order_without_credentials_and_without_raw_bytes() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let fields = [
            b"Content-Length: 2\r\nX-Zone: b\r\nSet-Cookie: sid=PL4NTED; HttpOnly\r\n".as_slice(),
            b"WWW-Authenticate: Basic realm=\"x\"\r\nX-Bytes: a\xff\xe2\x80\xaeb\r\n",
            b"Set-Cookie: PL4NTED\r\nX-Auth-Token: PL4NTED\r\nA: first\r\n\r\n{}",
        ];
        console.then_send([b"HTTP/1.1 401 No\r\n".as_slice(), &fields.concat()].concat());
        let response = answered(by_token(&client(), &address(&console)));
        let shown: Vec<_> = response
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(
            shown,
            [
                "content-length: 2",
                "x-zone: b",
                "set-cookie: sid=(not shown); HttpOnly",
                "set-cookie: (not shown)",
                "www-authenticate: Basic realm=\"x\"",
                "x-bytes: a\\xff\\xe2\\x80\\xaeb",
                "x-auth-token: (not shown)",
                "a: first",
            ]
        );
    });
}

#[test]
fn a_body_is_kept_as_far_as_the_limit_and_a_packed_one_not_at_all() {
    in_child(&[], |ca| {
        assert_eq!(Limits::default().display_body_bytes, 256 * 1024);
        let console = trusted(ca);
        let at = address(&console);
        let client = ConsoleClient::new(Limits {
            display_body_bytes: 10,
            ..Limits::default()
        });
        let endless = [
            Step::Send(b"HTTP/1.1 404 No\r\n\r\n0123456789".to_vec()),
            Step::SendForever(b"0123456789".to_vec(), Duration::ZERO),
        ];
        console.then_send(reply("200 OK", "", "0123456789"));
        console.then_send(reply("200 OK", "", "0123456789a"));
        console.then_send(reply("200 OK", "", &"0123456789".repeat(100_000)));
        console.then(endless);
        for cut in [None, Some(10), Some(10), Some(10)] {
            let response = answered(by_token(&client, &at));
            assert_eq!(response.body.as_slice(), b"0123456789");
            assert_eq!(response.cut_at_bytes, cut);
        }
        console.then_send(reply("200 OK", "Content-Encoding: gzip\r\n", "01234567"));
        let response = answered(by_token(&client, &at));
        assert!(response.is_compressed && response.body.is_empty());
        assert_eq!(response.cut_at_bytes, None);
        assert_eq!(console.log().requests.len(), 5);
    });
}

#[test]
fn a_request_without_a_response_is_described_by_what_it_was_tried_with() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let at = address(&console);
        let client = ConsoleClient::new(Limits {
            total: Duration::from_secs(3),
            ..Limits::default()
        });
        console.then([Step::Close]);
        let report = failed(by_basic(&client, &at, None));
        assert_eq!(report.failure, F::CannotConnect(Connect::Interrupted));
        assert_eq!((report.with, report.status), (SignInWith::Password, None));
        assert!(told(&report).contains("It may still have counted as a sign-in."));
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{";
        console.then([Step::Send(head.into()), Step::AwaitClose]);
        let report = failed(by_token(&client, &at));
        let timed_out = F::TimedOut {
            stage: Stage::Reading,
            limit: Duration::from_secs(3),
        };
        assert_eq!(report.failure, timed_out);
        assert_eq!((report.with, report.status), (SignInWith::Token, Some(200)));
        assert_eq!(console.log().requests.len(), 2, "nothing is repeated");

        let config = Ca::new().issue("localhost", Validity::Now);
        let stranger = TlsConsole::start(Wire::Tls(config));
        let at = address(&stranger);
        for (end, with, unsent) in [
            (
                by_token(&client, &at),
                SignInWith::Token,
                "The token wasn’t sent.",
            ),
            (
                by_basic(&client, &at, Some("424242")),
                SignInWith::PasswordAndCode,
                "The password and code weren’t sent.",
            ),
        ] {
            let report = failed(end);
            assert!(matches!(report.failure, F::Certificate(_)), "{report:?}");
            assert_eq!(report.with, with);
            assert!(told(&report).contains(unsent), "{}", told(&report));
        }
        assert!(stranger.log().requests.is_empty());
    });
}

#[test]
fn a_request_can_be_canceled_before_it_is_sent_and_while_it_waits() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, cancel) = (client(), Cancel::default());
        console.then([Step::AwaitClose]);
        cancel_at_the_first_request(&console, &cancel);
        let get = Get::Bearer {
            path: &ResourcePath::parse(COMPUTERS).unwrap(),
            token: &Token::parse("abc").unwrap(),
        };
        let started = clock::read().1;
        for _ in 0..2 {
            let end = client.get(&address(&console), &get, &cancel, &|_| {});
            assert!(matches!(end, GetOutcome::Canceled));
        }
        let took = clock::read().1.saturating_sub(started);
        assert!(took < Limits::default().total, "{took:?}");
        let log = console.wait_until(|log| log.closed == 1);
        assert_eq!((log.connections, log.requests.len()), (1, 1));
    });
}
