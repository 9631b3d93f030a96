//! The keyboard is never on nothing: what goes leaves it to what took its place, and Esc takes one step back at a time.

use std::time::Duration;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::Action;
use tokendesk::app::job::MissingInput;
use tokendesk::app::profiles::ProfileRow;

use crate::harness::screen::ScreenHarness;
use crate::samples::users::prompted;
use crate::samples::{attempt, live, production, showing};

const GET_TOKEN: &str = "Get token and copy header";

fn press(window: &mut ScreenHarness, modifiers: Modifiers, key: Key) -> Vec<Action> {
    window.0.key_press_modifiers(modifiers, key);
    window.settle();
    window.asked()
}

/// What became of the selected profile meanwhile.
fn becomes(window: &mut ScreenHarness, change: impl FnOnce(&mut ProfileRow)) {
    let mut row = window.state_mut().selected_profile().unwrap().clone();
    change(&mut row);
    *window.state_mut() = showing([row]);
    window.settle();
}

fn wait(window: &mut ScreenHarness, millis: u64) {
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_millis(millis));
    window.settle();
}

#[test]
fn get_token_leaves_the_keyboard_to_cancel_and_that_to_copy_header() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    window.button(GET_TOKEN).focus();
    window.settle();
    let asked = press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(asked, [Action::GetToken(id)]);
    becomes(&mut window, |row| row.attempt = Some(attempt(0)));
    // It rests until the burst of presses is over.
    wait(&mut window, 600);
    wait(&mut window, 600);
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    let grant = live(872).grant;
    becomes(&mut window, |row| (row.attempt, row.grant) = (None, grant));
    assert_eq!(window.focused().as_deref(), Some("Copy header"));
}

#[test]
fn a_token_that_comes_at_once_leaves_the_keyboard_to_copy_header() {
    let row = production();
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    window.button(GET_TOKEN).focus();
    window.settle();
    let asked = press(&mut window, Modifiers::COMMAND, Key::Enter);
    assert_eq!(asked, [Action::GetToken(id)]);
    becomes(&mut window, |row| row.attempt = Some(attempt(0)));
    // The pass in which *Cancel* gets the keyboard is its last.
    let content = window.0.state_mut();
    content.now = content.now.plus(Duration::from_millis(600));
    window.0.run_steps(1);
    let grant = live(872).grant;
    becomes(&mut window, |row| (row.attempt, row.grant) = (None, grant));
    wait(&mut window, 600);
    wait(&mut window, 600);
    assert_eq!(window.focused().as_deref(), Some("Copy header"));
}

#[test]
fn a_dialog_whose_opener_is_gone_leaves_the_keyboard_to_the_search() {
    use tokendesk::app::state::Dialog;
    let mut window = ScreenHarness::of(showing([production()]));
    window.button("Edit").focus();
    window.settle();
    window.state_mut().dialog = Some(Dialog::Shortcuts);
    window.settle();
    *window.state_mut() = crate::samples::empty();
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Search profiles"));
}

#[test]
fn the_tooltip_of_a_control_goes_when_a_key_opens_a_dialog() {
    use tokendesk::app::state::Dialog;
    let mut window = ScreenHarness::of(showing([production()]));
    let more = window.button("Copy client ID").rect().center();
    window.0.hover_at(more);
    window.0.run_steps(30);
    let told = |window: &ScreenHarness| window.0.query_all_by_label("Copy client ID").count();
    assert_eq!(told(&window), 2, "the button, and what is told of it");
    window.state_mut().dialog = Some(Dialog::Shortcuts);
    window.settle();
    assert_eq!(told(&window), 1);
}

#[test]
fn what_was_left_by_a_click_elsewhere_does_not_come_back() {
    let mut window = ScreenHarness::of(showing([production()]));
    window.button(GET_TOKEN).focus();
    window.settle();
    window.0.get_by_label("No token yet").click();
    window.settle();
    becomes(&mut window, |row| row.attempt = Some(attempt(5)));
    assert_eq!(window.focused(), None);
}

#[test]
fn the_second_half_of_a_double_click_leaves_the_cursor_in_the_form_that_opened() {
    let mut window = ScreenHarness::of(showing([prompted(MissingInput::Password)]));
    assert_eq!(window.focused().as_deref(), Some("Password"));
    wait(&mut window, 200);
    window.0.get_by_label("Password needed").click();
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Password"));
    wait(&mut window, 600);
    window.0.get_by_label("Password needed").click();
    window.settle();
    assert_eq!(window.focused(), None, "later it is meant");
}

#[test]
fn esc_in_a_form_leads_to_cancel_where_something_was_typed_and_the_next_one_leaves() {
    let row = prompted(MissingInput::Password);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row.clone()]));
    window.0.event(Event::Text("pa55".to_owned()));
    window.settle();
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Escape), []);
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    let draft = &window.0.state().drafts.sign_ins[&id];
    assert!(draft.password.contains("pa55"));
    let asked = press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(asked, [Action::ClosePrompt(id)]);

    // Where nothing was typed, nothing can be lost.
    let mut window = ScreenHarness::of(showing([row]));
    let asked = press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(asked, [Action::ClosePrompt(id)]);
}

#[test]
fn two_quick_presses_of_esc_lead_to_cancel_and_leave() {
    let row = prompted(MissingInput::Password);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    window.0.event(Event::Text("pa55".to_owned()));
    window.settle();
    for _ in 0..2 {
        window.0.key_press(Key::Escape);
        window.0.run_steps(1);
    }
    assert_eq!(window.asked(), [Action::ClosePrompt(id)]);
}

#[test]
fn a_menu_is_gone_through_by_keys_and_gives_the_keyboard_back() {
    let mut window = ScreenHarness::of(showing([production()]));
    window.button("More").focus();
    window.settle();
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Enter), []);
    assert_eq!(window.focused().as_deref(), Some("Jump to…"));
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(window.focused().as_deref(), Some("Sort by name"));
    press(&mut window, Modifiers::NONE, Key::End);
    assert_eq!(window.focused().as_deref(), Some("Keyboard shortcuts"));
    press(&mut window, Modifiers::NONE, Key::Home);
    assert_eq!(window.focused().as_deref(), Some("Jump to…"));
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Escape), []);
    assert_eq!(window.focused().as_deref(), Some("More"));
    press(&mut window, Modifiers::NONE, Key::Space);
    let asked = press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(asked, [Action::OpenPalette]);
    assert_eq!(window.focused().as_deref(), Some("More"));
}

#[test]
fn in_a_menu_opened_by_key_the_pointer_moves_the_focus_so_that_one_item_is_highlighted() {
    let mut window = ScreenHarness::of(showing([production()]));
    window.button("More").focus();
    window.settle();
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(window.focused().as_deref(), Some("Jump to…"));
    let item = window.0.get_by_label("Sort by last used").rect().center();
    window.0.event(Event::PointerMoved(item));
    window.settle();
    assert_eq!(window.focused().as_deref(), Some("Sort by last used"));
    // A pointer at rest leaves it to the keys.
    press(&mut window, Modifiers::NONE, Key::Home);
    assert_eq!(window.focused().as_deref(), Some("Jump to…"));
}

#[test]
fn the_keys_of_tabs_renewing_and_duplicating_work_where_there_is_something_to_do() {
    use tokendesk::app::tab::Tab;
    let row = live(872);
    let id = row.profile.id;
    let mut window = ScreenHarness::of(showing([row]));
    for (key, asked) in [
        (Key::Num2, Action::ShowTab(Tab::Claims)),
        (Key::Num3, Action::ShowTab(Tab::Request)),
        (Key::Num1, Action::ShowTab(Tab::Activity)),
        (Key::D, Action::Duplicate(id)),
        (Key::R, Action::Renew(id)),
    ] {
        assert_eq!(press(&mut window, Modifiers::COMMAND, key), [asked]);
    }
    let mut window = ScreenHarness::of(showing([production()]));
    assert_eq!(press(&mut window, Modifiers::COMMAND, Key::R), []);
}
