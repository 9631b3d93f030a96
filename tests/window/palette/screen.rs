//! *Jump to*: by a few letters and Enter, for eyes and for ears.

use std::time::Duration;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::command::Command;
use tokendesk::app::palette::PaletteAction;
use tokendesk::app::palette::{Entry, Palette, ProfileLevel};
use tokendesk::app::profiles::Listing;
use tokendesk::app::profiles::{ProfileRow, RowKey};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Drafts, State};
use tokendesk::model::failure::Stage;
use tokendesk::model::{Account, CopyFormat, ProfileId, Tag};

use crate::harness::screen::{SMALLEST, ScreenHarness};
use crate::samples::{US1, grant, live, mark, now, profile, running_job, secs_ago, showing};

const FIELD: &str = "Search profiles and commands";

/// A window that asks like the real one: what the palette wishes of itself is done.
fn press(window: &mut ScreenHarness, modifiers: Modifiers, key: Key) -> Vec<Action> {
    window.0.key_press_modifiers(modifiers, key);
    settle(window)
}

fn settle(window: &mut ScreenHarness) -> Vec<Action> {
    let mut others = Vec::new();
    for _ in 0..3 {
        window.settle();
        for action in window.asked() {
            let Some(Dialog::Palette(palette)) = &mut window.state_mut().dialog else {
                others.push(action);
                continue;
            };
            match action {
                Action::Palette(PaletteAction::Typed) => {
                    (palette.chosen, palette.is_user_choice) = (None, false);
                }
                Action::Palette(PaletteAction::Settle(entry)) => palette.chosen = Some(entry),
                Action::Palette(PaletteAction::Highlight(entry)) => {
                    (palette.chosen, palette.is_user_choice) = (Some(entry), true);
                }
                Action::Palette(PaletteAction::More(id)) => {
                    let outer_search = std::mem::take(&mut window.0.state_mut().drafts.palette);
                    let mut palette = Palette::new(secs_ago(3));
                    palette.level = Some(ProfileLevel { id, outer_search });
                    window.state_mut().dialog = Some(Dialog::Palette(Box::new(palette)));
                }
                Action::Palette(PaletteAction::Back) => {
                    let level = palette.level.take().unwrap();
                    palette.chosen = Some(Entry::Profile(level.id));
                    window.0.state_mut().drafts.palette = level.outer_search;
                }
                other => others.push(other),
            }
        }
    }
    others
}

fn type_in(window: &mut ScreenHarness, letters: &str) {
    window.0.event(Event::Text(letters.to_owned()));
    assert_eq!(settle(window), []);
}

fn opened(mut state: State) -> ScreenHarness {
    state.dialog = Some(Dialog::Palette(Box::new(Palette::new(secs_ago(3)))));
    let mut window = ScreenHarness::of(state);
    settle(&mut window);
    window
}

fn named(names: &[&str]) -> Vec<ProfileRow> {
    let rows = names.iter().map(|name| profile(name, US1, "key-42"));
    rows.map(ProfileRow::new).collect()
}

fn id(window: &ScreenHarness, name: &str) -> ProfileId {
    let mut rows = window.0.state().state.profiles();
    let row = rows.find(|row| row.profile.name.as_str() == name);
    row.unwrap().profile.id
}

fn rows(window: &ScreenHarness) -> Vec<String> {
    let rows = window.0.query_all_by_role(Role::ListBoxOption);
    let names = rows.filter_map(|row| row.accesskit_node().label());
    names.filter(|name| name.contains(": ")).collect()
}

fn take(window: &ScreenHarness, name: &str) -> [Action; 1] {
    let entry = Entry::Profile(id(window, name));
    [Action::Palette(PaletteAction::Run(entry))]
}

#[test]
fn from_anywhere_two_keys_and_the_letters_lead_to_a_header() {
    let mut window = ScreenHarness::of(showing(named(&["Staging", "Production EU"])));
    let asked = press(&mut window, Modifiers::COMMAND, Key::K);
    assert_eq!(asked, [Action::OpenPalette]);
    let palette = Palette::new(window.0.state().now);
    window.state_mut().dialog = Some(Dialog::Palette(Box::new(palette)));
    window.0.state_mut().now = now().plus(Duration::from_millis(90));
    settle(&mut window);
    type_in(&mut window, "prod");
    let wanted = take(&window, "Production EU");
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
}

#[test]
fn the_field_has_the_keyboard_and_keeps_it() {
    let mut window = opened(showing(named(&["A", "B"])));
    assert_eq!(window.focused().as_deref(), Some(FIELD));
    press(&mut window, Modifiers::NONE, Key::Tab);
    type_in(&mut window, "b");
    assert_eq!(window.focused().as_deref(), Some(FIELD));
    assert_eq!(window.0.state().drafts.palette, "b");
}

#[test]
fn the_keys_choose_and_a_screen_reader_follows() {
    let mut window = opened(showing(named(&["A", "B", "C"])));
    for (key, name) in [
        (Key::ArrowDown, "B: Get token"),
        (Key::ArrowUp, "A: Get token"),
        (Key::ArrowUp, "Keyboard shortcuts"),
        (Key::Home, "A: Get token"),
        (Key::End, "Keyboard shortcuts"),
        (Key::Home, "A: Get token"),
        (Key::PageDown, "Check address of A"),
        (Key::PageUp, "A: Get token"),
    ] {
        assert_eq!(press(&mut window, Modifiers::NONE, key), []);
        assert_eq!(window.focused().as_deref(), Some(name), "{key:?}");
    }
    // Letters have the ear again.
    type_in(&mut window, "c");
    assert_eq!(window.focused().as_deref(), Some(FIELD));
    let wanted = take(&window, "C");
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
}

#[test]
fn a_row_says_what_enter_does() {
    let renewed = live(872);
    let id = renewed.profile.id;
    let other = named(&["Staging"]).remove(0);
    let mut state = showing([renewed, other]);
    mark(&mut state, id, false, Some(Tag::Violet));
    let window = opened(state);
    let names = rows(&window);
    assert_eq!(
        names[..2],
        ["Production EU: Copy header", "Staging: Get token"]
    );
    let row = window.0.get_by_label("Production EU: Copy header");
    let told = row.accesskit_node().description().unwrap();
    assert_eq!(told, "EU5 · key-79muGw9i424, 14:32, Production");
    assert!(window.has("New profile"));

    let mut state = showing([live(872)]);
    state.settings.chosen_format = Some(CopyFormat::TokenOnly);
    assert_eq!(rows(&opened(state))[0], "Production EU: Copy token");
}

#[test]
fn the_number_of_matches_is_announced_politely_with_the_first_one() {
    let mut window = opened(showing(named(&["Staging", "Production EU"])));
    type_in(&mut window, "stag");
    let count = |window: &ScreenHarness| {
        let all: Vec<String> = window.texts();
        all.iter()
            .any(|text| text == "1 result. Staging: Get token")
    };
    assert!(count(&window), "{:?}", window.texts());
    type_in(&mut window, "zz");
    assert!(window.says("No results for “stagzz”"));
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), []);
}

#[test]
fn while_the_keyring_is_read_rows_come_and_the_chosen_one_stays() {
    let mut state = showing(named(&["M"]));
    let job = running_job(0, Stage::Keyring);
    state.listing = Listing::Running {
        job,
        deleted: Vec::new(),
    };
    let mut window = opened(state);
    assert!(window.says(" items · Loading…"));
    let wanted = take(&window, "M");
    let before = named(&["A"]).remove(0);
    let at = now().wall;
    let state = window.state_mut();
    state.settings.last_used.insert(before.profile.id, at);
    state
        .rows
        .insert(0, tokendesk::app::profiles::Row::of(before));
    settle(&mut window);
    assert_eq!(rows(&window)[..2], ["A: Get token", "M: Get token"]);
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
}

#[test]
fn the_second_half_of_a_double_press_that_opened_it_takes_nothing() {
    let mut window = ScreenHarness::of(showing(named(&["A"])));
    // Enter on the menu's item.
    window.0.key_press(Key::Enter);
    window.settle();
    window.asked();
    let palette = Palette::new(window.0.state().now);
    window.state_mut().dialog = Some(Dialog::Palette(Box::new(palette)));
    window.settle();
    window.asked();
    let wanted = take(&window, "A");
    for _ in 0..3 {
        let content = window.0.state_mut();
        content.now = content.now.plus(Duration::from_millis(150));
        assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), []);
    }
    window.wait_half_a_second();
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
}

#[test]
fn enter_after_the_keys_that_opened_it_is_no_double_press_whatever_was_pressed_before() {
    let mut window = ScreenHarness::of(showing(named(&["A"])));
    // Enter on something else, and at once Ctrl+K and Enter.
    press(&mut window, Modifiers::NONE, Key::Enter);
    let asked = press(&mut window, Modifiers::COMMAND, Key::K);
    assert_eq!(asked, [Action::OpenPalette]);
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_millis(100));
    let palette = Palette::new(content.now);
    window.state_mut().dialog = Some(Dialog::Palette(Box::new(palette)));
    settle(&mut window);
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_millis(100));
    let wanted = take(&window, "A");
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
}

#[test]
fn shift_and_enter_opens_a_profile_without_a_sign_in() {
    let mut window = opened(showing(named(&["A", "B"])));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    let open = [Action::Palette(PaletteAction::Open(id(&window, "B")))];
    assert_eq!(press(&mut window, Modifiers::SHIFT, Key::Enter), open);
    // A command of the window has nothing to open: it runs.
    let mut window = opened(showing(named(&["A", "B"])));
    type_in(&mut window, "settings");
    let run = Action::Palette(PaletteAction::Run(Entry::Command(Command::Settings)));
    assert_eq!(press(&mut window, Modifiers::SHIFT, Key::Enter), [run]);
}

#[test]
fn ctrl_c_copies_the_client_id_unless_text_is_selected() {
    let mut window = opened(showing(named(&["A", "B"])));
    window.0.event(Event::Copy);
    let copied = [Action::CopyText("client ID"), Action::CloseDialog];
    assert_eq!(settle(&mut window), copied);
    let text = window.0.state().drafts.to_copy.as_ref();
    assert_eq!(text.unwrap().expose_secret(), "key-42");

    let mut window = opened(showing(named(&["A", "B"])));
    type_in(&mut window, "a");
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.0.event(Event::Copy);
    assert_eq!(settle(&mut window), []);
    assert!(window.0.state().drafts.to_copy.is_none());
}

#[test]
fn the_right_arrow_at_the_end_of_the_text_lists_all_commands_of_the_profile() {
    let mut window = opened(showing(named(&["Acme", "Beta"])));
    type_in(&mut window, "be");
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert!(window.has("Beta: Get token"), "it moved the caret");
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    for command in [
        "Get token",
        "Edit…",
        "Delete…",
        "Open in browser",
        "Check secret",
    ] {
        assert!(window.has(command), "{command}");
    }
    assert!(window.says("← Back"));
    assert_eq!(window.0.state().drafts.palette, "");
    type_in(&mut window, "del");
    let entry = Entry::CommandOf(id(&window, "Beta"), Command::Delete);
    let run = [Action::Palette(PaletteAction::Run(entry))];
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), run);
}

#[test]
fn the_left_arrow_backspace_and_esc_return_to_the_search_as_it_was() {
    for key in [Key::ArrowLeft, Key::Backspace, Key::Escape] {
        let mut window = opened(showing(named(&["Acme", "Beta"])));
        type_in(&mut window, "be");
        press(&mut window, Modifiers::NONE, Key::ArrowRight);
        assert!(window.has("Edit…"));
        assert_eq!(press(&mut window, Modifiers::NONE, key), []);
        assert_eq!(window.0.state().drafts.palette, "be", "{key:?}");
        // The caret is where it was.
        type_in(&mut window, "t");
        assert_eq!(window.0.state().drafts.palette, "bet", "{key:?}");
        assert!(window.has("Beta: Get token"));
    }
}

#[test]
fn a_command_of_another_profile_is_found_by_words_of_both() {
    let mut window = opened(showing(named(&["Acme", "Beta"])));
    type_in(&mut window, "edit be");
    let entry = Entry::CommandOf(id(&window, "Beta"), Command::Edit);
    assert!(window.has("Edit Beta…"));
    let run = [Action::Palette(PaletteAction::Run(entry))];
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), run);
}

#[test]
fn the_pointer_moves_the_choice_and_one_row_is_highlighted() {
    let mut window = opened(showing(named(&["A", "B", "C"])));
    let chosen = |window: &ScreenHarness| {
        let rows = window.0.query_all_by_role(Role::ListBoxOption);
        let chosen = rows.filter(|row| row.accesskit_node().is_selected() == Some(true));
        let names = chosen.filter_map(|row| row.accesskit_node().label());
        // Not the row of the list behind the dialog.
        names.filter(|name| name.contains(':')).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&window), ["A: Get token"]);
    let place = window.0.get_by_label("C: Get token").rect().center();
    window.0.event(Event::PointerMoved(place));
    settle(&mut window);
    assert_eq!(chosen(&window), ["C: Get token"]);
    // A pointer at rest leaves it to the keys.
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(chosen(&window), ["B: Get token"]);
}

#[test]
fn a_held_enter_takes_nothing_and_a_second_press_signs_in_no_second_time() {
    let mut window = opened(showing(named(&["A"])));
    let entry = Entry::Command(Command::NewProfile);
    let new = [Action::Palette(PaletteAction::Run(entry))];
    type_in(&mut window, "new");
    let down = Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    window.0.event(down.clone());
    assert_eq!(settle(&mut window), new);
    // The toolkit marks it as a repetition.
    window.0.event(down);
    assert_eq!(settle(&mut window), []);
    let mut window = opened(showing(named(&["A"])));
    let wanted = take(&window, "A");
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_millis(150));
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), []);
    // The dialog is gone: the next press meets the list, where it means nothing.
    window.state_mut().dialog = None;
    settle(&mut window);
    assert_eq!(window.focused().as_deref(), Some("A"));
    let key = RowKey::Item(id(&window, "A"));
    let asked = press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(asked, [Action::Select(key)]);
}

#[test]
fn esc_ctrl_k_and_a_click_beside_it_close_it() {
    for (modifiers, key) in [(Modifiers::NONE, Key::Escape), (Modifiers::COMMAND, Key::K)] {
        let mut window = opened(showing(named(&["A"])));
        assert_eq!(press(&mut window, modifiers, key), [Action::CloseDialog]);
    }
    let mut window = opened(showing(named(&["A"])));
    let at = egui::pos2(20.0, 640.0);
    for pressed in [true, false] {
        window.pointer(at, pressed);
    }
    assert_eq!(settle(&mut window), [Action::CloseDialog]);
}

#[test]
fn a_click_takes_a_row_and_the_search_gets_the_keyboard_afterwards() {
    let mut window = opened(showing(named(&["A", "B"])));
    window.0.get_by_label("B: Get token").click();
    let wanted = take(&window, "B");
    assert_eq!(settle(&mut window), wanted);

    let mut window = opened(showing(named(&["A", "B"])));
    type_in(&mut window, "search");
    let entry = Entry::Command(Command::Search);
    let wanted = [Action::Palette(PaletteAction::Run(entry))];
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), wanted);
    window.state_mut().dialog = None;
    settle(&mut window);
    assert_eq!(window.focused().as_deref(), Some("Search profiles"));
}

#[test]
fn with_a_thousand_profiles_of_the_longest_names_it_fits_into_the_smallest_window() {
    let mut many: Vec<ProfileRow> = (0..1_000)
        .map(|at| profile(&format!("{} {at}", "W".repeat(59)), US1, &"k".repeat(200)))
        .map(ProfileRow::new)
        .collect();
    many[0].grant = Some(grant(872));
    assert!(matches!(many[0].profile.account, Account::ApiClient { .. }));
    let mut state = showing(many);
    state.dialog = Some(Dialog::Palette(Box::new(Palette::new(secs_ago(3)))));
    let mut window = ScreenHarness::with(state, Drafts::default(), SMALLEST, Theme::Dark);
    settle(&mut window);
    press(&mut window, Modifiers::NONE, Key::End);
    assert_eq!(window.focused().as_deref(), Some("Keyboard shortcuts"));
    let places = window.places();
    let mut below = places
        .iter()
        .filter(|(_, name, _)| name.contains("Esc Close"));
    let bottom = below.next().unwrap().2.bottom();
    assert!(bottom <= SMALLEST.y - 20.0, "{bottom}");
    let last = window.0.get_by_label("Keyboard shortcuts").rect().bottom();
    assert!(last <= bottom, "{last}");
}

#[test]
fn enter_in_the_pass_of_the_last_letters_takes_what_they_find() {
    let mut window = opened(showing(named(&["Alpha", "Beta"])));
    let [down, up] = press_of(Key::Enter);
    let events = [Event::Text("be".to_owned()), down, up];
    window.0.input_mut().events.extend(events);
    let asked = settle(&mut window);
    assert_eq!(asked, take(&window, "Beta"));
}

#[test]
fn arrows_and_enter_in_one_slow_pass_count_one_after_the_other() {
    let mut window = opened(showing(named(&["Alpha", "Beta", "Gamma"])));
    let keys = [Key::ArrowDown, Key::ArrowDown, Key::Enter];
    let events = keys.into_iter().flat_map(press_of);
    window.0.input_mut().events.extend(events);
    let asked = settle(&mut window);
    assert_eq!(asked, take(&window, "Gamma"));
}

fn press_of(key: Key) -> [Event; 2] {
    [true, false].map(|pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    })
}

#[test]
fn enter_takes_nothing_in_the_pass_in_which_the_chosen_one_is_gone() {
    let mut window = opened(showing(named(&["Alpha", "Beta", "Gamma"])));
    assert_eq!(press(&mut window, Modifiers::NONE, Key::ArrowDown), []);
    window.state_mut().rows.remove(1);
    let asked = press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(asked, []);
    let asked = press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        asked,
        take(&window, "Alpha"),
        "it is the one that is seen now"
    );
}

#[test]
fn a_press_on_a_row_that_another_one_moves_under_takes_nothing() {
    let mut window = opened(showing(named(&["Beta", "Gamma"])));
    let row = window.0.get_by_label("Beta: Get token").rect().center();
    let button = |pressed| Event::PointerButton {
        pos: row,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    // Without a rest in between: a press that lasts long is no click.
    window.0.event(Event::PointerMoved(row));
    window.0.step();
    window.0.event(button(true));
    window.0.step();
    window.state_mut().rows.remove(0);
    window.0.event(button(false));
    assert_eq!(settle(&mut window), []);
}
