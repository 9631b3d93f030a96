//! *Check all*: four at a time and each once, users left out unless ticked, stopped at a click, and nothing copied.

use std::collections::BTreeMap;
use std::time::Duration;

use tokendesk::app::check_all::{CheckAllAction, CheckScope, LineState};
use tokendesk::app::job::{CheckCredentialOutcome, Job, MissingInput, Outcome, Progress};
use tokendesk::app::profiles::{ListAction, ListFilter};
use tokendesk::app::token::Check;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    AccountKind, ActivityKind, CheckOutcome, Failure, KeyringFailure, KnownLogin, Listed,
    LoginKind, PasswordStorage, Profile, ProfileId, Tag, Verdict,
};

use crate::harness::flow::check_all::{Ordered, accepted, clients, opened, refused, the_checks};
use crate::harness::flow::{FlowHarness, job_ended, moved, profile, user};

#[test]
fn never_more_than_four_are_tried_at_once_and_each_is_tried_once() {
    let profiles = clients(11);
    let mut harness = opened(&profiles);
    let mut running = harness.start_check_all();
    let mut tried: BTreeMap<ProfileId, usize> = BTreeMap::new();
    let mut turns = 0;
    while !running.is_empty() {
        assert!(running.len() <= 4 && running.len() == harness.running());
        // Now the oldest ends, now the newest.
        let ended = running.remove(if turns % 2 == 0 { 0 } else { running.len() - 1 });
        *tried.entry(ended.id).or_default() += 1;
        assert_eq!(
            (harness.table().ended(), harness.table().to_check),
            (turns, 11)
        );
        let outcome = accepted(&harness, 900, 187);
        running.extend(the_checks(
            &harness.ended(ended, CheckCredentialOutcome::Tried(outcome)),
        ));
        turns += 1;
    }
    assert!(harness.is_whole());
    assert_eq!(tried.len(), 11);
    assert!(tried.values().all(|times| *times == 1));
    assert_eq!(harness.app.state.copied_item, None);
}

#[test]
fn four_that_are_slow_hold_up_a_quick_one_only_until_the_first_of_them_ends() {
    let profiles = clients(6);
    let mut harness = opened(&profiles);
    let slow = harness.start_check_all();
    assert_eq!(slow.len(), 4);
    assert!(harness.wait(30.0).is_empty());
    let quick = the_checks(&harness.ended(slow[2], CheckCredentialOutcome::Tried(refused())));
    assert_eq!(quick[0].id, profiles[4].id);
    let last = the_checks(&harness.ended(quick[0], CheckCredentialOutcome::Tried(refused())));
    assert_eq!(last[0].id, profiles[5].id);
    assert_eq!(harness.running(), 4);
}

#[test]
fn a_second_click_on_check_all_starts_nothing_more() {
    let mut harness = opened(&clients(2));
    assert_eq!(harness.start_check_all().len(), 2);
    assert!(harness.many(CheckAllAction::Start).is_empty());
    assert!(harness.on_action(Action::OpenCheckAll).is_empty());
    assert_eq!(harness.running(), 2);
}

#[test]
fn user_accounts_are_left_out_unless_they_are_ticked() {
    let client = profile("A");
    let dana = user("Dana", PasswordStorage::InKeyring);
    let each_time = user("Each time", PasswordStorage::AskedEachTime);
    let profiles = [client.clone(), dana.clone(), each_time.clone()];
    let mut harness = opened(&profiles);
    let check = harness.app.state.check_all().unwrap();
    assert_eq!(harness.app.state.check_count(check), 1);
    let sent = harness.start_check_all();
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].id, sent[0].asks_kind), (client.id, false));
    assert_eq!(
        harness.told(dana.id),
        "Skipped: User accounts weren’t included."
    );

    let mut harness = opened(&profiles);
    harness.many(CheckAllAction::IncludeUsers(true));
    let sent = harness.start_check_all();
    let sent: Vec<_> = sent.iter().map(|sent| (sent.id, sent.asks_kind)).collect();
    assert_eq!(sent, [(client.id, false), (dana.id, true)]);
    let progress = (harness.table().ended(), harness.table().to_check);
    assert_eq!(progress, (0, 2), "what is left out is not counted");
    assert_eq!(harness.told(each_time.id), "Skipped: No saved password.");
}

#[test]
fn where_all_are_left_out_the_table_is_whole_at_once_and_nothing_is_sent() {
    let mut harness = opened(&[user("Dana", PasswordStorage::InKeyring)]);
    assert!(harness.start_check_all().is_empty());
    assert!(harness.is_whole());
    let mut harness = opened(&[]);
    assert!(harness.start_check_all().is_empty());
    assert!(harness.app.state.check_all().unwrap().table().is_none());
}

#[test]
fn an_account_that_needs_a_code_is_left_out_and_no_password_of_it_is_sent_again() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = opened(std::slice::from_ref(&dana));
    harness.many(CheckAllAction::IncludeUsers(true));
    let sent = harness.start_check_all();
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    let wanted = CheckCredentialOutcome::MissingInput(MissingInput::Code);
    let effects = harness.ended_as(sent[0], Some(dana.clone()), login, wanted);
    assert!(effects.is_empty() && harness.is_whole());
    assert_eq!(harness.told(dana.id), "Skipped: Needs a two-factor code.");
    assert_eq!(harness.row(dana.id).prompt, None, "no form opens behind it");

    // It is known now.
    harness.many(CheckAllAction::NewCheck);
    assert!(harness.start_check_all().is_empty());
    assert_eq!(harness.told(dana.id), "Skipped: Needs a two-factor code.");
}

#[test]
fn a_console_that_said_single_sign_on_is_asked_again_before_any_password() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = opened(std::slice::from_ref(&dana));
    harness.many(CheckAllAction::IncludeUsers(true));
    let login = KnownLogin::Is(LoginKind::SingleSignOn);
    let sent = harness.start_check_all();
    harness.ended_as(sent[0], None, login, CheckCredentialOutcome::Canceled);
    assert_eq!(harness.known_login(&dana), login);

    harness.many(CheckAllAction::NewCheck);
    let sent = harness.start_check_all();
    assert!(sent[0].asks_kind);
    let host = dana.console.host();
    let outcome =
        CheckCredentialOutcome::Tried(CheckOutcome::Untested(Failure::SingleSignOn { host }));
    harness.ended_as(sent[0], Some(dana.clone()), login, outcome);
    let told = harness.told(dana.id);
    assert!(
        told.starts_with("Couldn’t check: This account uses single sign-on. "),
        "{told}"
    );
}

#[test]
fn what_signs_in_already_is_left_out() {
    let profiles = clients(3);
    let mut harness = FlowHarness::with(&profiles);
    harness.get_token(profiles[0].id);
    harness.on_action(Action::Check(profiles[1].id));
    harness.on_action(Action::OpenCheckAll);
    let sent = harness.start_check_all();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].id, profiles[2].id);
    for busy in &profiles[..2] {
        assert_eq!(harness.told(busy.id), "Skipped: Already signing in.");
    }
}

#[test]
fn cancel_stops_what_runs_and_what_waits_and_the_table_stays() {
    let profiles = clients(6);
    let mut harness = opened(&profiles);
    let sent = harness.start_check_all();
    let next = the_checks(&harness.ended(sent[0], CheckCredentialOutcome::Tried(refused())));
    let running = [sent[1], sent[2], sent[3], next[0]];
    assert_eq!(
        canceled(&harness.many(CheckAllAction::Stop)),
        running.map(|sent| sent.job)
    );
    assert!(harness.is_whole());
    assert_eq!(harness.line(profiles[0].id).verdict_word(), "Rejected");
    for stopped in &profiles[1..] {
        let had_begun = running.iter().any(|sent| sent.id == stopped.id);
        let told = if had_begun {
            "Canceled: May count as an attempt."
        } else {
            "Canceled: Nothing was sent."
        };
        assert_eq!(harness.told(stopped.id), told);
        let noted = harness.app.state.activity.of(stopped.id).count();
        assert_eq!(noted, usize::from(had_begun), "what was begun is noted");
    }
    // A report that comes all the same is no news.
    let late = CheckCredentialOutcome::Tried(accepted(&harness, 900, 187));
    assert!(harness.ended(sent[1], late).is_empty());
    assert_eq!(
        harness.told(sent[1].id),
        "Canceled: May count as an attempt."
    );
    assert_eq!(harness.row(sent[1].id).check, None);
}

#[test]
fn closing_the_dialog_asks_nothing_and_stops_what_runs() {
    for leaving in [Action::CloseDialog, Action::NewProfile] {
        let mut harness = opened(&clients(6));
        let sent = harness.start_check_all();
        let jobs: Vec<_> = sent.iter().map(|sent| sent.job).collect();
        assert_eq!(canceled(&harness.on_action(leaving)), jobs, "{leaving:?}");
        assert!(harness.app.state.check_all().is_none());
        let late = CheckCredentialOutcome::Tried(refused());
        assert!(
            harness.ended(sent[0], late).is_empty(),
            "nothing more begins"
        );
    }
}

#[test]
fn forgetting_all_and_closing_the_window_stop_it_too() {
    let mut harness = opened(&clients(5));
    let sent = harness.start_check_all();
    assert_eq!(
        canceled(&harness.on_action(Action::ClearSession)).len(),
        sent.len()
    );
    harness.on_action(Action::OpenCheckAll);
    assert!(harness.is_whole());

    let mut harness = opened(&clients(5));
    harness.start_check_all();
    let effects = harness.on_action(Action::CloseWindow);
    assert!(matches!(effects.last(), Some(Effect::CloseWindow)));
    assert_eq!(canceled(&effects[..effects.len() - 1]).len(), 4);
}

#[test]
fn what_is_gone_or_changed_when_its_turn_comes_is_left_out() {
    let profiles = clients(7);
    let mut harness = opened(&profiles);
    let sent = harness.start_check_all();
    let moved = moved(&profiles[5]);
    // The keyring is read again: one is gone, one signs in elsewhere.
    let mut now_there = profiles.clone();
    now_there.remove(4);
    now_there[4] = moved.clone();
    list(&mut harness, &now_there);

    let next = the_checks(&harness.ended(sent[0], CheckCredentialOutcome::Tried(refused())));
    assert_eq!(next.len(), 1);
    assert_eq!(next[0].id, profiles[6].id);
    for left_out in [profiles[4].id, moved.id] {
        assert_eq!(harness.told(left_out), "Skipped: Changed during the check.");
    }
}

#[test]
fn what_the_job_finds_changed_or_gone_is_left_out_and_the_list_follows() {
    let profiles = clients(2);
    let mut harness = opened(&profiles);
    let sent = harness.start_check_all();
    let theirs = moved(&profiles[0]);
    let changed = CheckCredentialOutcome::Tried(CheckOutcome::Untested(Failure::ChangedElsewhere));
    harness.ended_as(sent[0], Some(theirs.clone()), KnownLogin::Unasked, changed);
    let not_found = Failure::Keyring(KeyringFailure::NotFound);
    let gone = CheckCredentialOutcome::Tried(CheckOutcome::Untested(not_found));
    harness.ended_as(sent[1], None, KnownLogin::Unasked, gone);
    for profile in &profiles {
        assert_eq!(
            harness.told(profile.id),
            "Skipped: Changed during the check."
        );
        assert_eq!(harness.row(profile.id).check, None);
    }
    assert_eq!(harness.row(theirs.id).profile, theirs);
}

#[test]
fn the_list_the_head_and_the_activity_say_it_too_and_the_token_stays() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.renewed(a.id, 900);
    harness.on_action(Action::OpenCheckAll);
    let sent = harness.start_check_all();
    harness.wait(2.0);
    assert!(
        harness
            .ended(sent[0], CheckCredentialOutcome::Tried(refused()))
            .is_empty()
    );
    let row = harness.row(a.id);
    assert!(row.grant.is_some());
    let Some(Check::Done {
        verified,
        is_closed: false,
    }) = &row.check
    else {
        panic!("{:?}", row.check)
    };
    assert_eq!((&verified.outcome, verified.at), (&refused(), harness.now));
    let newest = harness.app.state.activity.of(a.id).next().unwrap();
    let checked = ActivityKind::Checked {
        verdict: Verdict::Refused,
        kind: AccountKind::ApiClient,
    };
    assert_eq!((&newest.kind, newest.took), (&checked, refused().took()));
}

#[test]
fn a_secret_that_was_saved_while_it_ran_is_not_reported_as_refused() {
    let a = profile("A");
    let mut harness = opened(std::slice::from_ref(&a));
    let sent = harness.start_check_all();
    let newer = Profile {
        rev: 2,
        ..a.clone()
    };
    list(&mut harness, &[newer]);
    let outcome = CheckCredentialOutcome::Tried(refused());
    harness.ended_as(sent[0], Some(a.clone()), KnownLogin::Unasked, outcome);
    assert_eq!(harness.line(a.id).verdict_word(), "Rejected");
    assert_eq!(harness.row(a.id).check, None);
}

#[test]
fn a_filter_of_the_list_offers_what_it_shows_and_a_search_looks_in_everything() {
    let names = ["Alpha One", "Alpha Two", "Beta", "C", "D", "E", "F", "G"];
    let profiles = names.map(profile);
    let mut harness = FlowHarness::with(&profiles);
    harness.select(profiles[0].id);
    for tagged in [&profiles[0], &profiles[2], &profiles[3]] {
        harness.on_action(Action::SetTag(tagged.id, Some(Tag::Violet)));
    }
    let filter = ListFilter::Tagged(Tag::Violet);
    harness.on_action(Action::List(ListAction::Filter(filter)));
    for (search, filter, found) in [("", filter, 3), ("alpha", ListFilter::All, 2)] {
        harness.app.drafts.search = search.to_owned();
        harness.on_action(Action::OpenCheckAll);
        let state = &harness.app.state;
        let check = state.check_all().unwrap();
        assert_eq!((check.scope, check.filter), (CheckScope::Listed, filter));
        assert_eq!(state.in_check_scope(check).count(), found, "{search}");
        harness.on_action(Action::CloseDialog);
    }
}

#[test]
fn a_search_offers_what_it_finds_and_ticks_choose_by_hand() {
    let [eu, us, other] = [profile("Prod EU"), profile("Prod US"), profile("Other")];
    let mut harness = FlowHarness::with(&[eu.clone(), us.clone(), other.clone()]);
    harness.app.drafts.search = " prod ".to_owned();
    harness.on_action(Action::OpenCheckAll);
    let meant = |harness: &FlowHarness| -> Vec<_> {
        let check = harness.app.state.check_all().unwrap();
        let meant = harness.app.state.in_check_scope(check);
        meant.map(|meant| meant.profile.id).collect()
    };
    let check = harness.app.state.check_all().unwrap();
    assert_eq!(
        (check.search.as_str(), check.scope),
        ("prod", CheckScope::Listed)
    );
    assert_eq!(meant(&harness), [eu.id, us.id]);
    harness.many(CheckAllAction::Choose(CheckScope::All));
    assert_eq!(meant(&harness).len(), 3);
    harness.many(CheckAllAction::Choose(CheckScope::Ticked));
    harness.many(CheckAllAction::Tick(other.id, true));
    harness.many(CheckAllAction::Tick(eu.id, true));
    harness.many(CheckAllAction::Tick(eu.id, false));
    assert_eq!(meant(&harness), [other.id]);
    assert_eq!(harness.start_check_all().len(), 1);
    // What is meant stands, once it has begun.
    harness.many(CheckAllAction::Choose(CheckScope::All));
    harness.many(CheckAllAction::Stop);
    harness.many(CheckAllAction::NewCheck);
    assert_eq!(meant(&harness), [other.id]);
}

#[test]
fn check_all_shows_stages_and_counts_seconds() {
    let a = profile("A");
    let mut harness = opened(std::slice::from_ref(&a));
    let Ordered { job, .. } = harness.start_check_all()[0];
    let stage = Stage::Waiting;
    harness.on_event(Event::Progress(job, Progress::Stage(stage)));
    assert!(matches!(harness.line(a.id), LineState::Running { job: shown } if *shown == job));
    assert_eq!(harness.stage(job), stage);
    harness.wait(3.25);
    let wake = harness.app.next_wake(harness.now);
    assert_eq!(wake, Some(Duration::from_millis(750)));
}

/// Reads the keyring again, which now holds these.
fn list(harness: &mut FlowHarness, profiles: &[Profile]) {
    let [Effect::Run(job, Job::ListProfiles)] = harness.on_action(Action::Reload)[..] else {
        panic!("the keyring is not read")
    };
    for profile in profiles {
        let row = Listed::from(profile.clone());
        assert!(
            harness
                .on_event(Event::Progress(job, Progress::Listed(row)))
                .is_empty()
        );
    }
    let result = Ok(());
    assert!(
        harness
            .on_event(job_ended(job, Outcome::ListProfiles(result)))
            .is_empty()
    );
}

/// The jobs that these orders stop; they hold nothing else.
fn canceled(effects: &[Effect]) -> Vec<tokendesk::app::job::JobId> {
    let job = |effect: &Effect| match effect {
        Effect::Cancel(job) => *job,
        other => panic!("{other:?}"),
    };
    effects.iter().map(job).collect()
}
