//! The window without a mouse.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::Action;
use tokendesk::app::editor::{EditorAction, EditorMode};
use tokendesk::app::profiles::ProfileRow;
use tokendesk::app::state::Dialog;
use tokendesk::ui::commands::{Command, with_shortcut};

use crate::harness::screen::ScreenHarness;
use crate::samples::{
    US1, attempt, editing, editor, empty, failed, live, production, profile, refused, showing,
};

fn press(window: &mut ScreenHarness, modifiers: Modifiers, key: Key) -> Vec<Action> {
    window.0.key_press_modifiers(modifiers, key);
    window.settle();
    window.asked()
}

fn tab_through(window: &mut ScreenHarness) -> Vec<String> {
    let mut names = Vec::new();
    for _ in 0..30 {
        window.0.key_press(Key::Tab);
        window.settle();
        let name = window.focused().unwrap_or_default();
        if names.first() == Some(&name) {
            break;
        }
        names.push(name);
    }
    names
}

#[test]
fn ctrl_enter_does_what_the_solid_button_does() {
    let id = |row: &ProfileRow| row.profile.id;
    let (idle, alive, refused) = (production(), live(872), failed(refused()));
    for (row, asked) in [
        (idle.clone(), Action::GetToken(id(&idle))),
        (alive.clone(), Action::CopyHeader(id(&alive))),
        (refused.clone(), Action::EnterNewSecret(id(&refused))),
    ] {
        let mut window = ScreenHarness::of(showing([row]));
        assert_eq!(press(&mut window, Modifiers::COMMAND, Key::Enter), [asked]);
    }
    let mut window = ScreenHarness::of(empty());
    let asked = press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(asked, [Action::NewProfile]);
}

#[test]
fn a_key_that_is_held_counts_once() {
    let row = live(872);
    let copy = Action::CopyHeader(row.profile.id);
    let mut window = ScreenHarness::of(showing([row]));
    for asked in [vec![copy], vec![]] {
        window.0.event(Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false, // egui says it, of a second press without a release
            modifiers: Modifiers::COMMAND,
        });
        window.settle();
        assert_eq!(window.asked(), asked);
    }
}

#[test]
fn while_it_signs_in_ctrl_enter_does_nothing() {
    let mut row = production();
    row.attempt = Some(attempt(1));
    let mut window = ScreenHarness::of(showing([row]));
    assert_eq!(press(&mut window, Modifiers::COMMAND, Key::Enter), []);
}

#[test]
fn the_other_keys_of_the_table_work_anywhere() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    for (modifiers, key, asked) in [
        (Modifiers::COMMAND, Key::N, Action::NewProfile),
        (Modifiers::COMMAND, Key::E, Action::Edit(id)),
        (Modifiers::COMMAND, Key::L, Action::ClearSession),
        (Modifiers::NONE, Key::F5, Action::Reload),
    ] {
        assert_eq!(press(&mut window, modifiers, key), [asked]);
    }
    press(&mut window, Modifiers::COMMAND, Key::F);
    assert_eq!(window.focused().as_deref(), Some("Search profiles"));
}

#[test]
fn a_shortcut_with_one_more_modifier_is_another_shortcut() {
    let rows = [live(872), production(), production()];
    for shortcut in with_shortcut().filter_map(Command::shortcut) {
        for more in [Modifiers::SHIFT, Modifiers::ALT, Modifiers::COMMAND] {
            let is_arrow = matches!(shortcut.logical_key, Key::ArrowUp | Key::ArrowDown);
            // In the list it selects several.
            let has_meaning = is_arrow && more == Modifiers::SHIFT;
            if has_meaning || shortcut.modifiers.contains(more) {
                continue;
            }
            let mut window = ScreenHarness::of(showing(rows.clone()));
            let with = shortcut.modifiers | more;
            assert_eq!(
                press(&mut window, with, shortcut.logical_key),
                [],
                "{with:?} {:?}",
                shortcut.logical_key
            );
            let is_search_focused = window.focused().as_deref() == Some("Search profiles");
            assert!(!is_search_focused, "{with:?} {:?}", shortcut.logical_key);
        }
    }
    // The platform reports Ctrl+Shift+C as a copy too.
    let mut window = ScreenHarness::of(showing(rows));
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    window.0.event_modifiers(Event::Copy, both);
    window.settle();
    assert_eq!(window.asked(), []);
}

#[test]
fn ctrl_c_copies_the_header_but_not_from_a_field() {
    let row = live(872);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    window.0.event(Event::Copy);
    window.settle();
    assert_eq!(window.asked(), [Action::CopyHeader(id)]);
    window.0.get_by_label("Search profiles").focus();
    window.settle();
    window.0.event(Event::Copy);
    window.settle();
    assert_eq!(window.asked(), []);
}

#[test]
fn ctrl_c_without_a_live_token_copies_nothing() {
    let mut window = ScreenHarness::of(showing([production()]));
    window.0.event(Event::Copy);
    window.settle();
    assert_eq!(window.asked(), []);
}

#[test]
fn arrows_move_in_the_list_also_from_the_search() {
    let rows = ["A", "B", "C"].map(|name| ProfileRow::new(profile(name, US1, "key")));
    let mut window = ScreenHarness::of(showing(rows));
    let keys: Vec<_> = window
        .0
        .state()
        .state
        .rows
        .iter()
        .map(|row| row.key)
        .collect();
    let arrow = |window: &mut ScreenHarness, key, to: usize| {
        let asked = press(window, Modifiers::NONE, key);
        assert_eq!(asked, [Action::Select(keys[to])]);
        window.state_mut().selected = Some(keys[to]);
        window.settle();
    };
    arrow(&mut window, Key::ArrowDown, 1);
    window.0.get_by_label("Search profiles").focus();
    window.settle();
    arrow(&mut window, Key::ArrowDown, 2);
    window
        .0
        .get_by_role_and_label(egui::accesskit::Role::ListBoxOption, "C")
        .focus();
    window.settle();
    arrow(&mut window, Key::ArrowUp, 1);
    assert_eq!(
        window.focused().as_deref(),
        Some("B"),
        "the keyboard goes along"
    );
    arrow(&mut window, Key::Home, 0);
    let asked = press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(asked, [], "there is nothing above the first");
}

#[test]
fn tab_goes_from_the_list_to_the_card_and_stops_once_in_the_list() {
    let rows = [live(872), production(), production()];
    let mut window = ScreenHarness::of(showing(rows));
    let order = tab_through(&mut window);
    assert_eq!(
        order,
        [
            "Search profiles",
            "Production EU",
            "New profile",
            "Import",
            "More",
            "Width of the list",
            "Edit",
            "Check secret",
            "More about this profile",
            "Open console in browser",
            "Copy client ID",
            "Copy header",
            "Copy as",
            "Renew",
            "Show",
            "Activity",
            "This profile",
        ]
    );
}

#[test]
fn tab_stays_inside_a_dialog() {
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    let order = tab_through(&mut window);
    let fields = ["Console", "Client ID", "Secret", "No tag", "Cancel"];
    let above = ["Paste to fill in", "API client", "Compare methods", "Name"];
    assert_eq!(order, [&fields[..], &above[..]].concat());
}

#[test]
fn a_dialog_gives_the_keyboard_back_to_what_had_it() {
    let mut window = ScreenHarness::of(showing([production()]));
    window.button("Edit").focus();
    window.settle();
    window.state_mut().dialog = Some(Dialog::Editor(Box::new(editor(EditorMode::New))));
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Name"));
    let asked = press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(asked, [Action::CloseDialog]);
    window.state_mut().dialog = None;
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Edit"));
}

#[test]
fn esc_closes_a_menu_before_it_closes_the_dialog_below() {
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    window.press("Known consoles");
    assert!(window.has("Ireland"));
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Escape), []);
    assert!(!window.has("Ireland"));
    let asked = press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(asked, [Action::CloseDialog]);
}

#[test]
fn ctrl_enter_in_an_incomplete_editor_asks_to_save_so_that_it_says_what_is_missing() {
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    let asked = press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(asked, [Action::Editor(EditorAction::Save)]);
}

#[test]
fn a_held_key_asks_once() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    for repeat in [false, true, true, true] {
        window.0.event(Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat,
            modifiers: Modifiers::COMMAND,
        });
        window.settle();
    }
    assert_eq!(window.asked(), [Action::GetToken(id)]);
}

#[test]
fn ctrl_enter_saves_though_cancel_has_the_focus() {
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    window.button("Cancel").focus();
    window.settle();
    let asked = press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(asked, [Action::Editor(EditorAction::Save)]);
}

#[test]
fn the_arrows_go_through_the_known_consoles() {
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    window.0.key_press(Key::Tab);
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Console"));
    for console in [US1, "https://console.us2.crashplan.com"] {
        assert_eq!(
            press(&mut window, Modifiers::NONE, Key::ArrowDown),
            [Action::Editor(EditorAction::Changed)]
        );
        assert_eq!(window.0.state().drafts.editor.fields.console, console);
    }
}

#[test]
fn esc_clears_the_search() {
    let mut window = ScreenHarness::of(showing([production()]));
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.0.event(Event::Text("zzz".to_owned()));
    window.settle();
    assert_eq!(window.0.state().drafts.search, "zzz");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(window.0.state().drafts.search, "");
}
