//! *Check secret reset…*: what stops it, what becomes of its token and of what was typed, and what is copied.

use std::time::Duration;

use tokendesk::app::action::Masked;
use tokendesk::app::job::{CheckRotationOutcome, CopyWhat, Job, Progress};
use tokendesk::app::rotation::RotationAction;
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::{
    CopyOutcome, Failure, PasswordStorage, Profile, RotationOutcome, SkipReason, StoredOutcome,
};

use crate::harness::flow::check::{
    accepted, check_rotation, deeds, dialog, different, found, keeps_token, one, phase, refused,
    rotation_report, the_rotation_check, type_new, verdict,
};
use crate::harness::flow::{FlowHarness, profile, user};

const CHECK: Action = Action::Rotation(RotationAction::Check);

#[test]
fn a_changed_field_stops_the_check_and_its_late_end_is_dropped_with_its_token() {
    for change in [RotationAction::Changed, RotationAction::TryStored(true)] {
        let a = profile("A");
        let mut harness = one(&a);
        let sent = check_rotation(&mut harness, &a);
        let effects = harness.on_action(Action::Rotation(change));
        assert!(
            matches!(effects[..], [Effect::Cancel(job)] if job == sent.job),
            "{change:?}: {effects:?}"
        );
        assert_eq!(phase(&harness), "asking");
        let outcome = different(accepted(), refused());
        assert!(found(&mut harness, sent.job, &a, outcome.clone()).is_empty());
        harness.on_event(Event::Progress(
            sent.job,
            Progress::NewSecretTried(accepted()),
        ));
        assert_eq!(phase(&harness), "asking", "{change:?}");
        assert_eq!(
            (verdict(&harness, &a), deeds(&harness, &a).len()),
            (None, 0)
        );

        // What was found goes too, and its token with it.
        let sent = the_rotation_check(&harness.on_action(CHECK));
        found(&mut harness, sent.job, &a, outcome);
        assert!(keeps_token(&harness));
        assert!(harness.on_action(Action::Rotation(change)).is_empty());
        assert_eq!(phase(&harness), "asking");
    }
}

#[test]
fn canceling_keeps_the_verdict_on_the_new_secret_and_nothing_before_it() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    let stop = Action::Rotation(RotationAction::Cancel);
    let effects = harness.on_action(stop);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    assert_eq!(phase(&harness), "asking");
    assert!(
        !harness.app.drafts.new_secret.is_empty(),
        "what was typed stays"
    );

    let sent = the_rotation_check(&harness.on_action(CHECK));
    harness.on_event(Event::Progress(
        sent.job,
        Progress::NewSecretTried(accepted()),
    ));
    let effects = harness.on_action(stop);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    let outcome = RotationOutcome::Different {
        new: accepted(),
        stored: StoredOutcome::Skipped(SkipReason::NotReached),
    };
    assert_eq!(
        dialog(&harness).found().map(|found| &found.outcome),
        Some(&outcome)
    );
    assert_eq!(
        (verdict(&harness, &a), deeds(&harness, &a).len()),
        (None, 1)
    );
    found(&mut harness, sent.job, &a, different(accepted(), refused()));
    assert_eq!(
        dialog(&harness).found().map(|found| &found.outcome),
        Some(&outcome),
        "no news"
    );

    // Nor does it end the check that runs now. That job itself may report that it was stopped.
    let late = sent.job;
    let sent = the_rotation_check(&harness.on_action(CHECK));
    found(&mut harness, late, &a, different(accepted(), refused()));
    assert_eq!(phase(&harness), "checking");
    harness.on_event(rotation_report(
        sent.job,
        &a,
        CheckRotationOutcome::Canceled,
    ));
    assert_eq!(phase(&harness), "asking");
}

#[test]
fn a_secret_that_was_typed_for_a_client_is_no_password_of_a_user_that_took_its_place() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    harness.on_action(Action::Show(Masked::NewSecret));
    let dana = user("A", PasswordStorage::InKeyring);
    let now_a_user = Profile {
        id: a.id,
        rev: 2,
        ..dana
    };
    let outcome = CheckRotationOutcome::Failed(Failure::ChangedElsewhere);
    harness.on_event(rotation_report(sent.job, &now_a_user, outcome));
    assert!(harness.app.drafts.new_secret.is_empty());
    assert!(harness.app.state.shown.is_none());
}

#[test]
fn the_token_of_an_accepted_secret_ends_when_it_expires_is_forgotten_or_the_dialog_closes() {
    let a = profile("A");
    let mut harness = one(&a);
    let sent = check_rotation(&mut harness, &a);
    found(&mut harness, sent.job, &a, different(accepted(), refused()));
    harness.wait(899.5);
    assert!(keeps_token(&harness));
    assert_eq!(
        harness.app.next_wake(harness.now),
        Some(Duration::from_millis(500))
    );
    harness.wait(0.5);
    assert!(
        !keeps_token(&harness) && phase(&harness) == "found",
        "what was found stays"
    );

    let sent = the_rotation_check(&harness.on_action(CHECK));
    found(&mut harness, sent.job, &a, different(accepted(), refused()));
    harness.on_action(Action::ClearSession);
    assert!(!keeps_token(&harness) && phase(&harness) == "found");
    assert!(!harness.app.drafts.new_secret.is_empty());
    assert!(harness.app.state.discard_question.is_some());
    harness.on_action(Action::CloseDialog);

    let sent = the_rotation_check(&harness.on_action(CHECK));
    let effects = harness.on_action(Action::ClearSession);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    assert_eq!(phase(&harness), "asking");
}

#[test]
fn closing_wipes_and_hides_the_new_secret_and_cancels_the_check() {
    let a = profile("A");
    for leaving in [
        Action::CloseDialog,
        Action::NewProfile,
        Action::AskDelete(a.id),
    ] {
        let mut harness = one(&a);
        let sent = check_rotation(&mut harness, &a);
        harness
            .app
            .drafts
            .new_secret_code
            .text_mut()
            .push_str("4242");
        harness.on_action(Action::Show(Masked::NewSecret));
        assert!(harness.on_action(leaving).is_empty(), "asked first");
        let effects = harness.on_action(Action::ConfirmDiscard);
        assert!(
            matches!(effects[..], [Effect::Cancel(job)] if job == sent.job),
            "{leaving:?}: {effects:?}"
        );
        let drafts = &harness.app.drafts;
        assert!(drafts.new_secret.is_empty() && drafts.new_secret_code.is_empty());
        assert!(harness.app.state.shown.is_none() && harness.app.state.rotation().is_none());
        assert!(found(&mut harness, sent.job, &a, different(accepted(), refused())).is_empty());
        assert!(harness.row(a.id).grant.is_none());
    }
}

#[test]
fn an_editor_with_changes_asks_before_it_gives_way() {
    let a = profile("A");
    for opening in [Action::OpenRotation(a.id), Action::EnterNewSecret(a.id)] {
        let mut harness = one(&a);
        harness.on_action(Action::Edit(a.id));
        harness.app.drafts.editor.fields.name = "B".to_owned();
        assert!(harness.on_action(opening).is_empty());
        assert_eq!(harness.app.state.discard_question, Some(opening));
        harness.on_action(Action::ConfirmDiscard);
        assert!(matches!(
            harness.app.state.dialog,
            Some(Dialog::Rotation(_))
        ));
    }
}

/// Whether the window asks whether the new secret may go.
fn asks(harness: &FlowHarness) -> bool {
    harness.app.state.discard_question.is_some()
}

#[test]
fn a_new_secret_that_the_console_shows_once_is_not_lost_unasked() {
    let a = profile("A");
    let is_whole = |harness: &FlowHarness| harness.app.drafts.new_secret.contains("brand-new");
    for leaving in [
        Action::CloseDialog,
        Action::CloseWindow,
        Action::OpenPalette,
        Action::OpenShortcuts,
        Action::OpenSettings,
        Action::OpenCheckAll,
        Action::NewProfile,
        Action::Edit(a.id),
        Action::AskDelete(a.id),
        Action::OpenRotation(a.id),
        Action::EnterNewSecret(a.id),
    ] {
        let mut harness = one(&a);
        harness.on_action(Action::OpenRotation(a.id));
        type_new(&mut harness, "brand-new");
        assert!(harness.on_action(leaving).is_empty(), "{leaving:?}");
        assert!(asks(&harness) && is_whole(&harness), "{leaving:?}");
        // *Keep editing*.
        harness.on_action(Action::CloseDialog);
        assert!(!asks(&harness) && is_whole(&harness), "{leaving:?}");
        assert_eq!(phase(&harness), "asking");

        harness.on_action(leaving);
        harness.on_action(Action::ConfirmDiscard);
        assert!(!is_whole(&harness), "{leaving:?}");
    }
}

#[test]
fn a_checked_new_secret_is_still_asked_about_before_it_is_discarded() {
    let a = profile("A");
    for new in [accepted(), refused()] {
        let mut harness = one(&a);
        let sent = check_rotation(&mut harness, &a);
        assert!(
            harness.on_action(Action::CloseWindow).is_empty(),
            "while it is tried"
        );
        harness.on_action(Action::CloseDialog);
        found(&mut harness, sent.job, &a, different(new, refused()));
        harness.on_action(Action::Rotation(RotationAction::CopyResult));
        assert!(harness.on_action(Action::CloseDialog).is_empty());
        assert!(asks(&harness) && !harness.app.drafts.new_secret.is_empty());
        assert_eq!(phase(&harness), "found");
    }
}

#[test]
fn where_nothing_would_be_lost_nothing_is_asked() {
    let a = profile("A");
    let at = jiff::Timestamp::UNIX_EPOCH;
    let same = [
        RotationOutcome::Same(accepted()),
        RotationOutcome::SameAsRefused { at },
    ];
    for outcome in same {
        let mut harness = one(&a);
        let sent = check_rotation(&mut harness, &a);
        found(&mut harness, sent.job, &a, outcome);
        harness.on_action(Action::CloseDialog);
        assert!(harness.app.state.dialog.is_none(), "it is the stored one");
    }
    let mut harness = one(&a);
    harness.on_action(Action::OpenRotation(a.id));
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.dialog.is_none(), "nothing is typed");
}

#[test]
fn the_result_is_copied_as_words_that_stay_on_the_clipboard() {
    let a = profile("A");
    let mut harness = one(&a);
    let copy = Action::Rotation(RotationAction::CopyResult);
    let sent = check_rotation(&mut harness, &a);
    assert!(harness.on_action(copy).is_empty(), "nothing is found yet");
    let outcome = different(accepted(), refused());
    found(&mut harness, sent.job, &a, outcome.clone());
    let effects = harness.on_action(copy);
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what:
                    CopyWhat::RotationReport {
                        profile,
                        outcome: copied,
                        ..
                    },
                unless_taken_since: None,
            },
        ),
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!((profile, copied), (&a, &outcome));
    let result = Ok(CopyOutcome::Done);
    harness.copy_ended(*copy_id, result);
    assert!(
        harness.app.state.copied_item.is_none(),
        "no secret, so it stays"
    );
    assert!(keeps_token(&harness));
}

#[test]
fn text_copied_from_the_new_secret_is_cleared_like_a_header() {
    let a = profile("A");
    for (selected, is_secret) in [
        ("brand-new", true),
        ("and-n", true),
        ("cut out", true),
        ("key-42", false),
    ] {
        let mut harness = one(&a);
        harness.on_action(Action::OpenRotation(a.id));
        type_new(&mut harness, "brand-new");
        assert_eq!(
            harness.is_held_when_copied(selected),
            is_secret,
            "{selected}"
        );
    }
}
