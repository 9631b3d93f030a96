//! The order of the list, and what is remembered for the next run: what was used and what was selected.

use tokendesk::app::job::{Job, Outcome, Progress};
use tokendesk::app::lifecycle::Launch;
use tokendesk::app::primary::Primary;
use tokendesk::app::profiles::RowKey;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::{CopyFormat, KeyringFailure, Listed, Profile, Settings, SortBy};

use crate::harness::flow::{FlowHarness, job_ended, profile, the_copy};

fn names(harness: &FlowHarness) -> Vec<&str> {
    let profiles = harness.app.state.profiles();
    profiles.map(|row| row.profile.name.as_str()).collect()
}

fn selected(harness: &FlowHarness) -> &str {
    let row = harness.app.state.selected_profile();
    row.map_or("", |row| row.profile.name.as_str())
}

/// A window that has listed these, after a last run in which `last` was selected.
fn last_selected(profiles: &[Profile], last: &Profile) -> FlowHarness {
    let settings = Settings {
        last_selected: Some(last.id),
        ..Settings::default()
    };
    FlowHarness::with_settings(profiles, settings)
}

#[test]
fn the_list_is_sorted_by_last_use_when_that_is_asked_for_and_pinned_ones_come_first() {
    let [a, b, c, d] = ["a", "B", "c", "D"].map(profile);
    let mut harness = FlowHarness::with(&[a.clone(), b.clone(), c.clone(), d.clone()]);
    harness.on_action(Action::Pin(c.id, true));
    assert_eq!(names(&harness), ["c", "a", "B", "D"]);
    harness.renewed(b.id, 900);
    harness.wait(5.0);
    harness.renewed(d.id, 900);
    assert_eq!(names(&harness), ["c", "a", "B", "D"]);
    harness.on_action(Action::Sort(SortBy::LastUsed));
    assert_eq!(names(&harness), ["c", "D", "B", "a"]);
    assert_eq!(harness.written.last().unwrap().sort, SortBy::LastUsed);

    harness.wait(5.0);
    // The second time it is read in the keyring after it was used.
    harness.renewed(a.id, 900);
    harness.renewed(a.id, 900);
    assert_eq!(
        names(&harness),
        ["c", "D", "B", "a"],
        "no row moves while it is used"
    );
    harness.on_action(Action::Reload);
    assert_eq!(
        names(&harness),
        ["c", "a", "D", "B"],
        "only when the list is read"
    );
    harness.on_action(Action::Sort(SortBy::Name));
    assert_eq!(names(&harness), ["c", "a", "B", "D"]);
}

#[test]
fn a_fetch_with_its_copy_is_one_use_and_one_write() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    harness.wait(1.5);
    let copy_id = the_copy(&harness.granted(job, a.id, 900));
    assert!(harness.written.is_empty(), "not before the copy");
    harness.copy_done(copy_id);
    assert!(harness.written.is_empty(), "after a rest");
    harness.wait(1.0);
    let [settings] = &harness.written[..] else {
        panic!("not one write: {:?}", harness.written)
    };
    assert_eq!(
        settings.last_used[&a.id].as_second(),
        1_800_000_001,
        "to the second"
    );
    assert_eq!(settings.last_used[&a.id].subsec_nanosecond(), 0);
    harness.wait(60.0);
    assert_eq!(harness.written.len(), 1);
}

#[test]
fn a_token_that_is_not_copied_counts_as_used_and_a_failed_sign_in_does_not() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    harness.renewed(b.id, 900);
    harness.wait(1.0);
    let used: Vec<_> = harness.written[0].last_used.keys().copied().collect();
    assert_eq!(used, [b.id]);
}

#[test]
fn the_use_of_a_deleted_profile_is_forgotten() {
    let (mut harness, a) = FlowHarness::with_token();
    let job = harness.delete(a.id);
    assert_eq!(harness.written.last().unwrap().last_used.len(), 1);
    harness.deleted(job);
    harness.wait(1.0);
    assert_eq!(harness.written.last().unwrap().last_used.len(), 0);
}

#[test]
fn the_selection_is_saved_once_the_arrow_keys_rest_or_on_close() {
    let [a, b, c] = ["A", "B", "C"].map(profile);
    let mut harness = FlowHarness::with(&[a, b.clone(), c.clone()]);
    harness.wait(60.0);
    assert!(harness.written.is_empty(), "nobody chose the first");
    for id in [b.id, c.id] {
        harness.select(id);
        harness.wait(0.6);
    }
    assert!(harness.written.is_empty());
    harness.wait(0.4);
    assert_eq!(harness.written.len(), 1);
    assert_eq!(harness.written[0].last_selected, Some(c.id));

    harness.select(b.id);
    let effects = harness.on_action(Action::CloseWindow);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
    assert_eq!(harness.written[1].last_selected, Some(b.id));
}

#[test]
fn the_next_start_selects_it_as_soon_as_it_is_read() {
    let [a, b, c] = ["A", "B", "C"].map(profile);
    let harness = last_selected(&[a.clone(), b.clone(), c], &b);
    assert_eq!(selected(&harness), "B");
    let gone = profile("Gone");
    let harness = last_selected(&[a, b], &gone);
    assert_eq!(selected(&harness), "A");
    assert_eq!(
        harness.app.state.settings.last_selected,
        Some(gone.id),
        "nobody chose another"
    );
}

#[test]
fn the_last_selection_does_not_replace_one_made_in_between_or_asked_for() {
    let [a, b] = ["A", "B"].map(profile);
    for (is_chosen, launch) in [(true, None), (false, Some("A"))] {
        let mut harness = last_selected(&[], &b);
        harness.app.state.launch = launch.map(|name| Launch {
            name: name.to_owned(),
            get_until: None,
        });
        let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
            panic!("the keyring is not read")
        };
        let listed =
            |of: &Profile| Event::Progress(job, Progress::Listed(Listed::from(of.clone())));
        harness.on_event(listed(&a));
        if is_chosen {
            harness.select(a.id);
        }
        harness.on_event(listed(&b));
        assert_ne!(selected(&harness), "B", "{launch:?}");
        harness.on_event(job_ended(
            job,
            Outcome::ListProfiles(Err(KeyringFailure::Canceled)),
        ));
    }
}

#[test]
fn a_row_selected_in_place_of_a_missing_one_stays_selected() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = last_selected(std::slice::from_ref(&a), &b);
    let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
        panic!("the keyring is not read")
    };
    harness.on_event(Event::Progress(job, Progress::Listed(Listed::from(b))));
    assert_eq!(selected(&harness), "A");
}

#[test]
fn a_profile_that_is_read_again_keeps_the_selection_where_it_is() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = last_selected(&[a.clone(), b.clone()], &b);
    harness.select(a.id);
    harness.on_action(Action::Reload);
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(a.id)));
    assert!(
        harness
            .on_action(Action::Copy(a.id, CopyFormat::HeaderLine))
            .is_empty()
    );
}

/// Prints what a thousand profiles cost in `update`. `cargo test --test window thousand -- --nocapture`
#[test]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement"
)]
fn a_thousand_profiles_are_listed_sorted_and_searched_in_no_time() {
    let names = (0..1_000).map(|n| format!("Customer {:04}", (n * 7_919) % 1_000));
    let profiles: Vec<_> = names.map(|name| profile(&name)).collect();
    let timed = |work: &mut dyn FnMut()| {
        let start = std::time::Instant::now();
        work();
        start.elapsed()
    };
    let mut harness = FlowHarness::with(&[]);
    let listed = timed(&mut || harness = FlowHarness::with(&profiles));
    assert!(names_are_sorted(&harness));
    let sorted = timed(&mut || {
        harness.on_action(Action::Sort(SortBy::LastUsed));
    });
    let mut found = 0;
    let searched = timed(&mut || found = harness.app.state.matching("customer 0999").count());
    assert_eq!(found, 1);
    let ticked = timed(&mut || {
        harness.wait(0.1);
    });
    println!(
        "1,000 profiles: listed in {listed:?}, sorted in {sorted:?}, searched in {searched:?}, a tick {ticked:?}"
    );
    assert!(listed < std::time::Duration::from_secs(5), "{listed:?}");
}

fn names_are_sorted(harness: &FlowHarness) -> bool {
    names(harness).is_sorted()
}

#[test]
fn a_keyring_without_any_earlier_profile_is_not_mistaken_for_a_first_start() {
    let [a, b] = ["A", "B"].map(profile);
    let at = jiff::Timestamp::UNIX_EPOCH;
    let settings = Settings {
        last_selected: Some(b.id),
        last_used: [(a.id, at), (b.id, at)].into(),
        ..Settings::default()
    };
    let harness = FlowHarness::with_settings(&[], settings.clone());
    assert_eq!(harness.app.state.missing_profiles(), 2);
    assert_eq!(harness.app.state.primary(harness.now), Primary::Reload);
    // One is enough to see that it is the right keyring.
    let harness = FlowHarness::with_settings(std::slice::from_ref(&a), settings);
    assert_eq!(harness.app.state.missing_profiles(), 0);
    let harness = FlowHarness::with(&[]);
    assert_eq!(harness.app.state.missing_profiles(), 0);
    assert_eq!(harness.app.state.primary(harness.now), Primary::NewProfile);
}

#[test]
fn deleting_all_profiles_here_does_not_report_them_missing() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    for profile in [&a, &b] {
        harness.select(profile.id);
        harness.renewed(profile.id, 900);
    }
    for profile in [&a, &b] {
        harness.on_action(Action::AskDelete(profile.id));
        harness.on_action(Action::ConfirmDelete);
        assert_eq!(harness.app.state.missing_profiles(), 0);
        let effects = harness.wait(10.0);
        let [Effect::Run(job, Job::DeleteProfile { .. })] = effects[..] else {
            panic!("no deletion: {effects:?}")
        };
        assert_eq!(harness.app.state.missing_profiles(), 0);
        harness.deleted(job);
        assert_eq!(harness.app.state.missing_profiles(), 0);
    }
    harness.wait(1.0);
    let written = harness.written.last().unwrap();
    assert_eq!((written.last_selected, written.last_used.len()), (None, 0));
}

#[test]
fn after_a_deletion_its_neighbor_is_selected_and_not_saved_as_the_users_choice() {
    let [a, b, c] = ["A", "B", "Q"].map(profile);
    for (gone, neighbor) in [(&a, &b), (&b, &c), (&c, &b)] {
        let mut harness = FlowHarness::with(&[a.clone(), b.clone(), c.clone()]);
        harness.select(gone.id);
        harness.wait(2.0);
        harness.on_action(Action::AskDelete(gone.id));
        harness.on_action(Action::ConfirmDelete);
        assert_eq!(harness.app.state.selected, Some(RowKey::Item(neighbor.id)));
        harness.wait(2.0);
        assert_eq!(harness.app.state.settings.last_selected, Some(gone.id));
    }

    // The first row, where the search shows no other.
    let mut harness = FlowHarness::with(&[a.clone(), b.clone(), c.clone()]);
    harness.select(c.id);
    harness.app.drafts.search = "q".to_owned();
    harness.on_action(Action::AskDelete(c.id));
    harness.on_action(Action::ConfirmDelete);
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(a.id)));
}

#[test]
fn a_row_that_is_selected_because_the_listing_was_canceled_is_not_remembered() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = last_selected(&[], &b);
    let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
        panic!("no reading")
    };
    harness.on_event(Event::Progress(
        job,
        Progress::Listed(Listed::from(a.clone())),
    ));
    harness.on_action(Action::CancelListing);
    assert_eq!(harness.app.state.selected, Some(RowKey::Item(a.id)));
    assert_eq!(harness.app.state.settings.last_selected, Some(b.id));
}
