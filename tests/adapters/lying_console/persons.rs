//! A person's sign-in, and the question before it: a click is at most one of each, whatever the console answers to either.

use std::time::Duration;

use tokendesk::app::Action;
use tokendesk::os::clock;

use super::floods::{Flood, bodies, drips, heads, script};
use super::memory::Gauge;
use super::window::{End, KEPT, SHORT, SLACK, Window};
use crate::child::in_child;
use crate::lying_console::ok;
use crate::tls_console::{Ca, Step};

const QUESTION: &str = "GET /api/v3/LoginConfiguration?username=ada%40example.org HTTP/1.1";
const SIGN_IN: &str = "GET /api/v3/auth/jwt?useBody=true HTTP/1.1";
const REFUSED: &[u8] = b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";

/// One that was refused once, so that what is built once is built, and the question is asked again.
fn refused_once(ca: &Ca) -> Window {
    let mut window = Window::of_person(ca);
    window
        .console
        .then_send(ok(r#"{"loginType":"LOCAL"}"#))
        .then_send(REFUSED);
    assert_eq!(click(&mut window), (End::Failed, vec![QUESTION, SIGN_IN]));
    window
}

/// How a click ended, and the first lines of the requests that it made. A credential went along with sign-ins alone.
fn click(window: &mut Window) -> (End, Vec<&'static str>) {
    let before = window.console.log().requests.len();
    let end = window.click();
    if end == End::Failed {
        assert_eq!(window.pasted(), KEPT);
    }
    let requests = window.console.log().requests.split_off(before);
    let lines = requests.iter().map(|request| {
        let line = if request.starts_with(SIGN_IN) {
            SIGN_IN
        } else {
            assert!(request.starts_with(QUESTION), "{request}");
            QUESTION
        };
        let request = request.to_lowercase();
        assert_eq!(request.contains("authorization:"), line == SIGN_IN);
        assert!(!request.contains("totp-auth") && !request.contains("cookie"));
        line
    });
    (end, lines.collect())
}

fn assert_asked_once(floods: Vec<Flood>, window: &mut Window) {
    for flood in floods {
        window.console.then(script(&flood)).then_send(REFUSED);
        let gauge = Gauge::start();
        let began = clock::read().1;
        let requests = click(window).1;
        let took = clock::read().1.saturating_sub(began);
        let what = flood.0;
        assert_eq!(requests, [QUESTION, SIGN_IN], "{what}");
        assert!(took < SHORT + SLACK, "{what}: {took:?}");
        gauge.assert_small(what);
    }
}

#[test]
fn a_question_that_is_answered_without_an_end_is_given_up_and_the_sign_in_goes_on() {
    in_child(&[], |ca| {
        let window = &mut refused_once(ca);
        assert_asked_once(bodies(), window);
        assert_asked_once(heads(), window);
        assert_asked_once(drips(), window);
    });
}

#[test]
fn a_sign_in_that_is_answered_without_an_end_is_one_and_the_question_is_not_asked_again() {
    in_child(&[], |ca| {
        let window = &mut refused_once(ca);
        window.console.then_send(ok(r#"{"loginType":"LOCAL"}"#));
        let mut asked = vec![QUESTION, SIGN_IN];
        for flood in bodies() {
            window.console.then(script(&flood));
            let gauge = Gauge::start();
            assert_eq!(click(window), (End::Failed, asked), "{}", flood.0);
            gauge.assert_small(flood.0);
            asked = vec![SIGN_IN];
        }
        window
            .console
            .then_send(ok(r#"{"data":{"v3_user_token":"abc"}}"#));
        assert_eq!(click(window), (End::Token("abc".to_owned()), asked));
    });
}

#[test]
fn an_account_of_single_sign_on_gets_no_password_sent() {
    in_child(&[], |ca| {
        let window = &mut refused_once(ca);
        for _ in 0..2 {
            let sso = ok(r#"{"data":{"loginType":"CLOUD_SSO"}}"#);
            window.console.then_send(sso);
            assert_eq!(click(window), (End::Failed, vec![QUESTION]));
        }
    });
}

#[test]
fn a_question_that_is_canceled_is_not_followed_by_a_sign_in() {
    in_child(&[], |ca| {
        let window = &mut refused_once(ca);
        window.console.then([Step::AwaitClose]);
        window.on_action(Action::GetToken(window.id));
        window.wait_until(|log| log.requests.len() == 3);
        let began = clock::read().1;
        window.on_action(Action::CancelFetch(window.id));
        assert_eq!(window.end(), End::Canceled);
        window.wait_until(|log| log.closed == log.connections);
        let took = clock::read().1.saturating_sub(began);
        assert!(
            took < SHORT,
            "it ends by the click, not by the limit: {took:?}"
        );
        // As long as a request that should not be would take to come.
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(window.requests_since(3), 0);
    });
}
