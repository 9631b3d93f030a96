//! Every state in both themes: all controls have names. And what it means that all lie in the window or can be scrolled to, and
//! that no text lies over another.

use std::collections::BTreeMap;

use egui::Theme;
use egui::accesskit::{Action, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_system_font_provider::SystemFontProvider;
use tokendesk::app::editor::EditorMode;
use tokendesk::app::profiles::Listing;
use tokendesk::app::state::{Notice, NoticeTone};
use tokendesk::app::{Action as ConsoleProbe, Drafts, State};
use tokendesk::model::KeyringFailure;
use tokendesk::model::failure::Stage;

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::check::{accepted, checked, with_check};
use crate::samples::states::{clone, every_state};
use crate::samples::{copied_item, editing, editor, empty, now, production, running_job, showing};

#[test]
fn every_state_can_be_drawn_in_both_themes_with_all_controls_named() {
    for (name, state) in every_state() {
        for theme in [Theme::Light, Theme::Dark] {
            let window = ScreenHarness::with(clone(&state), Drafts::default(), USUAL, theme);
            let unnamed = window.0.unnamed_widgets();
            assert!(unnamed.is_empty(), "{name}, {theme:?}: {unnamed:?}");
        }
    }
}

/// Rows and fields below the fold are reached by scrolling; beside the window nothing is, but the text that a field scrolls itself.
pub(crate) fn nothing_sticks_out(name: &str, window: &ScreenHarness, size: egui::Vec2) {
    for (role, what, rect) in window.places() {
        let is_in = rect.left() >= 0.0 && rect.right() <= size.x + 0.5 || role == Role::TextRun;
        assert!(is_in, "{name}: {role:?} “{what}” at {rect:?}");
    }
}

/// No text and no button lies over another, down to `floor`.
pub(crate) fn nothing_overlaps(name: &str, window: &ScreenHarness, floor: f32) {
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

/// Screen readers keep what they once learned of an id, such as that it is a text: a button under the same id could not be pressed.
#[test]
fn no_button_of_the_first_reading_has_the_id_of_something_else_that_was_there() {
    let running = |secs| Listing::Running {
        job: running_job(secs, Stage::Keyring),
        deleted: Vec::new(),
    };
    let failed = Listing::Failed(KeyringFailure::Locked);
    let order = [
        Listing::NotYet,
        running(0),
        running(9),
        Listing::Stopped,
        running(9),
        failed,
        running(0),
        Listing::Done,
    ];
    let mut window = ScreenHarness::of(empty());
    let mut known = BTreeMap::new();
    for listing in order {
        let told = format!("{listing:?}");
        window.state_mut().listing = listing;
        window.settle();
        for node in window.0.root().children_recursive() {
            let node = node.accesskit_node();
            let what = (node.role(), node.data().supports_action(Action::Click));
            let before = *known.entry(node.locate().0.0).or_insert(what);
            assert_eq!(before, what, "{told}: {:?}", node.label());
        }
    }
}

/// A clock that jumps lets everything fall due at once, in the very pass in which the first press after it arrives.
#[test]
fn a_press_by_a_screen_reader_counts_though_something_above_or_below_goes_in_the_same_pass() {
    type Show<'a> = &'a dyn Fn(&mut State);

    let notice = |state: &mut State| {
        state.notice = Some(Notice {
            text: "Client ID copied.".to_owned(),
            tone: NoticeTone::Good,
            until: Some(now()),
            tags_before: Vec::new(),
        });
    };
    let strip = |state: &mut State| state.copied_item = Some(copied_item());
    let listing = |state: &mut State| state.listing = Listing::Stopped;
    let row = production();
    let message = |state: &mut State| {
        *state = showing([with_check(row.clone(), checked(accepted(), 5))]);
    };
    let shown: [(&str, Show<'_>); 4] = [
        ("notice", &notice),
        ("strip", &strip),
        ("listing", &listing),
        ("message", &message),
    ];
    let id = row.profile.id;
    for (what, show) in shown {
        for (button, asked) in [
            ("Get token and copy header", ConsoleProbe::GetToken(id)),
            ("Edit", ConsoleProbe::Edit(id)),
        ] {
            let mut state = showing([row.clone()]);
            show(&mut state);
            let mut window = ScreenHarness::of(state);
            window.button(button).click_accesskit();
            *window.state_mut() = showing([row.clone()]);
            window.settle();
            assert_eq!(window.asked(), [asked], "{what}, {button}");
        }
    }
}

#[test]
fn a_name_in_arabic_is_spelled_in_order_in_its_field() {
    const NAME: &str = "مرحبا الاسم 12 abc";
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    let fonts = std::sync::Arc::new(SystemFontProvider::new());
    window.0.ctx.add_font_provider(fonts);
    window.0.state_mut().drafts.editor.fields.name = NAME.to_owned();
    window.settle();
    let runs = window.0.query_all_by_role(Role::TextRun);
    let runs: Vec<String> = runs
        .filter_map(|run| run.accesskit_node().value())
        .collect();
    assert!(runs.iter().any(|run| run == NAME), "{runs:?}");
    let is_arabic = |run: &&String| run.contains(|c: char| ('\u{600}'..'\u{700}').contains(&c));
    assert_eq!(runs.iter().filter(is_arabic).count(), 1);
}
