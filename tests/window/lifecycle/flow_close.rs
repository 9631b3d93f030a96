//! Closing the window while something of ours is on the clipboard, or on its way into the keyring.

use tokendesk::app::job::Outcome;
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::profiles::RowKey;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ClearOutcome, ClipboardFailure, CopyFormat, KeyringFailure};

use crate::harness::flow::clipboard::the_clear;
use crate::harness::flow::{FlowHarness, job_ended, profile};

fn closes(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::CloseWindow))
}

#[test]
fn while_the_clipboard_is_being_cleared_closing_waits_for_that_and_asks_nothing() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    harness.on_action(Action::ClearClipboard);
    assert!(harness.on_action(Action::CloseWindow).is_empty());
    assert_eq!(harness.app.state.close_question, Some(ClosePhase::Clearing));
    let result = Ok(ClearOutcome::Cleared);
    let effects = harness.clear_ended(copy_id, result);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn a_window_with_nothing_on_the_clipboard_closes_at_once() {
    let mut harness = FlowHarness::with(&[profile("A")]);
    assert!(closes(&harness.on_action(Action::CloseWindow)));
}

#[test]
fn a_window_with_a_header_on_the_clipboard_asks_then_clears_then_closes() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    assert!(harness.on_action(Action::CloseWindow).is_empty());
    assert!(
        harness.on_action(Action::CloseWindow).is_empty(),
        "asked once is asked"
    );
    assert_eq!(the_clear(&harness.on_action(Action::ConfirmClose)), copy_id);
    assert!(closes(&harness.cleared(copy_id)));
}

#[test]
fn cancel_keeps_the_window_and_the_header() {
    let (mut harness, _) = FlowHarness::with_header_copied();
    harness.on_action(Action::CloseWindow);
    assert!(harness.on_action(Action::CloseDialog).is_empty());
    assert!(harness.app.state.close_question.is_none() && harness.app.state.copied_item.is_some());
}

#[test]
fn closing_waits_for_a_second_click_if_the_clipboard_cannot_be_cleared() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::ConfirmClose);
    let effects = harness.clear_ended(copy_id, Err(ClipboardFailure::Busy));
    assert!(!closes(&effects));
    assert!(matches!(
        harness.app.state.close_question,
        Some(ClosePhase::Failed(ClipboardFailure::Busy))
    ));
    assert!(closes(&harness.on_action(Action::ConfirmClose)));
}

#[test]
fn a_copy_in_flight_while_closing_is_cleared_as_soon_as_it_is_done() {
    let (mut harness, a) = FlowHarness::with_token();
    let copy_id = harness.copy_header(a.id);
    harness.on_action(Action::CloseWindow);
    assert!(!closes(&harness.on_action(Action::ConfirmClose)));
    assert_eq!(the_clear(&harness.copy_done(copy_id)), copy_id);
    assert!(closes(&harness.cleared(copy_id)));
}

#[test]
fn a_copy_that_fails_while_closing_does_not_keep_the_window_open() {
    let (mut harness, a) = FlowHarness::with_token();
    let copy_id = harness.copy_header(a.id);
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::ConfirmClose);
    assert!(closes(
        &harness.copy_ended(copy_id, Err(ClipboardFailure::Unavailable))
    ));
}

#[test]
fn closing_waits_for_a_running_write_and_a_second_click_does_not() {
    let a = profile("A");
    for impatient in [false, true] {
        let mut harness = FlowHarness::of(&a);
        let job = harness.delete(a.id);
        assert!(!closes(&harness.on_action(Action::CloseWindow)));
        if impatient {
            assert!(closes(&harness.on_action(Action::CloseWindow)));
        } else {
            assert!(closes(&harness.deleted(job)));
        }
    }
}

#[test]
fn whoever_goes_on_working_while_it_waits_for_a_write_is_not_closed_on() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let job = harness.delete(a.id);
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::Select(RowKey::Item(b.id)));
    let deleted = job_ended(job, Outcome::DeleteProfile(Ok(())));
    assert!(!closes(&harness.on_event(deleted)));
}

#[test]
fn cancel_keeps_what_was_typed_in_the_editor() {
    let (mut harness, _) = FlowHarness::with_header_copied();
    harness.on_action(Action::NewProfile);
    harness.type_secret("typed");
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.close_question.is_none() && harness.app.state.dialog.is_some());
    assert!(!harness.app.drafts.editor.secret.is_empty());
}

#[test]
fn a_write_that_fails_while_the_window_waits_for_it_keeps_the_window_open() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.delete(a.id);
    harness.on_action(Action::CloseWindow);
    let failed = job_ended(job, Outcome::DeleteProfile(Err(KeyringFailure::Locked)));
    assert!(!closes(&harness.on_event(failed)));
    assert_eq!(harness.row(a.id).profile, a);
    assert!(
        harness.notice().contains("Keyring locked"),
        "{}",
        harness.notice()
    );
}

#[test]
fn a_header_copied_while_the_window_waits_for_a_write_is_asked_about() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    let job = harness.delete(a.id);
    let copy_id = harness.copy_header(b.id);
    harness.copy_done(copy_id);
    harness.on_action(Action::ClearClipboard);
    harness.cleared(copy_id);
    harness.on_action(Action::CloseWindow);
    // Somebody who goes on working is not closed on.
    harness.on_action(Action::Copy(b.id, CopyFormat::HeaderLine));
    assert!(!closes(&harness.deleted(job)));
}

#[test]
fn a_fetched_token_is_not_copied_while_the_close_question_is_open() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    harness.copied(b.id);
    let job = harness.get_token(a.id);
    harness.on_action(Action::CloseWindow);
    assert!(harness.granted(job, a.id, 900).is_empty());
}

#[test]
fn a_write_that_fails_after_the_clipboard_was_cleared_keeps_the_window_open_and_closes_the_question()
 {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    let copy_id = harness.copied(b.id);
    let job = harness.delete(a.id);
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::ConfirmClose);
    assert!(!closes(&harness.cleared(copy_id)));
    assert!(!closes(
        &harness.deletion_failed(job, KeyringFailure::Locked)
    ));
    assert_eq!(harness.app.state.close_question, None);
}
