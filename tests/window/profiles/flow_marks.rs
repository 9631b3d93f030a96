//! Pins and tags: in the settings, and taken over once from the keyring items of older versions.

use tokendesk::app::event::Event;
use tokendesk::app::job::{Job, Outcome, Progress};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{Listed, PinAndTag, Profile, Tag};

use crate::harness::flow::{FlowHarness, job_ended, profile};

const OLD: PinAndTag = PinAndTag {
    is_pinned: true,
    tag: Some(Tag::Violet),
};

fn names(harness: &FlowHarness) -> Vec<String> {
    let profiles = harness.app.state.profiles();
    profiles.map(|row| row.profile.name.to_string()).collect()
}

fn marks(harness: &FlowHarness, of: &Profile) -> PinAndTag {
    harness.app.state.settings.marks_of(of.id)
}

/// Reads the keyring again, where an older version marked this profile.
fn read_with_old_marks(harness: &mut FlowHarness, of: &Profile) {
    let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
        panic!("the keyring is not read")
    };
    let row = Listed::Profile {
        profile: of.clone(),
        old_marks: Some(OLD),
    };
    harness.on_event(Event::Progress(job, Progress::Listed(row)));
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
}

#[test]
fn a_pinned_profile_goes_to_the_top_and_back_and_the_keyring_is_not_written() {
    let [a, b, c] = ["A", "B", "C"].map(profile);
    let mut harness = FlowHarness::with(&[a, b, c.clone()]);
    assert!(harness.on_action(Action::Pin(c.id, true)).is_empty());
    assert_eq!(names(&harness), ["C", "A", "B"]);
    assert!(harness.written.last().unwrap().marks[&c.id].is_pinned);
    assert!(harness.on_action(Action::Pin(c.id, false)).is_empty());
    assert_eq!(names(&harness), ["A", "B", "C"]);
    assert!(!harness.written.last().unwrap().marks[&c.id].is_pinned);
}

/// Reads the keyring again, after another window gave this profile these marks.
fn read_with_marks_of_another_window(harness: &mut FlowHarness, of: &Profile, marks: PinAndTag) {
    let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
        panic!("the keyring is not read")
    };
    let marks = Progress::MarksOfOtherWindows([(of.id, marks)].into());
    harness.on_event(Event::Progress(job, marks));
}

#[test]
fn a_tag_of_another_window_counts_when_the_keyring_is_read_again_and_is_not_written_again() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let written = harness.written.len();
    read_with_marks_of_another_window(&mut harness, &b, OLD);
    assert_eq!(marks(&harness, &b), OLD);
    assert_eq!(names(&harness), ["B", "A"]);
    harness.on_action(Action::CloseWindow);
    assert_eq!(harness.written.len(), written);
}

#[test]
fn a_mark_that_was_changed_here_and_is_not_written_yet_is_newer_than_one_of_another_window() {
    let a = profile("A");
    let mut harness = FlowHarness::with(std::slice::from_ref(&a));
    harness
        .app
        .state
        .settings
        .marks
        .insert(a.id, PinAndTag::default());
    read_with_marks_of_another_window(&mut harness, &a, OLD);
    assert_eq!(marks(&harness, &a), PinAndTag::default());
}

#[test]
fn the_token_and_a_sign_in_under_way_stay_when_a_profile_is_tagged() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    let job = harness.get_token(b.id);
    for of in [&a, &b] {
        let tagged = Action::SetTag(of.id, Some(Tag::Teal));
        assert!(harness.on_action(tagged).is_empty());
        assert_eq!(marks(&harness, of).tag, Some(Tag::Teal));
    }
    harness.granted(job, b.id, 900);
    assert!(harness.row(a.id).grant.is_some() && harness.row(b.id).grant.is_some());
}

#[test]
fn an_unchanged_mark_is_not_written() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::Pin(a.id, false));
    harness.on_action(Action::SetTag(a.id, None));
    assert!(harness.written.is_empty());
}

#[test]
fn marks_of_an_older_version_are_taken_over_once() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = FlowHarness::with(&[a, b.clone()]);
    read_with_old_marks(&mut harness, &b);
    assert_eq!(names(&harness), ["B"]);
    assert_eq!(marks(&harness, &b), OLD);
    harness.wait(1.0);
    assert_eq!(harness.written.last().unwrap().marks[&b.id], OLD);

    harness.on_action(Action::Pin(b.id, false));
    harness.on_action(Action::SetTag(b.id, None));
    read_with_old_marks(&mut harness, &b);
    assert_eq!(
        marks(&harness, &b),
        PinAndTag::default(),
        "they do not return"
    );
}

#[test]
fn a_deletion_takes_the_marks_along_and_undoing_it_keeps_them() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.on_action(Action::SetTag(a.id, Some(Tag::Blue)));
    harness.on_action(Action::AskDelete(a.id));
    harness.on_action(Action::ConfirmDelete);
    harness.on_action(Action::Undo);
    assert_eq!(marks(&harness, &a).tag, Some(Tag::Blue));

    harness.on_action(Action::AskDelete(a.id));
    harness.on_action(Action::ConfirmDelete);
    let effects = harness.wait(11.0);
    let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
        panic!("nothing is deleted: {effects:?}")
    };
    harness.deleted(job);
    harness.wait(1.0);
    assert!(harness.written.last().unwrap().marks.is_empty());
}
