//! Limits and the cancel switch: every wait has an end, and it says truly what was waited for.

use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::model::failure::Stage;
use tokendesk::model::{ConsoleUrl, SignInFailure as F};
use tokendesk::os::{Cancel, clock, thread};

use crate::child::in_child;
use crate::console::{
    SignInOutcome, address, client, failure, granted, sign_in, sign_in_heard, token_reply,
};
use crate::console::{trusted, url};
use crate::tls_console::Step;

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_mins(1);

fn limited(connect: Duration, total: Duration) -> ConsoleClient {
    ConsoleClient::new(Limits {
        connect,
        total,
        ..Limits::default()
    })
}

/// Takes connections and never says a word on them.
fn silent() -> (TcpListener, ConsoleUrl) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, url(&format!("https://127.0.0.1:{port}")))
}

#[test]
fn a_connection_that_does_not_come_about_ends_by_the_first_limit_that_is_reached() {
    in_child(&[], |_| {
        let (_listener, at) = silent();
        for (connect, total) in [(SHORT, LONG), (LONG, SHORT)] {
            let heard = std::cell::RefCell::new(Vec::new());
            let on_event = |stage| heard.borrow_mut().push(stage);
            let client = limited(connect, total);
            let end = sign_in_heard(&client, &at, &Cancel::default(), &on_event);
            let timed_out = F::TimedOut {
                stage: Stage::Connecting,
                limit: SHORT,
            };
            assert_eq!(failure(end), timed_out);
            assert_eq!(heard.into_inner(), [Stage::Connecting]);
        }
    });
}

#[test]
fn a_console_that_takes_the_request_and_is_silent_was_waited_for() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console.then([Step::AwaitClose]);
        // Half a head is no reply yet.
        console.then([Step::Send(b"HTTP/1.1 200 O".to_vec()), Step::AwaitClose]);
        // The limit for connecting does not run on.
        let (connect, limit) = (Duration::from_secs(3), Duration::from_millis(3_500));
        let client = limited(connect, limit);
        for _ in 0..2 {
            let stage = Stage::Waiting;
            assert_eq!(
                failure(sign_in(&client, &address(&console))),
                F::TimedOut { stage, limit }
            );
        }
        let log = console.wait_until(|log| log.closed == 2);
        assert_eq!((log.requests.len(), log.afterwards.len()), (2, 0));
    });
}

#[test]
fn a_body_that_drips_does_not_stretch_the_limit() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        console.then([
            Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".to_vec()),
            Step::SendForever(b" ".to_vec(), Duration::from_millis(20)),
        ]);
        let timed_out = F::TimedOut {
            stage: Stage::Reading,
            limit: Duration::from_secs(3),
        };
        let client = limited(Duration::from_secs(3), Duration::from_secs(3));
        assert_eq!(failure(sign_in(&client, &address(&console))), timed_out);
        console.wait_until(|log| log.closed == 1);
    });
}

/// Throws the switch once this stage was heard and `settled` came back; how it ended, and how long after the switch.
fn cancel_at(
    client: &ConsoleClient,
    at: &ConsoleUrl,
    stage: Stage,
    settled: impl FnOnce() + Send + 'static,
) -> (SignInOutcome, Duration) {
    let cancel = Cancel::default();
    let (on_event, heard) = mpsc::channel();
    let (tell, told) = mpsc::channel();
    let switch = cancel.clone();
    let person = move || {
        while heard.recv().unwrap() != stage {}
        settled();
        tell.send(clock::read().1).unwrap();
        switch.cancel();
    };
    thread::spawn("person", person).unwrap();
    let end = sign_in_heard(client, at, &cancel, &|stage| {
        on_event.send(stage).unwrap_or_default();
    });
    let ended = clock::read().1;
    (end, ended.saturating_sub(told.recv().unwrap()))
}

#[test]
fn canceling_while_it_waits_ends_at_once_closes_the_connection_and_sends_no_more() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = limited(LONG, LONG);
        console.then([Step::AwaitClose]);
        let asked = console.clone();
        let settled = move || drop(asked.wait_until(|log| log.requests.len() == 1));
        let started = clock::read().1;
        let (end, took) = cancel_at(&client, &address(&console), Stage::Waiting, settled);
        assert!(matches!(end, SignInOutcome::Canceled));
        // The stage was told when it began, not when the limit for connecting was over.
        let in_all = clock::read().1.saturating_sub(started);
        assert!(in_all < LONG / 2, "{in_all:?}");
        assert!(took < LONG / 2, "{took:?}");
        let log = console.wait_until(|log| log.closed == 1);
        assert_eq!((log.connections, log.requests.len()), (1, 1));
        assert_eq!(log.afterwards, b"");

        console.then_send(token_reply("abc"));
        granted(sign_in(&client, &address(&console)));
        assert_eq!(console.log().connections, 2, "a new one for a new click");
    });
}

#[test]
fn canceling_while_it_reads_or_connects_ends_at_once() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let client = limited(LONG, LONG);
        console.then([
            Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec()),
            Step::AwaitClose,
        ]);
        let (end, took) = cancel_at(&client, &address(&console), Stage::Reading, || {});
        assert!(matches!(end, SignInOutcome::Canceled));
        assert!(took < LONG / 2, "{took:?}");
        console.wait_until(|log| log.closed == 1);

        let (listener, at) = silent();
        let settled = move || {
            let (stream, _) = listener.accept().unwrap();
            std::mem::forget(stream);
        };
        let (end, took) = cancel_at(&client, &at, Stage::Connecting, settled);
        assert!(matches!(end, SignInOutcome::Canceled));
        assert!(took < LONG / 2, "{took:?}");
    });
}

#[test]
fn a_fetch_that_was_canceled_before_it_began_does_not_even_look_for_roots() {
    in_child(&[("SSL_CERT_FILE", "/nowhere/roots.pem")], |ca| {
        let console = trusted(ca);
        let cancel = Cancel::default();
        cancel.cancel();
        let on_event = |stage| panic!("{stage:?}");
        let end = sign_in_heard(&client(), &address(&console), &cancel, &on_event);
        assert!(matches!(end, SignInOutcome::Canceled));
        assert_eq!(console.log().connections, 0);
    });
}

#[test]
fn a_fetch_that_is_canceled_as_it_begins_sends_no_request() {
    in_child(&[], |ca| {
        let console = trusted(ca);
        let cancel = Cancel::default();
        let on_event = |_| cancel.cancel();
        let end = sign_in_heard(&client(), &address(&console), &cancel, &on_event);
        assert!(matches!(end, SignInOutcome::Canceled));
        assert!(console.log().requests.is_empty());
    });
}
