//! The HTTPS client against a console that does anything: what is sent to the letter, and what becomes of every reply.
//!
//! Which authorities are trusted, and whether there is a proxy, comes from the environment of the process: each test runs in a
//! process of its own.

#[cfg(target_os = "linux")]
mod cert_file;
mod certificates;
mod connection_check;
mod failures;
mod limits;
mod login_kind;
#[cfg(target_os = "linux")]
mod loopback;
#[cfg(target_os = "linux")]
mod memory;
// On Windows the verifier has no log to look at.
#[cfg(not(windows))]
mod privacy;
mod proxies;
mod replies;
mod resources;
mod tls;
mod user_token;
#[cfg(windows)]
mod windows;

use std::cell::RefCell;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    ClientId, ConsoleUrl, ExpirySource, Grant, Now, Secret, SignInFailure, SignInOutcome,
    SignInReport,
};
use tokendesk::os::{Cancel, clock, thread};

use crate::child::in_child;
use crate::tls_console::{Ca, Step, TlsConsole, Validity, Wire};

/// A secret as long as the vendor's.
const SECRET: &str = "planted-3f9c-4e0b-pL4nt3d-8a7d-0b1c2d3e4f5a6b7c8";

/// A console for `localhost` that the child process trusts.
fn trusted(ca: &Ca) -> TlsConsole {
    TlsConsole::start(Wire::Tls(ca.issue("localhost", Validity::Now)))
}

fn address(console: &TlsConsole) -> ConsoleUrl {
    url(&format!("https://localhost:{}", console.port()))
}

fn url(text: &str) -> ConsoleUrl {
    ConsoleUrl::parse(text).unwrap()
}

/// A client whose limits do not end what is meant to end, and do end what hangs.
fn client() -> ConsoleClient {
    ConsoleClient::new(Limits::default())
}

fn sign_in(client: &ConsoleClient, at: &ConsoleUrl) -> SignInOutcome {
    sign_in_heard(client, at, &Cancel::default(), &|_| {})
}

fn sign_in_heard(
    client: &ConsoleClient,
    at: &ConsoleUrl,
    cancel: &Cancel,
    stage: &dyn Fn(Stage),
) -> SignInOutcome {
    let client_id = ClientId::parse("key-42").unwrap();
    let secret = Secret::new(SECRET).unwrap();
    client.api_client_token(at, &client_id, &secret, cancel, stage)
}

fn granted(end: SignInOutcome) -> Grant {
    match end {
        SignInOutcome::Granted(grant) => grant,
        other => panic!("{other:?}"),
    }
}

/// A person who cancels as soon as the console was asked.
fn cancel_at_the_first_request(console: &TlsConsole, cancel: &Cancel) {
    let (asked, switch) = (console.clone(), cancel.clone());
    let person = move || {
        asked.wait_until(|log| log.requests.len() == 1);
        switch.cancel();
    };
    thread::spawn("person", person).unwrap();
}

fn failed(end: SignInOutcome) -> SignInReport {
    match end {
        SignInOutcome::Failed(report) => report,
        other => panic!("{other:?}"),
    }
}

fn failure(end: SignInOutcome) -> SignInFailure {
    failed(end).failure
}

/// All that a person reads of it.
fn told(report: &SignInReport) -> String {
    let words = report.message();
    format!("{} {}", words.headline, words.explanation)
}

/// A reply with a body of known length.
fn reply(status: &str, fields: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{fields}\r\n{body}")
}

/// The vendor's documented reply.
fn token_reply(token: &str) -> String {
    let body = format!(r#"{{"access_token":"{token}","token_type":"bearer","expires_in":900}}"#);
    reply("200 OK", "Content-Type: application/json\r\n", &body)
}

/// The first line of a request without a body, and the fields of its head, sorted.
fn head_lines(request: &str) -> (&str, Vec<String>) {
    let (head, after) = request.split_once("\r\n\r\n").unwrap();
    assert_eq!(after, "", "a body");
    let (first, fields) = head.split_once("\r\n").unwrap();
    let mut fields: Vec<_> = fields.split("\r\n").map(ToOwned::to_owned).collect();
    fields.sort_unstable();
    (first, fields)
}

#[test]
fn the_request_is_what_the_vendor_documents_and_nothing_else() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console.then_send(token_reply("abc"));
        granted(sign_in(&client(), &address(&console)));

        let log = console.log();
        assert_eq!(log.requests.len(), 1);
        let (head, after) = log.requests[0].split_once("\r\n\r\n").unwrap();
        assert_eq!(after, "", "a body");
        let mut lines: Vec<_> = head.lines().collect();
        assert_eq!(
            lines.remove(0),
            "POST /api/v3/oauth/token?grant_type=client_credentials HTTP/1.1"
        );
        lines.sort_unstable();
        let host = format!("host: localhost:{}", console.port());
        let agent = format!("user-agent: Tokendesk/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(
            lines,
            [
                "accept: application/json",
                // printf 'key-42:planted-…' | base64
                "authorization: Basic a2V5LTQyOnBsYW50ZWQtM2Y5Yy00ZTBiLXBMNG50M2QtOGE3ZC0wYjFjMmQzZTRmNWE2YjdjOA==",
                "content-length: 0",
                "content-type: application/json",
                host.as_str(),
                agent.as_str(),
            ]
        );
    });
}

#[test]
fn a_granted_token_comes_with_its_end_counted_from_the_sending_of_the_request() {
    in_child(&[], |ca| {
        // {"alg":"none"} . {"iat":1700000000,"exp":1700000600} . "sig"
        let jwt = "eyJhbGciOiJub25lIn0.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDYwMH0.c2ln";
        let bare = |token: &str| reply("200 OK", "", &format!(r#"{{"access_token":"{token}"}}"#));
        // Ten minutes before the end of that token.
        let dated = |secs: i64| {
            let date = jiff::Timestamp::from_second(1_700_000_600 - secs).unwrap();
            let date = date.strftime("Date: %a, %d %b %Y %H:%M:%S GMT\r\n");
            let body = format!(r#"{{"access_token":"{jwt}","expires_in":900}}"#);
            reply("200 OK", &date.to_string(), &body)
        };
        let console = trusted(ca);
        let client = client();
        for (sent, secs, source) in [
            (token_reply("opaque"), 900, ExpirySource::Console),
            (token_reply(jwt), 600, ExpirySource::Token),
            (bare(jwt), 600, ExpirySource::Token),
            (bare("opaque"), 900, ExpirySource::Assumed),
            (dated(600), 600, ExpirySource::Token),
            (dated(200), 200, ExpirySource::Token),
        ] {
            // As after a sleep: the console had the request long before its reply came.
            console.then([
                Step::Pause(Duration::from_millis(300)),
                Step::Send(sent.into()),
            ]);
            let asked = console.log().requests.len();
            let (tell, seen) = mpsc::channel();
            let asked_console = console.clone();
            let watcher = move || {
                asked_console.wait_until(|log| log.requests.len() > asked);
                tell.send(clock::read()).unwrap();
            };
            thread::spawn("watcher", watcher).unwrap();
            let (_, before) = clock::read();
            let grant = granted(sign_in(&client, &address(&console)));
            let (_, after) = clock::read();
            let (wall, boot) = seen.recv().unwrap();
            let lifetime = Duration::from_secs(secs);
            assert_eq!(
                (grant.expiry.lifetime, grant.expiry.source),
                (lifetime, source)
            );
            let Now {
                wall: ends,
                boot: ends_boot,
            } = grant.expiry.at;
            assert!((before + lifetime..=boot + lifetime).contains(&ends_boot));
            assert!(ends <= wall + lifetime, "on the wall clock too");
            assert!(grant.received.boot >= before && grant.received.boot <= after);
            assert!(grant.took > Duration::ZERO && grant.took < Duration::from_secs(30));
        }
    });
}

#[test]
fn a_clock_that_differs_from_the_consoles_is_noticed() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let behind = clock::read().0.as_second() - 3_600;
        let behind = jiff::Timestamp::from_second(behind).unwrap();
        let date = behind.strftime("%a, %d %b %Y %H:%M:%S GMT");
        let body = r#"{"access_token":"abc"}"#;
        console.then_send(reply("200 OK", &format!("Date: {date}\r\n"), body));
        let grant = granted(sign_in(&client(), &address(&console)));
        let ahead = grant.clock_ahead_secs.unwrap();
        assert!((3_600..3_630).contains(&ahead), "{ahead}");
    });
}

#[test]
fn each_fetch_has_a_connection_of_its_own_that_is_closed_with_its_end_from_whatever_thread() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = Arc::new(client());
        for (fetches, token) in [(1, "first"), (2, "second")] {
            console.then_send(token_reply(token));
            let (client, at) = (client.clone(), address(&console));
            let (tell, told) = mpsc::channel();
            thread::spawn("job", move || tell.send(sign_in(&client, &at)).unwrap()).unwrap();
            let grant = granted(told.recv().unwrap());
            assert_eq!(grant.token.expose_secret(), token);
            let log = console.wait_until(|log| log.closed == fetches);
            assert_eq!((log.connections, log.requests.len()), (fetches, fetches));
        }
    });
}

#[test]
fn each_stage_is_heard_once_in_order() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = client();
        for _ in 0..2 {
            console.then_send(token_reply("abc"));
            let heard = RefCell::new(Vec::new());
            let on_event = |stage| heard.borrow_mut().push(stage);
            granted(sign_in_heard(
                &client,
                &address(&console),
                &Cancel::default(),
                &on_event,
            ));
            assert_eq!(
                heard.into_inner(),
                [Stage::Connecting, Stage::Waiting, Stage::Reading]
            );
        }
    });
}

#[test]
fn a_fetch_does_not_wait_for_another_that_hangs() {
    in_child(&[], |ca| {
        let (hanging, quick) = (trusted(ca), trusted(ca));
        hanging.then([Step::AwaitClose]);
        quick.then_send(token_reply("abc"));
        let (client, cancel) = (Arc::new(client()), Cancel::default());
        let (tell, told) = mpsc::channel();
        let job = {
            let (client, cancel, at) = (client.clone(), cancel.clone(), address(&hanging));
            move || {
                tell.send(sign_in_heard(&client, &at, &cancel, &|_| {}))
                    .unwrap();
            }
        };
        thread::spawn("hanging", job).unwrap();
        hanging.wait_until(|log| log.requests.len() == 1);
        granted(sign_in(&client, &address(&quick)));
        cancel.cancel();
        assert!(matches!(told.recv().unwrap(), SignInOutcome::Canceled));
    });
}
