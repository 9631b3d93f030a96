//! The question how a username signs in: nothing goes along but the name, and whatever goes wrong with it is no answer, in time.

use std::net::TcpListener;
use std::time::Duration;

use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::model::{
    ConsoleUrl, LoginKind, LoginKindOutcome, Secret, SignInOutcome, TotpCode, Username,
};
use tokendesk::os::{Cancel, clock};

use crate::child::in_child;
use crate::console::{
    address, cancel_at_the_first_request, client, head_lines, reply, trusted, url,
};
use crate::tls_console::{Ca, Step, TlsConsole, Validity, Wire};

const LOCAL: &str = r#"{"loginType":"LOCAL"}"#;

fn ask(client: &ConsoleClient, at: &ConsoleUrl, username: &str) -> LoginKindOutcome {
    let username = Username::parse(username).unwrap();
    client.login_kind(at, &username, &Cancel::default())
}

fn known(kind: LoginKind) -> LoginKindOutcome {
    LoginKindOutcome::Known(kind)
}

#[test]
fn the_question_carries_the_name_to_the_letter_and_no_credential_not_even_after_a_sign_in() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        let username = Username::parse("ada").unwrap();
        let password = Secret::new("pretend-password").unwrap();
        let code = TotpCode::parse("424242").unwrap();
        let cookie = "Set-Cookie: session=PL4NTED; Path=/\r\n";
        console.then_send(reply("200 OK", cookie, r#"{"v3_user_token":"abc"}"#));
        let credential = (&password, Some(&code));
        let end = client.user_token(&at, &username, credential, &Cancel::default(), &|_| {});
        assert!(matches!(end, SignInOutcome::Granted(_)));
        for (asked, name, query) in [
            (2, "ada@example.org", "ada%40example.org"),
            (
                3,
                "a+b & c=d?#ä/%41\u{1f511}",
                "a%2Bb%20%26%20c%3Dd%3F%23%C3%A4%2F%2541%F0%9F%94%91",
            ),
        ] {
            console.then_send(reply("200 OK", "", LOCAL));
            assert_eq!(ask(&client, &at, name), known(LoginKind::Local));
            let log = console.log();
            assert_eq!(log.requests.len(), asked);
            let (first, lines) = head_lines(&log.requests[asked - 1]);
            assert_eq!(
                first,
                format!("GET /api/v3/LoginConfiguration?username={query} HTTP/1.1")
            );
            let host = format!("host: localhost:{}", console.port());
            let agent = format!("user-agent: Tokendesk/{}", env!("CARGO_PKG_VERSION"));
            assert_eq!(lines, ["accept: application/json".to_owned(), host, agent]);
        }
    });
}

#[test]
fn each_kind_is_read_at_the_top_level_and_under_data() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, at) = (client(), address(&console));
        for (word, kind) in [
            ("LOCAL", LoginKind::Local),
            ("LOCAL_2FA", LoginKind::LocalTwoFactor),
            ("CLOUD_SSO", LoginKind::SingleSignOn),
        ] {
            for body in [
                format!(r#"{{"loginType":"{word}","x":1}}"#),
                format!("\u{feff} {{\"data\":{{\"loginType\":\"{word}\"}},\"error\":null}}\n"),
                format!(r#"{{"loginType":null,"data":{{"loginType":"{word}"}}}}"#),
            ] {
                console.then_send(reply("200 OK", "", &body));
                assert_eq!(ask(&client, &at, "ada"), known(kind), "{body}");
            }
        }
    });
}

#[test]
fn whatever_is_no_answer_leaves_it_unknown_after_one_request() {
    in_child(&[], |ca| {
        let (console, elsewhere) = (trusted(ca), trusted(ca));
        let (client, at) = (client(), address(&console));
        let location = format!(
            "Location: {}/api/v3/LoginConfiguration\r\n",
            address(&elsewhere)
        );
        let large = format!(r#"{{"x":"{}","loginType":"LOCAL"}}"#, "x".repeat(64 * 1024));
        for (place, (status, fields, body)) in [
            ("401 No", "", LOCAL),
            ("403 No", "", LOCAL),
            ("404 No", "", LOCAL),
            ("429 Wait", "Retry-After: 60\r\n", LOCAL),
            ("500 No", "", LOCAL),
            ("201 Created", "", LOCAL),
            ("307 Elsewhere", &location, LOCAL),
            ("200 OK", "", "<html>LOCAL</html>"),
            ("200 OK", "", ""),
            ("200 OK", "", "LOCAL"),
            ("200 OK", "", r#""LOCAL""#),
            ("200 OK", "", "{}"),
            ("200 OK", "", r#"{"loginType":"local"}"#),
            ("200 OK", "", r#"{"loginType":"LOCAL_3FA"}"#),
            ("200 OK", "", r#"{"loginType":["LOCAL"]}"#),
            ("200 OK", "", r#"{"data":[{"loginType":"LOCAL"}]}"#),
            ("200 OK", "", r#"{"loginType":"LOCAL""#),
            ("200 OK", "Content-Encoding: gzip\r\n", LOCAL),
            ("200 OK", "", &large),
        ]
        .into_iter()
        .enumerate()
        {
            console.then_send(reply(status, fields, body));
            assert_eq!(
                ask(&client, &at, "ada"),
                LoginKindOutcome::Unknown,
                "{status} {body:.40}"
            );
            assert_eq!(
                console.log().requests.len(),
                place + 1,
                "{status} {body:.40}"
            );
        }
        let asked = console.log().requests.len();
        console.then([Step::Close]);
        assert_eq!(ask(&client, &at, "ada"), LoginKindOutcome::Unknown);
        assert_eq!(console.log().requests.len(), asked + 1);
        assert_eq!(elsewhere.log().connections, 0, "nothing is followed");
    });
}

#[test]
fn no_way_to_the_console_leaves_it_unknown() {
    in_child(&[], |_| {
        let client = client();
        let config = Ca::new().issue("localhost", Validity::Now);
        let stranger = TlsConsole::start(Wire::Tls(config));
        assert_eq!(
            ask(&client, &address(&stranger), "ada"),
            LoginKindOutcome::Unknown
        );
        assert!(stranger.log().requests.is_empty());
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = url(&format!("https://{}", free.local_addr().unwrap()));
        drop(free);
        assert_eq!(ask(&client, &at, "ada"), LoginKindOutcome::Unknown);
        let nowhere = url("https://console.invalid");
        assert_eq!(ask(&client, &nowhere, "ada"), LoginKindOutcome::Unknown);
    });
}

#[test]
fn the_question_has_a_limit_of_its_own_wherever_it_hangs() {
    in_child(&[], |ca| {
        let login_kind = Duration::from_millis(400);
        let client = ConsoleClient::new(Limits {
            login_kind,
            ..Limits::default()
        });
        let console = trusted(ca);
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{";
        let drip = Step::SendForever(b" ".to_vec(), Duration::from_millis(20));
        console.then([Step::AwaitClose]);
        console.then([Step::Send(b"HTTP/1.1 200 O".to_vec()), Step::AwaitClose]);
        console.then([Step::Send(head.into()), drip]);
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let silent = url(&format!("https://{}", silent.local_addr().unwrap()));
        for at in [
            &address(&console),
            &address(&console),
            &address(&console),
            &silent,
        ] {
            let started = clock::read().1;
            assert_eq!(ask(&client, at, "ada"), LoginKindOutcome::Unknown);
            let took = clock::read().1.saturating_sub(started);
            assert!(took < Limits::default().login_kind, "{took:?}");
        }
        console.wait_until(|log| log.closed == 3);
        assert_eq!(Limits::default().login_kind, Duration::from_secs(10));
        // It is no longer than that of any exchange.
        let client = ConsoleClient::new(Limits {
            total: Duration::from_millis(300),
            ..Limits::default()
        });
        console.then([Step::AwaitClose]);
        let started = clock::read().1;
        assert_eq!(
            ask(&client, &address(&console), "ada"),
            LoginKindOutcome::Unknown
        );
        let took = clock::read().1.saturating_sub(started);
        assert!(took < Limits::default().login_kind, "{took:?}");
    });
}

#[test]
fn the_question_can_be_canceled_before_it_is_sent_and_while_it_waits() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, cancel) = (client(), Cancel::default());
        console.then([Step::AwaitClose]);
        cancel_at_the_first_request(&console, &cancel);
        let username = Username::parse("ada").unwrap();
        let started = clock::read().1;
        let end = client.login_kind(&address(&console), &username, &cancel);
        let took = clock::read().1.saturating_sub(started);
        assert_eq!(end, LoginKindOutcome::Canceled);
        assert!(took < Limits::default().login_kind, "{took:?}");
        let end = client.login_kind(&address(&console), &username, &cancel);
        assert_eq!(end, LoginKindOutcome::Canceled);
        let log = console.wait_until(|log| log.closed == 1);
        assert_eq!((log.connections, log.requests.len()), (1, 1));
    });
}
