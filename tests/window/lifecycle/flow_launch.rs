//! `tokendesk --profile NAME --get`: once the list is whole, once, and only if nobody does anything else meanwhile.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::job::{Job, JobId, Outcome, Progress};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, App, Effect, Event, State};
use tokendesk::model::{KeyringFailure, Listed, Now, PasswordStorage, Profile, ProfileName, Tag};

use crate::harness::flow::{Desk, job_ended, profile, the_copy, the_sign_in, user};

/// A window that was opened with this wish, and begins to read the keyring.
fn launched(name: &str, gets_token: bool) -> (Desk, JobId) {
    let mut state = State::new(TimeZone::UTC, None);
    let now = Now {
        wall: Timestamp::from_second(1_800_000_000).unwrap(),
        boot: Duration::from_secs(7_000),
    };
    state.request_launch(name.to_owned(), gets_token, now);
    let mut desk = Desk::over(App::new(state), now);
    let job = reading(&mut desk);
    (desk, job)
}

fn reading(desk: &mut Desk) -> JobId {
    let effects = desk.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("the keyring is not read: {effects:?}")
    };
    job
}

fn read(desk: &mut Desk, job: JobId, profile: &Profile) {
    let row = Listed::from(profile.clone());
    assert!(
        desk.on_event(Event::Progress(job, Progress::Listed(row)))
            .is_empty()
    );
}

fn end(desk: &mut Desk, job: JobId, result: Result<(), KeyringFailure>) -> Vec<Effect> {
    desk.on_event(job_ended(job, Outcome::ListProfiles(result)))
}

fn shown(desk: &Desk) -> Option<RowKey> {
    desk.app.state.selected
}

#[test]
fn the_profile_is_shown_at_once_and_its_token_fetched_and_copied_when_the_list_is_whole() {
    let (a, b) = (profile("A"), profile("Production EU"));
    let (mut desk, job) = launched(" production eu ", true);
    read(&mut desk, job, &b);
    assert_eq!(shown(&desk), Some(RowKey::Item(b.id)));
    read(&mut desk, job, &a);
    let fetch = the_sign_in(&end(&mut desk, job, Ok(()))).job;
    the_copy(&desk.granted(fetch, b.id, 900));
    // Once: another reading fetches nothing.
    let again = reading(&mut desk);
    read(&mut desk, again, &b);
    assert!(end(&mut desk, again, Ok(())).is_empty());
}

#[test]
fn without_get_it_is_only_shown() {
    let (a, b) = (profile("A"), profile("B"));
    let (mut desk, job) = launched("b", false);
    read(&mut desk, job, &a);
    read(&mut desk, job, &b);
    assert!(end(&mut desk, job, Ok(())).is_empty());
    assert_eq!(shown(&desk), Some(RowKey::Item(b.id)));
    assert!(desk.app.state.launch.is_none());
}

#[test]
fn an_id_is_accepted_in_place_of_the_name() {
    let (a, b) = (profile("Same"), profile("Same"));
    let (mut desk, job) = launched(&b.id.to_string(), true);
    read(&mut desk, job, &a);
    read(&mut desk, job, &b);
    the_sign_in(&end(&mut desk, job, Ok(())));
    assert_eq!(shown(&desk), Some(RowKey::Item(b.id)));
}

#[test]
fn a_name_that_is_not_there_is_told_and_nothing_is_fetched() {
    let (mut desk, job) = launched("Nobody", true);
    read(&mut desk, job, &profile("A"));
    assert_eq!(desk.notice(), "", "it may still come");
    assert!(end(&mut desk, job, Ok(())).is_empty());
    let told = desk.notice();
    assert!(
        told.contains("There is no profile named “Nobody”."),
        "{told}"
    );
    assert!(desk.app.state.launch.is_none());
}

#[test]
fn of_two_with_that_name_none_is_fetched_and_that_is_told() {
    let (a, b) = (profile("Twin"), profile("twin"));
    let (mut desk, job) = launched("Twin", true);
    read(&mut desk, job, &a);
    read(&mut desk, job, &b);
    assert!(end(&mut desk, job, Ok(())).is_empty());
    let told = desk.notice();
    assert!(told.contains("2 profiles are named “Twin”"), "{told}");
    assert!(told.contains("no token was fetched"), "{told}");
}

#[test]
fn a_name_that_another_one_looks_like_opens_neither() {
    let written_elsewhere = |name: &str| Profile {
        name: ProfileName::parse_stored(name).unwrap(),
        ..profile("A")
    };
    for alike in ["Al\u{200b}pha", "\u{410}lpha", "A1pha"] {
        let (alpha, other) = (profile("Alpha"), written_elsewhere(alike));
        let (mut desk, job) = launched("alpha", true);
        read(&mut desk, job, &alpha);
        read(&mut desk, job, &other);
        assert!(end(&mut desk, job, Ok(())).is_empty(), "{alike:?}");
        let told = desk.notice();
        assert!(told.contains("2 profiles are named “alpha”"), "{told}");
        // An id means one of them.
        let (mut desk, job) = launched(&other.id.to_string(), true);
        read(&mut desk, job, &alpha);
        read(&mut desk, job, &other);
        the_sign_in(&end(&mut desk, job, Ok(())));
        assert_eq!(shown(&desk), Some(RowKey::Item(other.id)));
    }
    // What only looks like the name that was asked for is not that profile.
    let (mut desk, job) = launched("Alpha", true);
    read(&mut desk, job, &written_elsewhere("A1pha"));
    assert!(end(&mut desk, job, Ok(())).is_empty());
    assert!(desk.notice().contains("There is no profile named “Alpha”"));
}

#[test]
fn while_the_keyring_fails_the_wish_waits_for_the_next_reading() {
    let b = profile("B");
    let (mut desk, job) = launched("B", true);
    let failure = KeyringFailure::Locked;
    assert!(end(&mut desk, job, Err(failure)).is_empty());
    assert_eq!(desk.notice(), "");
    let job = reading(&mut desk);
    desk.on_action(Action::CancelListing);
    let job_again = reading(&mut desk);
    assert_ne!(job, job_again);
    read(&mut desk, job_again, &b);
    the_sign_in(&end(&mut desk, job_again, Ok(())));
}

#[test]
fn whatever_a_person_does_meanwhile_ends_the_wish() {
    let (a, b) = (profile("A"), profile("B"));
    for action in [
        Action::Select(RowKey::Item(a.id)),
        Action::NewProfile,
        Action::OpenPalette,
        Action::GetToken(a.id),
    ] {
        let (mut desk, job) = launched("B", true);
        read(&mut desk, job, &a);
        desk.on_action(action);
        read(&mut desk, job, &b);
        assert!(end(&mut desk, job, Ok(())).is_empty(), "{action:?}");
        assert_ne!(shown(&desk), Some(RowKey::Item(b.id)), "{action:?}");
    }
    let (mut desk, job) = launched("B", true);
    desk.on_action(Action::FocusLost);
    read(&mut desk, job, &b);
    the_sign_in(&end(&mut desk, job, Ok(())));
}

#[test]
fn a_password_that_is_not_kept_is_asked_for_as_after_the_button() {
    let b = user("B", PasswordStorage::AskedEachTime);
    let (mut desk, job) = launched("B", true);
    read(&mut desk, job, &b);
    let sent = the_sign_in(&end(&mut desk, job, Ok(())));
    // The console is asked what kind of account it is, without a password.
    assert_eq!((sent.password, sent.asks_kind), (None, true));
}

#[test]
fn a_tag_that_asks_is_asked_about_before_anything_is_sent() {
    let b = profile("B");
    let (mut desk, job) = launched("B", true);
    let settings = &mut desk.app.state.settings;
    settings.tags.set_asks(Tag::Red, true);
    settings.marks.entry(b.id).or_default().tag = Some(Tag::Red);
    read(&mut desk, job, &b);
    assert!(end(&mut desk, job, Ok(())).is_empty());
    let Some(Dialog::CopyQuestion(question)) = &desk.app.state.dialog else {
        panic!("nothing is asked")
    };
    assert_eq!(question.wanted, Action::GetToken(b.id));
    the_sign_in(&desk.on_action(Action::ConfirmCopy));
}

#[test]
fn a_name_with_hidden_characters_is_told_as_it_is() {
    let (mut desk, job) = launched("No\nbody\u{202e}", true);
    end(&mut desk, job, Ok(()));
    let told = desk.notice();
    assert!(told.contains("“No\\nbody\\u202e”"), "{told}");
}

#[test]
fn a_list_that_is_whole_after_two_minutes_copies_nothing_and_that_is_told() {
    let b = profile("B");
    let (mut desk, job) = launched("B", true);
    read(&mut desk, job, &b);
    desk.wait(119.0);
    assert_eq!(desk.notice(), "");
    assert_eq!(desk.app.next_wake(desk.now), Some(Duration::from_secs(1)));
    desk.wait(1.0);
    let told = desk.notice();
    for part in [
        "was not read within 2 minutes",
        "no token was fetched for “B”",
        "nothing was copied",
        "choose the profile",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(end(&mut desk, job, Ok(())).is_empty());
    // It is there for a person who comes back late, too.
    desk.wait(30.0);
    assert_ne!(desk.notice(), "");

    // In time it is fetched as ever.
    let (mut desk, job) = launched("B", true);
    read(&mut desk, job, &b);
    desk.wait(119.0);
    the_sign_in(&end(&mut desk, job, Ok(())));
}

#[test]
fn time_asleep_and_a_clock_that_is_set_back_count_for_the_two_minutes() {
    let b = profile("B");
    for (wall, boot) in [(-3600, 121), (3600, 1)] {
        let (mut desk, job) = launched("B", true);
        read(&mut desk, job, &b);
        // No tick came in between: the first thing to be heard is the end of the list.
        desk.now.wall += jiff::SignedDuration::from_secs(wall);
        desk.now.boot += Duration::from_secs(boot);
        assert!(end(&mut desk, job, Ok(())).is_empty(), "{wall} {boot}");
        assert!(desk.notice().contains("was not read within 2 minutes"));
    }
}

#[test]
fn a_profile_that_is_only_to_be_shown_is_shown_whenever_the_list_is_whole() {
    let b = profile("B");
    let (mut desk, job) = launched("B", false);
    desk.wait(600.0);
    read(&mut desk, job, &profile("A"));
    read(&mut desk, job, &b);
    assert!(end(&mut desk, job, Ok(())).is_empty());
    assert_eq!(shown(&desk), Some(RowKey::Item(b.id)));
}
