//! *Check address*: what each step finds, that nothing after the first failure is tried, and that nothing secret goes along.

use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::model::connection_check::{
    Authority, Connected, FailedStep, Finding, NotAConsole, ProxyUse, Resolution, StepFailure,
    StepKind, StepState, TlsFacts, TlsUse,
};
#[cfg(not(windows))]
use tokendesk::model::failure::{Certificate, TrustStoreFailure};
use tokendesk::model::failure::{Connect, ProxyFailure, Stage};
use tokendesk::model::{
    AccountKind, ConnectionCheck, ConsoleUrl, ProbeOutcome, SignInFailure as F,
};
use tokendesk::os::{Cancel, clock, thread};

use crate::child::in_child;
use crate::console::proxies::{borrowed, proxied, proxied_by, proxy, proxy_address};
use crate::console::{
    address, cancel_at_the_first_request, client, granted, reply, sign_in, token_reply, trusted,
    url,
};
#[cfg(not(windows))]
use crate::tls_console::Ca;
use crate::tls_console::{Step, TlsConsole, Validity, Wire};

const SERVER_ENV: &str = r#"{"data":{"stsBaseUrl":"https://PL4NTED.example","x":1}}"#;
const SHORT: Duration = Duration::from_millis(300);

fn checked(client: &ConsoleClient, at: &ConsoleUrl) -> ConnectionCheck {
    match client.probe(at, &Cancel::default()) {
        ProbeOutcome::Done(check) => check,
        ProbeOutcome::Canceled => panic!("cancelled by nobody"),
    }
}

fn console_reply() -> String {
    reply("200 OK", "", SERVER_ENV)
}

/// The step that failed, and that none was reported after it.
fn failed(check: &ConnectionCheck) -> &FailedStep {
    let failed = check.failed.as_ref().expect("it passed");
    let steps = check.steps(&|at| at.to_string());
    let place = check.passed.len();
    assert_eq!(steps[place].state, StepState::Failed);
    assert_eq!(steps[place].kind, failed.kind());
    assert!(steps[place].next.is_some(), "no next step");
    let after = &steps[place + 1..];
    assert!(after.iter().all(|step| step.state == StepState::NotReached));
    failed
}

fn reported(check: &ConnectionCheck) -> (StepKind, F) {
    match &failed(check).cause {
        StepFailure::Report(step, report) => (*step, report.failure.clone()),
        other => panic!("{other:?}"),
    }
}

fn findings(check: &ConnectionCheck) -> Vec<&Finding> {
    check.passed.iter().map(|step| &step.finding).collect()
}

fn tls(check: &ConnectionCheck) -> &TlsFacts {
    let facts = findings(check)
        .into_iter()
        .find_map(|finding| match finding {
            Finding::Tls(TlsUse::Used(facts)) => Some(facts),
            _ => None,
        });
    facts.expect("no TLS")
}

#[test]
fn a_good_console_passes_each_step_with_its_address_certificate_and_time() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console.then_send(console_reply());
        let check = checked(&client(), &address(&console));
        assert_eq!(check.failed, None);
        let [proxy, resolved, connected, _tls, asked, clocks] = findings(&check)[..] else {
            panic!("{check:?}");
        };
        assert_eq!(*proxy, Finding::Proxy(ProxyUse::Loopback));
        assert_eq!(*resolved, Finding::Address(Resolution::Loopback));
        let here = format!("127.0.0.1:{}", console.port()).parse().unwrap();
        assert_eq!(*connected, Finding::Connection(Connected::Directly(here)));
        assert_eq!(*asked, Finding::Console { status: 200 });
        assert_eq!(*clocks, Finding::Clock { ahead_secs: None });
        let facts = tls(&check);
        assert_eq!(facts.version, Some("TLS 1.3"));
        assert_eq!(facts.authority, Some(Authority::Private));
        let certificate = facts.certificate.as_ref().unwrap();
        assert_eq!(certificate.names, ["localhost"]);
        assert!(certificate.issuer.starts_with("CN=Authority "));
        assert_eq!(certificate.subject, "CN=rcgen self signed cert");
        assert_eq!(certificate.valid_from.to_string(), "2020-01-01T00:00:00Z");
        assert_eq!(certificate.valid_until.to_string(), "2120-01-01T00:00:00Z");
        let times: Vec<_> = check.passed.iter().map(|step| step.took).collect();
        assert!(times[2..5].iter().all(Option::is_some), "{times:?}");
        let sum: Duration = times.into_iter().flatten().sum();
        assert!(sum <= check.took, "{sum:?} {:?}", check.took);
    });
}

#[test]
fn a_check_carries_no_credential_not_even_after_a_sign_in_that_left_a_cookie() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let cookie = "Set-Cookie: session=PL4NTED; Path=/\r\n";
        let token = r#"{"access_token":"abc"}"#;
        console.then_send(reply("200 OK", cookie, token));
        console.then_send(console_reply());
        granted(sign_in(&client, &address(&console)));
        assert!(checked(&client, &address(&console)).is_console());
        let log = console.wait_until(|log| log.closed == 3);
        // The first connection of a check sends nothing after the handshake.
        assert_eq!((log.connections, log.requests.len()), (3, 2));
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
fn each_reply_tells_whether_it_is_a_console_in_words_that_quote_nothing() {
    in_child(&[], |ca| {
        let (console, elsewhere) = (trusted(ca), trusted(ca));
        let client = client();
        let host = format!("localhost:{}", elsewhere.port());
        let location = format!("Location: https://PL4NTED@{host}/PL4NTED\r\n");
        let redirect = NotAConsole::Redirect {
            to: Some(host.clone()),
        };
        for (place, (status, fields, body, expected)) in [
            ("200 OK", "", SERVER_ENV, None),
            ("200 OK", "", "<p>PL4NTED", Some(NotAConsole::WebPage)),
            ("404 Gone", "", "<p>PL4NTED", Some(NotAConsole::WebPage)),
            (
                "200 OK",
                "",
                r#"["PL4NTED"]"#,
                Some(NotAConsole::OtherReply),
            ),
            ("404 Gone", "", "PL4NTED", Some(NotAConsole::Status(404))),
            ("307 Gone", location.as_str(), "", Some(redirect)),
        ]
        .into_iter()
        .enumerate()
        {
            console.then_send(reply(status, fields, body));
            let check = checked(&client, &address(&console));
            assert_eq!(check.is_console(), expected.is_none(), "{status}");
            let cause = expected.map(StepFailure::NotAConsole);
            let found = check.failed.as_ref().map(|failed| failed.cause.clone());
            assert_eq!(found, cause, "{status}");
            if cause.is_some() {
                assert_eq!(failed(&check).kind(), StepKind::Console);
                assert_eq!(tls(&check).version, Some("TLS 1.3"));
            }
            for kind in [None, Some(AccountKind::ApiClient), Some(AccountKind::User)] {
                let steps = check.steps(&|at| at.to_string());
                let told = format!("{:?} {steps:?}", check.message(kind));
                assert!(!told.contains("PL4NTED"), "{told}");
            }
            assert_eq!(console.log().requests.len(), place + 1, "one a click");
        }
        assert_eq!(elsewhere.log().connections, 0, "nothing is followed");
    });
}

#[test]
fn a_console_in_trouble_leaves_it_open() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let at = address(&console);
        let maintenance = "<title>Service Under Maintenance</title>";
        console.then_send(reply("503 Wait", "", ""));
        console.then_send(reply("200 OK", "", maintenance));
        console.then([Step::Close]);
        let status_page = None;
        for (failure, status) in [
            (F::ServerError, Some(503)),
            (F::Maintenance { status_page }, Some(200)),
            (F::CannotConnect(Connect::Interrupted), None),
        ] {
            let check = checked(&client, &at);
            assert_eq!(reported(&check), (StepKind::Console, failure));
            let StepFailure::Report(_, report) = &failed(&check).cause else {
                unreachable!("reported above")
            };
            assert_eq!(report.status, status);
        }
    });
}

/// Wine has other errors, and reads other roots.
#[test]
#[cfg(not(windows))]
fn a_certificate_that_is_not_trusted_is_shown_with_the_reason_and_nothing_is_asked() {
    in_child(&[], |ca| {
        let stranger = Ca::new();
        for (config, why, name) in [
            (
                stranger.issue("localhost", Validity::Now),
                Certificate::UnknownIssuer,
                "localhost",
            ),
            (
                ca.issue("localhost", Validity::Past),
                Certificate::Expired,
                "localhost",
            ),
            (
                ca.issue("localhost", Validity::Future),
                Certificate::NotYetValid,
                "localhost",
            ),
            (
                ca.issue("other.example", Validity::Now),
                Certificate::WrongName,
                "other.example",
            ),
        ] {
            let console = TlsConsole::start(Wire::Tls(config));
            let client = client();
            let check = checked(&client, &address(&console));
            assert_eq!(reported(&check), (StepKind::Tls, F::Certificate(why)));
            let facts = failed(&check).tls.as_ref().unwrap();
            assert_eq!(facts.authority, None, "only of a trusted one");
            assert_eq!(facts.version, Some("TLS 1.3"), "{why:?}");
            let certificate = facts.certificate.as_ref().unwrap();
            assert_eq!(certificate.names, [name], "{why:?}");
            assert!(certificate.issuer.starts_with("CN=Authority "));
            if why == Certificate::Expired {
                assert_eq!(certificate.valid_until.to_string(), "2021-01-01T00:00:00Z");
            }
            let log = console.wait_until(|log| log.closed == 1);
            assert_eq!(log.connections, 1, "nothing after it was tried");
            // The real client says the same.
            let report = crate::console::failed(sign_in(&client, &address(&console)));
            assert_eq!(report.failure, F::Certificate(why));
        }
    });
}

#[test]
fn the_version_of_tls_is_told() {
    in_child(&[], |ca| {
        for (version, told) in [
            (&rustls::version::TLS12, "TLS 1.2"),
            (&rustls::version::TLS13, "TLS 1.3"),
        ] {
            let console = TlsConsole::start(Wire::Tls(ca.issue_in(&[version])));
            console.then_send(console_reply());
            let check = checked(&client(), &address(&console));
            assert_eq!(tls(&check).version, Some(told));
            assert!(check.is_console());
        }
    });
}

#[test]
fn a_port_that_speaks_no_tls_fails_there_and_not_as_a_certificate() {
    in_child(&[], |_| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = url(&format!("https://{}", listener.local_addr().unwrap()));
        let speak = move || {
            use std::io::{Read as _, Write as _};
            let (mut stream, _) = listener.accept().unwrap();
            stream.read_exact(&mut [0; 5]).unwrap();
            stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .unwrap();
            stream.read_to_end(&mut Vec::new()).unwrap_or_default();
        };
        thread::spawn("server", speak).unwrap();
        let check = checked(&client(), &at);
        let broken = F::CannotConnect(Connect::Other);
        assert_eq!(reported(&check), (StepKind::Tls, broken));
        assert_eq!(failed(&check).tls, Some(TlsFacts::default()));
        let literal = Finding::Address(Resolution::Literal([127, 0, 0, 1].into()));
        assert_eq!(check.passed[1].finding, literal);
    });
}

#[test]
fn http_on_this_computer_needs_no_tls_and_no_trust_store() {
    in_child(&[("SSL_CERT_FILE", "/nowhere/roots.pem")], |_| {
        let console = TlsConsole::start(Wire::Plain);
        console.then_send(console_reply());
        let at = url(&format!("http://127.0.0.1:{}", console.port()));
        let check = checked(&client(), &at);
        assert_eq!(check.failed, None);
        assert_eq!(check.passed[3].finding, Finding::Tls(TlsUse::Unused));
    });
}

/// Its verifier reads no file.
#[test]
#[cfg(not(windows))]
fn without_usable_roots_the_handshake_is_what_fails() {
    in_child(&[("SSL_CERT_FILE", "/nowhere/roots.pem")], |ca| {
        let console = trusted(ca);
        let check = checked(&client(), &address(&console));
        let unreadable = F::TrustStore(TrustStoreFailure::FileUnreadable);
        assert_eq!(reported(&check), (StepKind::Tls, unreadable));
        assert!(console.log().requests.is_empty());
    });
}

#[test]
fn a_refused_port_fails_at_the_connection_and_a_name_that_nobody_knows_before_it() {
    in_child(&[], |_| {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = url(&format!("https://{}", free.local_addr().unwrap()));
        drop(free);
        let check = checked(&client(), &at);
        let refused = F::CannotConnect(Connect::Refused);
        assert_eq!(reported(&check), (StepKind::Connection, refused));

        let check = checked(&client(), &url("https://console.invalid"));
        let not_found = F::CannotConnect(Connect::NotFoundOrOffline);
        assert_eq!(reported(&check), (StepKind::Address, not_found));
        assert_eq!(findings(&check), [&Finding::Proxy(ProxyUse::NotSet)]);
    });
}

#[test]
fn what_hangs_ends_by_the_limit_and_fails_at_its_step() {
    in_child(&[], |_| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = url(&format!("https://{}", listener.local_addr().unwrap()));
        let limits = |connect, total| Limits {
            connect,
            total,
            ..Limits::default()
        };
        let long = Duration::from_mins(1);
        for limits in [limits(SHORT, long), limits(long, SHORT)] {
            let started = clock::read().1;
            let check = checked(&ConsoleClient::new(limits), &at);
            let took = clock::read().1.saturating_sub(started);
            let timed_out = F::TimedOut {
                stage: Stage::Connecting,
                limit: SHORT,
            };
            assert_eq!(reported(&check), (StepKind::Tls, timed_out));
            assert!(took < long / 2, "{took:?}");
            assert!(failed(&check).took.unwrap() <= check.took);
        }
    });
}

#[test]
fn a_console_that_is_silent_is_waited_for_no_longer_than_all_steps_may_take() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console.then([Step::AwaitClose]);
        let limits = Limits {
            total: Duration::from_secs(3),
            ..Limits::default()
        };
        let check = checked(&ConsoleClient::new(limits), &address(&console));
        let (step, failure) = reported(&check);
        assert_eq!(step, StepKind::Console);
        let F::TimedOut { stage, limit } = failure else {
            panic!("{failure:?}");
        };
        assert_eq!(stage, Stage::Waiting);
        assert!(limit < Duration::from_secs(3), "{limit:?}: with the rest");
    });
}

#[test]
fn a_clock_that_is_off_is_the_last_step_to_fail() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        let dated = |ahead_secs: i64| {
            let date = clock::read().0.as_second() - ahead_secs;
            let date = jiff::Timestamp::from_second(date).unwrap();
            let date = date.strftime("%a, %d %b %Y %H:%M:%S GMT");
            reply("200 OK", &format!("Date: {date}\r\n"), SERVER_ENV)
        };
        console.then_send(dated(0)).then_send(dated(3_600));
        let right = checked(&client, &address(&console));
        assert_eq!(right.failed, None);
        assert!(matches!(
            right.passed[5].finding,
            Finding::Clock {
                ahead_secs: Some(-5..=5)
            }
        ));
        let wrong = checked(&client, &address(&console));
        assert!(wrong.is_console());
        let StepFailure::ClockOff { ahead_secs } = failed(&wrong).cause else {
            panic!("{wrong:?}");
        };
        assert!((3_600..3_630).contains(&ahead_secs), "{ahead_secs}");
    });
}

#[test]
fn a_check_can_be_canceled_before_it_begins_in_the_handshake_and_while_it_waits() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let (client, cancel) = (client(), Cancel::default());
        console.then([Step::AwaitClose]);
        cancel_at_the_first_request(&console, &cancel);
        let started = clock::read().1;
        let end = client.probe(&address(&console), &cancel);
        let took = clock::read().1.saturating_sub(started);
        assert_eq!(end, ProbeOutcome::Canceled);
        assert!(took < Limits::default().total, "{took:?}");
        let end = client.probe(&address(&console), &cancel);
        assert_eq!(end, ProbeOutcome::Canceled);
        let log = console.wait_until(|log| log.closed == 2);
        assert_eq!((log.connections, log.requests.len()), (2, 1));

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = url(&format!("https://{}", listener.local_addr().unwrap()));
        let (tell, told) = mpsc::channel();
        let cancel = Cancel::default();
        let switch = cancel.clone();
        let person = move || {
            let (mut stream, _) = listener.accept().unwrap();
            switch.cancel();
            let mut heard = Vec::new();
            std::io::Read::read_to_end(&mut stream, &mut heard).unwrap_or_default();
            tell.send(()).unwrap();
        };
        thread::spawn("person", person).unwrap();
        let started = clock::read().1;
        assert_eq!(client.probe(&at, &cancel), ProbeOutcome::Canceled);
        let took = clock::read().1.saturating_sub(started);
        assert!(took < Limits::default().connect, "{took:?}");
        told.recv().unwrap();
    });
}

#[test]
fn a_proxy_is_named_without_its_password_and_looks_up_the_host_itself() {
    let at = proxy_address("127.77.0.16");
    let variables = proxied_by("http://ada:PL4NTED@", &at);
    in_child(&borrowed(&variables), |ca| {
        let config = ca.issue("console.example", Validity::Now);
        let proxy = proxy(Wire::Proxied("HTTP/1.1 200 OK\r\n\r\n", config));
        proxy.then_send(console_reply());
        let check = checked(&client(), &url("https://console.example"));
        assert_eq!(check.failed, None, "{check:?}");
        let at = format!("127.77.0.16:{}", proxy.port());
        let used = ProxyUse::Used {
            address: format!("http://{at}"),
            variable: Some("HTTPS_PROXY"),
        };
        assert_eq!(check.passed[0].finding, Finding::Proxy(used));
        let by_proxy = Finding::Address(Resolution::ByProxy);
        assert_eq!(check.passed[1].finding, by_proxy);
        let through = Connected::ThroughProxy(at.parse().unwrap());
        assert_eq!(check.passed[2].finding, Finding::Connection(through));
        assert!(!format!("{check:?}").contains("PL4NTED"));
        let log = proxy.log();
        // Both connections are opened alike.
        assert_eq!((log.tunnels.len(), log.requests.len()), (2, 1));
        let lines = |tunnel: &str| {
            let mut lines: Vec<_> = tunnel.lines().map(str::to_lowercase).collect();
            lines.sort_unstable();
            lines
        };
        assert_eq!(lines(&log.tunnels[0]), lines(&log.tunnels[1]));
        assert!(log.tunnels[0].starts_with("CONNECT console.example:443 HTTP/1.1\r\n"));
    });
}

/// Wine knows no addresses in certificates.
#[test]
#[cfg(not(windows))]
fn a_proxy_is_reached_over_tls_if_its_address_says_so_and_only_if_it_is_trusted() {
    let at = proxy_address("127.77.0.23");
    let variables = proxied_by("https://ada:PL4NTED@", &at);
    in_child(&borrowed(&variables), |ca| {
        let own = ca.issue("127.77.0.23", Validity::Now);
        let config = ca.issue("console.example", Validity::Now);
        let opened = "HTTP/1.1 200 OK\r\n\r\n";
        let proxy = proxy(Wire::ProxiedOverTls(opened, own, config.clone()));
        proxy.then_send(console_reply());
        let at = url("https://console.example");
        let check = checked(&client(), &at);
        assert_eq!(check.failed, None, "{check:?}");
        let names = &tls(&check).certificate.as_ref().unwrap().names;
        assert_eq!(
            *names,
            ["console.example"],
            "the console's, not the proxy's"
        );
        let log = proxy.log();
        assert_eq!((log.tunnels.len(), log.requests.len()), (2, 1));
        assert!(
            log.tunnels[0]
                .to_lowercase()
                .contains("proxy-authorization: basic ")
        );
    });
}

/// Wine knows no addresses in certificates.
#[test]
#[cfg(not(windows))]
fn a_proxy_over_tls_that_is_not_trusted_gets_no_password() {
    let at = proxy_address("127.77.0.24");
    let variables = proxied_by("https://ada:PL4NTED@", &at);
    in_child(&borrowed(&variables), |ca| {
        let own = Ca::new().issue("127.77.0.24", Validity::Now);
        let config = ca.issue("console.example", Validity::Now);
        let opened = "HTTP/1.1 200 OK\r\n\r\n";
        let proxy = proxy(Wire::ProxiedOverTls(opened, own, config));
        let at = url("https://console.example");
        let unreachable = F::Proxy(ProxyFailure::Unreachable);
        let check = checked(&client(), &at);
        assert_eq!(
            reported(&check),
            (StepKind::Connection, unreachable.clone())
        );
        assert!(proxy.log().tunnels.is_empty());
        // The real client says the same.
        let report = crate::console::failed(sign_in(&client(), &at));
        assert_eq!(report.failure, unreachable);
    });
}

#[test]
fn a_proxy_that_opens_no_way_fails_at_the_connection_by_its_reply() {
    const ANSWERS: [&str; 2] = [
        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\nPL4NTED",
        "HTTP/1.1 502 PL4NTED\r\n\r\n",
    ];
    let variables = proxied(&proxy_address("127.77.0.17"));
    in_child(&borrowed(&variables), |_| {
        let proxy = proxy(Wire::RefusingProxy(&ANSWERS));
        let client = client();
        for (place, trouble) in [ProxyFailure::AuthRequired, ProxyFailure::UnexpectedResponse]
            .into_iter()
            .enumerate()
        {
            let check = checked(&client, &url("https://console.example"));
            assert_eq!(reported(&check), (StepKind::Connection, F::Proxy(trouble)));
            assert!(!format!("{check:?}").contains("PL4NTED"));
            assert_eq!(proxy.log().tunnels.len(), place + 1, "not asked again");
        }
    });
}

#[test]
fn a_proxy_that_cannot_be_reached_or_hangs_fails_at_the_connection() {
    let variables = proxied(&proxy_address("127.77.0.18"));
    in_child(&borrowed(&variables), |_| {
        let at = url("https://console.example");
        let unreachable = F::Proxy(ProxyFailure::Unreachable);
        let check = checked(&client(), &at);
        assert_eq!(reported(&check), (StepKind::Connection, unreachable));

        let address = std::env::var("TOKENDESK_TEST_PROXY").unwrap();
        let _silent = TcpListener::bind(address).unwrap();
        let limits = Limits {
            connect: SHORT,
            ..Limits::default()
        };
        let check = checked(&ConsoleClient::new(limits), &at);
        let timed_out = F::TimedOut {
            stage: Stage::Connecting,
            limit: SHORT,
        };
        assert_eq!(reported(&check), (StepKind::Connection, timed_out));
    });
}

#[test]
fn a_socks_proxy_opens_the_way_with_its_password() {
    let scheme = "socks5h://ada%40x:pretend%20p%3Aw@";
    let variables = proxied_by(scheme, &proxy_address("127.77.0.19"));
    in_child(&borrowed(&variables), |ca| {
        let config = ca.issue("console.example", Validity::Now);
        let user = Some(["ada@x", "pretend p:w"]);
        let proxy = proxy(Wire::Socks(user, 0, config));
        proxy.then_send(console_reply());
        let check = checked(&client(), &url("https://console.example"));
        assert_eq!(check.failed, None, "{check:?}");
        assert!(!format!("{check:?}").contains("pretend"));
        assert_eq!(proxy.log().tunnels, ["console.example:443"; 2]);
    });
}

/// Wine knows no addresses in certificates.
#[test]
#[cfg(not(windows))]
fn a_socks_proxy_that_takes_an_address_gets_one_that_was_looked_up_here() {
    let variables = proxied_by("socks5://", &proxy_address("127.77.0.20"));
    in_child(&borrowed(&variables), |ca| {
        let config = ca.issue("192.0.2.7", Validity::Now);
        let proxy = proxy(Wire::Socks(None, 0, config));
        proxy.then_send(console_reply());
        let check = checked(&client(), &url("https://192.0.2.7"));
        assert_eq!(check.failed, None, "{check:?}");
        assert_eq!(proxy.log().tunnels, ["192.0.2.7:443"; 2]);
        let check = checked(&client(), &url("https://console.invalid"));
        let not_found = F::CannotConnect(Connect::NotFoundOrOffline);
        assert_eq!(reported(&check), (StepKind::Address, not_found));
        assert_eq!(proxy.log().connections, 2);
    });
}

#[test]
fn a_socks_proxy_that_refuses_fails_at_the_connection() {
    let variables = proxied_by("socks5h://", &proxy_address("127.77.0.21"));
    in_child(&borrowed(&variables), |ca| {
        let config = ca.issue("console.example", Validity::Now);
        let _proxy = proxy(Wire::Socks(None, 2, config));
        let check = checked(&client(), &url("https://console.example"));
        let refused = F::Proxy(ProxyFailure::UnexpectedResponse);
        assert_eq!(reported(&check), (StepKind::Connection, refused));
    });
}

#[test]
fn a_proxy_that_is_not_understood_fails_first_and_an_exception_from_it_is_told() {
    let variables = [
        ("HTTPS_PROXY", "ftp://PL4NTED.example"),
        ("NO_PROXY", ".invalid"),
    ];
    in_child(&variables, |ca| {
        let check = checked(&client(), &url("https://console.example"));
        let variable = "HTTPS_PROXY";
        let trouble = F::Proxy(ProxyFailure::NotUnderstood { variable });
        assert_eq!(reported(&check), (StepKind::Proxy, trouble));
        assert!(!format!("{check:?}").contains("PL4NTED"));

        let check = checked(&client(), &url("https://console.invalid"));
        let variable = Some("NO_PROXY");
        let excepted = Finding::Proxy(ProxyUse::Excepted { variable });
        assert_eq!(findings(&check), [&excepted]);

        // A console on this computer needs no proxy.
        let console = trusted(ca);
        console.then_send(console_reply());
        assert!(checked(&client(), &address(&console)).is_console());
    });
}

#[test]
fn a_proxy_that_is_valid_is_not_used_for_a_host_that_is_excepted() {
    let mut variables = proxied(&proxy_address("127.77.0.22"));
    variables.push(("no_proxy", ".invalid".to_owned()));
    in_child(&borrowed(&variables), |_| {
        let proxy = proxy(Wire::Plain);
        let check = checked(&client(), &url("https://console.invalid"));
        let variable = Some("no_proxy");
        let excepted = Finding::Proxy(ProxyUse::Excepted { variable });
        assert_eq!(findings(&check), [&excepted]);
        assert_eq!(failed(&check).kind(), StepKind::Address);
        assert_eq!(proxy.log().connections, 0);
    });
}

#[test]
fn a_check_leaves_the_next_sign_in_as_it_was() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console
            .then_send(console_reply())
            .then_send(token_reply("abc"));
        let client = client();
        assert!(checked(&client, &address(&console)).is_console());
        granted(sign_in(&client, &address(&console)));
    });
}
