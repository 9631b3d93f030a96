//! The sheet of shortcuts.

use egui::{Key, Modifiers, Theme, vec2};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Drafts};
use tokendesk::ui::commands::with_shortcut;

use crate::harness::screen::{SMALLEST, ScreenHarness, USUAL};
use crate::samples::{production, showing};

fn press(window: &mut ScreenHarness, key: Key) -> Vec<Action> {
    window.0.key_press_modifiers(Modifiers::NONE, key);
    window.settle();
    window.asked()
}

#[test]
fn f1_and_the_menu_open_it() {
    let mut window = ScreenHarness::of(showing([production()]));
    assert_eq!(press(&mut window, Key::F1), [Action::OpenShortcuts]);
    let asked = window.choose("More", "Keyboard shortcuts");
    assert_eq!(asked, [Action::OpenShortcuts]);
    let asked = window.choose("More", "Jump to…");
    assert_eq!(asked, [Action::OpenPalette]);
}

#[test]
fn it_names_every_command_with_its_key_at_both_sizes_and_close_and_esc_and_f1_close_it() {
    for size in [USUAL, SMALLEST] {
        let mut state = showing([production()]);
        state.dialog = Some(Dialog::Shortcuts);
        let mut window = ScreenHarness::with(state, Drafts::default(), size, Theme::Light);
        let texts = window.texts();
        for command in with_shortcut() {
            let hint = command.hint(egui::os::OperatingSystem::Nix);
            let ends = format!(": {hint}");
            assert!(
                texts.iter().any(|text| text.ends_with(&ends)),
                "{command:?} at {size}"
            );
        }
        // Nothing has to be scrolled to.
        let close = window.button("Close").rect();
        for (_, name, rect) in window.places() {
            let is_line = name.contains(": ") && !name.contains("key-");
            assert!(!is_line || rect.bottom() <= close.top(), "{name} at {size}");
        }
        assert_eq!(window.focused().as_deref(), Some("Close"));
        assert_eq!(press(&mut window, Key::Escape), [Action::CloseDialog]);
        assert_eq!(press(&mut window, Key::F1), [Action::CloseDialog]);
        assert_eq!(window.press("Close"), [Action::CloseDialog]);
    }
}

#[test]
fn where_the_window_is_too_small_for_it_the_arrow_keys_scroll_it() {
    let mut state = showing([production()]);
    state.dialog = Some(Dialog::Shortcuts);
    let mut window =
        ScreenHarness::with(state, Drafts::default(), vec2(640.0, 240.0), Theme::Light);
    let top = |window: &ScreenHarness| {
        let places = window.places();
        let anywhere = places.iter().find(|(_, name, _)| name == "Anywhere");
        anywhere.unwrap().2.top()
    };
    let before = top(&window);
    assert_eq!(press(&mut window, Key::ArrowDown), []);
    assert!(top(&window) < before - 20.0);
    assert_eq!(window.focused().as_deref(), Some("Close"));
    assert_eq!(press(&mut window, Key::ArrowUp), []);
    assert!((top(&window) - before).abs() < 1.0);
}

#[test]
fn the_sheet_says_what_forgetting_clears_and_promises_no_form_of_a_copy() {
    let mut state = showing([production()]);
    state.dialog = Some(Dialog::Shortcuts);
    let window = ScreenHarness::with(state, Drafts::default(), USUAL, Theme::Light);
    assert!(window.has("Clear session: Ctrl L"));
    assert!(window.has("Copy header: Ctrl C"));
}
