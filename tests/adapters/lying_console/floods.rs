//! Replies without an end, and replies that take for ever: time and memory stay within the limits, and *Cancel* answers.

use std::time::Duration;

use tokendesk::app::Action;
use tokendesk::console::Limits;
use tokendesk::os::clock;

use super::memory::Gauge;
use super::window::{End, LONG, Window};
use crate::child::in_child;
use crate::tls_console::Step;

const AT_ONCE: Duration = Duration::ZERO;
/// Slow beside the limit of these tests as a byte every few seconds is beside the real one.
const SLOWLY: Duration = Duration::from_millis(200);
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// What is told first, then again and again with a pause.
pub(super) type Flood = (&'static str, Vec<u8>, Vec<u8>, Duration);

fn flood(what: &'static str, first: &str, then: &str, pause: Duration) -> Flood {
    (what, first.into(), then.into(), pause)
}

pub(super) fn bodies() -> Vec<Flood> {
    let announced = "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n";
    let block = "x".repeat(16 * 1024);
    let chunk = format!("4000\r\n{block}\r\n");
    let extension = format!("1;{}\r\nx\r\n", "x".repeat(4_000));
    vec![
        flood("1 GiB that is announced", announced, &block, AT_ONCE),
        flood("chunks without an end", CHUNKED, &chunk, AT_ONCE),
        flood(
            "a body without an end",
            "HTTP/1.1 200 OK\r\n\r\n",
            &block,
            AT_ONCE,
        ),
        flood(
            "chunks of one byte",
            CHUNKED,
            &"1\r\nx\r\n".repeat(1_000),
            AT_ONCE,
        ),
        flood(
            "one chunk of 1 GiB",
            &format!("{CHUNKED}40000000\r\n"),
            &block,
            AT_ONCE,
        ),
        flood("chunks with words", CHUNKED, &extension, AT_ONCE),
        flood(
            "a chunk's words without an end",
            &format!("{CHUNKED}1;"),
            &block,
            AT_ONCE,
        ),
        flood(
            "trailers without an end",
            &format!("{CHUNKED}0\r\n"),
            "a: b\r\n",
            AT_ONCE,
        ),
        flood(
            "a trailer without an end",
            &format!("{CHUNKED}0\r\na: "),
            &block,
            AT_ONCE,
        ),
    ]
}

pub(super) fn heads() -> Vec<Flood> {
    let head = "HTTP/1.1 200 OK\r\n";
    let block = "x".repeat(16 * 1024);
    vec![
        flood(
            "headers without an end",
            head,
            &"a: b\r\n".repeat(1_000),
            AT_ONCE,
        ),
        flood(
            "a header without an end",
            &format!("{head}a: "),
            &block,
            AT_ONCE,
        ),
        flood("a name without an end", head, &block, AT_ONCE),
        flood(
            "a status line without an end",
            "HTTP/1.1 200 ",
            &block,
            AT_ONCE,
        ),
        flood("line ends", "", &"\r\n".repeat(8_000), AT_ONCE),
        flood(
            "100 and again 100",
            "",
            &"HTTP/1.1 100 Continue\r\n\r\n".repeat(500),
            AT_ONCE,
        ),
        flood(
            "103 with headers",
            "",
            &format!("HTTP/1.1 103 Early Hints\r\nLink: {block}\r\n\r\n"),
            AT_ONCE,
        ),
        flood(
            "a redirect with a body",
            "HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n",
            &block,
            AT_ONCE,
        ),
        flood(
            "a refusal with a body",
            "HTTP/1.1 401 No\r\n\r\n",
            &block,
            AT_ONCE,
        ),
    ]
}

pub(super) fn drips() -> Vec<Flood> {
    vec![
        flood("a status line, byte by byte", "HTTP/1.1 200 O", "K", SLOWLY),
        flood(
            "a header, byte by byte",
            "HTTP/1.1 200 OK\r\na: ",
            "x",
            SLOWLY,
        ),
        flood(
            "a body, byte by byte",
            "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
            " ",
            SLOWLY,
        ),
        flood("chunks, byte by byte", CHUNKED, "1\r\n \r\n", SLOWLY),
    ]
}

pub(super) fn script((_, first, then, pause): &Flood) -> [Step; 2] {
    [
        Step::Send(first.clone()),
        Step::SendForever(then.clone(), *pause),
    ]
}

/// Each ends by itself, without a token; and the connection with it.
fn assert_ends(floods: Vec<Flood>, window: &mut Window) {
    for flood in floods {
        let end = window.lied_to(flood.0, |console| {
            console.then(script(&flood));
        });
        assert_eq!(end, End::Failed, "{}", flood.0);
        window.wait_until(|log| log.closed == log.connections);
    }
}

/// *Cancel* while it is under way is answered, and nothing is left of it.
fn assert_can_be_canceled(floods: Vec<Flood>, window: &mut Window) {
    for flood in floods {
        let asked = window.console.log().requests.len() + 1;
        let gauge = Gauge::start();
        window.console.then(script(&flood));
        window.on_action(Action::GetToken(window.id));
        window.wait_until(|log| log.requests.len() == asked);
        let began = clock::read().1;
        window.on_action(Action::CancelFetch(window.id));
        window.end();
        let (what, took) = (flood.0, clock::read().1.saturating_sub(began));
        assert!(took < LONG / 4, "{what}: {took:?}");
        let log = window.wait_until(|log| log.closed == log.connections);
        let took = clock::read().1.saturating_sub(began);
        assert!(took < LONG / 4, "{what}: it goes on for {took:?}");
        assert_eq!(log.requests.len(), asked, "{what}");
        gauge.assert_small(what);
    }
}

#[test]
fn the_limits_of_the_program_are_ten_seconds_thirty_seconds_and_64_kib() {
    let limits = Limits::default();
    assert_eq!(limits.connect, Duration::from_secs(10));
    assert_eq!(limits.total, Duration::from_secs(30));
    assert_eq!(limits.token_body_bytes, 64 * 1024);
}

#[test]
fn bodies_without_an_end_are_left_unread() {
    in_child(&[], |ca| assert_ends(bodies(), &mut Window::hasty(ca)));
}

#[test]
fn heads_without_an_end_are_given_up() {
    in_child(&[], |ca| assert_ends(heads(), &mut Window::hasty(ca)));
}

#[test]
fn replies_that_drip_end_by_the_limit() {
    in_child(&[], |ca| assert_ends(drips(), &mut Window::hasty(ca)));
}

#[test]
fn cancel_answers_long_before_the_limit_whatever_comes() {
    in_child(&[], |ca| {
        let window = &mut Window::warm(ca);
        assert_can_be_canceled(bodies(), window);
        assert_can_be_canceled(heads(), window);
        assert_can_be_canceled(drips(), window);
    });
}

#[test]
fn headers_that_are_huge_or_thousands_are_no_token() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        let body = "Content-Length: 22\r\n\r\n{\"access_token\":\"abc\"}";
        for (what, fields) in [
            ("1 MiB", format!("a: {}\r\n", "x".repeat(1 << 20))),
            ("a thousand", "a: b\r\n".repeat(1_000)),
            ("a hundred thousand", "a: b\r\n".repeat(100_000)),
        ] {
            let reply = format!("HTTP/1.1 200 OK\r\n{fields}{body}").into_bytes();
            let end = window.lied_to(what, |console| {
                console.then([Step::Send(reply.clone()), Step::Close]);
            });
            assert_eq!(end, End::Failed, "{what}");
        }
    });
}
