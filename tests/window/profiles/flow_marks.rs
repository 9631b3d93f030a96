//! Pins and tags: in the settings, and taken over once from the keyring items of older versions.

use tokendesk::app::event::Event;
use tokendesk::app::job::{Job, Outcome, Progress};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{Listed, PinAndTag, Profile, Tag};

use crate::harness::flow::{Desk, job_ended, profile};

const OLD: PinAndTag = PinAndTag {
    is_pinned: true,
    tag: Some(Tag::Red),
};

fn names(desk: &Desk) -> Vec<String> {
    let profiles = desk.app.state.profiles();
    profiles.map(|row| row.profile.name.to_string()).collect()
}

fn marks(desk: &Desk, of: &Profile) -> PinAndTag {
    desk.app.state.settings.marks_of(of.id)
}

/// Reads the keyring again, where an older version marked this profile.
fn read_with_old_marks(desk: &mut Desk, of: &Profile) {
    let [Effect::Run(job, Job::ListProfiles)] = desk.on_action(Action::Reload)[..] else {
        panic!("the keyring is not read")
    };
    let row = Listed::Profile {
        profile: of.clone(),
        old_marks: Some(OLD),
    };
    desk.on_event(Event::Progress(job, Progress::Listed(row)));
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
}

#[test]
fn a_pinned_profile_goes_to_the_top_and_back_and_the_keyring_is_not_written() {
    let [a, b, c] = ["A", "B", "C"].map(profile);
    let mut desk = Desk::with(&[a, b, c.clone()]);
    assert!(desk.on_action(Action::Pin(c.id, true)).is_empty());
    assert_eq!(names(&desk), ["C", "A", "B"]);
    assert!(desk.written.last().unwrap().marks[&c.id].is_pinned);
    assert!(desk.on_action(Action::Pin(c.id, false)).is_empty());
    assert_eq!(names(&desk), ["A", "B", "C"]);
    assert!(!desk.written.last().unwrap().marks[&c.id].is_pinned);
}

#[test]
fn the_token_and_a_sign_in_under_way_stay_when_a_profile_is_tagged() {
    let [a, b] = ["A", "B"].map(profile);
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(a.id, 900);
    let job = desk.get_token(b.id);
    for of in [&a, &b] {
        let tagged = Action::SetTag(of.id, Some(Tag::Green));
        assert!(desk.on_action(tagged).is_empty());
        assert_eq!(marks(&desk, of).tag, Some(Tag::Green));
    }
    desk.granted(job, b.id, 900);
    assert!(desk.row(a.id).grant.is_some() && desk.row(b.id).grant.is_some());
}

#[test]
fn what_is_already_so_is_not_written() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.on_action(Action::Pin(a.id, false));
    desk.on_action(Action::SetTag(a.id, None));
    assert!(desk.written.is_empty());
}

#[test]
fn marks_of_an_older_version_are_taken_over_once() {
    let [a, b] = ["A", "B"].map(profile);
    let mut desk = Desk::with(&[a, b.clone()]);
    read_with_old_marks(&mut desk, &b);
    assert_eq!(names(&desk), ["B"]);
    assert_eq!(marks(&desk, &b), OLD);
    desk.wait(1.0);
    assert_eq!(desk.written.last().unwrap().marks[&b.id], OLD);

    desk.on_action(Action::Pin(b.id, false));
    desk.on_action(Action::SetTag(b.id, None));
    read_with_old_marks(&mut desk, &b);
    assert_eq!(marks(&desk, &b), PinAndTag::default(), "they do not return");
}

#[test]
fn a_deletion_takes_the_marks_along_and_undoing_it_keeps_them() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.on_action(Action::SetTag(a.id, Some(Tag::Blue)));
    desk.on_action(Action::AskDelete(a.id));
    desk.on_action(Action::ConfirmDelete);
    desk.on_action(Action::Undo);
    assert_eq!(marks(&desk, &a).tag, Some(Tag::Blue));

    desk.on_action(Action::AskDelete(a.id));
    desk.on_action(Action::ConfirmDelete);
    let effects = desk.wait(11.0);
    let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
        panic!("nothing is deleted: {effects:?}")
    };
    desk.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))));
    desk.wait(1.0);
    assert!(desk.written.last().unwrap().marks.is_empty());
}
