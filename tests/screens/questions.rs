//! The dialogs that ask one question.

use egui::{Key, Modifiers};
use tokendesk::app::flow::JobId;
use tokendesk::app::state::{ClosePhase, DeletePhase, Dialog};
use tokendesk::app::{Action, State};
use tokendesk::model::{ClipboardFailure, KeyringFailure, ProfileId};

use super::samples::{held, live, showing};
use super::window::Window;

fn deleting(phase: DeletePhase) -> State {
    let mut state = showing([live(872)]);
    state.dialog = Some(Dialog::Delete {
        id: ProfileId::random(),
        name: "Production EU".to_owned(),
        phase,
    });
    state
}

fn closing(phase: ClosePhase) -> State {
    let mut state = showing([live(872)]);
    state.held = Some(held());
    state.close_question = Some(phase);
    state
}

#[test]
fn deleting_names_the_profile_and_enter_lands_on_cancel() {
    let mut window = Window::of(deleting(DeletePhase::Asking));
    assert!(window.says("Delete “Production EU”?"));
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    window.0.key_press(Key::Enter);
    window.settle();
    assert_eq!(window.asked(), [Action::CloseDialog]);
    assert_eq!(window.press("Delete"), [Action::ConfirmDelete]);
}

#[test]
fn a_deletion_that_failed_says_so_and_can_be_repeated() {
    let phase = DeletePhase::Failed(KeyringFailure::Locked);
    let mut window = Window::of(deleting(phase));
    assert!(window.says("The keyring stayed locked"));
    assert_eq!(window.press("Delete"), [Action::ConfirmDelete]);
}

#[test]
fn while_it_deletes_it_cannot_be_asked_again() {
    let mut window = Window::of(deleting(DeletePhase::Deleting { job: JobId(1) }));
    assert!(window.says("Deleting…"));
    assert_eq!(window.press("Delete"), []);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.settle();
    assert_eq!(window.asked(), []);
}

#[test]
fn closing_asks_about_the_copied_header_once() {
    let mut window = Window::of(closing(ClosePhase::Asking));
    assert!(window.says("Close and clear the copied header?"));
    assert!(window.says("The header of “Production EU” is still on the clipboard."));
    assert_eq!(window.focused().as_deref(), Some("Clear and close"));
    assert_eq!(window.press("Clear and close"), [Action::ConfirmClose]);
    assert_eq!(window.press("Cancel"), [Action::CloseDialog]);
}

#[test]
fn a_clipboard_that_could_not_be_cleared_lets_the_person_decide() {
    let phase = ClosePhase::Failed(ClipboardFailure::Busy);
    let mut window = Window::of(closing(phase));
    assert!(window.says("The clipboard is busy"));
    assert_eq!(window.press("Close anyway"), [Action::ConfirmClose]);
}

#[test]
fn esc_leaves_a_question_and_nothing_behind_it_answers_a_key() {
    let mut window = Window::of(closing(ClosePhase::Asking));
    for key in [Key::N, Key::E] {
        window.0.key_press_modifiers(Modifiers::COMMAND, key);
        window.settle();
    }
    window.0.event(egui::Event::Copy);
    window.settle();
    assert_eq!(window.asked(), []);
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.settle();
    assert_eq!(window.asked(), [Action::ConfirmClose]);
    window.0.key_press(Key::Escape);
    window.settle();
    assert_eq!(window.asked(), [Action::CloseDialog]);
}

#[test]
fn ctrl_enter_deletes_though_cancel_has_the_focus() {
    let mut window = Window::of(deleting(DeletePhase::Asking));
    assert_eq!(window.focused().as_deref(), Some("Cancel"));
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.settle();
    assert_eq!(window.asked(), [Action::ConfirmDelete]);
}

#[test]
fn ctrl_enter_clears_and_closes_though_cancel_has_the_focus() {
    let mut window = Window::of(closing(ClosePhase::Asking));
    window.button("Cancel").focus();
    window.settle();
    window.0.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.settle();
    assert_eq!(window.asked(), [Action::ConfirmClose]);
}
