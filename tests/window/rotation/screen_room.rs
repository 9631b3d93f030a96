//! The room that the dialog *Check secret reset…* has for what was found.

use std::time::Duration;

use egui::{Pos2, Rect, Theme};
use tokendesk::app::rotation::{Replacing, RotationPhase};
use tokendesk::app::state::Dialog;
use tokendesk::model::KeyringFailure;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::rotation::screen::{client, neither, typed};
use crate::samples::check::{checking_rotation, found, took_effect};
use crate::samples::live;

#[test]
fn in_the_smallest_window_both_results_fit() {
    let state = checking_rotation(live(872), |check| {
        check.phase = found(took_effect(), Replacing::Idle);
    });
    let window = ScreenHarness::with(state, typed("new-secret-1"), SMALLEST, Theme::Dark);
    let room = Rect::from_min_size(Pos2::ZERO, SMALLEST);
    for told in ["no longer accepted", "HTTP 401 · 187 ms"] {
        let (_, _, rect) = window
            .places()
            .into_iter()
            .find(|(_, what, _)| what == told)
            .expect(told);
        assert!(room.contains_rect(rect), "{told}: {rect:?}");
    }
}

/// Draws until nothing more is to be drawn, as the window does: not a pass more.
fn come_to_rest(window: &mut ScreenHarness) {
    for _ in 0..20 {
        window.0.step();
        let outputs = window.0.output().viewport_output.values();
        if outputs.map(|output| output.repaint_delay).min() > Some(Duration::ZERO) {
            return;
        }
    }
    unreachable!("it never rests");
}

fn place(window: &ScreenHarness, name: &str) -> Rect {
    let mut places = window.places().into_iter();
    let found = places.find(|(_, what, _)| what.starts_with(name));
    found.unwrap_or_else(|| unreachable!("no {name}")).2
}

#[test]
fn what_was_found_scrolls_nothing_away_where_there_is_room_and_moves_the_dialog_no_further_than_it_must()
 {
    for phase in [
        found(took_effect(), Replacing::Idle),
        neither(Replacing::Confirming),
        found(
            took_effect(),
            Replacing::Failed(KeyringFailure::NotAsWritten),
        ),
    ] {
        let mut window = client(RotationPhase::Asking);
        let gap = |window: &ScreenHarness| {
            let title = place(window, "Check secret reset · Production EU");
            place(window, "Paste the new secret").top() - title.bottom()
        };
        let before = gap(&window);
        let gap_below = |window: &ScreenHarness| {
            // Where nothing was found yet, the field is the last thing above the buttons.
            place(window, "Close").top() - place(window, "New secret").bottom()
        };
        assert!(gap_below(&window) < 80.0, "{}", gap_below(&window));
        let title_before = place(&window, "Check secret reset · Production EU").top();
        if let Some(Dialog::Rotation(check)) = &mut window.state_mut().dialog {
            check.phase = phase;
        }
        come_to_rest(&mut window);
        assert!((gap(&window) - before).abs() < 1.0, "{}", gap(&window));
        let title = place(&window, "Check secret reset · Production EU");
        let last = place(&window, "Close");
        // The dialog’s own margin, and what is left of the window below it.
        let below = USUAL.y - last.bottom() - 24.0;
        let has_moved = (title.top() - title_before).abs() > 1.0;
        assert!(!has_moved || (below - 20.0).abs() < 3.0, "{below}");
        assert!(below >= 19.0, "{below}");
    }
}
