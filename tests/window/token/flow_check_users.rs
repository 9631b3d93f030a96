//! *Check password*: the account is asked about first, what is to be typed is typed on the card, and goes once.

use tokendesk::app::Action;
use tokendesk::app::job::{AttemptEnd, CheckEnd, MissingInput};
use tokendesk::model::{
    CheckOutcome, KnownLogin, LoginKind, PasswordStorage, SignInFailure, SignInWith, Verdict,
};

use crate::harness::flow::check::{
    accepted, asked_kind, check, checked, one, the_check, tried, verdict,
};
use crate::harness::flow::{Code, refusal, the_sign_in, user, user_refusal};

#[test]
fn a_user_account_is_asked_about_first_and_what_is_wanted_is_typed_on_the_card() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = one(&dana);
    let sent = the_check(&desk.on_action(Action::Check(dana.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, true));
    let wanted = CheckEnd::MissingInput(MissingInput::PasswordAndCode);
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    assert!(asked_kind(&mut desk, sent.job, &dana, login, wanted).is_empty());
    assert_eq!(desk.wanted(dana.id), Some(MissingInput::PasswordAndCode));

    desk.type_on_card(dana.id, "correct horse", "424242");
    let sent = the_check(&desk.on_action(Action::SignIn(dana.id)));
    let typed = Code::Typed("424242".to_owned());
    assert_eq!(sent.without_job(), (Some("correct horse"), typed, false));
    assert_eq!(desk.wanted(dana.id), None);
    assert!(
        desk.app.drafts.sign_ins[&dana.id].code.is_empty(),
        "sent once"
    );
    checked(&mut desk, sent.job, &dana, tried(accepted()));
    assert!(desk.app.drafts.sign_ins.is_empty(), "the password is wiped");
    assert!(desk.row(dana.id).grant.is_none() && desk.app.state.held.is_none());

    // It is known now that a code is wanted: the next click asks at once, and a token does too.
    for action in [Action::Check(dana.id), Action::GetToken(dana.id)] {
        assert!(desk.on_action(action).is_empty());
        assert_eq!(desk.wanted(dana.id), Some(MissingInput::PasswordAndCode));
        desk.on_action(Action::ClosePrompt(dana.id));
    }
}

#[test]
fn without_a_code_a_check_sends_the_password_alone() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = one(&dana);
    let job = check(&mut desk, &dana);
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    let wanted = CheckEnd::MissingInput(MissingInput::Code);
    asked_kind(&mut desk, job, &dana, login, wanted);
    let sent = the_check(&desk.on_action(Action::SignInWithoutCode(dana.id)));
    assert_eq!(sent.without_job(), (None, Code::Without, false));
}

#[test]
fn a_refusal_forgets_what_the_console_said_of_the_account() {
    let missing = user_refusal(SignInFailure::CodeMissing, SignInWith::Password);
    for failure in [refusal(), missing] {
        let dana = user("Dana", PasswordStorage::InKeyring);
        let mut desk = one(&dana);
        let job = check(&mut desk, &dana);
        let login = KnownLogin::Is(LoginKind::Local);
        let end = tried(CheckOutcome::of_failure(failure.clone()));
        asked_kind(&mut desk, job, &dana, login, end);
        assert_eq!(desk.known_login(&dana), KnownLogin::Unasked, "{failure:?}");
        let is_refused = failure == refusal();
        let expected = if is_refused {
            Verdict::Refused
        } else {
            Verdict::Untested
        };
        assert_eq!(verdict(&desk, &dana), Some(expected), "{failure:?}");
    }
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = one(&dana);
    let job = check(&mut desk, &dana);
    let login = KnownLogin::Is(LoginKind::Local);
    asked_kind(&mut desk, job, &dana, login, tried(accepted()));
    assert_eq!(desk.known_login(&dana), login);
    assert!(!the_check(&desk.on_action(Action::Check(dana.id))).asks_kind);
}

#[test]
fn a_form_that_a_token_asked_for_meanwhile_stays_that_of_the_token() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = one(&dana);
    let check = check(&mut desk, &dana);
    let fetch = the_sign_in(&desk.on_action(Action::GetToken(dana.id)));
    let login = KnownLogin::Is(LoginKind::Local);
    let wanted = CheckEnd::MissingInput(MissingInput::Password);
    asked_kind(&mut desk, check, &dana, login, wanted);
    assert_eq!(desk.wanted(dana.id), None, "the sign-in asks for itself");
    assert_eq!(desk.row(dana.id).check, None);
    let wanted = AttemptEnd::MissingInput(MissingInput::Password);
    desk.asked_kind(fetch.job, dana.id, login, wanted);
    desk.type_on_card(dana.id, "correct horse", "");
    the_sign_in(&desk.on_action(Action::SignIn(dana.id)));
}
