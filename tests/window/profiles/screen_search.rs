//! The search by keyboard: what Enter and the key of the solid button do there.

use egui::accesskit::{Live, Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::profiles::{ListAction, ListFilter, ProfileRow, Row, RowKey};
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::ProfileId;

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::tenants::forty;
use crate::samples::{US1, profile, showing};

const SEARCH: &str = "Search profiles";

/// The last one is selected.
fn four() -> State {
    let names = ["Zada", "Zalan", "Bea", "Cleo"];
    let rows = names.map(|name| ProfileRow::new(profile(name, US1, "key")));
    let mut state = showing(rows);
    state.selected = state.rows.last().map(|row| row.key);
    state
}

fn key_of(window: &ScreenHarness, name: &str) -> RowKey {
    let mut rows = window.0.state().state.rows.iter();
    let is_it = |row: &&Row| row.profile().unwrap().profile.name.as_str() == name;
    rows.find(is_it).unwrap().key
}

fn id(key: RowKey) -> ProfileId {
    let RowKey::Item(id) = key else {
        panic!("{key:?}")
    };
    id
}

fn searching(search: &str) -> ScreenHarness {
    let mut window = ScreenHarness::of(four());
    window.0.get_by_label(SEARCH).focus();
    window.settle();
    type_on(&mut window, search);
    window
}

fn type_on(window: &mut ScreenHarness, text: &str) {
    window.0.get_by_label(SEARCH).type_text(text);
    window.settle();
    window.asked();
}

/// The letters and Enter come in one pass.
fn type_and_enter(text: &str, modifiers: Modifiers) -> ScreenHarness {
    let mut window = searching("");
    let enter = Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    };
    let events = [Event::Text(text.to_owned()), enter];
    window.0.input_mut().events.extend(events);
    window.settle();
    window
}

#[test]
fn enter_takes_the_first_hit_and_moves_the_keyboard_there() {
    let mut window = searching("z");
    let zada = key_of(&window, "Zada");
    assert_eq!(window.key(Key::Enter), [Action::Select(zada)]);
    window.state_mut().selected = Some(zada);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Zada"));
    let asked = window.command_key(Key::Enter);
    assert_eq!(asked, [Action::GetToken(id(zada))]);
}

#[test]
fn enter_takes_the_hit_that_the_arrows_moved_to_unless_something_was_typed_since() {
    let moved_to_alan = || {
        let mut window = searching("z");
        for name in ["Zada", "Zalan"] {
            let to = key_of(&window, name);
            assert_eq!(window.key(Key::ArrowDown), [Action::Select(to)]);
            window.state_mut().selected = Some(to);
            window.settle();
        }
        window
    };
    let mut window = moved_to_alan();
    assert_eq!(window.key(Key::Enter), [], "it is selected");
    assert_eq!(window.focused().as_deref(), Some("Zalan"));

    let mut window = moved_to_alan();
    type_on(&mut window, " ");
    let zada = key_of(&window, "Zada");
    assert_eq!(window.key(Key::Enter), [Action::Select(zada)]);
}

#[test]
fn enter_without_a_hit_leaves_the_keyboard_in_the_search() {
    let mut window = searching("zzz");
    assert_eq!(window.key(Key::Enter), []);
    assert_eq!(window.focused().as_deref(), Some(SEARCH));
}

#[test]
fn esc_clears_the_search_from_the_list_too() {
    let mut window = searching("cleo");
    window.key(Key::Enter);
    let row = window.focused().unwrap();
    assert!(row.starts_with("Cleo"), "{row}");
    assert_eq!(window.key(Key::Escape), []);
    assert_eq!(window.0.state().drafts.search, "");
}

#[test]
fn letters_and_enter_in_one_pass_take_the_hit_of_those_letters() {
    let mut window = type_and_enter("be", Modifiers::NONE);
    let bea = key_of(&window, "Bea");
    assert_eq!(window.asked(), [Action::Select(bea)]);
}

#[test]
fn the_primary_key_acts_on_the_only_hit_and_selects_the_first_of_several() {
    let mut window = searching("be");
    let bea = key_of(&window, "Bea");
    let asked = window.command_key(Key::Enter);
    assert_eq!(asked, [Action::Select(bea), Action::GetToken(id(bea))]);

    let mut window = searching("z");
    let zada = key_of(&window, "Zada");
    assert_eq!(window.command_key(Key::Enter), [Action::Select(zada)]);
}

#[test]
fn the_primary_key_says_why_it_does_nothing_without_a_hit() {
    let mut window = searching("zzz");
    let asked = window.command_key(Key::Enter);
    assert_eq!(asked, [Action::List(ListAction::ExplainNoMatch)]);
}

#[test]
fn the_primary_key_means_the_selected_profile_where_that_is_a_hit() {
    let mut window = searching("e");
    let cleo = key_of(&window, "Cleo");
    let asked = window.command_key(Key::Enter);
    assert_eq!(asked, [Action::GetToken(id(cleo))]);
}

#[test]
fn letters_and_the_primary_key_in_one_pass_mean_the_hit_of_those_letters() {
    let mut window = type_and_enter("be", Modifiers::COMMAND);
    let bea = key_of(&window, "Bea");
    let asked = window.asked();
    assert_eq!(asked, [Action::Select(bea), Action::GetToken(id(bea))]);
}

#[test]
fn the_search_says_how_many_it_finds() {
    let window = searching("z");
    let count = window.0.get_by_label("2 of 4");
    assert_eq!(count.accesskit_node().live(), Live::Polite);
    assert!(!searching("").says(" of 4"));
}

#[test]
fn a_long_list_starts_at_the_selected_row() {
    let rows = (0..300).map(|n| ProfileRow::new(profile(&format!("P{n:03}"), US1, "key")));
    let mut state = showing(rows);
    state.selected = Some(state.rows[250].key);
    let window = ScreenHarness::of(state);
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, "P250");
    let rect = row.rect();
    assert!(rect.top() > 50.0 && rect.bottom() < 610.0, "{rect:?}");
}

/// The keyring gives them in any order, some in each pass.
#[test]
fn a_list_that_is_still_being_read_keeps_the_selected_row_in_view() {
    let rows = (0..300).map(|n| ProfileRow::new(profile(&format!("P{n:03}"), US1, "key")));
    let mut rows: Vec<_> = showing(rows).rows;
    let mut state = showing([]);
    state.rows.push(rows.remove(250));
    state.selected = Some(state.rows[0].key);
    let mut window = ScreenHarness::of(state);
    for batch in rows.chunks(23).rev() {
        let shown = &mut window.state_mut().rows;
        shown.extend(batch.iter().cloned());
        shown.sort_by_key(|row| row.profile().unwrap().profile.name.to_string());
        window.0.step();
    }
    window.settle();
    let row = window.0.get_by_role_and_label(Role::ListBoxOption, "P250");
    let rect = row.rect();
    assert!(rect.top() > 50.0 && rect.bottom() < 610.0, "{rect:?}");
}

#[test]
fn the_page_keys_work_after_a_click_on_a_row() {
    let mut window = ScreenHarness::of(forty());
    let row = window
        .0
        .get_by_role_and_label(Role::ListBoxOption, "Acme Logistics");
    row.click();
    window.settle();
    window.asked();
    for (key, at) in [(Key::End, 39), (Key::PageDown, 14)] {
        let to = window.0.state().state.rows[at].key;
        assert_eq!(window.key(key), [Action::Select(to)]);
    }
}

#[test]
fn a_search_looks_in_everything_and_the_chip_comes_back_when_it_is_empty() {
    let mut state = forty();
    state.filter = ListFilter::Attention;
    let drafts = Drafts {
        search: "bright".to_owned(),
        ..Drafts::default()
    };
    let mut window = ScreenHarness::with(state, drafts, USUAL, egui::Theme::Light);
    let is_chosen = |window: &ScreenHarness, name: &str| {
        let chip = window.0.get_by_role_and_label(Role::RadioButton, name);
        chip.accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(window.has("2 of 40"));
    assert!(window.has("Bright Dental") && window.has("Bright Dental (test)"));
    assert!(is_chosen(&window, "All") && !is_chosen(&window, "Attention"));
    window.0.state_mut().drafts.search.clear();
    window.settle();
    assert!(window.has("Bright Dental") && !window.has("Bright Dental (test)"));
    assert!(is_chosen(&window, "Attention"));
}

#[test]
fn the_chips_keep_their_place_during_a_search() {
    let mut window = ScreenHarness::of(forty());
    let top = |window: &ScreenHarness| {
        let chip = window.0.get_by_role_and_label(Role::RadioButton, "All");
        chip.rect().top()
    };
    let before = top(&window);
    window.0.state_mut().drafts.search = "bright".to_owned();
    window.settle();
    assert!((top(&window) - before).abs() < 0.1, "{before}");
}

#[test]
fn words_match_in_any_order_and_the_best_match_is_first_without_sections() {
    let rows = |search: &str| {
        let drafts = Drafts {
            search: search.to_owned(),
            ..Drafts::default()
        };
        let window = ScreenHarness::with(forty(), drafts, USUAL, egui::Theme::Light);
        let headings = window
            .0
            .query_all_by_role_and_label(Role::Heading, "Production");
        assert_eq!(headings.count(), 0, "{search}");
        let mut rows: Vec<_> = window
            .0
            .query_all_by_role(Role::ListBoxOption)
            .map(|row| (row.rect().top(), row.accesskit_node().label().unwrap()))
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        rows.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(
        rows("logistics acme")[..2],
        ["Acme Logistics", "Acme Logistics (test)"]
    );
    assert_eq!(rows("test bright"), ["Bright Dental (test)"]);
    // A word of a name before letters inside one.
    assert_eq!(rows("air")[0], "Kestrel Air");
    // As in *Jump to*, a few letters of a name are enough.
    assert!(rows("kstrl").contains(&"Kestrel Air".to_owned()));
}

#[test]
fn a_right_click_in_the_search_offers_to_paste() {
    let mut window = searching("z");
    let at = window.0.get_by_label(SEARCH).rect().center();
    window.0.hover_at(at);
    for pressed in [true, false] {
        window.0.event(Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.settle();
    assert!(window.has("Paste"));
}
