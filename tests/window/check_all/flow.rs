//! *Check all*: four at a time and each once, users left out unless ticked, stopped at a click, and nothing copied.

use std::collections::BTreeMap;
use std::time::Duration;

use tokendesk::app::check_all::{CheckAllAction, CheckScope, LineState};
use tokendesk::app::job::{CheckEnd, Job, MissingInput, Outcome, Progress};
use tokendesk::app::token::Check;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    AccountKind, ActivityKind, CheckOutcome, Failure, KeyringFailure, KnownLogin, Listed,
    LoginKind, PasswordStorage, Profile, ProfileId, Verdict,
};

use crate::harness::flow::check_all::{Ordered, accepted, clients, opened, refused, the_checks};
use crate::harness::flow::{Desk, job_ended, moved, profile, user};

#[test]
fn never_more_than_four_are_tried_at_once_and_each_is_tried_once() {
    let profiles = clients(11);
    let mut desk = opened(&profiles);
    let mut running = desk.start_many();
    let mut tried: BTreeMap<ProfileId, usize> = BTreeMap::new();
    let mut turns = 0;
    while !running.is_empty() {
        assert!(running.len() <= 4 && running.len() == desk.running());
        // Now the oldest ends, now the newest.
        let ended = running.remove(if turns % 2 == 0 { 0 } else { running.len() - 1 });
        *tried.entry(ended.id).or_default() += 1;
        assert_eq!((desk.table().ended(), desk.table().total()), (turns, 11));
        let outcome = accepted(&desk, 900, 187);
        running.extend(the_checks(&desk.ended(ended, CheckEnd::Tried(outcome))));
        turns += 1;
    }
    assert!(desk.is_whole());
    assert_eq!(tried.len(), 11);
    assert!(tried.values().all(|times| *times == 1));
    assert_eq!(desk.app.state.held, None);
}

#[test]
fn four_that_are_slow_hold_up_a_quick_one_only_until_the_first_of_them_ends() {
    let profiles = clients(6);
    let mut desk = opened(&profiles);
    let slow = desk.start_many();
    assert_eq!(slow.len(), 4);
    assert!(desk.wait(30.0).is_empty());
    let quick = the_checks(&desk.ended(slow[2], CheckEnd::Tried(refused())));
    assert_eq!(quick[0].id, profiles[4].id);
    let last = the_checks(&desk.ended(quick[0], CheckEnd::Tried(refused())));
    assert_eq!(last[0].id, profiles[5].id);
    assert_eq!(desk.running(), 4);
}

#[test]
fn a_second_click_on_check_all_starts_nothing_more() {
    let mut desk = opened(&clients(2));
    assert_eq!(desk.start_many().len(), 2);
    assert!(desk.many(CheckAllAction::Start).is_empty());
    assert!(desk.on_action(Action::OpenCheckAll).is_empty());
    assert_eq!(desk.running(), 2);
}

#[test]
fn user_accounts_are_left_out_unless_they_are_ticked() {
    let client = profile("A");
    let dana = user("Dana", PasswordStorage::InKeyring);
    let each_time = user("Each time", PasswordStorage::AskedEachTime);
    let profiles = [client.clone(), dana.clone(), each_time.clone()];
    let mut desk = opened(&profiles);
    let check = desk.app.state.check_all().unwrap();
    assert_eq!(desk.app.state.check_count(check), 1);
    let sent = desk.start_many();
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].id, sent[0].asks_kind), (client.id, false));
    assert_eq!(
        desk.told(dana.id),
        "left out: user accounts are not included"
    );

    let mut desk = opened(&profiles);
    desk.many(CheckAllAction::IncludeUsers(true));
    let sent = desk.start_many();
    let sent: Vec<_> = sent.iter().map(|sent| (sent.id, sent.asks_kind)).collect();
    assert_eq!(sent, [(client.id, false), (dana.id, true)]);
    let progress = (desk.table().ended(), desk.table().total());
    assert_eq!(progress, (0, 2), "what is left out is not counted");
    assert_eq!(
        desk.told(each_time.id),
        "left out: its password is not stored"
    );
}

#[test]
fn where_all_are_left_out_the_table_is_whole_at_once_and_nothing_is_sent() {
    let mut desk = opened(&[user("Dana", PasswordStorage::InKeyring)]);
    assert!(desk.start_many().is_empty());
    assert!(desk.is_whole());
    let mut desk = opened(&[]);
    assert!(desk.start_many().is_empty());
    assert!(desk.app.state.check_all().unwrap().table().is_none());
}

#[test]
fn an_account_that_needs_a_code_is_left_out_and_no_password_of_it_is_sent_again() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = opened(std::slice::from_ref(&dana));
    desk.many(CheckAllAction::IncludeUsers(true));
    let sent = desk.start_many();
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    let wanted = CheckEnd::MissingInput(MissingInput::Code);
    let effects = desk.ended_as(sent[0], Some(dana.clone()), login, wanted);
    assert!(effects.is_empty() && desk.is_whole());
    assert_eq!(desk.told(dana.id), "left out: needs a two-factor code");
    assert_eq!(desk.row(dana.id).prompt, None, "no form opens behind it");

    // It is known now.
    desk.many(CheckAllAction::ChooseAgain);
    assert!(desk.start_many().is_empty());
    assert_eq!(desk.told(dana.id), "left out: needs a two-factor code");
}

#[test]
fn a_console_that_said_single_sign_on_is_asked_again_before_any_password() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = opened(std::slice::from_ref(&dana));
    desk.many(CheckAllAction::IncludeUsers(true));
    let login = KnownLogin::Is(LoginKind::SingleSignOn);
    let sent = desk.start_many();
    desk.ended_as(sent[0], None, login, CheckEnd::Cancelled);
    assert_eq!(desk.known_login(&dana), login);

    desk.many(CheckAllAction::ChooseAgain);
    let sent = desk.start_many();
    assert!(sent[0].asks_kind);
    let host = dana.console.host();
    let end = CheckEnd::Tried(CheckOutcome::Untested(Failure::SingleSignOn { host }));
    desk.ended_as(sent[0], Some(dana.clone()), login, end);
    assert_eq!(
        desk.told(dana.id),
        "not tested: This account uses single sign-on"
    );
}

#[test]
fn what_signs_in_already_is_left_out() {
    let profiles = clients(3);
    let mut desk = Desk::with(&profiles);
    desk.get_token(profiles[0].id);
    desk.on_action(Action::Check(profiles[1].id));
    desk.on_action(Action::OpenCheckAll);
    let sent = desk.start_many();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].id, profiles[2].id);
    for busy in &profiles[..2] {
        assert_eq!(desk.told(busy.id), "left out: signing in already");
    }
}

#[test]
fn cancel_stops_what_runs_and_what_waits_and_the_table_stays() {
    let profiles = clients(6);
    let mut desk = opened(&profiles);
    let sent = desk.start_many();
    let next = the_checks(&desk.ended(sent[0], CheckEnd::Tried(refused())));
    let running = [sent[1], sent[2], sent[3], next[0]];
    assert_eq!(
        cancelled(&desk.many(CheckAllAction::Stop)),
        running.map(|sent| sent.job)
    );
    assert!(desk.is_whole());
    assert_eq!(desk.line(profiles[0].id).verdict_word(), "refused");
    for stopped in &profiles[1..] {
        let had_begun = running.iter().any(|sent| sent.id == stopped.id);
        let told = if had_begun {
            "stopped: the console may have counted it"
        } else {
            "stopped: nothing was sent"
        };
        assert_eq!(desk.told(stopped.id), told);
        let noted = desk.app.state.activity.of(stopped.id).count();
        assert_eq!(noted, usize::from(had_begun), "what was begun is noted");
    }
    // A report that comes all the same is no news.
    let late = CheckEnd::Tried(accepted(&desk, 900, 187));
    assert!(desk.ended(sent[1], late).is_empty());
    assert_eq!(
        desk.told(sent[1].id),
        "stopped: the console may have counted it"
    );
    assert_eq!(desk.row(sent[1].id).check, None);
}

#[test]
fn closing_the_dialog_asks_nothing_and_stops_what_runs() {
    for leaving in [Action::CloseDialog, Action::NewProfile] {
        let mut desk = opened(&clients(6));
        let sent = desk.start_many();
        let jobs: Vec<_> = sent.iter().map(|sent| sent.job).collect();
        assert_eq!(cancelled(&desk.on_action(leaving)), jobs, "{leaving:?}");
        assert!(desk.app.state.check_all().is_none());
        let late = CheckEnd::Tried(refused());
        assert!(desk.ended(sent[0], late).is_empty(), "nothing more begins");
    }
}

#[test]
fn forgetting_all_and_closing_the_window_stop_it_too() {
    let mut desk = opened(&clients(5));
    let sent = desk.start_many();
    assert_eq!(
        cancelled(&desk.on_action(Action::ForgetAll)).len(),
        sent.len()
    );
    assert!(desk.is_whole());

    let mut desk = opened(&clients(5));
    desk.start_many();
    let effects = desk.on_action(Action::CloseWindow);
    assert!(matches!(effects.last(), Some(Effect::CloseWindow)));
    assert_eq!(cancelled(&effects[..effects.len() - 1]).len(), 4);
}

#[test]
fn what_is_gone_or_changed_when_its_turn_comes_is_left_out() {
    let profiles = clients(7);
    let mut desk = opened(&profiles);
    let sent = desk.start_many();
    let moved = moved(&profiles[5]);
    // The keyring is read again: one is gone, one signs in elsewhere.
    let mut now_there = profiles.clone();
    now_there.remove(4);
    now_there[4] = moved.clone();
    list(&mut desk, &now_there);

    let next = the_checks(&desk.ended(sent[0], CheckEnd::Tried(refused())));
    assert_eq!(next.len(), 1);
    assert_eq!(next[0].id, profiles[6].id);
    for left_out in [profiles[4].id, moved.id] {
        assert_eq!(
            desk.told(left_out),
            "left out: changed or deleted meanwhile"
        );
    }
}

#[test]
fn what_the_job_finds_changed_or_gone_is_left_out_and_the_list_follows() {
    let profiles = clients(2);
    let mut desk = opened(&profiles);
    let sent = desk.start_many();
    let theirs = moved(&profiles[0]);
    let changed = CheckEnd::Tried(CheckOutcome::Untested(Failure::ChangedElsewhere));
    desk.ended_as(sent[0], Some(theirs.clone()), KnownLogin::Unasked, changed);
    let not_found = Failure::Keyring(KeyringFailure::NotFound);
    let gone = CheckEnd::Tried(CheckOutcome::Untested(not_found));
    desk.ended_as(sent[1], None, KnownLogin::Unasked, gone);
    for profile in &profiles {
        assert_eq!(
            desk.told(profile.id),
            "left out: changed or deleted meanwhile"
        );
        assert_eq!(desk.row(profile.id).check, None);
    }
    assert_eq!(desk.row(theirs.id).profile, theirs);
}

#[test]
fn the_list_the_head_and_the_activity_say_it_too_and_the_token_stays() {
    let a = profile("A");
    let mut desk = Desk::of(&a);
    desk.renewed(a.id, 900);
    desk.on_action(Action::OpenCheckAll);
    let sent = desk.start_many();
    desk.wait(2.0);
    assert!(desk.ended(sent[0], CheckEnd::Tried(refused())).is_empty());
    let row = desk.row(a.id);
    assert!(row.grant.is_some());
    let Some(Check::Done {
        verified,
        is_closed: true,
    }) = &row.check
    else {
        panic!("{:?}", row.check)
    };
    assert_eq!((&verified.outcome, verified.at), (&refused(), desk.now));
    let newest = desk.app.state.activity.of(a.id).next().unwrap();
    let checked = ActivityKind::Checked {
        verdict: Verdict::Refused,
        kind: AccountKind::ApiClient,
    };
    assert_eq!((&newest.kind, newest.took), (&checked, refused().took()));
}

#[test]
fn a_secret_that_was_saved_while_it_ran_is_not_said_to_be_refused() {
    let a = profile("A");
    let mut desk = opened(std::slice::from_ref(&a));
    let sent = desk.start_many();
    let newer = Profile {
        rev: 2,
        ..a.clone()
    };
    list(&mut desk, &[newer]);
    let end = CheckEnd::Tried(refused());
    desk.ended_as(sent[0], Some(a.clone()), KnownLogin::Unasked, end);
    assert_eq!(desk.line(a.id).verdict_word(), "refused");
    assert_eq!(desk.row(a.id).check, None);
}

#[test]
fn a_search_offers_what_it_finds_and_ticks_choose_by_hand() {
    let [eu, us, other] = [profile("Prod EU"), profile("Prod US"), profile("Other")];
    let mut desk = Desk::with(&[eu.clone(), us.clone(), other.clone()]);
    desk.app.drafts.search = " prod ".to_owned();
    desk.on_action(Action::OpenCheckAll);
    let meant = |desk: &Desk| -> Vec<_> {
        let check = desk.app.state.check_all().unwrap();
        let meant = desk.app.state.in_check_scope(check);
        meant.map(|meant| meant.profile.id).collect()
    };
    let check = desk.app.state.check_all().unwrap();
    assert_eq!(
        (check.search.as_str(), check.scope),
        ("prod", CheckScope::Matching)
    );
    assert_eq!(meant(&desk), [eu.id, us.id]);
    desk.many(CheckAllAction::Choose(CheckScope::All));
    assert_eq!(meant(&desk).len(), 3);
    desk.many(CheckAllAction::Choose(CheckScope::Ticked));
    desk.many(CheckAllAction::Tick(other.id, true));
    desk.many(CheckAllAction::Tick(eu.id, true));
    desk.many(CheckAllAction::Tick(eu.id, false));
    assert_eq!(meant(&desk), [other.id]);
    assert_eq!(desk.start_many().len(), 1);
    // What is meant stands, once it has begun.
    desk.many(CheckAllAction::Choose(CheckScope::All));
    desk.many(CheckAllAction::Stop);
    desk.many(CheckAllAction::ChooseAgain);
    assert_eq!(meant(&desk), [other.id]);
}

#[test]
fn its_stages_are_shown_and_its_seconds_are_counted() {
    let a = profile("A");
    let mut desk = opened(std::slice::from_ref(&a));
    let Ordered { job, .. } = desk.start_many()[0];
    let stage = Stage::Waiting;
    desk.on_event(Event::Progress(job, Progress::Stage(stage)));
    assert!(matches!(desk.line(a.id), LineState::Running { job: shown } if *shown == job));
    assert_eq!(desk.stage(job), stage);
    desk.wait(3.25);
    let wake = desk.app.next_wake(desk.now);
    assert_eq!(wake, Some(Duration::from_millis(750)));
}

/// Reads the keyring again, which now holds these.
fn list(desk: &mut Desk, profiles: &[Profile]) {
    let [Effect::Run(job, Job::ListProfiles)] = desk.on_action(Action::Reload)[..] else {
        panic!("the keyring is not read")
    };
    for profile in profiles {
        let row = Listed::from(profile.clone());
        assert!(
            desk.on_event(Event::Progress(job, Progress::Listed(row)))
                .is_empty()
        );
    }
    let result = Ok(());
    assert!(
        desk.on_event(job_ended(job, Outcome::ListProfiles(result)))
            .is_empty()
    );
}

/// The jobs that these orders stop; they hold nothing else.
fn cancelled(effects: &[Effect]) -> Vec<tokendesk::app::job::JobId> {
    let job = |effect: &Effect| match effect {
        Effect::Cancel(job) => *job,
        other => panic!("{other:?}"),
    };
    effects.iter().map(job).collect()
}
