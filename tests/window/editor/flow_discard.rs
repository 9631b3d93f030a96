//! Nothing that was typed is lost unasked: leaving an editor, closing the window, conflicts, and saves that are cancelled.

use tokendesk::app::editor::{EditorAction, EditorMode, EditorSave};
use tokendesk::app::job::{Job, JobId, Outcome, ProfileWrite};
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ClearOutcome, ConsoleUrl, KeyringFailure, Profile, ProfileName};

use crate::editor::flow::{save, test, type_in, typed, written};
use crate::harness::flow::{Desk, job_ended, profile};

const US1: &str = "console.us1.crashplan.com";

fn new_typed(desk: &mut Desk) {
    desk.on_action(Action::NewProfile);
    type_in(desk, "Mine", US1, "key-1", "secret");
}

fn failed(desk: &mut Desk, (job, _): &(JobId, ProfileWrite), failure: KeyringFailure) {
    desk.on_event(job_ended(*job, Outcome::SaveProfile(Err(failure))));
}

fn phase(desk: &Desk) -> Option<&EditorSave> {
    match &desk.app.state.dialog {
        Some(Dialog::Editor(editor)) => Some(&editor.save),
        _ => None,
    }
}

fn secret(desk: &Desk) -> String {
    desk.app.drafts.editor.secret.text().to_owned()
}

/// An edit whose save found this in the keyring.
fn conflicting(a: &Profile, theirs: &Profile, own_secret: &str) -> Desk {
    let mut desk = Desk::with(std::slice::from_ref(a));
    desk.on_action(Action::Edit(a.id));
    type_in(&mut desk, "Mine", US1, "key-42", own_secret);
    let saving = save(&mut desk);
    failed(
        &mut desk,
        &saving,
        KeyringFailure::Conflict(Box::new(theirs.clone())),
    );
    desk
}

fn theirs_of(a: &Profile) -> Profile {
    Profile {
        rev: 7,
        name: ProfileName::parse("Theirs").unwrap(),
        console: ConsoleUrl::parse("console.us2.crashplan.com").unwrap(),
        ..a.clone()
    }
}

#[test]
fn an_untouched_editor_closes_at_once() {
    let a = profile("A");
    for action in [
        Action::NewProfile,
        Action::Edit(a.id),
        Action::Duplicate(a.id),
    ] {
        let mut desk = Desk::of(&a);
        desk.on_action(action);
        desk.on_action(Action::CloseDialog);
        assert!(desk.app.state.dialog.is_none(), "{action:?}");
    }
}

#[test]
fn esc_in_a_changed_editor_asks_and_keep_editing_keeps_everything() {
    let mut desk = Desk::with(&[]);
    new_typed(&mut desk);
    let job = test(&mut desk);
    assert!(desk.on_action(Action::CloseDialog).is_empty());
    assert_eq!(desk.app.state.discard_question, Some(Action::CloseDialog));
    desk.on_action(Action::CloseDialog);
    assert_eq!(desk.app.state.discard_question, None);
    assert_eq!(
        (desk.app.drafts.editor.name.as_str(), secret(&desk).as_str()),
        ("Mine", "secret")
    );

    desk.on_action(Action::CloseDialog);
    let effects = desk.on_action(Action::ConfirmDiscard);
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
        "{effects:?}"
    );
    assert!(desk.app.state.dialog.is_none() && secret(&desk).is_empty());
}

#[test]
fn a_secret_alone_is_a_change_and_so_is_one_letter() {
    let a = profile("A");
    for (name, secret) in [("A", "s"), ("B", "")] {
        let mut desk = Desk::of(&a);
        desk.on_action(Action::Edit(a.id));
        desk.app.drafts.editor.name = name.to_owned();
        desk.app.drafts.editor.secret.text_mut().push_str(secret);
        desk.on_action(Action::CloseDialog);
        assert!(desk.app.state.discard_question.is_some(), "{name} {secret}");
    }
}

#[test]
fn another_dialog_opens_only_after_discard() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    new_typed(&mut desk);
    for action in [
        Action::NewProfile,
        Action::AskDelete(a.id),
        Action::Edit(a.id),
    ] {
        desk.on_action(action);
        assert_eq!(secret(&desk), "secret", "{action:?}");
    }
    desk.on_action(Action::ConfirmDiscard);
    assert!(
        matches!(&desk.app.state.dialog, Some(Dialog::Editor(editor)) if matches!(editor.mode, EditorMode::Edit { .. }))
    );
    assert_eq!(desk.app.drafts.editor.name, "A");
}

#[test]
fn closing_asks_about_the_changes_then_about_the_header_and_cancel_there_keeps_what_was_typed() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let copy_id = desk.copied(a.id);
    new_typed(&mut desk);
    let questions = |desk: &Desk| {
        (
            desk.app.state.discard_question,
            desk.app.state.close_question,
        )
    };
    for last in [false, true] {
        assert!(desk.on_action(Action::CloseWindow).is_empty());
        assert_eq!(questions(&desk), (Some(Action::CloseWindow), None));
        assert!(desk.on_action(Action::ConfirmDiscard).is_empty());
        assert_eq!(questions(&desk), (None, Some(ClosePhase::Asking)));
        if !last {
            desk.on_action(Action::CloseDialog);
            assert_eq!(questions(&desk), (None, None));
            assert_eq!(secret(&desk), "secret");
        }
    }
    desk.on_action(Action::ConfirmClose);
    let effects = desk.clear_ended(copy_id, Ok(ClearOutcome::Cleared));
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn a_cancelled_save_keeps_the_editor_until_the_keyring_has_answered() {
    let mut desk = Desk::with(&[]);
    new_typed(&mut desk);
    let saving = save(&mut desk);
    let effects = desk.on_action(Action::CloseDialog);
    assert!(
        matches!(effects[..], [Effect::Cancel(job)] if job == saving.0),
        "{effects:?}"
    );
    assert_eq!(secret(&desk), "secret");
    failed(&mut desk, &saving, KeyringFailure::Cancelled);
    assert_eq!(phase(&desk), Some(&EditorSave::Idle));
    assert_eq!(secret(&desk), "secret");

    // Too late to cancel: it was saved, and that is said.
    let (job, write) = save(&mut desk);
    desk.on_action(Action::CloseDialog);
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert!(desk.app.state.dialog.is_none());
    assert!(
        desk.notice().contains("saved all the same"),
        "{}",
        desk.notice()
    );
}

#[test]
fn a_save_that_never_answers_can_be_left_and_still_counts_when_it_does() {
    let mut desk = Desk::with(&[]);
    new_typed(&mut desk);
    let (job, write) = save(&mut desk);
    desk.on_action(Action::CloseDialog);
    desk.on_action(Action::CloseDialog);
    assert!(
        desk.app.state.discard_question.is_some(),
        "what was typed would go"
    );
    desk.on_action(Action::ConfirmDiscard);
    assert!(desk.app.state.dialog.is_none() && secret(&desk).is_empty());
    desk.on_action(Action::NewProfile);
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 1)))));
    assert_eq!(desk.row(write.id).profile.name.as_str(), "Mine");
    assert!(desk.app.state.dialog.is_some(), "the new editor stays");
}

#[test]
fn a_conflict_keeps_the_draft_and_saves_nothing_over_until_it_is_settled() {
    let a = profile("A");
    let mut desk = conflicting(&a, &theirs_of(&a), "own");
    assert_eq!(desk.row(a.id).profile.name.as_str(), "Theirs");
    assert_eq!(
        (desk.app.drafts.editor.name.as_str(), secret(&desk).as_str()),
        ("Mine", "own")
    );
    assert!(
        desk.on_action(Action::Editor(EditorAction::Save))
            .is_empty(),
        "not unseen"
    );
    desk.on_action(Action::Editor(EditorAction::Changed));
    assert!(
        matches!(phase(&desk), Some(EditorSave::Conflict { .. })),
        "typing settles nothing"
    );
}

#[test]
fn keep_mine_saves_over_theirs_from_their_rev() {
    let a = profile("A");
    let mut desk = conflicting(&a, &theirs_of(&a), "own");
    let effects = desk.on_action(Action::Editor(EditorAction::KeepMine));
    let [Effect::Run(_, Job::SaveProfile(write))] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((write.base_rev, write.name.as_str()), (Some(7), "Mine"));
    assert_eq!(typed(&write.secret), Some("own"));
}

#[test]
fn keep_mine_never_moves_their_stored_secret_to_another_console() {
    let a = profile("A");
    let mut desk = conflicting(&a, &theirs_of(&a), "");
    assert!(
        desk.on_action(Action::Editor(EditorAction::KeepMine))
            .is_empty(),
        "their secret belongs to US2"
    );
    assert!(
        matches!(&desk.app.state.dialog, Some(Dialog::Editor(editor)) if editor.shows_all_errors)
    );
}

#[test]
fn take_theirs_begins_the_edit_anew_and_keeps_a_typed_secret() {
    let a = profile("A");
    let theirs = theirs_of(&a);
    let mut desk = conflicting(&a, &theirs, "own");
    desk.on_action(Action::Editor(EditorAction::SeeTheirs));
    assert!(matches!(
        phase(&desk),
        Some(EditorSave::Conflict {
            shows_theirs: true,
            ..
        })
    ));
    desk.on_action(Action::Editor(EditorAction::TakeTheirs));
    assert_eq!(desk.app.drafts.editor.name, "Theirs");
    assert_eq!(secret(&desk), "own");
    let (_, write) = save(&mut desk);
    assert_eq!((write.base_rev, write.console), (Some(7), theirs.console));
}

#[test]
fn what_was_deleted_elsewhere_is_saved_as_new_only_by_a_click_and_with_a_typed_secret() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.on_action(Action::Edit(a.id));
    let saving = save(&mut desk);
    failed(&mut desk, &saving, KeyringFailure::NotFound);
    assert_eq!(phase(&desk), Some(&EditorSave::Gone));
    assert!(
        desk.on_action(Action::Editor(EditorAction::Save))
            .is_empty()
    );
    assert!(
        desk.on_action(Action::Editor(EditorAction::SaveAsNew))
            .is_empty(),
        "its secret is gone"
    );
    assert_eq!(desk.app.drafts.editor.name, "A");
    desk.app.drafts.editor.secret.text_mut().push_str("typed");
    let (_, write) = save(&mut desk);
    assert_eq!((write.base_rev, write.name.as_str()), (None, "A"));
    assert_ne!(write.id, a.id);
}

#[test]
fn a_save_that_ends_after_its_profile_was_deleted_does_not_bring_it_back() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.on_action(Action::Edit(a.id));
    desk.app.drafts.editor.name = "B".to_owned();
    let (job, write) = save(&mut desk);
    desk.on_action(Action::CloseDialog);
    desk.on_action(Action::CloseDialog);
    desk.on_action(Action::ConfirmDiscard);
    desk.on_action(Action::AskDelete(a.id));
    desk.on_action(Action::ConfirmDelete);
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(written(&write, 2)))));
    assert!(desk.app.state.rows.is_empty());
    let effects = desk.wait(10.0);
    assert!(
        matches!(
            effects[..],
            [Effect::Run(_, Job::DeleteProfile { rev: Some(2), .. })]
        ),
        "{effects:?}"
    );
}
