//! Deleting: asked, undone for ten seconds, then done.

use std::time::Duration;

use tokendesk::app::job::{Job, JobId, Outcome, Progress};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Unreadable;
use tokendesk::model::{KeyringFailure, Listed, Profile, ProfileId};

use crate::editor::flow::save;
use crate::harness::flow::{Desk, job_ended, moved, profile};

fn ask(desk: &mut Desk, id: ProfileId) -> Vec<Effect> {
    desk.on_action(Action::AskDelete(id));
    desk.on_action(Action::ConfirmDelete)
}

fn reading(desk: &mut Desk, rows: Vec<Listed>) {
    let effects = desk.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("no reading: {effects:?}")
    };
    for row in rows {
        desk.on_event(Event::Progress(job, Progress::Listed(row)));
    }
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
}

fn ended(desk: &mut Desk, job: JobId, result: Result<(), KeyringFailure>) -> Vec<Effect> {
    desk.on_event(job_ended(job, Outcome::DeleteProfile(result)))
}

#[test]
fn of_two_names_that_look_the_same_it_is_always_told_which_one_goes() {
    let (alpha, other) = (profile("Alpha"), moved(&profile("\u{410}lpha")));
    let mut desk = Desk::with(&[alpha.clone(), other]);
    desk.on_action(Action::AskDelete(alpha.id));
    let subject = "“Alpha” (US1 · key-42)";
    let Some(Dialog::Delete { subject: asked, .. }) = &desk.app.state.dialog else {
        panic!("nothing is asked")
    };
    assert_eq!(asked, subject);
    desk.on_action(Action::ConfirmDelete);
    assert_eq!(desk.app.state.deletions[0].subject, subject);
    let effects = desk.wait(10.0);
    let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
        panic!("no deletion: {effects:?}")
    };
    ended(&mut desk, job, Ok(()));
    assert_eq!(
        desk.notice(),
        format!("{subject} is deleted from the keyring.")
    );
}

fn names(desk: &Desk) -> Vec<String> {
    let names = desk
        .app
        .state
        .profiles()
        .map(|row| row.profile.name.to_string());
    names.collect()
}

#[test]
fn the_row_goes_at_once_and_the_item_only_after_ten_seconds() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b]);
    assert!(ask(&mut desk, a.id).is_empty());
    assert_eq!(names(&desk), ["B"]);
    assert!(desk.wait(9.9).is_empty(), "too early");
    let effects = desk.wait(0.1);
    let [Effect::Run(job, Job::DeleteProfile { id, rev })] = effects[..] else {
        panic!("no deletion: {effects:?}")
    };
    assert_eq!((id, rev), (a.id, Some(1)));
    assert!(desk.wait(20.0).is_empty(), "asked once");
    ended(&mut desk, job, Ok(()));
    assert_eq!(names(&desk), ["B"]);
    assert!(desk.notice().contains("“A” is deleted from the keyring"));
}

#[test]
fn undo_brings_the_row_back_without_its_token_and_nothing_is_deleted() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b]);
    desk.renewed(a.id, 900);
    ask(&mut desk, a.id);
    desk.wait(9.0);
    desk.on_action(Action::Undo);
    assert_eq!(desk.row(a.id).profile, a);
    assert!(desk.row(a.id).grant.is_none());
    assert_eq!(desk.app.state.selected, Some(RowKey::Item(a.id)));
    assert!(desk.wait(20.0).is_empty());
}

#[test]
fn a_sign_in_under_way_is_stopped_and_a_copied_header_is_still_told() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    desk.copied(a.id);
    let [Effect::Run(job, Job::FetchToken(_))] = desk.on_action(Action::Renew(a.id))[..] else {
        panic!("no sign-in")
    };
    let effects = ask(&mut desk, a.id);
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
        "{effects:?}"
    );
    let held = desk.app.state.held.as_ref().unwrap();
    let of = held.profile.as_ref().map(|profile| profile.id);
    assert_eq!((held.name.as_str(), of), ("A", Some(a.id)));
}

#[test]
fn several_deletions_have_ten_seconds_each_and_the_newest_is_undone() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    ask(&mut desk, a.id);
    desk.wait(4.0);
    ask(&mut desk, b.id);
    assert_eq!(desk.app.state.undoable().unwrap().id, b.id);
    desk.on_action(Action::Undo);
    assert_eq!(names(&desk), ["B"]);
    let effects = desk.wait(6.0);
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::DeleteProfile { id, .. })] if id == a.id),
        "{effects:?}"
    );
}

#[test]
fn a_reading_does_not_bring_the_row_back_and_undo_survives_it() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    ask(&mut desk, a.id);
    reading(&mut desk, vec![Listed::from(a.clone())]);
    assert_eq!(names(&desk), [""; 0]);
    // Undone while a reading runs, which passed over it: it was seen all the same.
    let [Effect::Run(job, Job::ListProfiles)] = desk.on_action(Action::Reload)[..] else {
        panic!("no reading")
    };
    desk.on_event(Event::Progress(job, Progress::Listed(Listed::from(a))));
    desk.on_action(Action::Undo);
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&desk), ["A"]);
}

#[test]
fn what_was_changed_elsewhere_since_the_question_is_not_deleted() {
    let a = profile("A");
    let theirs = Profile {
        rev: 2,
        ..a.clone()
    };
    let mut desk = Desk::of(&a);
    ask(&mut desk, a.id);
    reading(&mut desk, vec![Listed::from(theirs.clone())]);
    assert_eq!(desk.row(a.id).profile.rev, 2);
    assert!(
        desk.notice().contains("changed elsewhere"),
        "{}",
        desk.notice()
    );
    assert!(desk.wait(20.0).is_empty());

    // Seen by the deletion itself.
    let job = desk.delete(a.id);
    let newer = Profile {
        rev: 3,
        ..a.clone()
    };
    ended(
        &mut desk,
        job,
        Err(KeyringFailure::Conflict(Box::new(newer))),
    );
    assert_eq!(desk.row(a.id).profile.rev, 3);
    assert!(desk.notice().contains("not deleted"), "{}", desk.notice());

    // Changed while the question stood.
    desk.on_action(Action::AskDelete(a.id));
    reading(
        &mut desk,
        vec![Listed::from(Profile {
            rev: 4,
            ..a.clone()
        })],
    );
    desk.on_action(Action::ConfirmDelete);
    assert_eq!(desk.row(a.id).profile.rev, 4);
    assert!(desk.app.state.dialog.is_none());
}

#[test]
fn a_failed_or_cancelled_deletion_brings_the_row_back_and_says_why() {
    let a = profile("A");
    for (failure, told) in [
        (KeyringFailure::Locked, "stayed locked"),
        (KeyringFailure::Cancelled, "is kept"),
    ] {
        let mut desk = Desk::of(&a);
        let job = desk.delete(a.id);
        ended(&mut desk, job, Err(failure));
        assert_eq!(names(&desk), ["A"]);
        assert!(desk.notice().contains(told), "{}", desk.notice());
    }
}

#[test]
fn cancel_asks_a_waiting_deletion_to_stop_and_tells_the_truth_when_it_was_too_late() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    let job = desk.delete(a.id);
    assert!(
        matches!(desk.on_action(Action::CancelDeletion(a.id))[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    ended(&mut desk, job, Ok(()));
    assert!(
        desk.notice().contains("deleted all the same"),
        "{}",
        desk.notice()
    );
}

#[test]
fn an_item_that_is_gone_already_is_not_said_to_be_deleted_by_us() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    let job = desk.delete(a.id);
    ended(&mut desk, job, Err(KeyringFailure::NotFound));
    assert_eq!(names(&desk), [""; 0]);
    assert!(
        desk.notice().contains("nothing was deleted"),
        "{}",
        desk.notice()
    );
}

#[test]
fn closing_finishes_what_could_still_be_undone() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    ask(&mut desk, a.id);
    let effects = desk.on_action(Action::CloseWindow);
    let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
        panic!("{effects:?}")
    };
    let effects = ended(&mut desk, job, Ok(()));
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn its_name_is_free_at_once() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    ask(&mut desk, a.id);
    desk.type_a_new_profile();
    let (_, write) = save(&mut desk);
    assert_ne!(write.id, a.id);
}

#[test]
fn an_unreadable_item_is_deleted_the_same_way() {
    let id = ProfileId::random();
    let mut desk = Desk::with(&[]);
    let unreadable = |why| Listed::Unreadable { id: Some(id), why };
    reading(&mut desk, vec![unreadable(Unreadable::NotText)]);
    ask(&mut desk, id);
    reading(&mut desk, vec![unreadable(Unreadable::NotText)]);
    assert!(desk.app.state.rows.is_empty());
    desk.on_action(Action::Undo);
    assert_eq!(desk.app.state.rows.len(), 1);
    ask(&mut desk, id);
    let effects = desk.wait(10.0);
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
    let mut desk = Desk::of(&a);
    ask(&mut desk, a.id);
    desk.wait(0.25);
    assert_eq!(
        desk.app.next_wake(desk.now),
        Some(Duration::from_millis(750))
    );
    desk.wait(9.75);
    assert_eq!(desk.app.next_wake(desk.now), Some(Duration::from_secs(1)));
    desk.wait(1.0);
    assert_eq!(desk.app.next_wake(desk.now), None);
}
