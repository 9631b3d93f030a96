//! Deleting: asked, undone for ten seconds, then done.

use std::time::Duration;

use tokendesk::app::job::{Job, JobId, Outcome, Progress};
use tokendesk::app::profiles::DeleteQuestion;
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Unreadable;
use tokendesk::model::{KeyringFailure, Listed, Profile, ProfileId};

use crate::editor::flow::save;
use crate::harness::flow::{FlowHarness, job_ended, moved, profile};

fn ask(harness: &mut FlowHarness, id: ProfileId) -> Vec<Effect> {
    harness.on_action(Action::AskDelete(id));
    harness.on_action(Action::ConfirmDelete)
}

fn reading(harness: &mut FlowHarness, rows: Vec<Listed>) {
    let effects = harness.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("no reading: {effects:?}")
    };
    for row in rows {
        harness.on_event(Event::Progress(job, Progress::Listed(row)));
    }
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
}

fn ended(harness: &mut FlowHarness, job: JobId, result: Result<(), KeyringFailure>) -> Vec<Effect> {
    harness.on_event(job_ended(job, Outcome::DeleteProfile(result)))
}

#[test]
fn of_two_names_that_look_the_same_it_is_always_told_which_one_goes() {
    let (alpha, other) = (profile("Alpha"), moved(&profile("\u{410}lpha")));
    let mut harness = FlowHarness::with(&[alpha.clone(), other]);
    harness.on_action(Action::AskDelete(alpha.id));
    let subject = "“Alpha” (US1 · key-42)";
    let Some(Dialog::Delete(DeleteQuestion { subject: asked, .. })) = &harness.app.state.dialog
    else {
        panic!("nothing is asked")
    };
    assert_eq!(asked, subject);
    harness.on_action(Action::ConfirmDelete);
    assert_eq!(harness.app.state.deletions[0].subject, subject);
    let effects = harness.wait(10.0);
    let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
        panic!("no deletion: {effects:?}")
    };
    ended(&mut harness, job, Ok(()));
    assert_eq!(
        harness.notice(),
        format!("{subject} was deleted from the keyring.")
    );
}

fn names(harness: &FlowHarness) -> Vec<String> {
    let names = harness
        .app
        .state
        .profiles()
        .map(|row| row.profile.name.to_string());
    names.collect()
}

#[test]
fn the_row_goes_at_once_and_the_item_only_after_ten_seconds() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b]);
    assert!(ask(&mut harness, a.id).is_empty());
    assert_eq!(names(&harness), ["B"]);
    assert!(harness.wait(9.9).is_empty(), "too early");
    let effects = harness.wait(0.1);
    let [Effect::Run(job, Job::DeleteProfile { id, rev })] = effects[..] else {
        panic!("no deletion: {effects:?}")
    };
    assert_eq!((id, rev), (a.id, Some(1)));
    assert!(harness.wait(20.0).is_empty(), "asked once");
    ended(&mut harness, job, Ok(()));
    assert_eq!(names(&harness), ["B"]);
    assert!(
        harness
            .notice()
            .contains("“A” was deleted from the keyring")
    );
}

#[test]
fn undo_brings_the_row_back_without_its_token_and_nothing_is_deleted() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b]);
    harness.renewed(a.id, 900);
    ask(&mut harness, a.id);
    harness.wait(9.0);
    harness.on_action(Action::Undo);
    assert_eq!(harness.row(a.id).profile, a);
    assert!(harness.row(a.id).grant.is_none());
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(a.id)));
    assert!(harness.wait(20.0).is_empty());
}

#[test]
fn a_sign_in_under_way_is_stopped_and_a_copied_header_is_still_reported() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    harness.copied(a.id);
    let [Effect::Run(job, Job::FetchToken(_))] = harness.on_action(Action::Renew(a.id))[..] else {
        panic!("no sign-in")
    };
    let effects = ask(&mut harness, a.id);
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
        "{effects:?}"
    );
    let copied_item = harness.copied_item();
    let of = copied_item.profile.as_ref().map(|profile| profile.id);
    assert_eq!((copied_item.name.as_str(), of), ("A", Some(a.id)));
}

#[test]
fn several_deletions_have_ten_seconds_each_and_the_newest_is_undone() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    ask(&mut harness, a.id);
    harness.wait(4.0);
    ask(&mut harness, b.id);
    assert_eq!(harness.app.state.undoable().next().unwrap().id, b.id);
    harness.on_action(Action::Undo);
    assert_eq!(names(&harness), ["B"]);
    let effects = harness.wait(6.0);
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::DeleteProfile { id, .. })] if id == a.id),
        "{effects:?}"
    );
}

#[test]
fn a_reading_does_not_bring_the_row_back_and_undo_survives_it() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    ask(&mut harness, a.id);
    reading(&mut harness, vec![Listed::from(a.clone())]);
    assert_eq!(names(&harness), [""; 0]);
    // Undone while a reading runs, which passed over it: it was seen all the same.
    let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
        panic!("no reading")
    };
    harness.on_event(Event::Progress(job, Progress::Listed(Listed::from(a))));
    harness.on_action(Action::Undo);
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&harness), ["A"]);
}

#[test]
fn what_was_changed_elsewhere_since_the_question_is_not_deleted() {
    let a = profile("A");
    let theirs = Profile {
        rev: 2,
        ..a.clone()
    };
    let mut harness = FlowHarness::of(&a);
    ask(&mut harness, a.id);
    reading(&mut harness, vec![Listed::from(theirs.clone())]);
    assert_eq!(harness.row(a.id).profile.rev, 2);
    assert!(
        harness.notice().contains("changed elsewhere"),
        "{}",
        harness.notice()
    );
    assert!(harness.wait(20.0).is_empty());

    // Seen by the deletion itself.
    let job = harness.delete(a.id);
    let newer = Profile {
        rev: 3,
        ..a.clone()
    };
    ended(
        &mut harness,
        job,
        Err(KeyringFailure::Conflict(Box::new(newer))),
    );
    assert_eq!(harness.row(a.id).profile.rev, 3);
    assert!(
        harness.notice().contains("wasn’t deleted"),
        "{}",
        harness.notice()
    );

    // Changed while the question stood.
    harness.on_action(Action::AskDelete(a.id));
    reading(
        &mut harness,
        vec![Listed::from(Profile {
            rev: 4,
            ..a.clone()
        })],
    );
    harness.on_action(Action::ConfirmDelete);
    assert_eq!(harness.row(a.id).profile.rev, 4);
    assert!(harness.app.state.dialog.is_none());
}

#[test]
fn a_failed_or_canceled_deletion_brings_the_row_back_and_says_why() {
    let a = profile("A");
    for (failure, told) in [
        (KeyringFailure::Locked, "Keyring locked"),
        (KeyringFailure::Canceled, "was kept"),
    ] {
        let mut harness = FlowHarness::of(&a);
        let job = harness.delete(a.id);
        ended(&mut harness, job, Err(failure));
        assert_eq!(names(&harness), ["A"]);
        assert!(harness.notice().contains(told), "{}", harness.notice());
    }
}

#[test]
fn cancel_asks_a_waiting_deletion_to_stop_and_tells_the_truth_when_it_was_too_late() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.delete(a.id);
    assert!(
        matches!(harness.on_action(Action::CancelDeletion(a.id))[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    ended(&mut harness, job, Ok(()));
    assert!(
        harness.notice().contains("deleted anyway"),
        "{}",
        harness.notice()
    );
}

#[test]
fn an_item_that_is_gone_already_is_not_reported_as_deleted_by_us() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.delete(a.id);
    ended(&mut harness, job, Err(KeyringFailure::NotFound));
    assert_eq!(names(&harness), [""; 0]);
    assert!(
        harness.notice().contains("Nothing was deleted"),
        "{}",
        harness.notice()
    );
}

#[test]
fn closing_finishes_what_could_still_be_undone() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    ask(&mut harness, a.id);
    let effects = harness.on_action(Action::CloseWindow);
    let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
        panic!("{effects:?}")
    };
    let effects = ended(&mut harness, job, Ok(()));
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn the_name_of_a_deleted_profile_is_free_at_once() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    ask(&mut harness, a.id);
    harness.type_a_new_profile();
    let (_, write) = save(&mut harness);
    assert_ne!(write.id, a.id);
}

#[test]
fn an_unreadable_item_is_deleted_the_same_way() {
    let id = ProfileId::random();
    let mut harness = FlowHarness::with(&[]);
    let unreadable = |why| Listed::Unreadable { id: Some(id), why };
    reading(&mut harness, vec![unreadable(Unreadable::NotText)]);
    ask(&mut harness, id);
    reading(&mut harness, vec![unreadable(Unreadable::NotText)]);
    assert!(harness.app.state.rows.is_empty());
    harness.on_action(Action::Undo);
    assert_eq!(harness.app.state.rows.len(), 1);
    ask(&mut harness, id);
    let effects = harness.wait(10.0);
    assert!(
        matches!(
            effects[..],
            [Effect::Run(_, Job::DeleteProfile { rev: None, .. })]
        ),
        "{effects:?}"
    );
}

#[test]
fn the_window_wakes_for_each_second_of_undo_and_for_the_end_of_patience() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    ask(&mut harness, a.id);
    harness.wait(0.25);
    assert_eq!(
        harness.app.next_wake(harness.now),
        Some(Duration::from_millis(750))
    );
    harness.wait(9.75);
    assert_eq!(
        harness.app.next_wake(harness.now),
        Some(Duration::from_secs(1))
    );
    harness.wait(1.0);
    assert_eq!(harness.app.next_wake(harness.now), None);
}
