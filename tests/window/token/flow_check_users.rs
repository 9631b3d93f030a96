//! *Check password*: the account is asked about first, what is to be typed is typed on the card, and goes once.

use tokendesk::app::Action;
use tokendesk::app::job::{AttemptOutcome, CheckCredentialOutcome, MissingInput};
use tokendesk::model::{
    CheckOutcome, KnownLogin, LoginKind, PasswordStorage, SignInFailure, SignInWith, Verdict,
};

use crate::harness::flow::check::{
    accepted, asked_kind, check, checked, one, the_check, tried, verdict,
};
use crate::harness::flow::{Code, refusal, the_sign_in, user, user_refusal};

#[test]
fn a_user_account_is_looked_up_first_and_missing_input_is_typed_on_the_card() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = one(&dana);
    let sent = the_check(&harness.on_action(Action::Check(dana.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, true));
    let missing = CheckCredentialOutcome::MissingInput(MissingInput::PasswordAndCode);
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    assert!(asked_kind(&mut harness, sent.job, &dana, login, missing).is_empty());
    assert_eq!(
        harness.missing(dana.id),
        Some(MissingInput::PasswordAndCode)
    );

    harness.type_on_card(dana.id, "correct horse", "424242");
    let sent = the_check(&harness.on_action(Action::SignIn(dana.id)));
    let typed = Code::Typed("424242".to_owned());
    assert_eq!(sent.without_job(), (Some("correct horse"), typed, false));
    assert_eq!(harness.missing(dana.id), None);
    assert!(
        harness.app.drafts.sign_ins[&dana.id].code.is_empty(),
        "sent once"
    );
    checked(&mut harness, sent.job, &dana, tried(accepted()));
    assert!(
        harness.app.drafts.sign_ins.is_empty(),
        "the password is wiped"
    );
    assert!(harness.row(dana.id).grant.is_some(), "it is kept");
    assert!(harness.app.state.copied_item.is_none());

    // It is known now that a code is wanted: the next click asks at once, and a token does too.
    for action in [Action::Check(dana.id), Action::GetToken(dana.id)] {
        assert!(harness.on_action(action).is_empty());
        assert_eq!(
            harness.missing(dana.id),
            Some(MissingInput::PasswordAndCode)
        );
        harness.on_action(Action::ClosePrompt(dana.id));
    }
}

#[test]
fn without_a_code_a_check_sends_the_password_alone() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = one(&dana);
    let job = check(&mut harness, &dana);
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    let missing = CheckCredentialOutcome::MissingInput(MissingInput::Code);
    asked_kind(&mut harness, job, &dana, login, missing);
    let sent = the_check(&harness.on_action(Action::SignInWithoutCode(dana.id)));
    assert_eq!(sent.without_job(), (None, Code::Without, false));
}

#[test]
fn a_refusal_forgets_the_login_kind() {
    let missing = user_refusal(SignInFailure::CodeMissing, SignInWith::Password);
    for failure in [refusal(), missing] {
        let dana = user("Dana", PasswordStorage::InKeyring);
        let mut harness = one(&dana);
        let job = check(&mut harness, &dana);
        let login = KnownLogin::Is(LoginKind::Local);
        let outcome = tried(CheckOutcome::of_failure(failure.clone()));
        asked_kind(&mut harness, job, &dana, login, outcome);
        assert_eq!(
            harness.known_login(&dana),
            KnownLogin::Unasked,
            "{failure:?}"
        );
        let is_refused = failure == refusal();
        let expected = if is_refused {
            Verdict::Refused
        } else {
            Verdict::Untested
        };
        assert_eq!(verdict(&harness, &dana), Some(expected), "{failure:?}");
    }
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = one(&dana);
    let job = check(&mut harness, &dana);
    let login = KnownLogin::Is(LoginKind::Local);
    asked_kind(&mut harness, job, &dana, login, tried(accepted()));
    assert_eq!(harness.known_login(&dana), login);
    assert!(!the_check(&harness.on_action(Action::Check(dana.id))).asks_kind);
}

#[test]
fn a_form_opened_for_a_token_during_the_check_stays_the_tokens() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = one(&dana);
    let check = check(&mut harness, &dana);
    let fetch = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    let login = KnownLogin::Is(LoginKind::Local);
    let missing = CheckCredentialOutcome::MissingInput(MissingInput::Password);
    asked_kind(&mut harness, check, &dana, login, missing);
    assert_eq!(
        harness.missing(dana.id),
        None,
        "the sign-in asks for itself"
    );
    assert_eq!(harness.row(dana.id).check, None);
    let wanted = AttemptOutcome::MissingInput(MissingInput::Password);
    harness.asked_kind(fetch.job, dana.id, login, wanted);
    harness.sign_in_with(dana.id, "correct horse", "");
}
