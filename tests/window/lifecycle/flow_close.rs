//! Closing the window while something of ours is on the clipboard, or on its way into the keyring.

use tokendesk::app::job::{Job, Outcome};
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ClearOutcome, ClipboardFailure, CopyFormat, CopyOutcome, KeyringFailure};

use crate::harness::flow::{Desk, job_ended, profile, the_copy};

fn closes(effects: &[Effect]) -> bool {
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::CloseWindow))
}

#[test]
fn while_the_clipboard_is_being_cleared_closing_waits_for_that_and_asks_nothing() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let copy_id = desk.copied(a.id);
    desk.on_action(Action::ClearClipboard);
    assert!(desk.on_action(Action::CloseWindow).is_empty());
    assert_eq!(desk.app.state.close_question, Some(ClosePhase::Clearing));
    let result = Ok(ClearOutcome::Cleared);
    let effects = desk.clear_ended(copy_id, result);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn with_nothing_on_the_clipboard_it_closes_at_once() {
    let mut desk = Desk::with(&[profile("A")]);
    assert!(closes(&desk.on_action(Action::CloseWindow)));
}

#[test]
fn with_a_header_on_the_clipboard_it_asks_clears_and_then_closes() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let copy_id = desk.copied(a.id);
    assert!(desk.on_action(Action::CloseWindow).is_empty());
    assert!(
        desk.on_action(Action::CloseWindow).is_empty(),
        "asked once is asked"
    );
    let effects = desk.on_action(Action::ConfirmClose);
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { .. })]),
        "{effects:?}"
    );
    assert!(closes(
        &desk.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    ));
}

#[test]
fn cancel_leaves_everything_as_it_was() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    desk.copied(a.id);
    desk.on_action(Action::CloseWindow);
    assert!(desk.on_action(Action::CloseDialog).is_empty());
    assert!(desk.app.state.close_question.is_none() && desk.app.state.held.is_some());
}

#[test]
fn a_clipboard_that_cannot_be_cleared_is_told_before_it_closes() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let copy_id = desk.copied(a.id);
    desk.on_action(Action::CloseWindow);
    desk.on_action(Action::ConfirmClose);
    let effects = desk.clear_ended(copy_id, Err(ClipboardFailure::Busy));
    assert!(!closes(&effects));
    assert!(matches!(
        desk.app.state.close_question,
        Some(ClosePhase::Failed(ClipboardFailure::Busy))
    ));
    assert!(closes(&desk.on_action(Action::ConfirmClose)));
}

#[test]
fn a_copy_on_its_way_while_closing_is_cleared_as_soon_as_it_is_there() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let copy_id = the_copy(&desk.on_action(Action::Copy(a.id, CopyFormat::HeaderLine)));
    desk.on_action(Action::CloseWindow);
    assert!(!closes(&desk.on_action(Action::ConfirmClose)));
    let effects = desk.copy_ended(copy_id, Ok(CopyOutcome::Done));
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { .. })]),
        "{effects:?}"
    );
    assert!(closes(
        &desk.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    ));
}

#[test]
fn a_copy_that_fails_while_closing_does_not_keep_the_window_open() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let copy_id = the_copy(&desk.on_action(Action::Copy(a.id, CopyFormat::HeaderLine)));
    desk.on_action(Action::CloseWindow);
    desk.on_action(Action::ConfirmClose);
    assert!(closes(
        &desk.copy_ended(copy_id, Err(ClipboardFailure::Unavailable))
    ));
}

#[test]
fn a_write_under_way_is_heard_out_and_a_second_wish_does_not_wait() {
    let a = profile("A");
    for impatient in [false, true] {
        let mut desk = Desk::of(&a);
        let job = desk.delete(a.id);
        assert!(!closes(&desk.on_action(Action::CloseWindow)));
        if impatient {
            assert!(closes(&desk.on_action(Action::CloseWindow)));
        } else {
            assert!(closes(
                &desk.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))))
            ));
        }
    }
}

#[test]
fn cancel_keeps_what_was_typed_in_the_editor() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    desk.copied(a.id);
    desk.on_action(Action::NewProfile);
    desk.app.drafts.editor.secret.text_mut().push_str("typed");
    desk.on_action(Action::CloseWindow);
    desk.on_action(Action::CloseDialog);
    assert!(desk.app.state.close_question.is_none() && desk.app.state.dialog.is_some());
    assert!(!desk.app.drafts.editor.secret.is_empty());
}

#[test]
fn a_write_that_fails_while_the_window_waits_for_it_keeps_the_window_open() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    let job = desk.delete(a.id);
    desk.on_action(Action::CloseWindow);
    let failed = job_ended(job, Outcome::DeleteProfile(Err(KeyringFailure::Locked)));
    assert!(!closes(&desk.on_event(failed)));
    assert_eq!(desk.row(a.id).profile, a);
    assert!(desk.notice().contains("stayed locked"), "{}", desk.notice());
}

#[test]
fn a_header_copied_while_the_window_waits_for_a_write_is_asked_about() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(b.id, 900);
    let job = desk.delete(a.id);
    let copy_id = the_copy(&desk.on_action(Action::Copy(b.id, CopyFormat::HeaderLine)));
    desk.copy_ended(copy_id, Ok(CopyOutcome::Done));
    desk.on_action(Action::ClearClipboard);
    desk.clear_ended(copy_id, Ok(ClearOutcome::Cleared));
    desk.on_action(Action::CloseWindow);
    // Somebody who goes on working is not closed on.
    desk.on_action(Action::Copy(b.id, CopyFormat::HeaderLine));
    assert!(!closes(
        &desk.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))))
    ));
}

#[test]
fn nothing_is_copied_by_itself_while_the_close_question_stands() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(b.id, 900);
    desk.copied(b.id);
    let job = desk.get_token(a.id);
    desk.on_action(Action::CloseWindow);
    assert!(desk.granted(job, a.id, 900).is_empty());
}

#[test]
fn a_write_that_fails_after_the_clipboard_was_cleared_takes_the_question_away_and_stays() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(b.id, 900);
    let copy_id = desk.copied(b.id);
    let job = desk.delete(a.id);
    desk.on_action(Action::CloseWindow);
    desk.on_action(Action::ConfirmClose);
    assert!(!closes(
        &desk.clear_ended(copy_id, Ok(ClearOutcome::Cleared))
    ));
    assert!(!closes(&desk.on_event(job_ended(
        job,
        Outcome::DeleteProfile(Err(KeyringFailure::Locked))
    ))));
    assert_eq!(desk.app.state.close_question, None);
}
