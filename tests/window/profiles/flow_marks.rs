//! Pins and tags: written into the keyring item, and shown when they are there.

use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{Job, JobId, Outcome, ProfileWrite, SecretSource};
use tokendesk::app::state::{Dialog, Tone};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{KeyringFailure, PasswordStorage, Profile, Tag};

use crate::harness::flow::{Desk, job_ended, moved, profile, user};

/// The one write among these orders, which hold nothing else.
fn the_write(effects: &[Effect]) -> (JobId, &ProfileWrite) {
    let [Effect::Run(job, Job::SaveProfile(write))] = effects else {
        panic!("not one write: {effects:?}")
    };
    (*job, write)
}

/// The keyring took the write: the profile as it is stored now.
fn written(desk: &mut Desk, of: &Profile, (job, write): (JobId, &ProfileWrite)) -> Vec<Effect> {
    let stored = Profile {
        rev: write.base_rev.unwrap() + 1,
        is_pinned: write.is_pinned,
        tag: write.tag,
        ..of.clone()
    };
    let result = Ok(stored);
    desk.on_event(job_ended(job, Outcome::SaveProfile(result)))
}

fn names(desk: &Desk) -> Vec<String> {
    let profiles = desk.app.state.profiles();
    profiles.map(|row| row.profile.name.to_string()).collect()
}

#[test]
fn a_pinned_profile_goes_to_the_top_once_the_keyring_has_it_and_back_when_unpinned() {
    let [a, b, c] = ["A", "B", "C"].map(profile);
    let mut desk = Desk::with(&[a, b, c.clone()]);
    let effects = desk.on_action(Action::Pin(c.id, true));
    assert_eq!(names(&desk), ["A", "B", "C"], "not before it is stored");
    written(&mut desk, &c, the_write(&effects));
    assert_eq!(names(&desk), ["C", "A", "B"]);
    assert_eq!(desk.notice(), "", "the list says it");

    let effects = desk.on_action(Action::Pin(c.id, false));
    written(&mut desk, &c, the_write(&effects));
    assert_eq!(names(&desk), ["A", "B", "C"]);
}

#[test]
fn a_pin_writes_the_item_over_the_one_that_was_shown_and_keeps_its_secret_and_the_day_of_that() {
    let a = profile("A");
    let asked = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = Desk::with(&[a.clone(), asked.clone()]);
    let effects = desk.on_action(Action::Pin(a.id, true));
    let (_, write) = the_write(&effects);
    assert_eq!(write.base_rev, Some(a.rev));
    assert!(matches!(write.secret, SecretSource::Stored(id) if id == a.id));
    assert_eq!(write.saved_at, Some(a.saved_at));
    assert_eq!((write.is_pinned, write.tag), (true, None));

    let effects = desk.on_action(Action::SetTag(asked.id, Some(Tag::Red)));
    let (_, write) = the_write(&effects);
    assert!(matches!(write.secret, SecretSource::NotKept));
    assert_eq!((write.is_pinned, write.tag), (false, Some(Tag::Red)));
}

#[test]
fn the_token_and_a_sign_in_under_way_stay_when_a_profile_is_pinned_or_tagged() {
    let [a, b] = ["A", "B"].map(profile);
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(a.id, 900);
    let job = desk.get_token(b.id);
    for of in [&a, &b] {
        let effects = desk.on_action(Action::SetTag(of.id, Some(Tag::Green)));
        assert!(written(&mut desk, of, the_write(&effects)).is_empty());
        assert_eq!(desk.row(of.id).profile.tag, Some(Tag::Green));
    }
    assert!(desk.row(a.id).grant.is_some());
    desk.granted(job, b.id, 900);
    assert!(desk.row(b.id).grant.is_some());
    assert_eq!(desk.row(b.id).profile.tag, Some(Tag::Green));
}

#[test]
fn what_is_asked_for_while_the_keyring_is_at_work_is_written_after_that_over_what_it_made() {
    let a = profile("A");
    let mut desk = Desk::with(std::slice::from_ref(&a));
    let first = desk.on_action(Action::Pin(a.id, true));
    assert!(
        desk.on_action(Action::SetTag(a.id, Some(Tag::Blue)))
            .is_empty()
    );
    assert!(
        desk.on_action(Action::SetTag(a.id, Some(Tag::Amber)))
            .is_empty()
    );
    let second = written(&mut desk, &a, the_write(&first));
    let (_, write) = the_write(&second);
    assert_eq!(write.base_rev, Some(a.rev + 1));
    assert_eq!((write.is_pinned, write.tag), (true, Some(Tag::Amber)));
    assert!(written(&mut desk, &a, the_write(&second)).is_empty());
    assert_eq!(desk.row(a.id).profile.tag, Some(Tag::Amber));
}

#[test]
fn what_is_already_so_is_not_written() {
    let mut a = profile("A");
    a.tag = Some(Tag::Red);
    let mut desk = Desk::with(std::slice::from_ref(&a));
    assert!(
        desk.on_action(Action::SetTag(a.id, Some(Tag::Red)))
            .is_empty()
    );
    assert!(desk.on_action(Action::Pin(a.id, false)).is_empty());
}

#[test]
fn a_write_that_fails_says_so_and_changes_nothing() {
    let [a, b] = ["A", "B"].map(profile);
    let mut desk = Desk::with(&[a, b.clone()]);
    let effects = desk.on_action(Action::Pin(b.id, true));
    let (job, _) = the_write(&effects);
    assert!(
        desk.on_action(Action::SetTag(b.id, Some(Tag::Red)))
            .is_empty()
    );
    let effects = desk.on_event(job_ended(
        job,
        Outcome::SaveProfile(Err(KeyringFailure::NotFound)),
    ));
    assert!(effects.is_empty(), "what waited for it is not written");
    assert_eq!(names(&desk), ["A", "B"]);
    assert_eq!(desk.row(b.id).profile, b);
    assert!(desk.notice().starts_with("Not saved."), "{}", desk.notice());
    assert!(desk.notice().ends_with("“B” keeps its place and its tag."));
}

#[test]
fn a_profile_that_was_changed_elsewhere_is_shown_as_it_is_and_not_pinned() {
    let [a, b] = ["A", "B"].map(profile);
    let mut desk = Desk::with(&[a, b.clone()]);
    let effects = desk.on_action(Action::Pin(b.id, true));
    let theirs = moved(&b);
    desk.on_event(job_ended(
        the_write(&effects).0,
        Outcome::SaveProfile(Err(KeyringFailure::Conflict(Box::new(theirs.clone())))),
    ));
    assert_eq!(desk.row(b.id).profile, theirs);
    assert_eq!(names(&desk), ["A", "B"]);
    assert!(desk.notice().contains("changed elsewhere meanwhile"));
    let notice = desk.app.state.notice.as_ref().unwrap();
    assert_eq!(notice.tone, Tone::Warn);
}

#[test]
fn the_window_waits_for_the_keyring_before_it_closes() {
    let a = profile("A");
    let mut desk = Desk::with(std::slice::from_ref(&a));
    let effects = desk.on_action(Action::Pin(a.id, true));
    assert!(desk.on_action(Action::CloseWindow).is_empty());
    let closed = written(&mut desk, &a, the_write(&effects));
    assert!(matches!(closed[..], [Effect::CloseWindow]), "{closed:?}");
}

#[test]
fn an_editor_that_was_opened_while_the_keyring_was_at_work_saves_over_the_own_pin_and_tag() {
    let a = profile("A");
    for is_chosen in [false, true] {
        let mut desk = Desk::with(std::slice::from_ref(&a));
        let effects = desk.on_action(Action::Pin(a.id, true));
        assert!(
            desk.on_action(Action::SetTag(a.id, Some(Tag::Red)))
                .is_empty()
        );
        desk.on_action(Action::Edit(a.id));
        if is_chosen {
            desk.app.drafts.editor.tag = Some(Tag::Grey);
        }
        let effects = written(&mut desk, &a, the_write(&effects));
        written(&mut desk, &a, the_write(&effects));
        let effects = desk.on_action(Action::Editor(EditorAction::Save));
        let (_, write) = the_write(&effects);
        assert_eq!(write.base_rev, Some(a.rev + 2));
        let tag = if is_chosen { Tag::Grey } else { Tag::Red };
        assert_eq!((write.is_pinned, write.tag), (true, Some(tag)));
    }
}

#[test]
fn a_deletion_that_is_asked_about_while_the_keyring_was_at_work_means_the_pinned_item() {
    let a = profile("A");
    let mut desk = Desk::with(std::slice::from_ref(&a));
    let effects = desk.on_action(Action::Pin(a.id, true));
    desk.on_action(Action::AskDelete(a.id));
    written(&mut desk, &a, the_write(&effects));
    assert!(matches!(
        desk.app.state.dialog,
        Some(Dialog::Delete { rev, .. }) if rev == Some(a.rev + 1)
    ));
    desk.on_action(Action::ConfirmDelete);
    assert!(desk.app.state.profile(a.id).is_none());
}

#[test]
fn where_it_is_not_known_what_the_keyring_holds_nothing_is_claimed() {
    let a = profile("A");
    for failure in [
        KeyringFailure::NotAsWritten,
        KeyringFailure::Unclear,
        KeyringFailure::Other,
        KeyringFailure::Defect,
    ] {
        let mut desk = Desk::with(std::slice::from_ref(&a));
        let effects = desk.on_action(Action::Pin(a.id, true));
        desk.on_event(job_ended(
            the_write(&effects).0,
            Outcome::SaveProfile(Err(failure)),
        ));
        let told = desk.notice();
        assert!(told.ends_with("read the keyring again."), "{told}");
        assert!(!told.contains("Not saved"), "{told}");
    }
}
