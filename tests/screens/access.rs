//! Every state in both themes and both sizes: all controls have names, all lie in the window or can be scrolled to, and no
//! text lies over another.

use egui::accesskit::Role;
use egui::{Rect, Theme};
use tokendesk::app::{Drafts, State};

use super::states::{cards, clone, dialogs, every_state, panes};
use super::window::{SMALLEST, USUAL, Window};
use super::{check_samples, user_samples};

#[test]
fn every_state_can_be_drawn_in_both_themes_with_all_controls_named() {
    for (name, state) in every_state() {
        for theme in [Theme::Light, Theme::Dark] {
            let state_of = |state: &State| clone(state);
            let window = Window::with(state_of(&state), Drafts::default(), USUAL, theme);
            let unnamed = window.0.unnamed_widgets();
            assert!(unnamed.is_empty(), "{name}, {theme:?}: {unnamed:?}");
        }
    }
}

#[test]
fn in_the_smallest_window_no_control_sticks_out() {
    for (name, state) in every_state() {
        let window = Window::with(state, Drafts::default(), SMALLEST, Theme::Light);
        nothing_sticks_out(name, &window, SMALLEST);
    }
}

/// Rows and fields below the fold are reached by scrolling; beside the window nothing is, but the text that a field scrolls itself.
pub(crate) fn nothing_sticks_out(name: &str, window: &Window, size: egui::Vec2) {
    for (role, what, rect) in window.places() {
        let is_in = rect.left() >= 0.0 && rect.right() <= size.x + 0.5 || role == Role::TextRun;
        assert!(is_in, "{name}: {role:?} “{what}” at {rect:?}");
    }
}

#[test]
fn in_the_smallest_window_the_buttons_of_dialogs_never_scroll_away() {
    let room = Rect::from_min_size(egui::Pos2::ZERO, SMALLEST);
    let checks = check_samples::resets()
        .into_iter()
        .chain(check_samples::checks_of_many());
    let all = dialogs().into_iter().chain(user_samples::notes());
    for (name, state) in all.chain(checks) {
        let window = Window::with(state, Drafts::default(), SMALLEST, Theme::Light);
        let cancel = window.places().into_iter().rfind(|(role, what, _)| {
            *role == Role::Button && ["Cancel", "Close", "Keep editing"].contains(&what.as_str())
        });
        let (_, _, rect) = cancel.expect("a dialog can be left");
        assert!(room.contains_rect(rect), "{name}: {rect:?}");
    }
}

#[test]
fn no_control_and_no_text_lies_over_another() {
    let all = cards().into_iter().chain(panes());
    let all = all.chain(user_samples::cards());
    for (name, state) in all.chain(check_samples::messages()) {
        for size in [USUAL, SMALLEST] {
            let window = Window::with(clone(&state), Drafts::default(), size, Theme::Light);
            if name != "strips" {
                // What lies below the fold of a pane would count as over the strips.
                nothing_overlaps(name, &window, size.y - 80.0);
            }
        }
    }
}

/// No text and no button lies over another, down to `floor`.
pub(crate) fn nothing_overlaps(name: &str, window: &Window, floor: f32) {
    let places: Vec<_> = window
        .places()
        .into_iter()
        // A whole token scrolls in a frame of its own.
        .filter(|(_, what, _)| !(what.starts_with("Authorization:") && what.len() > 200))
        .filter(|(role, ..)| {
            matches!(
                role,
                Role::Button | Role::Label | Role::Heading | Role::Timer
            )
        })
        .collect();
    for (index, (_, a, at)) in places.iter().enumerate() {
        for (_, b, other) in &places[index + 1..] {
            let common = at.shrink(1.0).intersect(other.shrink(1.0));
            let overlap = common.is_positive() && common.top() < floor;
            assert!(!overlap, "{name}: “{a}” {at:?} and “{b}” {other:?}");
        }
    }
}
