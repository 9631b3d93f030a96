//! The list follows the keyring.

use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{Job, JobId, Outcome, Progress};
use tokendesk::app::primary::Primary;
use tokendesk::app::profiles::{Listing, RowContent, RowKey};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::{Missing, Unreadable};
use tokendesk::model::{KeyringFailure, Listed, Profile, ProfileId, ProfileName};

use crate::harness::flow::{FlowHarness, job_ended, profile};

fn reload(harness: &mut FlowHarness) -> JobId {
    let effects = harness.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("no reading: {effects:?}")
    };
    job
}

fn names(harness: &FlowHarness) -> Vec<String> {
    harness
        .app
        .state
        .profiles()
        .map(|row| row.profile.name.to_string())
        .collect()
}

#[test]
fn rows_are_sorted_by_name_whatever_the_order_of_the_store() {
    let harness = FlowHarness::with(&[profile("beta"), profile("Gamma"), profile("Alpha")]);
    assert_eq!(names(&harness), ["Alpha", "beta", "Gamma"]);
    assert_eq!(
        harness
            .app
            .state
            .selected_profile()
            .unwrap()
            .profile
            .name
            .as_str(),
        "Alpha"
    );
}

#[test]
fn an_empty_keyring_offers_a_new_profile() {
    let harness = FlowHarness::with(&[]);
    assert_eq!(harness.app.state.listing, Listing::Done);
    assert_eq!(harness.app.state.primary(harness.now), Primary::NewProfile);
}

#[test]
fn what_a_whole_listing_does_not_see_is_gone_and_the_rest_keeps_its_token() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    harness.renewed(b.id, 900);
    let job = reload(&mut harness);
    harness.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(b.clone())),
    ));
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&harness), ["B"]);
    assert!(harness.row(b.id).grant.is_some());
    assert_eq!(
        harness.app.state.selected,
        Some(RowKey::Item(b.id)),
        "the selected one is gone"
    );
}

#[test]
fn a_listing_that_breaks_off_removes_nothing() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a, b]);
    let job = reload(&mut harness);
    harness.on_event(job_ended(
        job,
        Outcome::ListProfiles(Err(KeyringFailure::Unavailable(Missing::Service))),
    ));
    assert_eq!(names(&harness), ["A", "B"]);
    assert!(matches!(harness.app.state.listing, Listing::Failed(_)));
}

#[test]
fn without_a_keyring_the_window_offers_to_try_again() {
    let mut harness = FlowHarness::with(&[]);
    let job = reload(&mut harness);
    assert!(
        harness.on_action(Action::Reload).is_empty(),
        "one reading at a time"
    );
    harness.on_event(job_ended(
        job,
        Outcome::ListProfiles(Err(KeyringFailure::Unavailable(Missing::Bus))),
    ));
    assert_eq!(harness.app.state.primary(harness.now), Primary::Reload);
}

#[test]
fn a_profile_that_now_signs_in_elsewhere_loses_its_token_and_its_running_sign_in() {
    let (mut harness, a) = FlowHarness::with_token();
    let [Effect::Run(fetch, Job::FetchToken(_))] = harness.on_action(Action::Renew(a.id))[..]
    else {
        panic!("no sign-in")
    };
    let job = reload(&mut harness);
    let mut theirs = a.clone();
    theirs.rev = 2;
    theirs.console = tokendesk::model::ConsoleUrl::parse("console.us2.crashplan.com").unwrap();
    let effects = harness.on_event(Event::Progress(job, Progress::Listed(Listed::from(theirs))));
    assert!(
        matches!(effects[..], [Effect::Cancel(job)] if job == fetch),
        "{effects:?}"
    );
    assert!(harness.row(a.id).grant.is_none());
}

#[test]
fn unreadable_items_are_shown_last_one_row_each() {
    let mut harness = FlowHarness::with(&[profile("Z")]);
    let job = reload(&mut harness);
    let id = ProfileId::random();
    for id in [Some(id), None, None] {
        harness.on_event(Event::Progress(
            job,
            Progress::Listed(Listed::Unreadable {
                id,
                why: Unreadable::NotText,
            }),
        ));
    }
    harness.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(profile("Z"))),
    ));
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    let kinds: Vec<_> = harness
        .app
        .state
        .rows
        .iter()
        .map(|row| matches!(row.content, RowContent::Profile(_)))
        .collect();
    assert_eq!(kinds, [true, false, false, false]);
}

#[test]
fn a_search_looks_into_names_hosts_labels_and_client_ids() {
    let harness = FlowHarness::with(&[profile("Production EU"), profile("Legal hold")]);
    for (search, found) in [
        ("", 2),
        ("  PRODUCTION ", 1),
        ("us1", 2),
        ("crashplan.com", 2),
        ("key-42", 2),
        ("nothing", 0),
    ] {
        assert_eq!(
            harness.app.state.matching(search).count(),
            found,
            "{search}"
        );
    }
}

#[test]
fn a_listing_does_not_undo_a_save_or_deletion_made_while_it_ran() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let reading = reload(&mut harness);
    harness.on_action(Action::Edit(a.id));
    let effects = harness.editor(EditorAction::Save);
    let [Effect::Run(job, Job::SaveProfile(_))] = effects[..] else {
        panic!("{effects:?}")
    };
    let renamed = Profile {
        rev: 2,
        name: ProfileName::parse("A2").unwrap(),
        ..a.clone()
    };
    harness.on_event(job_ended(job, Outcome::SaveProfile(Ok(renamed))));
    let job = harness.delete(b.id);
    harness.deleted(job);
    // Both were read before.
    for old in [a, b] {
        harness.on_event(Event::Progress(
            reading,
            Progress::Listed(Listed::from(old)),
        ));
    }
    harness.on_event(job_ended(reading, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&harness), ["A2"]);
}

#[test]
fn a_later_reading_is_believed_though_its_rev_is_smaller() {
    let a = Profile {
        rev: 5,
        ..profile("A")
    };
    let mut harness = FlowHarness::of(&a);
    let job = reload(&mut harness);
    let put_back = Profile {
        rev: 3,
        name: ProfileName::parse("Put back").unwrap(),
        ..a
    };
    harness.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(put_back)),
    ));
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&harness), ["Put back"]);
}

#[test]
fn a_reading_that_is_canceled_keeps_the_rows_and_can_be_tried_again() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = reload(&mut harness);
    assert!(
        matches!(harness.on_action(Action::CancelListing)[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    assert_eq!(harness.app.state.listing, Listing::Stopped);
    harness.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&harness), ["A"], "its late end is no news");
    reload(&mut harness);
}
