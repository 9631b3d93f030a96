//! What moves comes to rest, and nothing moves where the style says so.

use std::time::Duration;

use egui::Theme;
use egui_kittest::kittest::NodeT as _;
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::{Drafts, State};

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::states::every_state;
use crate::samples::{attempt, live, production, showing};

/// How long the window then rests if nothing happens.
fn rest(window: &ScreenHarness) -> Duration {
    let outputs = window.0.output().viewport_output.values();
    outputs.map(|output| output.repaint_delay).min().unwrap()
}

/// Lets things move for so many seconds, or not at all.
fn moving(state: State, secs: f32) -> ScreenHarness {
    let mut window = ScreenHarness::with(state, Drafts::default(), USUAL, Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        let change = |style: &mut egui::Style| style.animation_time = secs;
        window.0.ctx.style_mut_of(theme, change);
    }
    window.settle();
    window
}

#[test]
fn with_motion_off_no_state_of_any_screen_draws_itself_again() {
    for (name, state) in every_state() {
        let mut window = moving(state, 0.0);
        // Until what it announced is gone.
        let content = window.0.state_mut();
        content.now = content.now.plus(Duration::from_secs(10));
        window.settle();
        assert!(rest(&window) > Duration::from_mins(1), "{name}");
    }
}

#[test]
fn a_spinner_turns_only_where_things_may_move() {
    let fetching = || ProfileRow {
        attempt: Some(attempt(6)),
        ..production()
    };
    let window = moving(showing([fetching()]), 0.08);
    assert!(rest(&window) < Duration::from_secs(1));
    let window = moving(showing([fetching()]), 0.0);
    assert!(rest(&window) > Duration::from_mins(1));
}

#[test]
fn a_button_fades_under_the_pointer_and_the_window_then_rests() {
    let mut window = moving(showing([live(872)]), 5.0);
    assert!(rest(&window) > Duration::from_mins(1));
    let at = window.button("Renew").rect().center();
    window.0.hover_at(at);
    window.settle();
    assert_eq!(rest(&window), Duration::ZERO, "it fades");
    window.0.run_steps(120);
    assert!(rest(&window) > Duration::from_mins(1), "it has faded in");
}

#[test]
fn with_motion_off_a_cancel_button_that_is_not_ready_yet_is_drawn_again_when_it_is() {
    let mut row = production();
    row.attempt = Some(attempt(0));
    let mut window = moving(showing([row]), 0.0);
    assert!(window.button("Cancel").accesskit_node().is_disabled());
    let left = rest(&window);
    assert!(left <= Duration::from_millis(500), "{left:?}");
    let content = window.0.state_mut();
    content.now = content.now.plus(left);
    window.settle();
    assert!(!window.button("Cancel").accesskit_node().is_disabled());
    assert!(rest(&window) > Duration::from_mins(1), "and then it rests");
}
