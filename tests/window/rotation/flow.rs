//! *Check secret reset…*: the new secret is tried, then the stored one, each once; what is found is kept only as long as it is
//! about what stands there.

use std::time::Duration;

use jiff::Timestamp;
use tokendesk::app::job::{AttemptOutcome, CheckRotationOutcome, Progress, TryStored};
use tokendesk::app::rotation::{RotationAction, RotationPhase};
use tokendesk::app::token::Check;
use tokendesk::app::{Action, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    AccountKind, ActivityKind, CheckOutcome, ConsoleUrl, Failure, KnownLogin, Profile,
    RotationOutcome, SkipReason, StoredOutcome, Verdict,
};

use crate::harness::flow::check::{
    accepted, check, check_rotation, checked, deeds, dialog, different, found, keeps_token, one,
    phase, refused, rotation_report, the_rotation_check, tried, type_new, untested, verdict,
};
use crate::harness::flow::{Code, FlowHarness, fetch_ended, profile, refusal};

const CHECK: Action = Action::Rotation(RotationAction::Check);

#[test]
fn one_click_orders_one_check_and_every_combination_is_found_told_and_listed() {
    let verdicts = [accepted(), refused(), untested()];
    for new in &verdicts {
        for stored in &verdicts {
            let a = profile("A");
            let mut harness = one(&a);
            let sent = check_rotation(&mut harness, &a);
            assert_eq!((sent.new.as_str(), sent.code), ("brand-new", Code::Unsaid));
            assert_eq!((sent.stored, sent.asks_kind), (TryStored::Once, false));
            assert!(
                harness.on_action(CHECK).is_empty(),
                "one click is one check"
            );

            let outcome = different(new.clone(), stored.clone());
            assert!(found(&mut harness, sent.job, &a, outcome.clone()).is_empty());
            assert_eq!(
                dialog(&harness).found().map(|found| &found.outcome),
                Some(&outcome)
            );
            assert_eq!(
                keeps_token(&harness),
                matches!(new, CheckOutcome::Accepted(_))
            );
            assert_eq!(deeds(&harness, &a).len(), 2, "both tries");
            // Where nothing is known of the stored secret, the list says nothing.
            let known = Some(stored.verdict()).filter(|known| *known != Verdict::Untested);
            assert_eq!(verdict(&harness, &a), known);
            assert!(harness.row(a.id).grant.is_none() && harness.app.state.copied_item.is_none());

            let again = the_rotation_check(&harness.on_action(CHECK));
            assert_eq!(again.stored, TryStored::Once, "each once a click");
            assert!(!keeps_token(&harness));
        }
    }
}

#[test]
fn a_secret_that_is_the_stored_one_is_one_try_and_replaces_nothing() {
    for outcome in [accepted(), refused()] {
        let a = profile("A");
        let mut harness = one(&a);
        let sent = check_rotation(&mut harness, &a);
        let known = outcome.verdict();
        found(&mut harness, sent.job, &a, RotationOutcome::Same(outcome));
        assert_eq!(verdict(&harness, &a), Some(known));
        assert_eq!(deeds(&harness, &a).len(), 1);
        assert!(!dialog(&harness).can_replace());
        assert!(
            harness
                .on_action(Action::Rotation(RotationAction::Replace))
                .is_empty()
        );
        assert_eq!(phase(&harness), "found");
    }
}

#[test]
fn from_a_refused_card_only_the_new_secret_is_sent() {
    let a = profile("A");
    let mut harness = one(&a);
    let job = harness.get_token(a.id);
    harness.refused(job, a.id);
    let at = Timestamp::UNIX_EPOCH;
    harness.on_action(Action::EnterNewSecret(a.id));
    type_new(&mut harness, "brand-new");
    for _ in 0..2 {
        let sent = the_rotation_check(&harness.on_action(CHECK));
        assert_eq!(sent.stored, TryStored::RefusedBefore { at });
        let stored = StoredOutcome::RefusedBefore { at };
        let outcome = RotationOutcome::Different {
            new: accepted(),
            stored,
        };
        found(&mut harness, sent.job, &a, outcome);
        assert_eq!(dialog(&harness).refused_before, Some(at));
    }
    assert_eq!(verdict(&harness, &a), None, "the stored one was not tried");

    // From the menu it is not known what led here.
    harness.on_action(Action::OpenRotation(a.id));
    harness.on_action(Action::ConfirmDiscard);
    assert_eq!(dialog(&harness).refused_before, None);
}

#[test]
fn a_refusal_counts_only_while_it_is_the_last_word_about_what_is_stored() {
    let a = profile("A");
    let enter = |harness: &mut FlowHarness| {
        harness.on_action(Action::EnterNewSecret(a.id));
        dialog(harness).refused_before
    };
    let mut harness = one(&a);
    assert_eq!(enter(&mut harness), None, "nothing was refused");

    // By a check alone.
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(refused()));
    assert!(enter(&mut harness).is_some());
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(untested()));
    assert_eq!(enter(&mut harness), None, "its last check says nothing");

    let fetch = harness.get_token(a.id);
    harness.refused(fetch, a.id);
    assert!(enter(&mut harness).is_some());
    harness.wait(60.0);
    let job = check(&mut harness, &a);
    checked(&mut harness, job, &a, tried(accepted()));
    assert_eq!(enter(&mut harness), None, "accepted since");

    // Saved since, perhaps with another secret.
    let fetch = harness.get_token(a.id);
    let saved = Profile {
        rev: 2,
        saved_at: harness.now.wall,
        ..a.clone()
    };
    harness.on_event(fetch_ended(
        fetch,
        Some(saved),
        KnownLogin::Unasked,
        (AttemptOutcome::Failed(refusal()), None),
    ));
    assert_eq!(enter(&mut harness), None);
}

#[test]
fn without_a_new_secret_nothing_is_sent_and_the_field_says_so() {
    let a = profile("A");
    let mut harness = one(&a);
    harness.on_action(Action::OpenRotation(a.id));
    assert!(!dialog(&harness).shows_error);
    assert!(harness.on_action(CHECK).is_empty());
    assert!(dialog(&harness).shows_error && phase(&harness) == "asking");
    type_new(&mut harness, "brand-new");
    the_rotation_check(&harness.on_action(CHECK));
    assert!(!dialog(&harness).shows_error);
}

#[test]
fn a_rotation_check_shows_its_stage_and_counts_seconds() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    harness.wait(5.5);
    assert_eq!(
        harness.app.next_wake(harness.now),
        Some(Duration::from_millis(500))
    );
    harness.on_event(Event::Progress(sent.job, Progress::Stage(Stage::Waiting)));
    harness.on_event(Event::Progress(
        sent.job,
        Progress::NewSecretTried(refused()),
    ));
    let RotationPhase::Checking { new, .. } = &dialog(&harness).phase else {
        panic!("it does not run")
    };
    assert_eq!(harness.stage(sent.job), Stage::Waiting);
    assert_eq!(new, &Some(refused()));
}

#[test]
fn a_failure_before_anything_was_sent_is_reported_and_can_be_tried_again() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    let outcome = CheckRotationOutcome::Failed(Failure::ChangedElsewhere);
    let console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    let moved = Profile {
        rev: 2,
        console,
        ..a.clone()
    };
    assert!(
        harness
            .on_event(rotation_report(sent.job, &moved, outcome))
            .is_empty()
    );
    assert_eq!(phase(&harness), "failed");
    assert_eq!(
        (&dialog(&harness).profile, &harness.row(a.id).profile),
        (&moved, &moved)
    );
    assert!(deeds(&harness, &a).is_empty());
    the_rotation_check(&harness.on_action(CHECK));
}

#[test]
fn what_was_refused_before_a_save_elsewhere_is_not_said_of_what_was_saved() {
    let at = Timestamp::UNIX_EPOCH;
    for is_same in [false, true] {
        let a = profile("A");
        let mut harness = one(&a);
        let job = harness.get_token(a.id);
        harness.refused(job, a.id);
        harness.on_action(Action::EnterNewSecret(a.id));
        type_new(&mut harness, "brand-new");
        let sent = the_rotation_check(&harness.on_action(CHECK));
        let since = Profile {
            rev: 2,
            ..a.clone()
        };
        let outcome = if is_same {
            RotationOutcome::SameAsRefused { at }
        } else {
            let stored = StoredOutcome::RefusedBefore { at };
            RotationOutcome::Different {
                new: accepted(),
                stored,
            }
        };
        found(&mut harness, sent.job, &since, outcome);
        if is_same {
            assert_eq!(phase(&harness), "asking");
            assert!(
                harness.notice().contains("Check again"),
                "{}",
                harness.notice()
            );
        } else {
            let outcome = &dialog(&harness).found().expect("found").outcome;
            let stored = StoredOutcome::Skipped(SkipReason::NotAsked);
            assert_eq!(
                *outcome,
                RotationOutcome::Different {
                    new: accepted(),
                    stored
                }
            );
        }
        assert_eq!(
            the_rotation_check(&harness.on_action(CHECK)).stored,
            TryStored::Once
        );
    }
}

#[test]
fn the_result_for_the_stored_secret_is_in_the_dialog_and_not_again_on_the_card() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    found(&mut harness, sent.job, &a, different(refused(), accepted()));
    assert!(matches!(
        harness.row(a.id).check,
        Some(Check::Done {
            is_closed: true,
            ..
        })
    ));
    let newest = harness
        .app
        .state
        .activity
        .of(a.id)
        .next()
        .map(|entry| entry.kind.clone());
    let kind = ActivityKind::Checked {
        verdict: Verdict::Accepted,
        kind: AccountKind::ApiClient,
    };
    assert_eq!(newest, Some(kind));
}
