//! The dialogs that ask one question.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokendesk::app::editor::EditorMode;
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::profiles::{DeleteQuestion, Deletion, DeletionPhase, ProfileRow, Row};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, State};
use tokendesk::model::{ClipboardFailure, ProfileId};

use crate::harness::screen::ScreenHarness;
use crate::samples::check::checking_rotation;
use crate::samples::{
    US1, copied_item, editing, editor, live, now, production, profile, running_write, secs_ago,
    showing,
};

fn deleting() -> State {
    let mut state = showing([live(872)]);
    state.dialog = Some(Dialog::Delete(DeleteQuestion {
        subject: "“Production EU”".to_owned(),
        items: vec![(ProfileId::random(), Some(1))],
    }));
    state
}

fn closing(phase: ClosePhase) -> State {
    let mut state = showing([live(872)]);
    state.copied_item = Some(copied_item());
    state.close_question = Some(phase);
    state
}

#[test]
fn the_delete_question_names_the_profile_and_enter_means_cancel() {
    let mut window = ScreenHarness::of(deleting());
    assert!(window.says("Delete “Production EU”?"));
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    assert_eq!(window.key(Key::Enter), [Action::CloseDialog]);
    assert_eq!(window.press("Delete"), [Action::ConfirmDelete]);
}

/// A window in which this profile was deleted so many seconds ago.
fn deleted(secs: u64) -> State {
    let mut state = showing([
        production(),
        ProfileRow::new(profile("Backup", US1, "key-42")),
    ]);
    let row = state.rows.remove(0);
    state.selected = Some(state.rows[0].key);
    let subject = state.subject_of(&row);
    state
        .deletions
        .extend(Deletion::of(row, subject, secs_ago(secs)));
    state
}

#[test]
fn a_deletion_is_announced_counts_down_and_is_undone_by_button_or_key() {
    let mut window = ScreenHarness::of(deleted(3));
    assert!(window.says("“Production EU” deleted. You can undo for 7 s."));
    assert_eq!(window.press("Undo"), [Action::Undo]);
    assert_eq!(window.command_key(Key::Z), [Action::Undo]);
}

#[test]
fn undo_in_the_search_field_belongs_to_the_field() {
    let mut window = ScreenHarness::of(deleted(3));
    window.0.get_by_label("Search profiles").focus();
    window.settle();
    window.0.event(Event::Text("zz".to_owned()));
    window.settle();
    assert_eq!(window.command_key(Key::Z), []);
}

#[test]
fn a_deletion_that_waits_for_the_keyring_says_where_to_look_and_can_be_canceled() {
    let mut state = deleted(12);
    let id = state.deletions[0].id;
    let phase = |secs, is_canceled| DeletionPhase::Deleting {
        job: running_write(secs, is_canceled),
    };
    state.deletions[0].phase = phase(0, false);
    let mut window = ScreenHarness::of(state);
    assert!(!window.says("Look for its password prompt"));
    window.state_mut().deletions[0].phase = phase(1, false);
    window.settle();
    assert!(window.says("Look for its password prompt"));
    assert_eq!(window.press("Cancel"), [Action::CancelDeletion(id)]);
    window.state_mut().deletions[0].phase = phase(2, true);
    window.settle();
    assert!(window.says("may already be deleted") && !window.has("Cancel"));
}

#[test]
fn closing_asks_about_the_copied_header_once() {
    let mut window = ScreenHarness::of(closing(ClosePhase::Asking));
    assert!(window.says("Clear the copied header and close?"));
    assert!(window.says("The header for “Production EU” is still on the clipboard."));
    assert_eq!(window.focused().as_deref(), Some("Clear and close"));
    assert_eq!(window.press("Clear and close"), [Action::ConfirmClose]);
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
}

#[test]
fn a_clipboard_that_could_not_be_cleared_offers_close_anyway() {
    let phase = ClosePhase::Failed(ClipboardFailure::Busy);
    let mut window = ScreenHarness::of(closing(phase));
    assert!(window.says("The clipboard is busy"));
    assert_eq!(window.press("Close anyway"), [Action::ConfirmClose]);
}

#[test]
fn esc_closes_a_question_and_the_window_behind_it_ignores_keys() {
    let mut window = ScreenHarness::of(closing(ClosePhase::Asking));
    for key in [Key::N, Key::E] {
        window.0.key_press_modifiers(Modifiers::COMMAND, key);
        window.settle();
    }
    window.0.event(Event::Copy);
    window.settle();
    assert_eq!(window.asked(), []);
    assert_eq!(window.command_key(Key::Enter), [Action::ConfirmClose]);
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
}

#[test]
fn ctrl_enter_deletes_though_cancel_has_the_focus() {
    let mut window = ScreenHarness::of(deleting());
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    assert_eq!(window.command_key(Key::Enter), [Action::ConfirmDelete]);
}

#[test]
fn ctrl_enter_clears_and_closes_though_cancel_has_the_focus() {
    let mut window = ScreenHarness::of(closing(ClosePhase::Asking));
    window.button("Cancel").focus();
    window.settle();
    assert_eq!(window.command_key(Key::Enter), [Action::ConfirmClose]);
}

/// An editor whose field *Client ID* has the keyboard.
fn typing_in_client_id() -> ScreenHarness {
    let mut window = ScreenHarness::of(editing(editor(EditorMode::New)));
    let field = window.0.get_by_role_and_label(Role::TextInput, "Client ID");
    field.focus();
    window.settle();
    window
}

fn ask_to_discard(window: &mut ScreenHarness, question: Option<Action>) {
    window.state_mut().discard_question = question;
    window.settle();
}

#[test]
fn closing_a_changed_editor_asks_and_enter_keeps_editing_in_the_same_field() {
    let mut window = typing_in_client_id();
    ask_to_discard(&mut window, Some(Action::CloseDialog));
    assert!(window.says("Discard the new profile?"));
    assert_eq!(window.focused().as_deref(), Some("Keep editing"));
    assert_eq!(window.key(Key::Enter), [Action::CloseDialog]);
    ask_to_discard(&mut window, None);
    assert_eq!(window.focused().as_deref(), Some("Client ID"));
}

#[test]
fn esc_asks_and_a_second_esc_returns_to_the_field() {
    let mut window = typing_in_client_id();
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
    ask_to_discard(&mut window, Some(Action::CloseDialog));
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
    ask_to_discard(&mut window, None);
    assert_eq!(window.focused().as_deref(), Some("Client ID"));
}

#[test]
fn the_discard_question_names_the_profile() {
    let mut state = editing(editor(EditorMode::New));
    let base = state.rows[0].profile().unwrap().profile.clone();
    let editor = editor(EditorMode::Edit { base });
    state.dialog = Some(Dialog::Editor(Box::new(editor)));
    state.discard_question = Some(Action::CloseWindow);
    let mut window = ScreenHarness::of(state);
    assert!(window.says("Discard the changes to “Production EU”?"));
    assert_eq!(window.press("Discard"), [Action::ConfirmDiscard]);
}

#[test]
fn esc_with_a_new_secret_typed_asks_and_keep_editing_returns_to_its_field() {
    let mut window = ScreenHarness::of(checking_rotation(production(), |_| {}));
    assert_eq!(window.focused().as_deref(), Some("New secret"));
    window.0.event(Event::Text("pretend-new".to_owned()));
    window.settle();
    window.asked();
    assert_eq!(window.key(Key::Escape), [Action::CloseDialog]);
    ask_to_discard(&mut window, Some(Action::CloseDialog));
    assert!(window.says("Discard the new secret for “Production EU”?"));
    assert!(window.says("shows a secret only once"));
    assert!(!window.says("pretend-new"));
    assert_eq!(window.focused().as_deref(), Some("Keep editing"));
    assert_eq!(window.press("Discard"), [Action::ConfirmDiscard]);
    window.button("Keep editing").focus();
    window.settle();
    assert_eq!(window.key(Key::Enter), [Action::CloseDialog]);
    ask_to_discard(&mut window, None);
    assert_eq!(window.focused().as_deref(), Some("New secret"));
    assert!(window.0.state().drafts.new_secret.contains("pretend-new"));
}

/// Deletes the selected profile from its row, by keys; another one takes its place.
fn deleted_from(focus: impl Fn(&ScreenHarness)) -> ScreenHarness {
    let (gone, other) = (production(), live(872));
    let mut window = ScreenHarness::of(showing([gone.clone(), other.clone()]));
    focus(&window);
    window.settle();
    let id = gone.profile.id;
    window.state_mut().dialog = Some(Dialog::Delete(DeleteQuestion {
        subject: "“Production EU”".to_owned(),
        items: vec![(id, Some(1))],
    }));
    window.settle();
    assert_eq!(window.command_key(Key::Enter), [Action::ConfirmDelete]);
    let mut state = showing([other]);
    state
        .deletions
        .extend(Deletion::of(Row::of(gone), "“Gone”".to_owned(), now()));
    *window.state_mut() = state;
    window.settle();
    window.asked();
    window
}

fn ctrl_z(window: &mut ScreenHarness) -> Vec<Action> {
    window.command_key(Key::Z)
}

#[test]
fn after_a_deletion_by_keys_ctrl_z_brings_it_back() {
    // Its row had the keyboard, and is gone.
    let mut window = deleted_from(|window| {
        let rows = window.0.query_all_by_role(Role::ListBoxOption);
        let selected = rows
            .into_iter()
            .find(|row| row.accesskit_node().is_selected() == Some(true));
        selected.unwrap().focus();
    });
    assert_eq!(window.focused().as_deref(), Some("Undo"));
    assert_eq!(ctrl_z(&mut window), [Action::Undo]);
    assert_eq!(window.key(Key::Enter), [Action::Undo], "so does Enter");

    // The search had it.
    let mut window = deleted_from(|window| {
        window
            .0
            .get_by_role_and_label(Role::TextInput, "Search profiles")
            .focus();
    });
    assert_eq!(window.focused().as_deref(), Some("Search profiles"));
    assert_eq!(ctrl_z(&mut window), [Action::Undo]);
    window.0.event(Event::Text("zz".to_owned()));
    window.settle();
    assert_eq!(ctrl_z(&mut window), [], "of the search, which has its own");
}
