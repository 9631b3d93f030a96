//! A middle click pastes what is selected in another program, as any other paste.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Theme};
use egui_kittest::kittest::Queryable as _;
use tokendesk::app::Drafts;
use tokendesk::app::editor::EditorMode;

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::{editing, editor};

fn new_profile() -> ScreenHarness {
    let mut drafts = Drafts::default();
    "Audit exports".clone_into(&mut drafts.editor.fields.name);
    let state = editing(editor(EditorMode::New));
    ScreenHarness::with(state, drafts, USUAL, Theme::Light)
}

/// What egui-winit sends on Linux.
fn middle_click(window: &mut ScreenHarness, pos: Pos2, selected: &str) {
    let button = |pressed| Event::PointerButton {
        pos,
        button: PointerButton::Middle,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.0.hover_at(pos);
    window.0.event(button(true));
    window.0.event(Event::MiddleClickPaste {
        pos,
        text: selected.to_owned(),
    });
    window.settle();
    window.0.event(button(false));
    window.settle();
}

fn middle_click_in(window: &mut ScreenHarness, role: Role, field: &str, selected: &str) {
    let field = window.0.get_by_role_and_label(role, field).rect();
    middle_click(window, field.center(), selected);
}

#[test]
fn a_middle_click_pastes_where_the_pointer_is_and_can_be_undone() {
    let mut window = new_profile();
    let field = window.0.get_by_role_and_label(Role::TextInput, "Name");
    let start = field.rect().left_center() + egui::vec2(13.0, 0.0);
    for _ in 0..2 {
        middle_click(&mut window, start, "EU ");
    }
    let name = |window: &ScreenHarness| window.0.state().drafts.editor.fields.name.clone();
    assert_eq!(name(&window), "EU EU Audit exports");
    assert_eq!(window.focused().as_deref(), Some("Name"));
    window.command_key(Key::A);
    middle_click(&mut window, start, "My ");
    assert_eq!(name(&window), "My EU EU Audit exports");
    window.command_key(Key::Z);
    assert_eq!(name(&window), "EU EU Audit exports");
}

#[test]
fn client_id_and_secret_in_one_selection_are_split() {
    let mut window = new_profile();
    middle_click_in(
        &mut window,
        Role::TextInput,
        "Client ID",
        "key-42:pretend-secret",
    );
    let draft = &window.0.state().drafts.editor;
    assert_eq!(draft.fields.client_id, "key-42");
    assert_eq!(draft.secret.text(), "pretend-secret");
}

#[test]
fn a_line_break_in_a_selected_secret_is_not_turned_into_a_space() {
    let mut window = new_profile();
    middle_click_in(&mut window, Role::PasswordInput, "Secret", "pretend\nkey-1");
    assert_eq!(
        window.0.state().drafts.editor.secret.text(),
        "pretend\nkey-1"
    );
}

#[test]
fn a_middle_click_beside_the_focused_field_pastes_nothing() {
    let mut window = new_profile();
    window
        .0
        .get_by_role_and_label(Role::TextInput, "Name")
        .focus();
    window.settle();
    let field = window
        .0
        .get_by_role_and_label(Role::TextInput, "Name")
        .rect();
    middle_click(
        &mut window,
        field.center_top() - egui::vec2(0.0, 12.0),
        "not here",
    );
    assert_eq!(window.0.state().drafts.editor.fields.name, "Audit exports");
    middle_click(&mut window, egui::pos2(60.0, 300.0), "not here");
    assert_eq!(window.0.state().drafts.search, "");
}
