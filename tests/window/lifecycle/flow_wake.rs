//! The window looks again when something is due, and not otherwise.

use std::time::Duration;

use tokendesk::app::Action;
use tokendesk::app::action::Masked;

use crate::harness::flow::{FlowHarness, profile};

fn next(harness: &FlowHarness) -> Option<Duration> {
    harness.app.next_wake(harness.now)
}

#[test]
fn an_idle_window_sleeps() {
    assert_eq!(next(&FlowHarness::with(&[profile("A")])), None);
}

#[test]
fn a_countdown_wakes_it_each_second_until_the_token_ended() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 2);
    assert_eq!(next(&harness), Some(Duration::from_secs(1)));
    harness.wait(0.25);
    assert_eq!(next(&harness), Some(Duration::from_millis(750)));
    harness.wait(1.75);
    assert_eq!(next(&harness), None);
}

#[test]
fn several_countdowns_take_one_repaint_a_second_and_each_ends_on_time() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 3);
    harness.wait(0.25);
    harness.renewed(b.id, 900);
    harness.select(b.id);
    assert_eq!(next(&harness), Some(Duration::from_secs(1)), "with B's");
    harness.select(a.id);
    assert_eq!(next(&harness), Some(Duration::from_millis(750)), "with A's");
    harness.select(b.id);
    harness.wait(2.0);
    assert_eq!(next(&harness), Some(Duration::from_millis(750)), "A's end");
    harness.wait(0.75);
    assert_eq!(next(&harness), Some(Duration::from_millis(250)), "with B's");
}

#[test]
fn the_clipboard_is_counted_even_when_another_profile_is_shown() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    harness.select(b.id);
    harness.wait(59.5);
    assert_eq!(next(&harness), Some(Duration::from_millis(500)));
}

#[test]
fn a_sign_in_under_way_is_counted_in_seconds() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.get_token(a.id);
    harness.wait(5.5);
    assert_eq!(next(&harness), Some(Duration::from_millis(500)));
}

#[test]
fn a_shown_secret_and_a_notice_end_on_time() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Show(Masked::TypedSecret));
    assert_eq!(next(&harness), Some(Duration::from_secs(30)));
    harness.on_action(Action::Hide);
    harness.on_action(Action::ClearSession);
    assert_eq!(next(&harness), Some(Duration::from_secs(8)), "the notice");
    harness.wait(8.0);
    assert_eq!((harness.notice(), next(&harness)), ("", None));
}
