//! *Check secret reset…* of user accounts: whose stored password is tried only if that is asked for, and whose codes are sent
//! once.

use tokendesk::app::job::{AttemptOutcome, CheckRotationOutcome, Job, JobId, Outcome, TryStored};
use tokendesk::app::rotation::RotationAction;
use tokendesk::app::sandbox::Sandbox;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    CheckOutcome, Failure, KnownLogin, LoginKind, PasswordStorage, Profile, RotationOutcome,
    SignInFailure, SignInWith, SkipReason, StoredOutcome,
};

use crate::harness::flow::check::{
    accepted, check_rotation, dialog, different, found, keeps_token, phase, refused,
    the_rotation_check, type_new, untested,
};
use crate::harness::flow::{
    Code, FlowHarness, profile, signed_in, the_sign_in, user, user_refusal,
};

const CHECK: Action = Action::Rotation(RotationAction::Check);
const TWO_FACTOR: KnownLogin = KnownLogin::Is(LoginKind::LocalTwoFactor);

fn one(kept: PasswordStorage) -> (FlowHarness, Profile) {
    let dana = user("Dana", kept);
    (FlowHarness::of(&dana), dana)
}

fn type_code(harness: &mut FlowHarness, code: &str) {
    let draft = &mut harness.app.drafts.new_secret_code;
    draft.wipe();
    draft.text_mut().push_str(code);
}

fn not_tried(why: SkipReason) -> RotationOutcome {
    RotationOutcome::Different {
        new: accepted(),
        stored: StoredOutcome::Skipped(why),
    }
}

/// The same report, where the console was asked what kind of account this is.
fn asked_kind(
    harness: &mut FlowHarness,
    job: JobId,
    of: &Profile,
    login: KnownLogin,
    outcome: CheckRotationOutcome,
) {
    let read = (Some(of.clone()), login);
    let effects = harness.on_event(signed_in(job, of, read, Outcome::CheckRotation(outcome)));
    assert!(effects.is_empty(), "{effects:?}");
}

#[test]
fn the_stored_password_is_tried_only_if_that_is_asked_for() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    let sent = check_rotation(&mut harness, &dana);
    assert_eq!((sent.stored, sent.asks_kind), (TryStored::NotAsked, true));
    let login = KnownLogin::Is(LoginKind::Local);
    let (outcome, grant) = (not_tried(SkipReason::NotAsked), Some(harness.grant(1_800)));
    asked_kind(
        &mut harness,
        sent.job,
        &dana,
        login,
        CheckRotationOutcome::Checked { outcome, grant },
    );
    assert!(keeps_token(&harness) && dialog(&harness).can_replace());
    assert_eq!(harness.known_login(&dana), login);

    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::TryStored(true)))
            .is_empty()
    );
    assert_eq!(phase(&harness), "asking");
    let sent = the_rotation_check(&harness.on_action(CHECK));
    assert_eq!((sent.stored, sent.asks_kind), (TryStored::Once, false));
    harness.on_action(Action::Rotation(RotationAction::TryStored(false)));
    let sent = the_rotation_check(&harness.on_action(CHECK));
    assert_eq!(sent.stored, TryStored::NotAsked);

    // It is asked for anew each time the dialog opens.
    harness.on_action(Action::Rotation(RotationAction::TryStored(true)));
    harness.on_action(Action::OpenRotation(dana.id));
    harness.on_action(Action::ConfirmDiscard);
    assert!(!dialog(&harness).tries_stored);
}

#[test]
fn a_code_is_asked_for_before_any_password_is_sent_and_goes_once() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    let sent = check_rotation(&mut harness, &dana);
    asked_kind(
        &mut harness,
        sent.job,
        &dana,
        TWO_FACTOR,
        CheckRotationOutcome::CodeRequired,
    );
    assert_eq!(phase(&harness), "code required");

    for wrong in ["", "4242", "42424x"] {
        type_code(&mut harness, wrong);
        assert!(harness.on_action(CHECK).is_empty(), "{wrong}");
        assert!(dialog(&harness).shows_error);
    }
    // A password that is typed anew does not take the question away.
    assert!(type_new(&mut harness, "brand-newer").is_empty());
    assert_eq!(phase(&harness), "code required");
    type_code(&mut harness, "004 242");
    let sent = the_rotation_check(&harness.on_action(CHECK));
    assert_eq!(sent.code, Code::Typed("004242".to_owned()));
    assert_eq!((sent.new.as_str(), sent.asks_kind), ("brand-newer", false));
    assert!(harness.app.drafts.new_secret_code.is_empty(), "sent once");
    found(
        &mut harness,
        sent.job,
        &dana,
        not_tried(SkipReason::CodeSpent),
    );

    // The next check needs another code, and says so at once.
    assert!(harness.on_action(CHECK).is_empty());
    assert_eq!(phase(&harness), "code required");
    assert!(!keeps_token(&harness));
    let sent =
        the_rotation_check(&harness.on_action(Action::Rotation(RotationAction::CheckWithoutCode)));
    assert_eq!(sent.code, Code::Without);
}

#[test]
fn what_the_card_learnt_of_the_account_is_known_here_and_the_other_way_round() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    let outcome = AttemptOutcome::Failed(Failure::Defect);
    harness.asked_kind(sent.job, dana.id, TWO_FACTOR, outcome);
    harness.on_action(Action::OpenRotation(dana.id));
    type_new(&mut harness, "brand-new");
    assert!(harness.on_action(CHECK).is_empty());
    assert_eq!(phase(&harness), "code required");
    type_code(&mut harness, "424242");
    let sent = the_rotation_check(&harness.on_action(CHECK));
    let refused = user_refusal(SignInFailure::Refused, SignInWith::PasswordAndCode);
    let outcome = RotationOutcome::Different {
        new: CheckOutcome::of_failure(refused),
        stored: StoredOutcome::Skipped(SkipReason::NotAsked),
    };
    found(&mut harness, sent.job, &dana, outcome);
    assert_eq!(harness.known_login(&dana), KnownLogin::Unasked);
    assert!(the_rotation_check(&harness.on_action(CHECK)).asks_kind);
}

#[test]
fn a_code_can_be_given_unasked_and_the_question_can_be_taken_back() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    harness.on_action(Action::OpenRotation(dana.id));
    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::UseCode))
            .is_empty()
    );
    assert_eq!(phase(&harness), "code required");
    type_code(&mut harness, "424242");
    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::Cancel))
            .is_empty()
    );
    assert_eq!(phase(&harness), "asking");
    assert!(harness.app.drafts.new_secret_code.is_empty());

    // An API client has none.
    let client = profile("Client");
    let mut harness = FlowHarness::of(&client);
    harness.on_action(Action::OpenRotation(client.id));
    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::UseCode))
            .is_empty()
    );
    assert_eq!(phase(&harness), "asking");
}

#[test]
fn single_sign_on_ends_before_any_password() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    let sent = check_rotation(&mut harness, &dana);
    let host = dana.console.host();
    let outcome = CheckRotationOutcome::Failed(Failure::SingleSignOn { host });
    let login = KnownLogin::Is(LoginKind::SingleSignOn);
    asked_kind(&mut harness, sent.job, &dana, login, outcome);
    assert_eq!(phase(&harness), "failed");
    assert!(harness.app.state.activity.of(dana.id).next().is_none());
    assert!(
        the_rotation_check(&harness.on_action(CHECK)).asks_kind,
        "it may have been moved"
    );
}

#[test]
fn a_password_that_is_not_stored_is_neither_tried_nor_replaced() {
    let (mut harness, dana) = one(PasswordStorage::AskedEachTime);
    let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    let failure = user_refusal(SignInFailure::Refused, SignInWith::Password);
    harness.fetched(sent.job, dana.id, None, AttemptOutcome::Failed(failure));
    harness.on_action(Action::EnterNewSecret(dana.id));
    assert_eq!(
        dialog(&harness).refused_before,
        None,
        "that was another one"
    );

    type_new(&mut harness, "brand-new");
    let sent = the_rotation_check(&harness.on_action(CHECK));
    found(
        &mut harness,
        sent.job,
        &dana,
        not_tried(SkipReason::NotStored),
    );
    assert!(!keeps_token(&harness), "it would be kept for nothing");
    assert!(!dialog(&harness).can_replace());
    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::Replace))
            .is_empty()
    );

    // Whatever the report says, nothing is stored by it.
    let sent = the_rotation_check(&harness.on_action(CHECK));
    found(
        &mut harness,
        sent.job,
        &dana,
        different(accepted(), untested()),
    );
    assert!(
        harness
            .on_action(Action::Rotation(RotationAction::Replace))
            .is_empty()
    );
}

#[test]
fn a_refusal_with_a_code_says_nothing_of_the_stored_password_alone() {
    for (with, counts) in [
        (SignInWith::Password, true),
        (SignInWith::PasswordAndCode, false),
    ] {
        let (mut harness, dana) = one(PasswordStorage::InKeyring);
        let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
        let failure = user_refusal(SignInFailure::Refused, with);
        harness.fetched(sent.job, dana.id, None, AttemptOutcome::Failed(failure));
        harness.on_action(Action::EnterNewSecret(dana.id));
        assert_eq!(
            dialog(&harness).refused_before.is_some(),
            counts,
            "{with:?}"
        );
    }
}

#[test]
fn in_the_sandbox_hints_are_shown_while_a_code_is_asked_for() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    harness.app.state.sandbox = Some(Sandbox::new(dana.console.clone()));
    assert!(harness.on_action(Action::OpenRotation(dana.id)).is_empty());
    let effects = harness.on_action(Action::Rotation(RotationAction::UseCode));
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::SandboxHints)]),
        "{effects:?}"
    );
    harness.on_action(Action::CloseDialog);
    assert!(harness.wait(60.0).is_empty());
}

#[test]
fn neither_a_check_nor_its_end_touches_the_clipboard() {
    let (mut harness, dana) = one(PasswordStorage::InKeyring);
    for (new, stored) in [
        (accepted(), refused()),
        (accepted(), accepted()),
        (refused(), refused()),
    ] {
        harness.on_action(Action::CloseDialog);
        harness.on_action(Action::ConfirmDiscard);
        let sent = check_rotation(&mut harness, &dana);
        let effects = found(&mut harness, sent.job, &dana, different(new, stored));
        assert!(effects.is_empty(), "{effects:?}");
        assert!(harness.app.state.copied_item.is_none() && harness.row(dana.id).grant.is_none());
    }
}
