//! No typed text is lost without a question: leaving an editor, closing the window, conflicts, and saves that are canceled.

use tokendesk::app::editor::{EditorAction, EditorMode, EditorSave};
use tokendesk::app::job::Job;
use tokendesk::app::lifecycle::ClosePhase;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ConsoleUrl, KeyringFailure, Profile, ProfileName};

use crate::editor::flow::{save, test, type_in, typed};
use crate::harness::flow::{FlowHarness, profile};

const US1: &str = "console.us1.crashplan.com";

fn new_typed(harness: &mut FlowHarness) {
    harness.on_action(Action::NewProfile);
    type_in(harness, "Mine", US1, "key-1", "secret");
}

fn phase(harness: &FlowHarness) -> &EditorSave {
    &harness.open_editor().save
}

fn secret(harness: &FlowHarness) -> String {
    harness.app.drafts.editor.secret.text().to_owned()
}

/// An edit whose save found this in the keyring.
fn conflicting(a: &Profile, theirs: &Profile, own_secret: &str) -> FlowHarness {
    let mut harness = FlowHarness::with(std::slice::from_ref(a));
    harness.on_action(Action::Edit(a.id));
    type_in(&mut harness, "Mine", US1, "key-42", own_secret);
    let saving = save(&mut harness);
    harness.save_failed(saving.0, KeyringFailure::Conflict(Box::new(theirs.clone())));
    harness
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
        let mut harness = FlowHarness::of(&a);
        harness.on_action(action);
        harness.on_action(Action::CloseDialog);
        assert!(harness.app.state.dialog.is_none(), "{action:?}");
    }
}

#[test]
fn esc_in_a_changed_editor_asks_before_it_discards_and_keep_editing_keeps_everything() {
    let mut harness = FlowHarness::with(&[]);
    new_typed(&mut harness);
    let job = test(&mut harness);
    assert!(harness.on_action(Action::CloseDialog).is_empty());
    assert_eq!(
        harness.app.state.discard_question,
        Some(Action::CloseDialog)
    );
    harness.on_action(Action::CloseDialog);
    assert_eq!(harness.app.state.discard_question, None);
    assert_eq!(
        (
            harness.app.drafts.editor.fields.name.as_str(),
            secret(&harness).as_str()
        ),
        ("Mine", "secret")
    );

    harness.on_action(Action::CloseDialog);
    let effects = harness.on_action(Action::ConfirmDiscard);
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
        "{effects:?}"
    );
    assert!(harness.app.state.dialog.is_none() && secret(&harness).is_empty());
}

#[test]
fn a_secret_alone_is_a_change_and_so_is_one_letter() {
    let a = profile("A");
    for (name, secret) in [("A", "s"), ("B", "")] {
        let mut harness = FlowHarness::of(&a);
        harness.on_action(Action::Edit(a.id));
        harness.app.drafts.editor.fields.name = name.to_owned();
        harness.type_secret(secret);
        harness.on_action(Action::CloseDialog);
        assert!(
            harness.app.state.discard_question.is_some(),
            "{name} {secret}"
        );
    }
}

#[test]
fn another_dialog_opens_only_after_discard() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    new_typed(&mut harness);
    for action in [
        Action::NewProfile,
        Action::AskDelete(a.id),
        Action::Edit(a.id),
    ] {
        harness.on_action(action);
        assert_eq!(secret(&harness), "secret", "{action:?}");
    }
    harness.on_action(Action::ConfirmDiscard);
    assert!(matches!(
        harness.open_editor().mode,
        EditorMode::Edit { .. }
    ));
    assert_eq!(harness.app.drafts.editor.fields.name, "A");
}

#[test]
fn closing_asks_about_the_changes_then_about_the_header_and_cancel_there_keeps_what_was_typed() {
    let (mut harness, copy_id) = FlowHarness::with_header_copied();
    new_typed(&mut harness);
    let questions = |harness: &FlowHarness| {
        (
            harness.app.state.discard_question,
            harness.app.state.close_question,
        )
    };
    for last in [false, true] {
        assert!(harness.on_action(Action::CloseWindow).is_empty());
        assert_eq!(questions(&harness), (Some(Action::CloseWindow), None));
        assert!(harness.on_action(Action::ConfirmDiscard).is_empty());
        assert_eq!(questions(&harness), (None, Some(ClosePhase::Asking)));
        if !last {
            harness.on_action(Action::CloseDialog);
            assert_eq!(questions(&harness), (None, None));
            assert_eq!(secret(&harness), "secret");
        }
    }
    harness.on_action(Action::ConfirmClose);
    let effects = harness.cleared(copy_id);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn a_canceled_save_keeps_the_editor_until_the_keyring_has_answered() {
    let mut harness = FlowHarness::with(&[]);
    new_typed(&mut harness);
    let saving = save(&mut harness);
    let effects = harness.on_action(Action::CloseDialog);
    assert!(
        matches!(effects[..], [Effect::Cancel(job)] if job == saving.0),
        "{effects:?}"
    );
    assert_eq!(secret(&harness), "secret");
    harness.save_failed(saving.0, KeyringFailure::Canceled);
    assert_eq!(phase(&harness), &EditorSave::Idle);
    assert_eq!(secret(&harness), "secret");

    // Too late to cancel: it was saved, and that is said.
    let (job, write) = save(&mut harness);
    harness.on_action(Action::CloseDialog);
    harness.saved(job, &write, 1);
    assert!(harness.app.state.dialog.is_none());
    assert!(
        harness.notice().contains("saved anyway"),
        "{}",
        harness.notice()
    );
}

#[test]
fn a_save_that_never_answers_can_be_left_and_still_counts_when_it_does() {
    let mut harness = FlowHarness::with(&[]);
    new_typed(&mut harness);
    let (job, write) = save(&mut harness);
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::CloseDialog);
    assert!(
        harness.app.state.discard_question.is_some(),
        "what was typed would go"
    );
    harness.on_action(Action::ConfirmDiscard);
    assert!(harness.app.state.dialog.is_none() && secret(&harness).is_empty());
    harness.on_action(Action::NewProfile);
    harness.saved(job, &write, 1);
    assert_eq!(harness.row(write.id).profile.name.as_str(), "Mine");
    assert!(harness.app.state.dialog.is_some(), "the new editor stays");
}

#[test]
fn a_conflict_keeps_the_draft_and_overwrites_nothing_until_it_is_resolved() {
    let a = profile("A");
    let mut harness = conflicting(&a, &theirs_of(&a), "own");
    assert_eq!(harness.row(a.id).profile.name.as_str(), "Theirs");
    assert_eq!(
        (
            harness.app.drafts.editor.fields.name.as_str(),
            secret(&harness).as_str()
        ),
        ("Mine", "own")
    );
    assert!(harness.editor(EditorAction::Save).is_empty(), "not unseen");
    harness.editor(EditorAction::Changed);
    assert!(
        matches!(phase(&harness), EditorSave::Conflict { .. }),
        "typing resolves nothing"
    );
}

#[test]
fn keep_mine_saves_over_theirs_from_their_rev() {
    let a = profile("A");
    let mut harness = conflicting(&a, &theirs_of(&a), "own");
    let effects = harness.editor(EditorAction::KeepMine);
    let [Effect::Run(_, Job::SaveProfile(write))] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((write.base_rev, write.name.as_str()), (Some(7), "Mine"));
    assert_eq!(typed(&write.secret), Some("own"));
}

#[test]
fn keep_mine_never_moves_their_stored_secret_to_another_console() {
    let a = profile("A");
    let mut harness = conflicting(&a, &theirs_of(&a), "");
    assert!(
        harness.editor(EditorAction::KeepMine).is_empty(),
        "their secret belongs to US2"
    );
    assert!(harness.open_editor().shows_all_errors);
}

#[test]
fn take_theirs_restarts_the_edit_and_keeps_a_typed_secret() {
    let a = profile("A");
    let theirs = theirs_of(&a);
    let mut harness = conflicting(&a, &theirs, "own");
    harness.editor(EditorAction::SeeTheirs);
    assert!(matches!(
        phase(&harness),
        EditorSave::Conflict {
            shows_theirs: true,
            ..
        }
    ));
    let job = test(&mut harness);
    let effects = harness.editor(EditorAction::TakeTheirs);
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
        "the test was of mine: {effects:?}"
    );
    assert_eq!(harness.app.drafts.editor.fields.name, "Theirs");
    assert_eq!(secret(&harness), "own");
    let (_, write) = save(&mut harness);
    assert_eq!((write.base_rev, write.console), (Some(7), theirs.console));
}

#[test]
fn a_profile_deleted_elsewhere_is_saved_as_new_only_by_a_click_and_with_a_typed_secret() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    let saving = save(&mut harness);
    harness.save_failed(saving.0, KeyringFailure::NotFound);
    assert_eq!(phase(&harness), &EditorSave::Gone);
    assert!(harness.editor(EditorAction::Save).is_empty());
    assert!(
        harness.editor(EditorAction::SaveAsNew).is_empty(),
        "its secret is gone"
    );
    assert_eq!(harness.app.drafts.editor.fields.name, "A");
    harness.type_secret("typed");
    let (_, write) = save(&mut harness);
    assert_eq!((write.base_rev, write.name.as_str()), (None, "A"));
    assert_ne!(write.id, a.id);
}

#[test]
fn a_save_that_ends_after_its_profile_was_deleted_does_not_bring_it_back() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    harness.app.drafts.editor.fields.name = "B".to_owned();
    let (job, write) = save(&mut harness);
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::ConfirmDiscard);
    harness.on_action(Action::AskDelete(a.id));
    harness.on_action(Action::ConfirmDelete);
    harness.saved(job, &write, 2);
    assert!(harness.app.state.rows.is_empty());
    let effects = harness.wait(10.0);
    assert!(
        matches!(
            effects[..],
            [Effect::Run(_, Job::DeleteProfile { rev: Some(2), .. })]
        ),
        "{effects:?}"
    );
}

#[test]
fn nothing_is_asked_where_nothing_was_typed() {
    use tokendesk::model::{AccountKind, PasswordStorage, Tag};
    let a = profile("A");
    for open in [Action::NewProfile, Action::Duplicate(a.id)] {
        let mut harness = FlowHarness::of(&a);
        harness.on_action(open);
        harness.editor(EditorAction::ChooseKind(AccountKind::User));
        harness.editor(EditorAction::KeepPassword(PasswordStorage::AskedEachTime));
        harness.app.drafts.editor.fields.tag = Some(Tag::Violet);
        harness.app.drafts.editor.fields.client_id.push(' ');
        harness.on_action(Action::CloseDialog);
        assert!(harness.app.state.dialog.is_none(), "{open:?}");
    }
    // The tag of a saved profile is a change.
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Edit(a.id));
    harness.app.drafts.editor.fields.tag = Some(Tag::Violet);
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.discard_question.is_some());
}
