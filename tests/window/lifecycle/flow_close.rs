//! Closing the window while something of ours is on the clipboard, or on its way into the keyring.

use tokendesk::app::job::{Job, Outcome};
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::profiles::RowKey;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ClearOutcome, ClipboardFailure, CopyFormat, CopyOutcome, KeyringFailure};

use crate::harness::flow::{FlowHarness, job_ended, profile, the_copy};

fn closes(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::CloseWindow))
}

#[test]
fn while_the_clipboard_is_being_cleared_closing_waits_for_that_and_asks_nothing() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    let copy_id = harness.copied(a.id);
    harness.on_action(Action::ClearClipboard);
    assert!(harness.on_action(Action::CloseWindow).is_empty());
    assert_eq!(harness.app.state.close_question, Some(ClosePhase::Clearing));
    let result = Ok(ClearOutcome::Cleared);
    let effects = harness.clear_ended(copy_id, result);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn with_nothing_on_the_clipboard_it_closes_at_once() {
    let mut harness = FlowHarness::with(&[profile("A")]);
    assert!(closes(&harness.on_action(Action::CloseWindow)));
}

#[test]
fn with_a_header_on_the_clipboard_it_asks_clears_and_then_closes() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    let copy_id = harness.copied(a.id);
    assert!(harness.on_action(Action::CloseWindow).is_empty());
    assert!(
        harness.on_action(Action::CloseWindow).is_empty(),
        "asked once is asked"
    );
    let effects = harness.on_action(Action::ConfirmClose);
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { .. })]),
        "{effects:?}"
    );
    assert!(closes(
        &harness.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    ));
}

#[test]
fn cancel_leaves_everything_as_it_was() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    harness.on_action(Action::CloseWindow);
    assert!(harness.on_action(Action::CloseDialog).is_empty());
    assert!(harness.app.state.close_question.is_none() && harness.app.state.copied_item.is_some());
}

#[test]
fn a_clipboard_that_cannot_be_cleared_is_told_before_it_closes() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    let copy_id = harness.copied(a.id);
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
fn a_copy_on_its_way_while_closing_is_cleared_as_soon_as_it_is_there() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    let copy_id = the_copy(&harness.on_action(Action::Copy(a.id, CopyFormat::HeaderLine)));
    harness.on_action(Action::CloseWindow);
    assert!(!closes(&harness.on_action(Action::ConfirmClose)));
    let effects = harness.copy_ended(copy_id, Ok(CopyOutcome::Done));
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { .. })]),
        "{effects:?}"
    );
    assert!(closes(
        &harness.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    ));
}

#[test]
fn a_copy_that_fails_while_closing_does_not_keep_the_window_open() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    let copy_id = the_copy(&harness.on_action(Action::Copy(a.id, CopyFormat::HeaderLine)));
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::ConfirmClose);
    assert!(closes(
        &harness.copy_ended(copy_id, Err(ClipboardFailure::Unavailable))
    ));
}

#[test]
fn a_write_under_way_is_heard_out_and_a_second_wish_does_not_wait() {
    let a = profile("A");
    for impatient in [false, true] {
        let mut harness = FlowHarness::of(&a);
        let job = harness.delete(a.id);
        assert!(!closes(&harness.on_action(Action::CloseWindow)));
        if impatient {
            assert!(closes(&harness.on_action(Action::CloseWindow)));
        } else {
            assert!(closes(
                &harness.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))))
            ));
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
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    harness.on_action(Action::NewProfile);
    harness
        .app
        .drafts
        .editor
        .secret
        .text_mut()
        .push_str("typed");
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
        harness.notice().contains("stayed locked"),
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
    let copy_id = the_copy(&harness.on_action(Action::Copy(b.id, CopyFormat::HeaderLine)));
    harness.copy_ended(copy_id, Ok(CopyOutcome::Done));
    harness.on_action(Action::ClearClipboard);
    harness.clear_ended(copy_id, Ok(ClearOutcome::Cleared));
    harness.on_action(Action::CloseWindow);
    // Somebody who goes on working is not closed on.
    harness.on_action(Action::Copy(b.id, CopyFormat::HeaderLine));
    assert!(!closes(
        &harness.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))))
    ));
}

#[test]
fn nothing_is_copied_by_itself_while_the_close_question_stands() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    harness.copied(b.id);
    let job = harness.get_token(a.id);
    harness.on_action(Action::CloseWindow);
    assert!(harness.granted(job, a.id, 900).is_empty());
}

#[test]
fn a_write_that_fails_after_the_clipboard_was_cleared_takes_the_question_away_and_stays() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    let copy_id = harness.copied(b.id);
    let job = harness.delete(a.id);
    harness.on_action(Action::CloseWindow);
    harness.on_action(Action::ConfirmClose);
    assert!(!closes(
        &harness.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    ));
    assert!(!closes(&harness.on_event(job_ended(
        job,
        Outcome::DeleteProfile(Err(KeyringFailure::Locked))
    ))));
    assert_eq!(harness.app.state.close_question, None);
}
