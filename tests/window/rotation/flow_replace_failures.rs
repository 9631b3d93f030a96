//! *Replace stored secret* that fails, is canceled, or is left: what was typed and found stays, and so does the old item.

use tokendesk::app::job::Job;
use tokendesk::app::rotation::{Replacing, RotationAction};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ConsoleUrl, KeyringFailure, Profile, ProfileName, Verdict};

use crate::editor::flow::written;
use crate::harness::flow::check::{
    accepted, dialog, different, found, keeps_token, phase, refused, the_reset_check, verdict,
};
use crate::rotation::flow_replace::{
    ALL_THE_SAME, REPLACE, after_a_reset, ended, replacing, saved, the_write,
};

#[test]
fn a_failure_keeps_what_was_typed_and_found_and_says_why() {
    for failure in [
        KeyringFailure::Locked,
        KeyringFailure::NotAsWritten,
        KeyringFailure::Unclear,
        KeyringFailure::Canceled,
        KeyringFailure::Defect,
    ] {
        let (mut harness, a) = after_a_reset();
        let writing = the_write(&harness.on_action(REPLACE));
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
fn after_a_conflict_what_the_keyring_holds_is_checked_before_it_is_replaced() {
    let (mut harness, a) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
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

    let sent = the_reset_check(&harness.on_action(Action::Rotation(RotationAction::Check)));
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
    assert!(harness.app.state.dialog.is_none());
}

#[test]
fn an_item_that_is_gone_is_not_made_again_by_replacing() {
    let (mut harness, _) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
    ended(&mut harness, &writing, Err(KeyringFailure::NotFound));
    assert!(!dialog(&harness).can_replace() && !keeps_token(&harness));
    assert!(harness.on_action(REPLACE).is_empty());
    assert!(
        !harness.app.drafts.new_secret.is_empty(),
        "it can still be copied from"
    );
}

#[test]
fn a_canceled_replacing_stays_in_front_until_the_keyring_has_answered() {
    for cancel in [
        Action::CloseDialog,
        Action::Rotation(RotationAction::Cancel),
    ] {
        let (mut harness, _) = after_a_reset();
        let writing = the_write(&harness.on_action(REPLACE));
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
        assert!(harness.app.state.dialog.is_none());
        assert_eq!(
            harness.notice(),
            "The stored secret of “A” was replaced all the same."
        );
    }
}

#[test]
fn a_replacing_that_never_answers_can_be_left_and_still_counts_when_it_does() {
    let (mut harness, a) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::CloseDialog);
    assert!(
        harness.app.state.discard_question.is_some(),
        "it may not be saved"
    );
    harness.on_action(Action::ConfirmDiscard);
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
        "The stored secret of “A” was replaced all the same."
    );

    let (mut harness, _) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::CloseDialog);
    assert!(
        harness.app.state.discard_question.is_some(),
        "it may not be saved"
    );
    harness.on_action(Action::ConfirmDiscard);
    ended(&mut harness, &writing, Err(KeyringFailure::Locked));
    assert!(
        harness.notice().starts_with("Not saved."),
        "{}",
        harness.notice()
    );
}

#[test]
fn the_window_waits_for_it_and_stays_where_it_failed() {
    let (mut harness, _) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
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
fn a_conflict_with_another_console_is_about_that_one_from_then_on() {
    let (mut harness, a) = after_a_reset();
    let writing = the_write(&harness.on_action(REPLACE));
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
