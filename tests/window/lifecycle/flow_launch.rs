//! `tokendesk --profile NAME --get`: once the list is whole, once, and only if nobody does anything else meanwhile.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokendesk::app::job::{Job, JobId, Outcome, Progress};
use tokendesk::app::profiles::RowKey;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, App, Effect, Event, State};
use tokendesk::model::{
    CopyFormat, KeyringFailure, Listed, LocalFormats, Now, PasswordStorage, Profile, ProfileName,
    Tag,
};

use crate::harness::flow::{FlowHarness, job_ended, profile, the_copy, the_sign_in, user};

/// A window that was opened with this wish, and begins to read the keyring.
fn launched(name: &str, gets_token: bool) -> (FlowHarness, JobId) {
    let mut state = State::new(LocalFormats::new(TimeZone::UTC, "en-US"), None);
    state.settings.chosen_format = Some(CopyFormat::HeaderLine);
    let now = Now {
        wall: Timestamp::from_second(1_800_000_000).unwrap(),
        boot: Duration::from_secs(7_000),
    };
    state.request_launch(name.to_owned(), gets_token, now);
    let mut harness = FlowHarness::over(App::new(state), now);
    let job = reading(&mut harness);
    (harness, job)
}

fn reading(harness: &mut FlowHarness) -> JobId {
    let effects = harness.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("the keyring is not read: {effects:?}")
    };
    job
}

fn read(harness: &mut FlowHarness, job: JobId, profile: &Profile) {
    let row = Listed::from(profile.clone());
    assert!(
        harness
            .on_event(Event::Progress(job, Progress::Listed(row)))
            .is_empty()
    );
}

fn end(harness: &mut FlowHarness, job: JobId, result: Result<(), KeyringFailure>) -> Vec<Effect> {
    harness.on_event(job_ended(job, Outcome::ListProfiles(result)))
}

fn shown(harness: &FlowHarness) -> Option<RowKey> {
    harness.app.state.selected
}

#[test]
fn the_profile_is_shown_at_once_and_its_token_fetched_and_copied_when_the_list_is_whole() {
    let (a, b) = (profile("A"), profile("Production EU"));
    let (mut harness, job) = launched(" production eu ", true);
    read(&mut harness, job, &b);
    assert_eq!(shown(&harness), Some(RowKey::Item(b.id)));
    read(&mut harness, job, &a);
    let fetch = the_sign_in(&end(&mut harness, job, Ok(()))).job;
    the_copy(&harness.granted(fetch, b.id, 900));
    // Once: another reading fetches nothing.
    let again = reading(&mut harness);
    read(&mut harness, again, &b);
    assert!(end(&mut harness, again, Ok(())).is_empty());
}

#[test]
fn the_first_copy_of_all_asks_where_it_is_pasted_here_too() {
    let a = profile("A");
    let (mut harness, job) = launched("A", true);
    harness.app.state.settings.chosen_format = None;
    read(&mut harness, job, &a);
    let fetch = the_sign_in(&end(&mut harness, job, Ok(()))).job;
    assert!(harness.granted(fetch, a.id, 900).is_empty());
    assert!(matches!(
        harness.app.state.dialog,
        Some(Dialog::PasteQuestion(_))
    ));
    the_copy(&harness.on_action(Action::CopyForTarget));
}

#[test]
fn without_get_it_is_only_shown() {
    let (a, b) = (profile("A"), profile("B"));
    let (mut harness, job) = launched("b", false);
    read(&mut harness, job, &a);
    read(&mut harness, job, &b);
    assert!(end(&mut harness, job, Ok(())).is_empty());
    assert_eq!(shown(&harness), Some(RowKey::Item(b.id)));
    assert!(harness.app.state.launch.is_none());
}

#[test]
fn the_profile_of_the_last_run_does_not_come_before_it() {
    let (a, b) = (profile("A"), profile("B"));
    let (mut harness, job) = launched("b", false);
    harness.app.state.settings.last_selected = Some(a.id);
    read(&mut harness, job, &a);
    assert_eq!(shown(&harness), None);
    read(&mut harness, job, &b);
    assert_eq!(shown(&harness), Some(RowKey::Item(b.id)));
}

#[test]
fn an_id_is_accepted_in_place_of_the_name() {
    let (a, b) = (profile("Same"), profile("Same"));
    let (mut harness, job) = launched(&b.id.to_string(), true);
    read(&mut harness, job, &a);
    read(&mut harness, job, &b);
    the_sign_in(&end(&mut harness, job, Ok(())));
    assert_eq!(shown(&harness), Some(RowKey::Item(b.id)));
}

#[test]
fn a_name_that_is_not_there_is_reported_and_nothing_is_fetched() {
    let (mut harness, job) = launched("Nobody", true);
    read(&mut harness, job, &profile("A"));
    assert_eq!(harness.notice(), "", "it may still come");
    assert!(end(&mut harness, job, Ok(())).is_empty());
    let told = harness.notice();
    assert!(told.contains("No profile is named “Nobody”."), "{told}");
    assert!(harness.app.state.launch.is_none());
}

#[test]
fn of_two_with_that_name_none_is_fetched_and_says_so() {
    let (a, b) = (profile("Twin"), profile("twin"));
    let (mut harness, job) = launched("Twin", true);
    read(&mut harness, job, &a);
    read(&mut harness, job, &b);
    assert!(end(&mut harness, job, Ok(())).is_empty());
    let told = harness.notice();
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
        let (mut harness, job) = launched("alpha", true);
        read(&mut harness, job, &alpha);
        read(&mut harness, job, &other);
        assert!(end(&mut harness, job, Ok(())).is_empty(), "{alike:?}");
        let told = harness.notice();
        assert!(told.contains("2 profiles are named “alpha”"), "{told}");
        // An id means one of them.
        let (mut harness, job) = launched(&other.id.to_string(), true);
        read(&mut harness, job, &alpha);
        read(&mut harness, job, &other);
        the_sign_in(&end(&mut harness, job, Ok(())));
        assert_eq!(shown(&harness), Some(RowKey::Item(other.id)));
    }
    // What only looks like the name that was asked for is not that profile.
    let (mut harness, job) = launched("Alpha", true);
    read(&mut harness, job, &written_elsewhere("A1pha"));
    assert!(end(&mut harness, job, Ok(())).is_empty());
    assert!(harness.notice().contains("No profile is named “Alpha”"));
}

#[test]
fn while_the_keyring_fails_get_waits_for_the_next_listing() {
    let b = profile("B");
    let (mut harness, job) = launched("B", true);
    let failure = KeyringFailure::Locked;
    assert!(end(&mut harness, job, Err(failure)).is_empty());
    assert_eq!(harness.notice(), "");
    let job = reading(&mut harness);
    harness.on_action(Action::CancelListing);
    let job_again = reading(&mut harness);
    assert_ne!(job, job_again);
    read(&mut harness, job_again, &b);
    the_sign_in(&end(&mut harness, job_again, Ok(())));
}

#[test]
fn the_window_looks_again_when_the_two_minutes_are_over_though_nothing_is_read() {
    let (mut harness, _reading) = launched("B", true);
    harness.on_action(Action::CancelListing);
    let next = harness.app.next_wake(harness.now);
    assert_eq!(next, Some(Duration::from_mins(2)));
}

#[test]
fn any_action_in_between_ends_the_launch_request() {
    let (a, b) = (profile("A"), profile("B"));
    for action in [
        Action::Select(RowKey::Item(a.id)),
        Action::NewProfile,
        Action::OpenPalette,
        Action::GetToken(a.id),
    ] {
        let (mut harness, job) = launched("B", true);
        read(&mut harness, job, &a);
        harness.on_action(action);
        read(&mut harness, job, &b);
        assert!(end(&mut harness, job, Ok(())).is_empty(), "{action:?}");
        assert_ne!(shown(&harness), Some(RowKey::Item(b.id)), "{action:?}");
    }
    let (mut harness, job) = launched("B", true);
    harness.on_action(Action::FocusLost);
    read(&mut harness, job, &b);
    the_sign_in(&end(&mut harness, job, Ok(())));
}

#[test]
fn a_password_that_is_not_kept_is_asked_for_as_after_the_button() {
    let b = user("B", PasswordStorage::AskedEachTime);
    let (mut harness, job) = launched("B", true);
    read(&mut harness, job, &b);
    let sent = the_sign_in(&end(&mut harness, job, Ok(())));
    // The console is asked what kind of account it is, without a password.
    assert_eq!((sent.password, sent.asks_kind), (None, true));
}

#[test]
fn a_tag_that_asks_is_asked_about_before_anything_is_sent() {
    let b = profile("B");
    let (mut harness, job) = launched("B", true);
    let settings = &mut harness.app.state.settings;
    settings.tags.set_asks(Tag::Violet, true);
    settings.marks.entry(b.id).or_default().tag = Some(Tag::Violet);
    read(&mut harness, job, &b);
    assert!(end(&mut harness, job, Ok(())).is_empty());
    let Some(Dialog::CopyQuestion(question)) = &harness.app.state.dialog else {
        panic!("nothing is asked")
    };
    assert_eq!(question.action, Action::GetToken(b.id));
    the_sign_in(&harness.on_action(Action::ConfirmCopy));
}

#[test]
fn a_name_with_hidden_characters_is_reported_as_it_is() {
    let (mut harness, job) = launched("No\nbody\u{202e}", true);
    end(&mut harness, job, Ok(()));
    let told = harness.notice();
    assert!(told.contains("“No\\nbody\\u202e”"), "{told}");
}

#[test]
fn a_list_that_is_whole_after_two_minutes_copies_nothing_and_says_so() {
    let b = profile("B");
    let (mut harness, job) = launched("B", true);
    read(&mut harness, job, &b);
    harness.wait(119.0);
    assert_eq!(harness.notice(), "");
    assert_eq!(
        harness.app.next_wake(harness.now),
        Some(Duration::from_secs(1))
    );
    harness.wait(1.0);
    let told = harness.notice();
    for part in [
        "didn’t load within 2 minutes",
        "no token was fetched for “B”",
        "select the profile",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(end(&mut harness, job, Ok(())).is_empty());
    // It is there for a person who comes back late, too.
    harness.wait(30.0);
    assert_ne!(harness.notice(), "");

    // In time it is fetched as ever.
    let (mut harness, job) = launched("B", true);
    read(&mut harness, job, &b);
    harness.wait(119.0);
    the_sign_in(&end(&mut harness, job, Ok(())));
}

#[test]
fn time_asleep_and_a_clock_that_is_set_back_count_for_the_two_minutes() {
    let b = profile("B");
    for (wall, boot) in [(-3600, 121), (3600, 1)] {
        let (mut harness, job) = launched("B", true);
        read(&mut harness, job, &b);
        // No tick came in between: the first thing to be heard is the end of the list.
        harness.now.wall += jiff::SignedDuration::from_secs(wall);
        harness.now.boot += Duration::from_secs(boot);
        assert!(end(&mut harness, job, Ok(())).is_empty(), "{wall} {boot}");
        assert!(harness.notice().contains("didn’t load within 2 minutes"));
    }
}

#[test]
fn a_profile_that_is_only_to_be_shown_is_shown_whenever_the_list_is_whole() {
    let b = profile("B");
    let (mut harness, job) = launched("B", false);
    harness.wait(600.0);
    read(&mut harness, job, &profile("A"));
    read(&mut harness, job, &b);
    assert!(end(&mut harness, job, Ok(())).is_empty());
    assert_eq!(shown(&harness), Some(RowKey::Item(b.id)));
}
