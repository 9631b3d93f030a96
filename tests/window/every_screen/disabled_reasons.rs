//! What cannot be used now says why, and what is cut can be read whole: on all samples of all screens.

use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::Drafts;
use tokendesk::app::check_all::CheckAllPhase;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::check::{check_all, checking_all, ended, table};
use crate::samples::states::every_state;
use crate::samples::{copied_item, live, showing, widest};

#[test]
fn whatever_cannot_be_used_now_says_why() {
    let mut resting = 0;
    for (name, state) in every_state() {
        let window = ScreenHarness::with(state, Drafts::default(), USUAL, Theme::Light);
        for node in window.0.root().children_recursive() {
            let node = node.accesskit_node();
            if !node.is_disabled() || matches!(node.role(), Role::Label | Role::TextRun) {
                continue;
            }
            let why = node.description().unwrap_or_default();
            let control = node.label().unwrap_or_default();
            assert!(!why.is_empty(), "{name}: {:?} “{control}”", node.role());
            resting += 1;
        }
    }
    // Otherwise this proves nothing.
    assert!(resting > 20, "{resting}");
}

/// How many texts say this, and how many do once `at` was pointed at for a while.
fn said_before_and_after(window: &mut ScreenHarness, at: egui::Pos2, what: &str) -> (usize, usize) {
    let count = |window: &ScreenHarness| {
        let texts = window.texts();
        texts.iter().filter(|text| text.contains(what)).count()
    };
    let before = count(window);
    window.0.hover_at(at);
    window.0.run_steps(60);
    (before, count(window))
}

#[test]
fn a_truncated_row_of_the_check_table_shows_all_of_its_text_on_hover() {
    let rows = vec![live(872), widest(), live(60), live(30)];
    let host = rows[1].profile.console.host();
    let phase = CheckAllPhase::Done(table(&rows, ended()));
    let state = checking_all(rows, check_all(phase));
    let mut window = ScreenHarness::with(state, Drafts::default(), SMALLEST, Theme::Light);
    let name = "W".repeat(64);
    let row = window.0.get_by_role_and_label(Role::Row, &name);
    let at = row.rect().center();
    for what in [&host, &"W".repeat(200)] {
        let (before, after) = said_before_and_after(&mut window, at, what);
        assert!(after > before, "{what}: {before}, {after}");
        window.0.hover_at(egui::Pos2::ZERO);
        window.settle();
    }
}

#[test]
fn the_strip_of_the_clipboard_tells_the_whole_of_a_long_name() {
    let mut state = showing([live(872)]);
    state.copied_item = Some(copied_item());
    state.copied_item.as_mut().unwrap().name = "W".repeat(64);
    let mut window = ScreenHarness::with(state, Drafts::default(), SMALLEST, Theme::Light);
    let name = "W".repeat(64);
    assert!(window.says(&name), "screen readers read it whole");
    let places = window.places();
    let strip = places
        .iter()
        .find(|(_, text, _)| text.contains("header copied"));
    let strip = strip.unwrap().2.center();
    let (before, after) = said_before_and_after(&mut window, strip, &name);
    assert!(after > before, "{before}, {after}");
}
