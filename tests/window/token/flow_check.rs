//! *Check secret* and *Check password*: one sign-in a click, its token dropped, nothing copied, and what the list says then.

use std::time::Duration;

use tokendesk::app::job::{AttemptEnd, CheckEnd, Job, JobId, MissingInput, Outcome, Progress};
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Check, CopySkipped, LastOutcome, Verified};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    AccountKind, ActivityKind, CheckOutcome, ConsoleUrl, Failure, KeyringFailure, KnownLogin,
    LoginKind, PasswordStorage, Profile, ProfileName, SignInFailure, SignInWith, Verdict,
};

use crate::harness::flow::check::{
    accepted, asked_kind, check, checked, one, refused, report, the_check, tried, verdict,
};
use crate::harness::flow::{
    Code, Desk, fetch_ended, job_ended, profile, the_sign_in, user, user_refusal,
};

#[test]
fn one_click_is_one_sign_in_and_its_end_is_told_with_its_time_and_noted() {
    let a = profile("A");
    let mut desk = one(&a);
    let sent = the_check(&desk.on_action(Action::Check(a.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, false));
    assert!(
        desk.on_action(Action::Check(a.id)).is_empty(),
        "one at a time"
    );

    desk.wait(2.0);
    assert!(checked(&mut desk, sent.job, &a, tried(accepted())).is_empty());
    let at = desk.now;
    let verified = Verified {
        outcome: accepted(),
        at,
    };
    let done = Check::Done {
        verified,
        is_closed: false,
    };
    assert_eq!(desk.row(a.id).check, Some(done));
    let entry = desk.app.state.activity.of(a.id).next().expect("an entry");
    let kind = ActivityKind::Checked {
        verdict: Verdict::Accepted,
        kind: AccountKind::ApiClient,
    };
    assert_eq!(
        (&entry.kind, entry.took),
        (&kind, Some(Duration::from_millis(198)))
    );

    // Closing the message does not take the words out of the list.
    assert!(desk.on_action(Action::CloseCheck(a.id)).is_empty());
    assert_eq!(verdict(&desk, &a), Some(Verdict::Accepted));
    assert!(matches!(
        desk.row(a.id).check,
        Some(Check::Done {
            is_closed: true,
            ..
        })
    ));
}

#[test]
fn a_check_leaves_the_token_the_card_and_the_clipboard_as_they_are() {
    let a = profile("A");
    let mut desk = one(&a);
    desk.renewed(a.id, 900);
    let copy_id = desk.copied(a.id);
    let [Effect::Run(job, Job::FetchToken(_))] = desk.on_action(Action::Renew(a.id))[..] else {
        panic!("no renewal")
    };
    desk.refused(job, a.id);
    let before = desk.row(a.id).clone();
    for end in [
        accepted(),
        refused(),
        CheckOutcome::Untested(Failure::Defect),
    ] {
        let job = check(&mut desk, &a);
        assert!(checked(&mut desk, job, &a, tried(end)).is_empty());
        let row = desk.row(a.id);
        assert!(row.grant.is_some() && row.last_outcome == before.last_outcome);
        assert_eq!(row.copy_skipped, before.copy_skipped);
        let held = desk.app.state.held.as_ref().expect("the strip stays");
        assert!(held.copy_id == copy_id && !held.is_earlier);
    }
}

#[test]
fn why_a_header_was_not_copied_outlives_a_check() {
    let (a, b) = (profile("A"), profile("B"));
    let mut desk = Desk::with(&[a.clone(), b.clone()]);
    let fetch = desk.get_token(a.id);
    desk.select(b.id);
    desk.granted(fetch, a.id, 900);
    let job = check(&mut desk, &a);
    assert!(checked(&mut desk, job, &a, tried(accepted())).is_empty());
    assert_eq!(
        desk.row(a.id).copy_skipped,
        Some(CopySkipped::SelectionMoved)
    );
}

#[test]
fn a_cancelled_check_leaves_what_was_known_and_its_late_end_is_no_news() {
    let a = profile("A");
    let mut desk = one(&a);
    let job = check(&mut desk, &a);
    let effects = desk.on_action(Action::CancelCheck(a.id));
    assert!(matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job));
    assert_eq!(desk.row(a.id).check, None);
    let noted = desk.app.state.activity.of(a.id).next().expect("an entry");
    assert_eq!(noted.kind.message(), "Sign-in cancelled");

    let job = check(&mut desk, &a);
    checked(&mut desk, job, &a, tried(refused()));
    let second = check(&mut desk, &a);
    assert_eq!(verdict(&desk, &a), Some(Verdict::Refused), "while it runs");
    desk.on_action(Action::CancelCheck(a.id));
    assert!(checked(&mut desk, second, &a, tried(accepted())).is_empty());
    assert!(checked(&mut desk, job, &a, tried(accepted())).is_empty());
    assert_eq!(verdict(&desk, &a), Some(Verdict::Refused));
    assert!(
        desk.on_action(Action::CancelCheck(a.id)).is_empty(),
        "nothing runs"
    );

    // Nor does it end the check that runs now.
    let third = check(&mut desk, &a);
    assert!(checked(&mut desk, second, &a, tried(accepted())).is_empty());
    assert_eq!(
        desk.row(a.id).check.as_ref().and_then(Check::job),
        Some(third)
    );
    desk.on_action(Action::CancelCheck(a.id));

    // The job itself may report that it was stopped, by a closing system for one.
    let job = check(&mut desk, &a);
    checked(&mut desk, job, &a, CheckEnd::Cancelled);
    assert_eq!(verdict(&desk, &a), Some(Verdict::Refused));
}

#[test]
fn it_is_ignored_while_a_sign_in_runs_or_is_asked_for_which_will_say_the_same() {
    let a = profile("A");
    let mut desk = one(&a);
    desk.get_token(a.id);
    assert!(desk.on_action(Action::Check(a.id)).is_empty());

    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = one(&dana);
    desk.wants(
        dana.id,
        KnownLogin::Is(LoginKind::Local),
        MissingInput::Password,
    );
    assert!(desk.on_action(Action::Check(dana.id)).is_empty());
    desk.type_on_card(dana.id, "correct horse", "");
    the_sign_in(&desk.on_action(Action::SignIn(dana.id)));
}

#[test]
fn a_token_can_be_asked_for_while_a_check_runs_whose_token_is_dropped() {
    let a = profile("A");
    let mut desk = one(&a);
    let check = check(&mut desk, &a);
    let fetch = desk.get_token(a.id);
    assert!(checked(&mut desk, check, &a, tried(accepted())).is_empty());
    assert!(desk.row(a.id).grant.is_none() && desk.row(a.id).attempt.is_some());
    assert_eq!(desk.granted(fetch, a.id, 900).len(), 1, "the copy");
}

#[test]
fn what_a_sign_in_found_since_is_what_the_list_says() {
    let a = profile("A");
    let mut desk = one(&a);
    let job = desk.get_token(a.id);
    desk.refused(job, a.id);
    assert_eq!(desk.row(a.id).check, None, "nothing was checked yet");

    let job = check(&mut desk, &a);
    checked(&mut desk, job, &a, tried(refused()));
    desk.wait(60.0);
    desk.renewed(a.id, 900);
    assert_eq!(verdict(&desk, &a), Some(Verdict::Accepted));
    let [Effect::Run(job, Job::FetchToken(_))] = desk.on_action(Action::Renew(a.id))[..] else {
        panic!("no renewal")
    };
    desk.refused(job, a.id);
    assert_eq!(verdict(&desk, &a), Some(Verdict::Refused));
    let job = desk.get_token(a.id);
    desk.fetched(job, a.id, None, AttemptEnd::Failed(Failure::Defect));
    assert_eq!(
        verdict(&desk, &a),
        Some(Verdict::Refused),
        "nothing new is known"
    );
}

#[test]
fn forgetting_everything_and_deleting_stop_a_check() {
    let a = profile("A");
    for is_deleted in [false, true] {
        let mut desk = one(&a);
        let job = check(&mut desk, &a);
        let effects = if is_deleted {
            desk.on_action(Action::AskDelete(a.id));
            desk.on_action(Action::ConfirmDelete)
        } else {
            desk.on_action(Action::ForgetAll)
        };
        assert!(
            matches!(effects[..], [Effect::Cancel(stopped)] if stopped == job),
            "{effects:?}"
        );
        let late = report(job, &a, tried(accepted()));
        assert!(desk.on_event(late).is_empty());
        if is_deleted {
            desk.on_action(Action::Undo);
        }
        assert_eq!(desk.row(a.id).check, None);
    }
}

#[test]
fn rows_follow_what_the_check_read_and_one_for_another_console_starts_anew() {
    let a = profile("A");
    let mut desk = one(&a);
    let renamed = Profile {
        rev: 2,
        name: ProfileName::parse("B").unwrap(),
        ..a.clone()
    };
    let job = check(&mut desk, &a);
    assert!(checked(&mut desk, job, &renamed, tried(accepted())).is_empty());
    assert_eq!(desk.row(a.id).profile, renamed);
    assert_eq!(verdict(&desk, &a), Some(Verdict::Accepted));

    desk.renewed(a.id, 900);
    let console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    let moved = Profile {
        rev: 3,
        console,
        ..renamed
    };
    let job = check(&mut desk, &a);
    let end = tried(CheckOutcome::Untested(Failure::ChangedElsewhere));
    assert!(checked(&mut desk, job, &moved, end).is_empty());
    assert_eq!(desk.row(a.id).profile, moved);
    assert!(desk.row(a.id).grant.is_none());
    assert_eq!(verdict(&desk, &a), Some(Verdict::Untested));
}

#[test]
fn a_save_elsewhere_takes_what_was_said_of_the_secret_and_a_new_name_given_here_does_not() {
    let a = profile("A");
    let mut desk = one(&a);
    let job = check(&mut desk, &a);
    checked(&mut desk, job, &a, tried(accepted()));
    desk.on_action(Action::Edit(a.id));
    desk.app.drafts.editor.name = "B".to_owned();
    let (job, write) = crate::editor::flow::save(&mut desk);
    let saved = crate::editor::flow::written(&write, 2);
    desk.on_event(job_ended(job, Outcome::SaveProfile(Ok(saved.clone()))));
    assert_eq!(verdict(&desk, &a), Some(Verdict::Accepted));

    let elsewhere = Profile { rev: 3, ..saved };
    let job = desk.get_token(a.id);
    desk.on_event(fetch_ended(
        job,
        Some(elsewhere),
        KnownLogin::Unasked,
        (
            AttemptEnd::Failed(Failure::Keyring(KeyringFailure::Locked)),
            None,
        ),
    ));
    assert_eq!(desk.row(a.id).check, None);
}

#[test]
fn another_secret_stops_a_check_of_the_one_before() {
    let a = profile("A");
    let mut desk = one(&a);
    let checking = check(&mut desk, &a);
    desk.on_action(Action::Edit(a.id));
    desk.app.drafts.editor.secret.text_mut().push_str("new");
    let (job, write) = crate::editor::flow::save(&mut desk);
    let result = Ok(crate::editor::flow::written(&write, 2));
    let effects = desk.on_event(job_ended(job, Outcome::SaveProfile(result)));
    assert!(
        matches!(effects[..], [Effect::Cancel(stopped)] if stopped == checking),
        "{effects:?}"
    );
    assert!(checked(&mut desk, checking, &a, tried(refused())).is_empty());
    assert_eq!(desk.row(a.id).check, None);
}

#[test]
fn its_stages_and_seconds_are_shown_and_then_its_age_in_minutes_and_hours() {
    let a = profile("A");
    let mut desk = one(&a);
    let job = check(&mut desk, &a);
    desk.wait(5.5);
    let next = |desk: &Desk| desk.app.next_wake(desk.now);
    assert_eq!(next(&desk), Some(Duration::from_millis(500)));
    let stage = Stage::Waiting;
    desk.on_event(Event::Progress(JobId(job.0 + 1), Progress::Stage(stage)));
    desk.on_event(Event::Progress(job, Progress::Stage(stage)));
    assert_eq!(desk.stage(job), Stage::Waiting);
    checked(&mut desk, job, &a, tried(accepted()));
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
        desk.wait(wait);
        assert_eq!(
            next(&desk),
            Some(Duration::from_secs_f64(due)),
            "after {wait} s more"
        );
    }
    let ended = &desk.row(a.id).last_outcome;
    assert!(!matches!(ended, Some(LastOutcome::Failed(_))));
}

/// Checks the stored secret, which the console refuses.
fn check_is_refused(desk: &mut Desk, of: &Profile) {
    let job = check(desk, of);
    checked(desk, job, of, tried(refused()));
}

fn solid(desk: &Desk) -> Primary {
    desk.app.state.primary(desk.now)
}

#[test]
fn after_a_refused_check_the_solid_button_is_the_new_secret_and_no_second_sign_in() {
    let a = profile("A");
    let mut desk = one(&a);
    assert_eq!(solid(&desk), Primary::GetToken(a.id));
    check_is_refused(&mut desk, &a);
    assert_eq!(solid(&desk), Primary::EnterNewSecret(a.id));
    // Nor does a closed message, another check that runs, or one that finds nothing out change that.
    desk.on_action(Action::CloseCheck(a.id));
    assert_eq!(solid(&desk), Primary::EnterNewSecret(a.id));
    let job = check(&mut desk, &a);
    assert_eq!(solid(&desk), Primary::EnterNewSecret(a.id));
    checked(&mut desk, job, &a, CheckEnd::Cancelled);
    assert_eq!(solid(&desk), Primary::EnterNewSecret(a.id));
    // A token that was fetched in spite of it is newer.
    desk.renewed(a.id, 900);
    desk.wait(901.0);
    assert_eq!(solid(&desk), Primary::GetToken(a.id));
}

#[test]
fn a_live_token_is_copied_after_a_refused_check_and_not_fetched_again_once_it_expired() {
    let a = profile("A");
    let mut desk = one(&a);
    desk.renewed(a.id, 900);
    check_is_refused(&mut desk, &a);
    assert_eq!(solid(&desk), Primary::CopyHeader(a.id), "it still works");
    desk.wait(895.0);
    assert_eq!(
        solid(&desk),
        Primary::EnterNewSecret(a.id),
        "too late to copy it"
    );
    desk.wait(6.0);
    assert_eq!(solid(&desk), Primary::EnterNewSecret(a.id), "expired");
}

#[test]
fn a_renewal_that_was_refused_is_not_repeated_by_the_solid_button_of_an_ending_token() {
    let a = profile("A");
    let mut desk = one(&a);
    desk.renewed(a.id, 900);
    desk.wait(895.0);
    let job = the_sign_in(&desk.on_action(Action::Renew(a.id))).job;
    desk.refused(job, a.id);
    assert_eq!(solid(&desk), Primary::EnterNewSecret(a.id));
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
        (typed, alone, Primary::GetToken),
    ] {
        let dana = user("Dana", kept);
        let mut desk = one(&dana);
        let job = check(&mut desk, &dana);
        let end = tried(CheckOutcome::of_failure(failure));
        asked_kind(&mut desk, job, &dana, KnownLogin::Is(LoginKind::Local), end);
        assert_eq!(solid(&desk), expected(dana.id), "{kept:?}");
    }
}
