//! A click is one sign-in request, whatever the console does and however often it is pressed: failures lock accounts.

use std::time::Duration;

use tokendesk::app::Action;

use super::window::{End, KEPT, Window};
use crate::child::in_child;
use crate::lying_console::honest;
use crate::tls_console::Step;

/// Waits as long as a request that should not be would take to come.
fn settle() {
    std::thread::sleep(Duration::from_millis(300));
}

#[test]
fn twenty_clicks_in_a_second_while_it_is_silent_are_one_request() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        window.console.then([Step::AwaitClose]);
        for _ in 0..20 {
            window.on_action(Action::GetToken(window.id));
            std::thread::sleep(Duration::from_millis(40));
        }
        window.wait_until(|log| log.requests.len() == 2);
        window.on_action(Action::CancelFetch(window.id));
        settle();
        assert_eq!(window.requests_since(1), 1);
    });
}

#[test]
fn clicks_on_get_token_and_renew_while_one_runs_are_one_request() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        window.console.then([Step::AwaitClose]);
        for _ in 0..10 {
            window.on_action(Action::GetToken(window.id));
            window.on_action(Action::Renew(window.id));
        }
        window.wait_until(|log| log.requests.len() == 2);
        window.on_action(Action::CancelFetch(window.id));
        settle();
        assert_eq!(window.requests_since(1), 1);
    });
}

#[test]
fn a_connection_that_drops_after_the_request_is_not_tried_again() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        for clicks in 1..=3 {
            window.console.then([Step::Close]);
            assert_eq!(window.click(), End::Failed);
            settle();
            assert_eq!(window.requests_since(1), clicks);
            assert_eq!(window.pasted(), KEPT);
        }
    });
}

#[test]
fn a_slow_reply_that_is_canceled_was_one_request_and_copies_nothing() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access_token\":";
        window
            .console
            .then([Step::Send(head.into()), Step::AwaitClose]);
        let clipboard = window.pasted();
        window.on_action(Action::GetToken(window.id));
        window.wait_until(|log| log.requests.len() == 2);
        window.on_action(Action::CancelFetch(window.id));
        let log = window.wait_until(|log| log.closed == log.connections);
        assert_eq!(log.afterwards, b"", "nothing more is sent");
        settle();
        assert_eq!(window.requests_since(1), 1);
        assert_eq!(window.pasted(), clipboard);
        window.console.then_send(honest("next"));
        assert_eq!(window.click(), End::Token("next".to_owned()));
    });
}
