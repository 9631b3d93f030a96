//! The text of an answer: searched, selected and scrolled, however long it is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::profiles::Row;
use tokendesk::app::request::{RequestPhase, ShownAs};
use tokendesk::app::tab::Tab;
use tokendesk::app::{Action, Drafts};
use tokendesk::model::ResponseText;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::tabs::{answered, on, response};

/// What an answer may have at most.
const MOST: usize = 262_144;

fn show(response: ResponseText, shown_as: ShownAs, size: egui::Vec2) -> ScreenHarness {
    let mut row = answered(response);
    row.request.shown_as = shown_as;
    let state = on(Tab::Request, [row]);
    ScreenHarness::with(state, Drafts::default(), size, egui::Theme::Light)
}

fn raw(text: &str) -> ScreenHarness {
    show(response(200, text), ShownAs::Raw, USUAL)
}

/// Lets another answer come.
fn answer_with(window: &mut ScreenHarness, text: &str) {
    let row = &window.state_mut().rows[0];
    let mut row = row.profile().unwrap().clone();
    row.request.phase = RequestPhase::Response(response(200, text).into());
    window.state_mut().rows = vec![Row::of(row)];
    window.settle();
}

fn many_lines() -> String {
    let lines: Vec<_> = (0..20_000).map(|n| format!("line {n}\n")).collect();
    lines.concat()
}

fn place(window: &ScreenHarness) -> Rect {
    window.0.get_by_label("Response").rect()
}

/// What is in view, as a screen reader has it.
fn in_view(window: &ScreenHarness) -> String {
    let node = window.0.get_by_label("Response").accesskit_node();
    node.value().unwrap()
}

fn keys(window: &mut ScreenHarness, modifiers: Modifiers, keys: &[Key]) {
    for key in keys {
        window.0.key_press_modifiers(modifiers, *key);
        window.settle();
    }
}

/// A click. Two of them on one place are a double click, however slow a pass is.
fn click(window: &mut ScreenHarness, at: Pos2) {
    window.0.ctx.options_mut(|options| {
        options.input_options.max_double_click_delay = 10.0;
        options.input_options.max_click_duration = 10.0;
    });
    window.pointer(at, true);
    window.pointer(at, false);
    window.0.step();
}

/// What Ctrl+C copies.
fn copied(window: &mut ScreenHarness) -> Option<String> {
    window.asked();
    window.0.event(Event::Copy);
    window.settle();
    let is_asked = window.asked() == [Action::CopyText("response text")];
    let selection = window.0.state_mut().drafts.to_copy.take();
    assert_eq!(is_asked, selection.is_some());
    selection.map(|text| text.expose_secret().to_owned())
}

#[test]
fn a_long_response_is_a_read_only_text_whose_value_is_what_is_in_view() {
    let window = raw("one\ntwo");
    let node = window
        .0
        .get_by_role_and_label(Role::MultilineTextInput, "Response");
    let node = node.accesskit_node();
    assert_eq!(node.value().as_deref(), Some("one\ntwo"));
    assert!(node.is_read_only());
}

#[test]
fn only_what_is_in_view_is_laid_out_and_the_keys_scroll() {
    let mut window = raw(&many_lines());
    assert!(in_view(&window).starts_with("line 0\nline 1\n"));
    assert!(in_view(&window).len() < 2_000);
    window.0.get_by_label("Response").focus();
    window.settle();
    keys(
        &mut window,
        Modifiers::NONE,
        &[Key::ArrowDown, Key::ArrowDown],
    );
    assert!(
        in_view(&window).starts_with("line 2\n"),
        "{}",
        in_view(&window)
    );
    keys(
        &mut window,
        Modifiers::NONE,
        &[Key::PageDown, Key::PageUp, Key::ArrowUp],
    );
    assert!(in_view(&window).starts_with("line 1\n"));
    keys(&mut window, Modifiers::NONE, &[Key::End]);
    assert!(in_view(&window).ends_with("line 19999\n"));
    keys(&mut window, Modifiers::NONE, &[Key::Home]);
    assert!(in_view(&window).starts_with("line 0\n"));
    assert_eq!(window.asked(), [], "the arrows do not move in the list");
}

#[test]
fn a_selection_goes_on_in_what_was_not_in_view_when_it_began() {
    let text = many_lines();
    let mut window = raw(&text);
    window.0.get_by_label("Response").focus();
    window.settle();
    let ctrl_shift = Modifiers::COMMAND.plus(Modifiers::SHIFT);
    keys(&mut window, ctrl_shift, &[Key::End]);
    assert!(in_view(&window).ends_with("line 19999\n"), "it goes along");
    assert_eq!(copied(&mut window).as_deref(), Some(text.as_str()));
    keys(&mut window, Modifiers::SHIFT, &[Key::PageUp]);
    keys(&mut window, ctrl_shift, &[Key::Home]);
    assert_eq!(copied(&mut window), None, "nothing is selected");
    keys(&mut window, Modifiers::COMMAND, &[Key::A]);
    assert_eq!(copied(&mut window).as_deref(), Some(text.as_str()));
}

#[test]
fn a_drag_beyond_the_edge_scrolls_and_selects() {
    let text = many_lines();
    let mut window = raw(&text);
    let place = place(&window);
    window.pointer(place.left_top() + vec2(1.0, 1.0), true);
    window.0.step();
    let beyond = Pos2::new(place.center().x, place.bottom() + 60.0);
    for n in 0..60 {
        let n = f32::from(u8::try_from(n % 2).unwrap());
        window.0.event(Event::PointerMoved(beyond + vec2(n, 0.0)));
        window.0.step();
    }
    window.pointer(beyond, false);
    window.0.step();
    assert!(!in_view(&window).starts_with("line 0\n"), "it scrolled");
    let copied = copied(&mut window).unwrap();
    assert!(
        copied.starts_with("line 0\nline 1\n") && copied.len() > 300,
        "{}",
        copied.len()
    );
    assert!(text.starts_with(&copied));
}

#[test]
fn a_double_click_selects_a_word_and_shift_extends_to_a_click() {
    let mut window = raw("\"user_id\": 42\nnext");
    let at = place(&window).left_top() + vec2(30.0, 8.0);
    click(&mut window, at);
    click(&mut window, at);
    assert_eq!(copied(&mut window).as_deref(), Some("user_id"));
    window.0.run_steps(30);
    let start = place(&window).left_top() + vec2(1.0, 8.0);
    click(&mut window, start);
    window.0.event(Event::ModifiersChanged(Modifiers::SHIFT));
    let end = place(&window).left_top() + vec2(400.0, 25.0);
    click(&mut window, end);
    window.0.event(Event::ModifiersChanged(Modifiers::NONE));
    assert_eq!(
        copied(&mut window).as_deref(),
        Some("\"user_id\": 42\nnext")
    );
}

#[test]
fn without_a_selection_the_keys_to_copy_copy_the_header_and_a_click_elsewhere_ends_it() {
    let mut window = raw("one two");
    let id = window.0.state().state.rows[0].profile().unwrap().profile.id;
    let header = Action::CopyHeader(id);
    let at = place(&window).left_top() + vec2(8.0, 8.0);
    click(&mut window, at);
    click(&mut window, at);
    assert_eq!(copied(&mut window).as_deref(), Some("one"));
    let elsewhere = window.0.get_by_label("Path").rect();
    click(&mut window, elsewhere.left_center() - vec2(20.0, 0.0));
    window.settle();
    window.asked();
    window.0.event(Event::Copy);
    window.settle();
    assert_eq!(window.asked(), [header]);
}

#[test]
fn a_search_counts_goes_round_and_brings_each_hit_into_view() {
    let mut window = raw(&many_lines()
        .replace("line 7\n", "Ziel\n")
        .replace("line 15000\n", "ZIEL\n"));
    window.0.get_by_label("Search response").focus();
    window.settle();
    window.0.event(Event::Text("ziel".to_owned()));
    window.settle();
    assert!(window.has("1 of 2"));
    keys(&mut window, Modifiers::NONE, &[Key::Enter]);
    assert!(window.has("2 of 2"));
    assert!(in_view(&window).contains("ZIEL"));
    assert_eq!(window.focused().as_deref(), Some("Search response"));
    keys(&mut window, Modifiers::NONE, &[Key::Enter]);
    assert!(window.has("1 of 2") && in_view(&window).contains("Ziel"));
    keys(&mut window, Modifiers::SHIFT, &[Key::Enter]);
    assert!(window.has("2 of 2") && in_view(&window).contains("ZIEL"));
    window.press("Next match");
    assert!(window.has("1 of 2"));
    window.0.event(Event::Text("x".to_owned()));
    window.settle();
    window.0.get_by_label("Search response").focus();
    window.settle();
    window.0.event(Event::Text("x".to_owned()));
    window.settle();
    assert!(window.has("none"));
}

#[test]
fn esc_in_the_search_empties_it_and_the_next_one_leaves_it() {
    let mut window = raw(&many_lines());
    window.0.get_by_label("Search response").focus();
    window.settle();
    window.0.event(Event::Text("line 7".to_owned()));
    window.settle();
    assert!(window.has("Next match"));
    keys(&mut window, Modifiers::NONE, &[Key::Escape]);
    assert!(!window.has("Next match"));
    assert_eq!(window.focused().as_deref(), Some("Search response"));
    assert_eq!(window.asked(), []);
    keys(&mut window, Modifiers::NONE, &[Key::Escape]);
    assert_eq!(window.focused(), None);
}

#[test]
fn wide_characters_stay_inside_and_can_be_picked() {
    let wide = "世界 Grüße e\u{301}\u{202e}\u{0} ".repeat(200);
    let mut window = show(response(200, "é"), ShownAs::Raw, SMALLEST);
    // The fonts that come with the program lack some of these; a box is drawn then.
    let tofu = egui::epaint::text::MissingGlyphPolicy::Tofu;
    window.0.ctx.set_missing_glyph_policy(tofu);
    answer_with(&mut window, &wide);
    let room = place(&window);
    for node in window.0.get_all_by_role(Role::TextRun) {
        let rect = node.rect();
        let is_answer = rect.top() >= room.top() - 20.0
            && node
                .accesskit_node()
                .value()
                .is_some_and(|text| text.contains('世'));
        assert!(
            !is_answer || rect.right() <= room.right() + 1.0,
            "{rect:?} in {room:?}"
        );
    }
    assert!(
        !in_view(&window).contains('\u{202e}'),
        "it would turn the rest"
    );
    window.0.get_by_label("Response").focus();
    window.settle();
    keys(&mut window, Modifiers::COMMAND, &[Key::A]);
    assert_eq!(
        copied(&mut window),
        Some(wide),
        "what is copied is what came"
    );
}

#[test]
fn another_answer_begins_at_its_top_with_nothing_selected() {
    let mut window = raw(&many_lines());
    window.0.get_by_label("Response").focus();
    window.settle();
    keys(&mut window, Modifiers::COMMAND, &[Key::A]);
    keys(&mut window, Modifiers::NONE, &[Key::End]);
    answer_with(&mut window, "é");
    assert_eq!(in_view(&window), "é");
    assert_eq!(copied(&mut window), None);
}

#[test]
fn what_was_worked_out_for_an_answer_is_forgotten_when_it_is_out_of_view() {
    let mut window = raw("one two");
    let row = window.0.state().state.rows[0].profile().unwrap();
    let RequestPhase::Response(response) = row.request.phase.clone() else {
        unreachable!("it was answered");
    };
    assert_eq!(
        Arc::weak_count(&response),
        1,
        "the rows are kept for the next pass"
    );
    window.state_mut().tab = Tab::Claims;
    window.settle();
    assert_eq!(Arc::weak_count(&response), 0);
}

/// The slowest frames of a scroll through an answer of 256 KiB, each kind once. Debug builds of this crate are slow, so the bound is
/// generous; for figures of a release build: `cargo test --release --test window answer_frames -- --nocapture`.
#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures, and shows the figures"
)]
fn answer_frames_stay_short_at_256_kib_in_many_lines_and_in_one() {
    let one_line = format!(
        "[{}\"x\"]",
        "{\"name\":\"value ü\",\"n\":12345},".repeat(MOST / 32)
    );
    let lines = "{\n  \"name\": \"value\",\n  \"number\": 12345\n},\n".repeat(MOST / 42);
    for (kind, text) in [("many lines", lines), ("one line", one_line)] {
        let began = Instant::now();
        let mut window = raw(&text);
        let first = began.elapsed();
        let over = place(&window).center();
        let at_the_top = in_view(&window);
        let mut slowest = Duration::ZERO;
        let mut all = Duration::ZERO;
        window.0.event(Event::PointerMoved(over));
        for _ in 0..120 {
            window.0.event(Event::MouseWheel {
                unit: egui::MouseWheelUnit::Point,
                source: egui::MouseWheelSource::Unknown,
                delta: vec2(0.0, -400.0),
                phase: egui::TouchPhase::Move,
                modifiers: Modifiers::NONE,
            });
            let began = Instant::now();
            window.0.step();
            let took = began.elapsed();
            slowest = slowest.max(took);
            all += took;
        }
        let mean = all / 120;
        assert_ne!(in_view(&window), at_the_top, "{kind}: it scrolled");
        println!(
            "{kind}: {} KiB, window and first frames {first:?}, then {mean:?} a frame, slowest {slowest:?}",
            text.len() / 1_024
        );
        assert!(mean < Duration::from_millis(500), "{kind}: {mean:?}");
    }
}
