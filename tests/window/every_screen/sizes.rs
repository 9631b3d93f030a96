//! From the smallest window to a large screen, at scales up to 300 %: nothing sticks out, nothing lies over another, and a dialog's
//! buttons are in sight.

use egui::accesskit::Role;
use egui::{Pos2, Rect, Theme, Vec2};
use tokendesk::app::{Drafts, State};

use crate::every_screen::access::{nothing_overlaps, nothing_sticks_out};
use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::states::{clone, every_state};

/// The smallest window with the tabs beside the card, and what the harness leaves free around it.
const COLUMNS: Vec2 = Vec2::new(1_216.0, 716.0);
const LAPTOP: Vec2 = Vec2::new(1366.0, 768.0);
const LARGE: Vec2 = Vec2::new(3840.0, 2160.0);
/// Pixels for a point, and the sizes looked at with so many.
const CASES: [(f32, &[Vec2]); 5] = [
    (1.0, &[SMALLEST, USUAL, COLUMNS, LAPTOP, LARGE]),
    (1.25, &[SMALLEST]),
    (1.5, &[SMALLEST]),
    (2.0, &[USUAL]),
    (3.0, &[SMALLEST]),
];

fn holds(states: impl Iterator<Item = (&'static str, State)>) {
    for (name, state) in states {
        for (scale, sizes) in CASES {
            let (state, drafts) = (clone(&state), Drafts::default());
            let mut window =
                ScreenHarness::at_scale(state, drafts, (sizes[0], scale), Theme::Light);
            for size in sizes {
                window.0.set_size(*size);
                window.settle();
                all_is_in_place(&format!("{name}, {size} at {scale}"), &window, *size);
            }
        }
    }
}

fn all_is_in_place(case: &str, window: &ScreenHarness, size: Vec2) {
    nothing_sticks_out(case, window, size);
    if window.0.state().state.has_dialog() {
        can_be_left(case, window, size);
    } else if !case.starts_with("strips") {
        // What lies below the fold of a pane would count as over the strips.
        nothing_overlaps(case, window, size.y - 80.0);
    }
}

/// There is what leaves the dialog, and it is in sight.
fn can_be_left(case: &str, window: &ScreenHarness, size: Vec2) {
    let room = Rect::from_min_size(Pos2::ZERO, size);
    let leaving = window.places().into_iter().rfind(|(role, what, _)| {
        *role == Role::Button && ["Cancel", "Close", "Keep editing"].contains(&what.as_str())
    });
    let (_, _, rect) = leaving.unwrap();
    assert!(room.contains_rect(rect), "{case}: {rect:?}");
}

// In two halves, for two cores.
#[test]
fn at_every_size_and_scale_all_can_be_reached() {
    holds(every_state().into_iter().step_by(2));
}

#[test]
fn at_every_size_and_scale_all_the_rest_can_be_reached() {
    holds(every_state().into_iter().skip(1).step_by(2));
}
