//! Two-factor codes: asked for at once where the console says so, always at hand, sent once, never again.

use tokendesk::app::Action;
use tokendesk::app::job::{AttemptOutcome, MissingInput};
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Card, Purpose};
use tokendesk::model::{KnownLogin, LoginKind, PasswordStorage, SignInFailure, SignInWith};

use crate::harness::flow::{Code, FlowHarness, the_copy, the_sign_in, user, user_refusal};

const TWO_FACTOR: KnownLogin = KnownLogin::Is(LoginKind::LocalTwoFactor);

fn typed(code: &str) -> Code {
    Code::Typed(code.to_owned())
}

#[test]
fn where_the_console_asks_for_a_code_it_is_asked_for_and_sent_with_the_stored_password() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, TWO_FACTOR, MissingInput::Code);
    harness.type_on_card(dana.id, "", "004 242");
    let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
    assert_eq!(sent.without_job(), (None, typed("004242"), false));
    assert!(harness.app.drafts.sign_ins[&dana.id].code.is_empty());
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
    assert!(harness.app.drafts.sign_ins.is_empty());

    // Another code for the renewal, and only by a click.
    assert!(harness.wait(1_700.0).len() <= 1);
    assert!(harness.on_action(Action::Renew(dana.id)).is_empty());
    harness.type_on_card(dana.id, "", "42424242");
    let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
    assert_eq!(sent.without_job(), (None, typed("42424242"), false));
    assert!(harness.granted(sent.job, dana.id, 1_800).is_empty());
}

#[test]
fn a_password_that_is_not_stored_and_a_code_are_asked_for_together() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, TWO_FACTOR, MissingInput::PasswordAndCode);
    harness.type_on_card(dana.id, "correct horse", "424242");
    let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
    let password = Some("correct horse");
    assert_eq!(sent.without_job(), (password, typed("424242"), false));
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
    assert!(harness.app.drafts.sign_ins.is_empty());
}

#[test]
fn what_is_no_code_or_no_password_sends_nothing_and_the_form_says_so() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, TWO_FACTOR, MissingInput::PasswordAndCode);
    for (password, code) in [
        ("correct horse", ""),
        ("correct horse", "42424"),
        ("correct horse", "42424x"),
        ("correct horse", "424242424"),
        ("", "424242"),
    ] {
        harness.type_on_card(dana.id, password, code);
        assert!(
            harness.on_action(Action::SignIn(dana.id)).is_empty(),
            "{code}"
        );
        let prompt = harness.row(dana.id).prompt.expect("the form stays");
        assert_eq!(prompt.tried, Some(MissingInput::PasswordAndCode));
        assert_eq!(harness.app.drafts.sign_ins[&dana.id].code.text(), code);
    }
}

#[test]
fn without_a_code_the_password_alone_is_sent_though_the_console_asks_for_one() {
    for (kept, missing, password) in [
        (PasswordStorage::InKeyring, MissingInput::Code, None),
        (
            PasswordStorage::AskedEachTime,
            MissingInput::PasswordAndCode,
            Some("correct horse"),
        ),
    ] {
        let dana = user("Dana", kept);
        let mut harness = FlowHarness::of(&dana);
        harness.wants(dana.id, TWO_FACTOR, missing);
        harness.type_on_card(dana.id, password.unwrap_or_default(), "not a code");
        let sent = the_sign_in(&harness.on_action(Action::SignInWithoutCode(dana.id)));
        assert_eq!(sent.without_job(), (password, Code::Without, false));
    }
}

#[test]
fn without_a_code_a_missing_password_is_all_that_is_found_wrong() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, TWO_FACTOR, MissingInput::PasswordAndCode);
    assert!(
        harness
            .on_action(Action::SignInWithoutCode(dana.id))
            .is_empty()
    );
    let tried = harness.row(dana.id).prompt.and_then(|prompt| prompt.tried);
    assert_eq!(tried, Some(MissingInput::Password));
}

#[test]
fn a_code_can_be_given_before_any_question_and_the_kind_is_still_asked_first() {
    for (kept, missing, password) in [
        (PasswordStorage::InKeyring, MissingInput::Code, None),
        (
            PasswordStorage::AskedEachTime,
            MissingInput::PasswordAndCode,
            Some("correct horse"),
        ),
    ] {
        let dana = user("Dana", kept);
        let mut harness = FlowHarness::of(&dana);
        assert!(harness.on_action(Action::UseCode(dana.id)).is_empty());
        assert_eq!(harness.missing(dana.id), Some(missing));
        harness.type_on_card(dana.id, password.unwrap_or_default(), "424242");
        let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
        assert_eq!(sent.without_job(), (password, typed("424242"), true));
        the_copy(&harness.granted(sent.job, dana.id, 1_800));
    }
}

#[test]
fn using_a_code_after_all_keeps_the_password_that_was_typed() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, KnownLogin::Unanswered, MissingInput::Password);
    let before = harness.row(dana.id).prompt.expect("a form");
    harness.type_on_card(dana.id, "correct horse", "");
    assert!(harness.on_action(Action::UseCode(dana.id)).is_empty());
    let after = harness.row(dana.id).prompt.expect("a form");
    assert_eq!(after.missing, MissingInput::PasswordAndCode);
    assert_ne!(before.serial, after.serial, "opened anew, for the focus");
    let draft = &harness.app.drafts.sign_ins[&dana.id];
    assert_eq!(draft.password.text(), "correct horse");
}

#[test]
fn a_missing_or_refused_code_leads_to_the_code_and_forgets_the_kind() {
    for failure in [SignInFailure::CodeMissing, SignInFailure::CodeRefused] {
        let dana = user("Dana", PasswordStorage::InKeyring);
        let mut harness = FlowHarness::of(&dana);
        harness.wants(dana.id, TWO_FACTOR, MissingInput::Code);
        harness.type_on_card(dana.id, "", "424242");
        let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
        let failure = user_refusal(failure, SignInWith::PasswordAndCode);
        let result = AttemptOutcome::Failed(failure);
        assert!(harness.fetched(sent.job, dana.id, None, result).is_empty());
        assert!(harness.app.drafts.sign_ins.is_empty(), "never sent again");
        assert_eq!(harness.known_login(&dana), KnownLogin::Unasked);
        assert_eq!(
            harness.app.state.primary(harness.now),
            Primary::UseCode(dana.id)
        );

        assert!(harness.on_action(Action::UseCode(dana.id)).is_empty());
        harness.type_on_card(dana.id, "", "242424");
        let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
        assert_eq!(sent.without_job(), (None, typed("242424"), true));
    }
}

#[test]
fn with_a_live_token_a_code_is_for_a_renewal_and_with_one_that_ends_for_a_fresh_header() {
    for (left, copies) in [(900.0, false), (5.0, true)] {
        let dana = user("Dana", PasswordStorage::InKeyring);
        let mut harness = FlowHarness::of(&dana);
        harness.renewed(dana.id, 1_800);
        harness.wait(1_800.0 - left);
        harness.on_action(Action::UseCode(dana.id));
        let prompt = harness.row(dana.id).prompt.expect("a form");
        assert_eq!(
            prompt.purpose == Purpose::CopyHeader,
            copies,
            "{left} s before the end"
        );
        harness.type_on_card(dana.id, "", "424242");
        let sent = the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
        let effects = harness.granted(sent.job, dana.id, 1_800);
        assert_eq!(effects.len(), usize::from(copies), "{effects:?}");
    }
}

#[test]
fn a_canceled_sign_in_with_a_code_is_over_and_the_code_is_gone() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, TWO_FACTOR, MissingInput::PasswordAndCode);
    harness.type_on_card(dana.id, "correct horse", "424242");
    the_sign_in(&harness.on_action(Action::SignIn(dana.id)));
    harness.on_action(Action::CancelFetch(dana.id));
    assert!(harness.app.drafts.sign_ins.is_empty());
    assert!(matches!(
        harness.row(dana.id).card(harness.now),
        Card::NoToken
    ));
    // The next click asks for both anew.
    assert!(harness.on_action(Action::GetToken(dana.id)).is_empty());
    assert_eq!(
        harness.missing(dana.id),
        Some(MissingInput::PasswordAndCode)
    );
}
