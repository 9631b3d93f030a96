//! *Check secret* and *Check password*: one sign-in a click, its token kept, nothing copied, and what the list says then.

use std::time::Duration;

use tokendesk::app::job::{
    AttemptOutcome, CheckCredentialOutcome, Job, JobId, MissingInput, Progress,
};
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Card, Check, CopySkipped, LastOutcome, Verified};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    AccountKind, ActivityKind, CheckOutcome, ConsoleUrl, Failure, KeyringFailure, KnownLogin,
    LoginKind, PasswordStorage, Profile, ProfileName, SignInFailure, SignInWith, Verdict,
};

use crate::harness::flow::check::{
    accepted, asked_kind, check, checked, deeds, one, refused, report, the_check, tried, verdict,
};
use crate::harness::flow::{
    Code, FlowHarness, fetch_ended, profile, the_sign_in, user, user_refusal,
};

/// Edits this profile, and saves it.
fn save_edit(
    harness: &mut FlowHarness,
    of: &Profile,
    edit: impl FnOnce(&mut FlowHarness),
) -> Vec<Effect> {
    harness.on_action(Action::Edit(of.id));
    edit(harness);
    let (job, write) = crate::editor::flow::save(harness);
    harness.saved(job, &write, 2)
}

#[test]
fn one_click_is_one_sign_in_and_its_outcome_is_shown_with_its_time_and_recorded() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = the_check(&harness.on_action(Action::Check(a.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, false));
    assert!(
        harness.on_action(Action::Check(a.id)).is_empty(),
        "one at a time"
    );

    harness.wait(2.0);
    assert!(checked(&mut harness, sent.job, &a, tried(accepted())).is_empty());
    let at = harness.now;
    let verified = Verified {
        outcome: accepted(),
        at,
    };
    let done = Check::Done {
        verified,
        is_closed: false,
    };
    assert_eq!(harness.row(a.id).check, Some(done));
    let entry = harness
        .app
        .state
        .activity
        .of(a.id)
        .next()
        .expect("an entry");
    let kind = ActivityKind::CheckedAndKept {
        kind: AccountKind::ApiClient,
    };
    assert_eq!(
        (&entry.kind, entry.took),
        (&kind, Some(Duration::from_millis(198)))
    );

    // Closing the message does not take the words out of the list.
    assert!(harness.on_action(Action::CloseCheck(a.id)).is_empty());
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));
    assert!(matches!(
        harness.row(a.id).check,
        Some(Check::Done {
            is_closed: true,
            ..
        })
    ));
}

#[test]
fn a_check_leaves_the_token_the_card_and_the_clipboard_as_they_are() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.renewed(a.id, 900);
    let copy_id = harness.copied(a.id);
    let [Effect::Run(job, Job::FetchToken(_))] = harness.on_action(Action::Renew(a.id))[..] else {
        panic!("no renewal")
    };
    harness.refused(job, a.id);
    let before = harness.row(a.id).clone();
    for outcome in [
        accepted(),
        CheckOutcome::Untested(Failure::Defect),
        refused(),
    ] {
        let job = check(&mut harness, &a);
        assert!(checked(&mut harness, job, &a, tried(outcome.clone())).is_empty());
        let row = harness.row(a.id);
        assert!(row.grant.is_some());
        // The message of the refused check says the same as that of the refused renewal.
        let earlier = before.last_outcome.clone().filter(|_| outcome != refused());
        assert_eq!(row.last_outcome, earlier);
        assert_eq!(row.copy_skipped, before.copy_skipped);
        let copied_item = harness
            .app
            .state
            .copied_item
            .as_ref()
            .expect("the strip stays");
        assert!(copied_item.copy_id == copy_id && !copied_item.is_earlier);
    }
}

#[test]
fn why_a_header_was_not_copied_outlives_a_check() {
    let (a, b) = (profile("A"), profile("B"));
    let mut harness = FlowHarness::with(&[a.clone(), b.clone()]);
    let fetch = harness.get_token(a.id);
    harness.select(b.id);
    harness.granted(fetch, a.id, 900);
    let job = check(&mut harness, &a);
    assert!(checked(&mut harness, job, &a, tried(accepted())).is_empty());
    assert_eq!(
        harness.row(a.id).copy_skipped,
        Some(CopySkipped::SelectionMoved)
    );
}

#[test]
fn a_canceled_check_keeps_the_earlier_verdict_and_its_late_outcome_is_ignored() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    let effects = harness.on_action(Action::CancelCheck(a.id));
    assert!(matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job));
    assert_eq!(harness.row(a.id).check, None);
    let noted = harness
        .app
        .state
        .activity
        .of(a.id)
        .next()
        .expect("an entry");
    assert_eq!(noted.kind.message(), "Sign-in canceled");

    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    let second = check(&mut harness, &a);
    assert_eq!(
        verdict(&harness, &a),
        Some(Verdict::Refused),
        "while it runs"
    );
    harness.on_action(Action::CancelCheck(a.id));
    assert!(checked(&mut harness, second, &a, tried(accepted())).is_empty());
    assert!(checked(&mut harness, job, &a, tried(accepted())).is_empty());
    assert_eq!(verdict(&harness, &a), Some(Verdict::Refused));
    assert!(
        harness.on_action(Action::CancelCheck(a.id)).is_empty(),
        "nothing runs"
    );

    // Nor does it end the check that runs now.
    let third = check(&mut harness, &a);
    assert!(checked(&mut harness, second, &a, tried(accepted())).is_empty());
    assert_eq!(
        harness.row(a.id).check.as_ref().and_then(Check::job),
        Some(third)
    );
    harness.on_action(Action::CancelCheck(a.id));

    // The job itself may report that it was stopped, by a closing system for one.
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, CheckCredentialOutcome::Canceled);
    assert_eq!(verdict(&harness, &a), Some(Verdict::Refused));
}

#[test]
fn a_check_is_ignored_while_a_sign_in_runs_or_asks_for_input() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.get_token(a.id);
    assert!(harness.on_action(Action::Check(a.id)).is_empty());

    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = one(&dana);
    harness.wants(
        dana.id,
        KnownLogin::Is(LoginKind::Local),
        MissingInput::Password,
    );
    assert!(harness.on_action(Action::Check(dana.id)).is_empty());
    harness.sign_in_with(dana.id, "correct horse", "");
}

#[test]
fn a_token_can_be_asked_for_while_a_check_runs_and_only_that_one_is_copied() {
    let a = profile("A");
    let mut harness = one(&a);
    let check = check(&mut harness, &a);
    let fetch = harness.get_token(a.id);
    assert!(checked(&mut harness, check, &a, tried(accepted())).is_empty());
    assert!(harness.row(a.id).attempt.is_some());
    assert_eq!(harness.granted(fetch, a.id, 900).len(), 1, "the copy");
}

#[test]
fn what_a_sign_in_found_since_is_what_the_list_says() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    assert_eq!(harness.row(a.id).check, None, "nothing was checked yet");

    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    harness.wait(60.0);
    harness.renewed(a.id, 900);
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));
    let [Effect::Run(job, Job::FetchToken(_))] = harness.on_action(Action::Renew(a.id))[..] else {
        panic!("no renewal")
    };
    harness.refused(job, a.id);
    assert_eq!(verdict(&harness, &a), Some(Verdict::Refused));
    let job = harness.get_token(a.id);
    harness.fetched(job, a.id, None, AttemptOutcome::Failed(Failure::Defect));
    assert_eq!(
        verdict(&harness, &a),
        Some(Verdict::Refused),
        "nothing new is known"
    );
}

#[test]
fn forgetting_everything_and_deleting_stop_a_check() {
    let a = profile("A");
    for is_deleted in [false, true] {
        let mut harness = one(&a);
        let job = check(&mut harness, &a);
        let effects = if is_deleted {
            harness.on_action(Action::AskDelete(a.id));
            harness.on_action(Action::ConfirmDelete)
        } else {
            harness.on_action(Action::ClearSession)
        };
        assert!(
            matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
            "{effects:?}"
        );
        let late = report(job, &a, tried(accepted()));
        assert!(harness.on_event(late).is_empty());
        if is_deleted {
            harness.on_action(Action::Undo);
        }
        assert_eq!(harness.row(a.id).check, None);
    }
}

#[test]
fn a_row_follows_the_profile_that_the_check_read_and_starts_over_for_another_console() {
    let a = profile("A");
    let mut harness = one(&a);
    let renamed = Profile {
        rev: 2,
        name: ProfileName::parse("B").unwrap(),
        ..a.clone()
    };
    let job = check(&mut harness, &a);
    assert!(checked(&mut harness, job, &renamed, tried(accepted())).is_empty());
    assert_eq!(harness.row(a.id).profile, renamed);
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));

    harness.renewed(a.id, 900);
    let console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    let moved = Profile {
        rev: 3,
        console,
        ..renamed
    };
    let job = check(&mut harness, &a);
    let outcome = tried(CheckOutcome::Untested(Failure::ChangedElsewhere));
    assert!(checked(&mut harness, job, &moved, outcome).is_empty());
    assert_eq!(harness.row(a.id).profile, moved);
    assert!(harness.row(a.id).grant.is_none());
    assert_eq!(verdict(&harness, &a), Some(Verdict::Untested));
}

#[test]
fn a_save_elsewhere_drops_the_verdict_on_the_secret_and_a_rename_here_does_not() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(accepted()));
    save_edit(&mut harness, &a, |harness| {
        harness.app.drafts.editor.fields.name = "B".to_owned();
    });
    assert_eq!(verdict(&harness, &a), Some(Verdict::Accepted));

    let elsewhere = Profile {
        rev: 3,
        ..harness.row(a.id).profile.clone()
    };
    let job = harness.get_token(a.id);
    harness.on_event(fetch_ended(
        job,
        Some(elsewhere),
        KnownLogin::Unasked,
        (
            AttemptOutcome::Failed(Failure::Keyring(KeyringFailure::Locked)),
            None,
        ),
    ));
    assert_eq!(harness.row(a.id).check, None);
}

#[test]
fn another_secret_stops_a_check_of_the_one_before() {
    let a = profile("A");
    let mut harness = one(&a);
    let checking = check(&mut harness, &a);
    let effects = save_edit(&mut harness, &a, |harness| harness.type_secret("new"));
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == checking),
        "{effects:?}"
    );
    assert!(checked(&mut harness, checking, &a, tried(refused())).is_empty());
    assert_eq!(harness.row(a.id).check, None);
}

#[test]
fn a_check_shows_its_stage_and_seconds_and_then_its_age() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    harness.wait(5.5);
    let next = |harness: &FlowHarness| harness.app.next_wake(harness.now);
    assert_eq!(next(&harness), Some(Duration::from_millis(500)));
    let stage = Stage::Waiting;
    harness.on_event(Event::Progress(JobId(job.0 + 1), Progress::Stage(stage)));
    harness.on_event(Event::Progress(job, Progress::Stage(stage)));
    assert_eq!(harness.stage(job), Stage::Waiting);
    checked(&mut harness, job, &a, tried(refused()));
    for (wait, due) in [
        // When it was used is written a second later.
        (0.0, 1.0),
        (1.0, 59.0),
        (58.0, 1.0),
        (1.0, 60.0),
        (90.0, 30.0),
        (7_049.0, 1.0),
        (1.0, 3_600.0),
        (3_599.5, 0.5),
    ] {
        harness.wait(wait);
        assert_eq!(
            next(&harness),
            Some(Duration::from_secs_f64(due)),
            "after {wait} s more"
        );
    }
    let ended = &harness.row(a.id).last_outcome;
    assert!(!matches!(ended, Some(LastOutcome::Failed(_))));
}

/// Checks the stored secret, which the console refuses.
fn check_is_refused(harness: &mut FlowHarness, of: &Profile) {
    let job = check(harness, of);
    checked(harness, job, of, tried(refused()));
}

fn solid(harness: &FlowHarness) -> Primary {
    harness.app.state.primary(harness.now)
}

#[test]
fn after_a_refused_check_the_solid_button_is_the_new_secret_and_no_second_sign_in() {
    let a = profile("A");
    let mut harness = one(&a);
    assert_eq!(solid(&harness), Primary::GetToken(a.id));
    check_is_refused(&mut harness, &a);
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
    // Nor does a closed message, another check that runs, or one that finds nothing out change that.
    harness.on_action(Action::CloseCheck(a.id));
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
    let job = check(&mut harness, &a);
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
    checked(&mut harness, job, &a, CheckCredentialOutcome::Canceled);
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
    // A token that was fetched in spite of it is newer.
    harness.renewed(a.id, 900);
    harness.wait(901.0);
    assert_eq!(solid(&harness), Primary::GetToken(a.id));
}

#[test]
fn a_live_token_is_copied_after_a_refused_check_and_not_fetched_again_once_it_expired() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.renewed(a.id, 900);
    check_is_refused(&mut harness, &a);
    assert_eq!(solid(&harness), Primary::CopyHeader(a.id), "it still works");
    harness.wait(895.0);
    assert_eq!(
        solid(&harness),
        Primary::EnterNewSecret(a.id),
        "too late to copy it"
    );
    harness.wait(6.0);
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id), "expired");
}

#[test]
fn a_renewal_that_was_refused_is_not_repeated_by_the_solid_button_of_an_ending_token() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.renewed(a.id, 900);
    harness.wait(895.0);
    let job = the_sign_in(&harness.on_action(Action::Renew(a.id))).job;
    harness.refused(job, a.id);
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
}

#[test]
fn a_refused_password_leads_to_what_a_refused_sign_in_leads_to() {
    let with_code = user_refusal(SignInFailure::Refused, SignInWith::PasswordAndCode);
    let alone = user_refusal(SignInFailure::Refused, SignInWith::Password);
    let no_code = user_refusal(SignInFailure::CodeMissing, SignInWith::Password);
    let kept = PasswordStorage::InKeyring;
    let typed = PasswordStorage::AskedEachTime;
    for (kept, failure, expected) in [
        (kept, alone.clone(), Primary::EnterNewSecret as fn(_) -> _),
        (kept, with_code, Primary::UseCode),
        (kept, no_code, Primary::UseCode),
        // What was refused was typed, and is typed again.
        (typed, alone, Primary::SignIn),
    ] {
        let dana = user("Dana", kept);
        let mut harness = one(&dana);
        let job = check(&mut harness, &dana);
        let outcome = tried(CheckOutcome::of_failure(failure));
        asked_kind(
            &mut harness,
            job,
            &dana,
            KnownLogin::Is(LoginKind::Local),
            outcome,
        );
        assert_eq!(solid(&harness), expected(dana.id), "{kept:?}");
    }
}

#[test]
fn an_accepted_secret_leaves_its_token_live_and_nothing_copied() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = check(&mut harness, &a);
    assert!(checked(&mut harness, job, &a, tried(accepted())).is_empty());
    assert_eq!(solid(&harness), Primary::CopyHeader(a.id));
    assert!(harness.app.state.copied_item.is_none());
    assert_eq!(deeds(&harness, &a), ["Secret works (token kept)"]);

    // Its message says that nothing was copied, until something is.
    let is_closed = |harness: &FlowHarness| {
        matches!(
            harness.row(a.id).check,
            Some(Check::Done {
                is_closed: true,
                ..
            })
        )
    };
    let copy_id = harness.copy_header(a.id);
    assert!(!is_closed(&harness));
    harness.copy_done(copy_id);
    assert!(is_closed(&harness));
}

#[test]
fn a_checks_token_replaces_only_one_that_lives_shorter() {
    for (live_secs, is_kept) in [(60, true), (1_800, false)] {
        let a = profile("A");
        let mut harness = one(&a);
        harness.renewed(a.id, live_secs);
        harness.copied(a.id);
        let job = check(&mut harness, &a);
        checked(&mut harness, job, &a, tried(accepted()));
        let lifetime = if is_kept { 900 } else { live_secs };
        let grant = harness.row(a.id).grant.as_ref().unwrap();
        assert_eq!(grant.expiry.lifetime, Duration::from_secs(lifetime));
        assert_eq!(harness.copied_item().is_earlier, is_kept);
        let said = &deeds(&harness, &a)[0];
        assert_eq!(said.contains("token kept"), is_kept, "{said}");
    }
}

#[test]
fn an_accepted_secret_ends_what_an_earlier_failure_said_on_the_card() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(accepted()));
    assert_eq!(harness.row(a.id).last_outcome, None);
    assert_eq!(solid(&harness), Primary::CopyHeader(a.id));
}

#[test]
fn a_refused_check_takes_the_place_of_an_earlier_failure_on_the_card() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    check_is_refused(&mut harness, &a);
    assert!(matches!(harness.row(a.id).card(harness.now), Card::NoToken));
    assert_eq!(solid(&harness), Primary::EnterNewSecret(a.id));
    // A sign-in that is refused after that takes its place in turn.
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    let row = harness.row(a.id);
    assert!(matches!(row.card(harness.now), Card::Failed(_)));
    let is_closed = matches!(
        row.check,
        Some(Check::Done {
            is_closed: true,
            ..
        })
    );
    assert!(is_closed, "{:?}", row.check);
}

#[test]
fn a_check_that_found_nothing_out_leaves_a_refusal_on_the_card() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    let job = check(&mut harness, &a);
    let untested = CheckOutcome::Untested(Failure::Defect);
    checked(&mut harness, job, &a, tried(untested));
    assert!(matches!(
        harness.row(a.id).card(harness.now),
        Card::Failed(_)
    ));
}
