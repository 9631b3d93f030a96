//! Two-factor codes: asked for at once where the console says so, always at hand, sent once, never again.

use tokendesk::app::Action;
use tokendesk::app::job::{AttemptOutcome, MissingInput};
use tokendesk::app::primary::Primary;
use tokendesk::app::token::{Card, Purpose};
use tokendesk::model::{
    KnownLogin, LoginKind, PasswordStorage, Profile, SignInFailure, SignInWith,
};

use crate::harness::flow::{Code, FlowHarness, the_copy, the_sign_in, user, user_refusal};

const TWO_FACTOR: KnownLogin = KnownLogin::Is(LoginKind::LocalTwoFactor);

/// Where the password comes from, what the card asks for, and the password that is typed.
const STORED_AND_TYPED: [(PasswordStorage, MissingInput, Option<&str>); 2] = [
    (PasswordStorage::InKeyring, MissingInput::Code, None),
    (
        PasswordStorage::AskedEachTime,
        MissingInput::PasswordAndCode,
        Some("correct horse"),
    ),
];

/// Dana's card, which asks for this with a two-factor code.
fn asking_for(missing: MissingInput, kept: PasswordStorage) -> (FlowHarness, Profile) {
    let dana = user("Dana", kept);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, TWO_FACTOR, missing);
    (harness, dana)
}

fn typed(code: &str) -> Code {
    Code::Typed(code.to_owned())
}

#[test]
fn a_required_code_is_asked_for_and_sent_with_the_stored_password() {
    let (mut harness, dana) = asking_for(MissingInput::Code, PasswordStorage::InKeyring);
    let sent = harness.sign_in_with(dana.id, "", "004 242");
    assert_eq!(sent.without_job(), (None, typed("004242"), false));
    assert!(harness.app.drafts.sign_ins[&dana.id].code.is_empty());
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
    assert!(harness.app.drafts.sign_ins.is_empty());

    // Another code for the renewal, and only by a click.
    assert!(harness.wait(1_700.0).len() <= 1);
    assert!(harness.on_action(Action::Renew(dana.id)).is_empty());
    let sent = harness.sign_in_with(dana.id, "", "42424242");
    assert_eq!(sent.without_job(), (None, typed("42424242"), false));
    assert!(harness.granted(sent.job, dana.id, 1_800).is_empty());
}

#[test]
fn a_password_that_is_not_stored_and_a_code_are_asked_for_together() {
    let (mut harness, dana) = asking_for(
        MissingInput::PasswordAndCode,
        PasswordStorage::AskedEachTime,
    );
    let sent = harness.sign_in_with(dana.id, "correct horse", "424242");
    let password = Some("correct horse");
    assert_eq!(sent.without_job(), (password, typed("424242"), false));
    the_copy(&harness.granted(sent.job, dana.id, 1_800));
    assert!(harness.app.drafts.sign_ins.is_empty());
}

#[test]
fn an_invalid_code_or_an_empty_password_sends_nothing_and_the_form_says_so() {
    let (mut harness, dana) = asking_for(
        MissingInput::PasswordAndCode,
        PasswordStorage::AskedEachTime,
    );
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
fn sign_in_without_a_code_sends_the_password_alone_though_a_code_is_required() {
    for (kept, missing, password) in STORED_AND_TYPED {
        let (mut harness, dana) = asking_for(missing, kept);
        harness.type_on_card(dana.id, password.unwrap_or_default(), "not a code");
        let sent = the_sign_in(&harness.on_action(Action::SignInWithoutCode(dana.id)));
        assert_eq!(sent.without_job(), (password, Code::Without, false));
    }
}

#[test]
fn sign_in_without_a_code_reports_only_a_missing_password() {
    let (mut harness, dana) = asking_for(
        MissingInput::PasswordAndCode,
        PasswordStorage::AskedEachTime,
    );
    assert!(
        harness
            .on_action(Action::SignInWithoutCode(dana.id))
            .is_empty()
    );
    let tried = harness.row(dana.id).prompt.and_then(|prompt| prompt.tried);
    assert_eq!(tried, Some(MissingInput::Password));
}

#[test]
fn a_code_can_be_typed_before_the_lookup_and_the_lookup_still_comes_first() {
    for (kept, missing, password) in STORED_AND_TYPED {
        let dana = user("Dana", kept);
        let mut harness = FlowHarness::of(&dana);
        assert!(harness.on_action(Action::UseCode(dana.id)).is_empty());
        assert_eq!(harness.missing(dana.id), Some(missing));
        let sent = harness.sign_in_with(dana.id, password.unwrap_or_default(), "424242");
        assert_eq!(sent.without_job(), (password, typed("424242"), true));
        the_copy(&harness.granted(sent.job, dana.id, 1_800));
    }
}

#[test]
fn use_code_keeps_a_typed_password() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.wants(dana.id, KnownLogin::Unanswered, MissingInput::Password);
    let before = harness.row(dana.id).prompt.expect("a form");
    harness.type_on_card(dana.id, "correct horse", "");
    assert!(harness.on_action(Action::UseCode(dana.id)).is_empty());
    let after = harness.row(dana.id).prompt.expect("a form");
    assert_eq!(after.missing, MissingInput::PasswordAndCode);
    assert_ne!(before.serial, after.serial, "reopened, for the focus");
    let draft = &harness.app.drafts.sign_ins[&dana.id];
    assert_eq!(draft.password.text(), "correct horse");
}

#[test]
fn a_missing_or_refused_code_is_asked_for_again_and_the_login_kind_is_forgotten() {
    for failure in [SignInFailure::CodeMissing, SignInFailure::CodeRefused] {
        let (mut harness, dana) = asking_for(MissingInput::Code, PasswordStorage::InKeyring);
        let sent = harness.sign_in_with(dana.id, "", "424242");
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
        let sent = harness.sign_in_with(dana.id, "", "242424");
        assert_eq!(sent.without_job(), (None, typed("242424"), true));
    }
}

#[test]
fn a_code_renews_a_live_token_and_copies_a_header_if_the_token_is_about_to_expire() {
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
        let sent = harness.sign_in_with(dana.id, "", "424242");
        let effects = harness.granted(sent.job, dana.id, 1_800);
        assert_eq!(effects.len(), usize::from(copies), "{effects:?}");
    }
}

#[test]
fn canceling_a_sign_in_wipes_its_code() {
    let (mut harness, dana) = asking_for(
        MissingInput::PasswordAndCode,
        PasswordStorage::AskedEachTime,
    );
    harness.sign_in_with(dana.id, "correct horse", "424242");
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
