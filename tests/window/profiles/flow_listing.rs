//! The list follows the keyring.

use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{Job, JobId, Outcome, Progress};
use tokendesk::app::primary::Primary;
use tokendesk::app::profiles::{Listing, RowContent, RowKey};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::{Missing, Unreadable};
use tokendesk::model::{KeyringFailure, Listed, Profile, ProfileId, ProfileName};

use crate::harness::flow::{Desk, job_ended, profile};

fn reload(desk: &mut Desk) -> JobId {
    let effects = desk.on_action(Action::Reload);
    let [Effect::Run(job, Job::ListProfiles)] = effects[..] else {
        panic!("no reading: {effects:?}")
    };
    job
}

fn names(desk: &Desk) -> Vec<String> {
    desk.app
        .state
        .profiles()
        .map(|row| row.profile.name.to_string())
        .collect()
}

#[test]
fn rows_are_sorted_by_name_whatever_the_order_of_the_store() {
    let desk = Desk::with(&[profile("beta"), profile("Gamma"), profile("Alpha")]);
    assert_eq!(names(&desk), ["Alpha", "beta", "Gamma"]);
    assert_eq!(
        desk.app
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
    let desk = Desk::with(&[]);
    assert_eq!(desk.app.state.listing, Listing::Done);
    assert_eq!(desk.app.state.primary(desk.now), Primary::NewProfile);
}

#[test]
fn what_a_whole_listing_does_not_see_is_gone_and_the_rest_keeps_its_token() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    desk.renewed(b.id, 900);
    let job = reload(&mut desk);
    desk.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(b.clone())),
    ));
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&desk), ["B"]);
    assert!(desk.row(b.id).grant.is_some());
    assert_eq!(
        desk.app.state.selected,
        Some(RowKey::Item(b.id)),
        "the selected one is gone"
    );
}

#[test]
fn a_listing_that_breaks_off_removes_nothing() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a, b]);
    let job = reload(&mut desk);
    desk.on_event(job_ended(
        job,
        Outcome::ListProfiles(Err(KeyringFailure::Unavailable(Missing::Service))),
    ));
    assert_eq!(names(&desk), ["A", "B"]);
    assert!(matches!(desk.app.state.listing, Listing::Failed(_)));
}

#[test]
fn without_a_keyring_the_window_offers_to_try_again() {
    let mut desk = Desk::with(&[]);
    let job = reload(&mut desk);
    assert!(
        desk.on_action(Action::Reload).is_empty(),
        "one reading at a time"
    );
    desk.on_event(job_ended(
        job,
        Outcome::ListProfiles(Err(KeyringFailure::Unavailable(Missing::Bus))),
    ));
    assert_eq!(desk.app.state.primary(desk.now), Primary::Reload);
}

#[test]
fn a_profile_that_now_signs_in_elsewhere_loses_its_token_and_its_running_sign_in() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    let [Effect::Run(fetch, Job::FetchToken(_))] = desk.on_action(Action::Renew(a.id))[..] else {
        panic!("no sign-in")
    };
    let job = reload(&mut desk);
    let mut theirs = a.clone();
    theirs.rev = 2;
    theirs.console = tokendesk::model::ConsoleUrl::parse("console.us2.crashplan.com").unwrap();
    let effects = desk.on_event(Event::Progress(job, Progress::Listed(Listed::from(theirs))));
    assert!(
        matches!(effects[..], [Effect::Cancel(job)] if job == fetch),
        "{effects:?}"
    );
    assert!(desk.row(a.id).grant.is_none());
}

#[test]
fn unreadable_items_are_shown_last_and_each_by_itself() {
    let mut desk = Desk::with(&[profile("Z")]);
    let job = reload(&mut desk);
    let id = ProfileId::random();
    for id in [Some(id), None, None] {
        desk.on_event(Event::Progress(
            job,
            Progress::Listed(Listed::Unreadable {
                id,
                why: Unreadable::NotText,
            }),
        ));
    }
    desk.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(profile("Z"))),
    ));
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    let kinds: Vec<_> = desk
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
    let desk = Desk::with(&[profile("Production EU"), profile("Legal hold")]);
    for (search, found) in [
        ("", 2),
        ("  PRODUCTION ", 1),
        ("us1", 2),
        ("crashplan.com", 2),
        ("key-42", 2),
        ("nothing", 0),
    ] {
        assert_eq!(desk.app.state.matching(search).count(), found, "{search}");
    }
}

#[test]
fn a_reading_does_not_bring_back_what_was_saved_or_deleted_while_it_ran() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    let reading = reload(&mut desk);
    desk.on_action(Action::Edit(a.id));
    let effects = desk.on_action(Action::Editor(EditorAction::Save));
    let [Effect::Run(job, Job::SaveProfile(_))] = effects[..] else {
        panic!("{effects:?}")
    };
    let renamed = Profile {
        rev: 2,
        name: ProfileName::parse("A2").unwrap(),
        ..a.clone()
    };
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(renamed))));
    let job = desk.delete(b.id);
    desk.on_event(job_ended(job, Outcome::DeleteProfile(Ok(()))));
    // Both were read before.
    for old in [a, b] {
        desk.on_event(Event::Progress(
            reading,
            Progress::Listed(Listed::from(old)),
        ));
    }
    desk.on_event(job_ended(reading, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&desk), ["A2"]);
}

#[test]
fn a_later_reading_is_believed_though_its_rev_is_smaller() {
    let a = Profile {
        rev: 5,
        ..profile("A")
    };
    let mut desk = Desk::of(&a);
    let job = reload(&mut desk);
    let put_back = Profile {
        rev: 3,
        name: ProfileName::parse("Put back").unwrap(),
        ..a
    };
    desk.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(put_back)),
    ));
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&desk), ["Put back"]);
}

#[test]
fn a_reading_that_is_cancelled_keeps_the_rows_and_can_be_tried_again() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    let job = reload(&mut desk);
    assert!(
        matches!(desk.on_action(Action::CancelListing)[..], [Effect::Cancel(stopped)] if stopped == job)
    );
    assert_eq!(desk.app.state.listing, Listing::Stopped);
    desk.on_event(job_ended(job, Outcome::ListProfiles(Ok(()))));
    assert_eq!(names(&desk), ["A"], "its late end is no news");
    reload(&mut desk);
}
