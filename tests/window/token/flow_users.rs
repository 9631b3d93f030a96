//! Signing in with a user account: the lookup of the login kind, what is then typed, and what is sent. One click is at most one
//! sign-in.

use tokendesk::app::Action;
use tokendesk::app::job::{AttemptOutcome, MissingInput};
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Card, CopySkipped};
use tokendesk::model::{
    CopyFormat, Failure, KnownLogin, LoginKind, PasswordStorage, Profile, SignInFailure, SignInWith,
};

use crate::harness::flow::{
    Code, FlowHarness, fetch_ended, profile, the_copy, the_sign_in, user, user_refusal,
};

const LOCAL: KnownLogin = KnownLogin::Is(LoginKind::Local);

/// Dana's card, which asks for the password.
fn asking_for_a_password() -> (FlowHarness, Profile) {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, LOCAL, MissingInput::Password);
    (harness, dana)
}

/// The same beside another profile that has a token.
fn dana_beside_a_token() -> (FlowHarness, Profile, Profile) {
    let (dana, other) = (
        user("Dana", PasswordStorage::AskedEachTime),
        profile("Other"),
    );
    let mut harness = FlowHarness::with(&[dana.clone(), other.clone()]);
    harness.renewed(other.id, 900);
    harness.wants(dana.id, LOCAL, MissingInput::Password);
    (harness, dana, other)
}

#[test]
fn with_a_stored_password_one_click_looks_up_the_kind_and_signs_in_and_the_next_skips_the_lookup() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, true));
    let result = AttemptOutcome::Granted(harness.grant(1_800));
    the_copy(&harness.asked_kind(sent.job, dana.id, LOCAL, result));

    let sent = the_sign_in(&harness.on_action(Action::Renew(dana.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, false));
}

#[test]
fn an_api_client_needs_no_lookup() {
    let client = profile("Client");
    let mut harness = FlowHarness::of(&client);
    let sent = the_sign_in(&harness.on_action(Action::GetToken(client.id)));
    assert_eq!(sent.without_job(), (None, Code::Unsaid, false));
    for action in [Action::UseCode(client.id), Action::SignIn(client.id)] {
        assert!(harness.on_action(action).is_empty());
    }
    assert_eq!(harness.missing(client.id), None);
}

#[test]
fn a_password_that_is_not_stored_is_asked_for_after_the_kind_sent_once_and_wiped() {
    let (mut harness, dana) = asking_for_a_password();
    assert_eq!(
        harness.app.state.primary(harness.now),
        Primary::SignIn(dana.id)
    );

    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    let typed = Some("correct horse");
    assert_eq!(sent.without_job(), (typed, Code::Without, false));
    assert!(matches!(
        harness.row(dana.id).card(harness.now),
        Card::Fetching(_)
    ));
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
    assert!(harness.app.drafts.sign_ins.is_empty());

    // The kind is known now: the next click asks for the password at once.
    assert!(harness.on_action(Action::Renew(dana.id)).is_empty());
    assert_eq!(harness.missing(dana.id), Some(MissingInput::Password));
}

#[test]
fn a_lookup_without_an_answer_does_not_stop_the_sign_in_and_is_not_repeated() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, KnownLogin::Unanswered, MissingInput::Password);
    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    let typed = Some("correct horse");
    assert_eq!(sent.without_job(), (typed, Code::Without, false));
}

#[test]
fn without_a_password_nothing_is_sent_and_the_form_says_what_is_missing() {
    let (mut harness, dana) = asking_for_a_password();
    assert!(harness.on_action(Action::SignIn(dana.id)).is_empty());
    let prompt = harness.row(dana.id).prompt.expect("the form stays");
    assert_eq!(prompt.tried, Some(MissingInput::Password));
}

#[test]
fn single_sign_on_ends_before_a_password_and_offers_an_api_client_of_the_same_console() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    let host = dana.console.host();
    let result = AttemptOutcome::Failed(Failure::SingleSignOn { host });
    let login = KnownLogin::Is(LoginKind::SingleSignOn);
    assert!(
        harness
            .asked_kind(sent.job, dana.id, login, result)
            .is_empty()
    );
    let primary = harness.app.state.primary(harness.now);
    assert_eq!(primary, Primary::MakeApiClient(dana.id));

    // Try again asks again: the account may have been moved.
    let again = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    assert_eq!(again.without_job(), (None, Code::Unsaid, true));
    harness.on_action(Action::CancelFetch(dana.id));

    assert!(harness.on_action(Action::MakeApiClient(dana.id)).is_empty());
    let draft = &harness.app.drafts.editor;
    assert_eq!(draft.fields.console, dana.console.to_string());
    assert!(draft.fields.username.is_empty() && draft.fields.name.is_empty());
}

#[test]
fn a_refusal_forgets_the_login_kind_and_leads_to_the_password() {
    for (kept, primary) in [
        (
            PasswordStorage::InKeyring,
            Primary::EnterNewSecret as fn(_) -> _,
        ),
        (PasswordStorage::AskedEachTime, Primary::SignIn),
    ] {
        let dana = user("Dana", kept);
        let mut harness = FlowHarness::of(&dana);
        let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
        let refused = user_refusal(SignInFailure::Refused, SignInWith::Password);
        let result = AttemptOutcome::Failed(refused);
        assert!(
            harness
                .asked_kind(sent.job, dana.id, LOCAL, result)
                .is_empty()
        );
        assert_eq!(harness.known_login(&dana), KnownLogin::Unasked);
        assert_eq!(harness.app.state.primary(harness.now), primary(dana.id));
        harness.on_action(Action::ClosePrompt(dana.id));
        let again = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
        assert!(again.asks_kind);
    }
}

#[test]
fn a_failure_unrelated_to_the_account_keeps_its_known_login_kind() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    let sent = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    let result = AttemptOutcome::Failed(Failure::Defect);
    harness.asked_kind(sent.job, dana.id, LOCAL, result);
    let again = the_sign_in(&harness.on_action(Action::GetToken(dana.id)));
    assert!(!again.asks_kind);
}

#[test]
fn a_copy_between_the_first_click_and_the_submit_does_not_prevent_the_header_copy() {
    let (mut harness, dana, other) = dana_beside_a_token();
    // Perhaps from a password manager's note, through our own search field.
    harness.copied(other.id);
    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
}

#[test]
fn a_copy_after_the_submit_stays_on_the_clipboard() {
    let (mut harness, dana, other) = dana_beside_a_token();
    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    harness.copied(other.id);
    assert!(harness.granted(sent.job, dana.id, 1_800).is_empty());
    assert_eq!(
        harness.row(dana.id).copy_skipped,
        Some(CopySkipped::OtherCopy)
    );
}

#[test]
fn a_second_click_sends_nothing_while_the_form_is_open_or_the_sign_in_runs() {
    let (mut harness, dana) = asking_for_a_password();
    let clicks = [
        Action::GetToken(dana.id),
        Action::Renew(dana.id),
        Action::SignIn(dana.id),
        Action::SignInWithoutCode(dana.id),
    ];
    let form = harness.row(dana.id).prompt;
    for click in &clicks[..2] {
        assert!(harness.on_action(*click).is_empty(), "{click:?}");
        assert_eq!(harness.row(dana.id).prompt, form, "{click:?}");
    }
    harness.sign_in_with(dana.id, "correct horse", "");
    for click in clicks.into_iter().chain([Action::UseCode(dana.id)]) {
        assert!(harness.on_action(click).is_empty(), "{click:?}");
    }
    assert_eq!(harness.missing(dana.id), None);
}

#[test]
fn a_renewal_that_needs_a_password_copies_nothing_and_gives_the_token_back_on_cancel() {
    let (mut harness, dana) = asking_for_a_password();
    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    the_copy(&harness.granted(sent.job, dana.id, 1_800));

    assert!(harness.on_action(Action::Renew(dana.id)).is_empty());
    assert!(matches!(
        harness.row(dana.id).card(harness.now),
        Card::Prompt(_)
    ));
    harness.type_on_card(dana.id, "another", "");
    harness.on_action(Action::ClosePrompt(dana.id));
    assert!(matches!(
        harness.row(dana.id).card(harness.now),
        Card::Token { .. }
    ));
    assert!(harness.app.drafts.sign_ins.is_empty());

    harness.on_action(Action::Renew(dana.id));
    let sent = harness.sign_in_with(dana.id, "wrong", "");
    let refused = user_refusal(SignInFailure::Refused, SignInWith::Password);
    let result = AttemptOutcome::Failed(refused);
    assert!(harness.fetched(sent.job, dana.id, None, result).is_empty());
    assert!(matches!(
        harness.row(dana.id).card(harness.now),
        Card::Token {
            renewal_failed: Some(_),
            ..
        }
    ));
    let copy = Action::Copy(dana.id, CopyFormat::HeaderLine);
    the_copy(&harness.on_action(copy));
}

#[test]
fn a_token_that_expires_while_its_renewal_is_typed_keeps_the_form_and_its_text() {
    let (mut harness, dana) = asking_for_a_password();
    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    the_copy(&harness.granted(sent.job, dana.id, 60));
    harness.on_action(Action::Renew(dana.id));
    harness.type_on_card(dana.id, "correct", "");
    // Never renewed by itself: nothing but the clearing of the clipboard follows.
    harness.wait(61.0);
    assert!(harness.row(dana.id).grant.is_none());
    assert_eq!(
        harness.app.drafts.sign_ins[&dana.id].password.text(),
        "correct"
    );
    harness.on_action(Action::ClosePrompt(dana.id));
    assert!(matches!(
        harness.row(dana.id).card(harness.now),
        Card::Expired { .. }
    ));
}

#[test]
fn a_password_that_is_no_longer_stored_is_asked_for_and_the_code_with_it() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.on_action(Action::UseCode(dana.id));
    let sent = harness.sign_in_with(dana.id, "", "424242");
    // The job read the profile and found that its password is not kept any more.
    let stored = user("Dana", PasswordStorage::AskedEachTime);
    let stored = Profile {
        id: dana.id,
        rev: 2,
        ..stored
    };
    harness.on_event(fetch_ended(
        sent.job,
        Some(stored),
        LOCAL,
        (
            AttemptOutcome::MissingInput(MissingInput::PasswordAndCode),
            None,
        ),
    ));
    assert_eq!(
        harness.missing(dana.id),
        Some(MissingInput::PasswordAndCode)
    );
    assert!(!harness.row(dana.id).profile.account.stores_secret());
}

#[test]
fn get_token_does_not_bypass_an_open_code_form() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.on_action(Action::UseCode(dana.id));
    assert!(harness.on_action(Action::GetToken(dana.id)).is_empty());
    assert!(harness.on_action(Action::Renew(dana.id)).is_empty());
    assert_eq!(harness.missing(dana.id), Some(MissingInput::Code));
}

#[test]
fn a_refused_password_that_is_not_saved_is_asked_for_again_at_once_and_the_first_one_is_wiped() {
    let (mut harness, dana) = asking_for_a_password();
    let sent = harness.sign_in_with(dana.id, "mistyped", "");
    let refused = user_refusal(SignInFailure::Refused, SignInWith::Password);
    let result = AttemptOutcome::Failed(refused);
    assert!(harness.fetched(sent.job, dana.id, None, result).is_empty());
    assert_eq!(harness.missing(dana.id), Some(MissingInput::Password));
    assert!(harness.row(dana.id).prompt.unwrap().is_retry);
    assert!(harness.app.drafts.sign_ins.is_empty());
    // What it was for is still wanted: one sign-in, then the copy.
    let sent = harness.sign_in_with(dana.id, "correct horse", "");
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
}

#[test]
fn a_code_that_was_typed_with_the_password_is_asked_for_again_with_it() {
    for (failure, with) in [
        (SignInFailure::Refused, SignInWith::PasswordAndCode),
        (SignInFailure::CodeMissing, SignInWith::Password),
    ] {
        let (mut harness, dana) = asking_for_a_password();
        let sent = harness.sign_in_with(dana.id, "correct horse", "");
        let result = AttemptOutcome::Failed(user_refusal(failure, with));
        harness.fetched(sent.job, dana.id, None, result);
        assert_eq!(
            harness.missing(dana.id),
            Some(MissingInput::PasswordAndCode)
        );
    }
}
