//! *Replace saved secret* that fails, is canceled, or is left: the new secret and the result stay, and so does the old item.

use tokendesk::app::job::{Job, JobId, ProfileWrite};
use tokendesk::app::rotation::{Replacing, RotationAction};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ConsoleUrl, KeyringFailure, Profile, ProfileName, Verdict};

use crate::editor::flow::written;
use crate::harness::flow::FlowHarness;
use crate::harness::flow::check::{
    accepted, dialog, different, found, keeps_token, phase, refused, the_rotation_check, verdict,
};
use crate::rotation::flow_replace::{
    ALL_THE_SAME, REPLACE, after_a_reset, ended, replacing, saved, the_write,
};

/// A reset whose new secret is being written.
fn replacing_after_a_reset() -> (FlowHarness, Profile, (JobId, ProfileWrite)) {
    let (mut harness, a) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
    (harness, a, writing)
}

/// Cancels the write, does not wait for the keyring, and discards the new secret.
fn leave_while_replacing(harness: &mut FlowHarness) {
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::CloseDialog);
    assert!(
        harness.app.state.discard_question.is_some(),
        "it may not be saved"
    );
    harness.on_action(Action::ConfirmDiscard);
}

#[test]
fn a_failed_write_keeps_the_new_secret_and_the_result_and_says_why() {
    for failure in [
        KeyringFailure::Locked,
        KeyringFailure::NotAsWritten,
        KeyringFailure::Unclear,
        KeyringFailure::Canceled,
        KeyringFailure::Defect,
    ] {
        let (mut harness, a, writing) = replacing_after_a_reset();
        assert!(ended(&mut harness, &writing, Err(failure.clone())).is_empty());
        assert_eq!(replacing(&harness), Some(&Replacing::Failed(failure)));
        assert!(keeps_token(&harness) && !harness.app.drafts.new_secret.is_empty());
        let row = harness.row(a.id);
        assert!(row.profile == a && row.grant.is_none());
        assert_eq!(verdict(&harness, &a), Some(Verdict::Refused));

        let again = the_write(&harness.on_action(REPLACE));
        assert_eq!(again.1.base_rev, Some(1));
        saved(&mut harness, &again);
        assert!(harness.row(a.id).grant.is_some());
    }
}

#[test]
fn after_a_conflict_the_saved_version_is_checked_before_it_is_replaced() {
    let (mut harness, a, writing) = replacing_after_a_reset();
    let name = ProfileName::parse("Theirs").unwrap();
    let theirs = Profile {
        rev: 7,
        name,
        ..a.clone()
    };
    let failure = KeyringFailure::Conflict(Box::new(theirs.clone()));
    assert!(ended(&mut harness, &writing, Err(failure.clone())).is_empty());
    assert_eq!(replacing(&harness), Some(&Replacing::Failed(failure)));
    assert_eq!(
        (&dialog(&harness).profile, &harness.row(a.id).profile),
        (&theirs, &theirs)
    );
    assert!(!dialog(&harness).can_replace() && !keeps_token(&harness));
    assert!(harness.on_action(REPLACE).is_empty() && harness.on_action(ALL_THE_SAME).is_empty());
    assert_eq!(
        verdict(&harness, &a),
        None,
        "it may be another secret by now"
    );

    let sent = the_rotation_check(&harness.on_action(Action::Rotation(RotationAction::Check)));
    found(
        &mut harness,
        sent.job,
        &theirs,
        different(accepted(), refused()),
    );
    let writing = the_write(&harness.on_action(REPLACE));
    assert_eq!(
        (writing.1.base_rev, writing.1.name.as_str()),
        (Some(7), "Theirs")
    );
    let result = Ok(written(&writing.1, 8));
    ended(&mut harness, &writing, result);
    assert_eq!(phase(&harness), "replaced");
}

#[test]
fn replacing_does_not_recreate_a_deleted_item() {
    let (mut harness, _, writing) = replacing_after_a_reset();
    ended(&mut harness, &writing, Err(KeyringFailure::NotFound));
    assert!(!dialog(&harness).can_replace() && !keeps_token(&harness));
    assert!(harness.on_action(REPLACE).is_empty());
    assert!(
        !harness.app.drafts.new_secret.is_empty(),
        "it can still be copied from"
    );
}

#[test]
fn a_canceled_write_stays_in_front_until_the_keyring_answers() {
    for cancel in [
        Action::CloseDialog,
        Action::Rotation(RotationAction::Cancel),
    ] {
        let (mut harness, _, writing) = replacing_after_a_reset();
        let effects = harness.on_action(cancel);
        assert!(
            matches!(effects[..], [Effect::Cancel(job)] if job == writing.0),
            "{cancel:?}: {effects:?}"
        );
        assert_eq!(phase(&harness), "replacing");
        ended(&mut harness, &writing, Err(KeyringFailure::Canceled));
        let told = Replacing::Failed(KeyringFailure::Canceled);
        assert_eq!(replacing(&harness), Some(&told), "it says what stands");
        assert!(keeps_token(&harness) && !harness.app.drafts.new_secret.is_empty());

        let writing = the_write(&harness.on_action(REPLACE));
        harness.on_action(cancel);
        saved(&mut harness, &writing);
        assert_eq!(phase(&harness), "replaced");
        assert_eq!(
            harness.notice(),
            "The saved secret of “A” was replaced anyway."
        );
    }
}

#[test]
fn a_write_without_an_answer_can_be_left_and_still_counts_when_it_ends() {
    let (mut harness, a, writing) = replacing_after_a_reset();
    leave_while_replacing(&mut harness);
    assert!(harness.app.state.dialog.is_none() && harness.app.drafts.new_secret.is_empty());
    harness.on_action(Action::NewProfile);
    saved(&mut harness, &writing);
    assert!(
        harness.app.state.dialog.is_some(),
        "what was opened since stays"
    );
    assert!(harness.row(a.id).grant.is_some());
    assert_eq!(
        harness.notice(),
        "The saved secret of “A” was replaced anyway."
    );

    let (mut harness, _, writing) = replacing_after_a_reset();
    leave_while_replacing(&mut harness);
    ended(&mut harness, &writing, Err(KeyringFailure::Locked));
    assert!(
        harness.notice().starts_with("“A” wasn’t saved: "),
        "{}",
        harness.notice()
    );
}

#[test]
fn closing_the_window_waits_for_the_write_and_stops_if_it_fails() {
    let (mut harness, _, writing) = replacing_after_a_reset();
    assert!(harness.on_action(Action::CloseWindow).is_empty());
    let effects = ended(&mut harness, &writing, Err(KeyringFailure::Locked));
    assert!(effects.is_empty(), "{effects:?}");
    assert!(!harness.app.drafts.new_secret.is_empty());

    let writing = the_write(&harness.on_action(REPLACE));
    harness.on_action(Action::CloseWindow);
    assert_eq!(
        harness.app.state.discard_question, None,
        "it is being saved"
    );
    let effects = saved(&mut harness, &writing);
    assert!(matches!(effects[..], [Effect::CloseWindow]), "{effects:?}");
}

#[test]
fn a_conflict_with_another_console_points_the_check_at_that_console() {
    let (mut harness, a, writing) = replacing_after_a_reset();
    let console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    let theirs = Profile {
        rev: 7,
        console,
        ..a.clone()
    };
    let failure = KeyringFailure::Conflict(Box::new(theirs.clone()));
    ended(&mut harness, &writing, Err(failure));
    assert_eq!(dialog(&harness).profile, theirs);
    assert!(
        harness.on_action(REPLACE).is_empty(),
        "it was accepted by another console"
    );
    let effects = harness.on_action(Action::Rotation(RotationAction::Check));
    assert!(
        matches!(&effects[..], [Effect::Run(_, Job::CheckRotation { shown, .. })] if *shown == theirs),
        "{effects:?}"
    );
}
