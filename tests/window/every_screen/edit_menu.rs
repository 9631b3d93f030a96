//! Cut, Copy and Paste of a field, by right click.

use egui::accesskit::Role;
use egui::{Key, Theme, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::Drafts;
use tokendesk::app::editor::EditorMode;

use crate::harness::screen::{ScreenHarness, USUAL};
use crate::samples::{editing, editor};

fn new_profile() -> ScreenHarness {
    let mut drafts = Drafts::default();
    "Audit exports".clone_into(&mut drafts.editor.fields.name);
    drafts.editor.secret.text_mut().push_str("pl4nted");
    let state = editing(editor(EditorMode::New));
    ScreenHarness::with(state, drafts, USUAL, Theme::Light)
}

fn right_click(window: &mut ScreenHarness, role: Role, field: &str) {
    window
        .0
        .get_by_role_and_label(role, field)
        .click_secondary();
    window.settle();
}

fn is_offered(window: &ScreenHarness, item: &str) -> bool {
    let item = window.0.get_by_role_and_label(Role::MenuItem, item);
    !item.accesskit_node().is_disabled()
}

fn choose(window: &mut ScreenHarness, item: &str) -> Vec<ViewportCommand> {
    window.0.get_by_role_and_label(Role::MenuItem, item).click();
    window.0.step();
    let mut commands = Vec::new();
    for _ in 0..4 {
        let viewports = window.0.output().viewport_output.values();
        commands.extend(viewports.flat_map(|viewport| viewport.commands.clone()));
        window.0.step();
    }
    commands
}

#[test]
fn a_right_click_offers_what_can_be_done_with_the_text_and_the_field_has_the_focus_afterwards() {
    let mut window = new_profile();
    right_click(&mut window, Role::TextInput, "Name");
    assert!(is_offered(&window, "Paste"));
    assert!(!is_offered(&window, "Cut") && !is_offered(&window, "Copy"));
    let commands = choose(&mut window, "Paste");
    assert!(
        commands.contains(&ViewportCommand::RequestPaste),
        "{commands:?}"
    );
    assert_eq!(window.focused().as_deref(), Some("Name"));

    window.command_key(Key::A);
    right_click(&mut window, Role::TextInput, "Name");
    assert!(is_offered(&window, "Cut") && is_offered(&window, "Copy"));
    let commands = choose(&mut window, "Copy");
    assert!(
        commands.contains(&ViewportCommand::RequestCopy),
        "{commands:?}"
    );
}

#[test]
fn a_masked_secret_is_not_copied_by_right_click() {
    let mut window = new_profile();
    window
        .0
        .get_by_role_and_label(Role::PasswordInput, "Secret")
        .focus();
    window.settle();
    window.command_key(Key::A);
    right_click(&mut window, Role::PasswordInput, "Secret");
    assert!(!is_offered(&window, "Cut") && !is_offered(&window, "Copy"));
    assert!(is_offered(&window, "Paste"));
}
