//! The window looks again when something is due, and not otherwise.

use std::time::Duration;

use tokendesk::app::Action;
use tokendesk::app::action::Masked;

use crate::harness::flow::{Desk, profile};

fn next(desk: &Desk) -> Option<Duration> {
    desk.app.next_wake(desk.now)
}

#[test]
fn an_idle_window_sleeps() {
    assert_eq!(next(&Desk::with(&[profile("A")])), None);
}

#[test]
fn a_countdown_wakes_it_each_second_until_the_token_ended() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 2);
    assert_eq!(next(&desk), Some(Duration::from_secs(1)));
    desk.wait(0.25);
    assert_eq!(next(&desk), Some(Duration::from_millis(750)));
    desk.wait(1.75);
    assert_eq!(next(&desk), None);
}

#[test]
fn the_clipboard_is_counted_even_when_another_profile_is_shown() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(a.id, 900);
    desk.copied(a.id);
    desk.select(b.id);
    desk.wait(59.5);
    assert_eq!(next(&desk), Some(Duration::from_millis(500)));
}

#[test]
fn a_sign_in_under_way_is_counted_in_seconds() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.get_token(a.id);
    desk.wait(5.5);
    assert_eq!(next(&desk), Some(Duration::from_millis(500)));
}

#[test]
fn what_is_shown_and_the_line_at_the_bottom_end_by_themselves() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.on_action(Action::Show(Masked::TypedSecret));
    assert_eq!(next(&desk), Some(Duration::from_secs(30)));
    desk.on_action(Action::Hide);
    desk.on_action(Action::ForgetAll);
    assert_eq!(next(&desk), Some(Duration::from_secs(8)), "the notice");
    desk.wait(8.0);
    assert_eq!((desk.notice(), next(&desk)), ("", None));
}
