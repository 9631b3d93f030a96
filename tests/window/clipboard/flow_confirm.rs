//! The question before a copy, for profiles whose tag asks.

use tokendesk::app::job::{AttemptOutcome, CopyWhat, Job, MissingInput};
use tokendesk::app::request::RequestAction;
use tokendesk::app::settings::SettingsAction;
use tokendesk::app::state::{Dialog, NoticeTone};
use tokendesk::app::token::CopySkipped;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    ClipboardOwner, CopyFormat, KnownLogin, LoginKind, PasswordStorage, PinAndTag, Profile,
    ProfileId, RequestFormat, Settings, Tag,
};

use crate::harness::flow::{FlowHarness, profile, the_copy, the_sign_in, user};

/// A window with these profiles, all of them red, where the red tag asks.
fn asking(profiles: &[Profile]) -> FlowHarness {
    let mut settings = Settings::default();
    settings.tags.set_asks(Tag::Violet, true);
    let red = PinAndTag {
        tag: Some(Tag::Violet),
        ..PinAndTag::default()
    };
    let ids = profiles.iter().map(|profile| profile.id);
    settings.marks = ids.map(|id| (id, red)).collect();
    FlowHarness::with_settings(profiles, settings)
}

/// The action that the question in front is about.
fn question(harness: &FlowHarness) -> Option<Action> {
    match &harness.app.state.dialog {
        Some(Dialog::CopyQuestion(question)) => Some(question.action),
        _ => None,
    }
}

/// Asks for a token and confirms the copy; the console then requires a code.
fn confirm_and_need_a_code(harness: &mut FlowHarness, id: ProfileId) {
    harness.on_action(Action::GetToken(id));
    let sent = the_sign_in(&harness.on_action(Action::ConfirmCopy));
    let login = KnownLogin::Is(LoginKind::LocalTwoFactor);
    let wanted = AttemptOutcome::MissingInput(MissingInput::Code);
    harness.asked_kind(sent.job, id, login, wanted);
}

#[test]
fn nothing_is_sent_before_the_answer_and_then_one_sign_in_that_copies() {
    let a = profile("A");
    let mut harness = asking(std::slice::from_ref(&a));
    assert!(harness.on_action(Action::GetToken(a.id)).is_empty());
    assert_eq!(question(&harness), Some(Action::GetToken(a.id)));
    assert!(harness.row(a.id).attempt.is_none());

    let sent = the_sign_in(&harness.on_action(Action::ConfirmCopy));
    assert_eq!(question(&harness), None);
    assert!(harness.on_action(Action::ConfirmCopy).is_empty(), "once");
    the_copy(&harness.granted(sent.job, a.id, 900));
    // The next copy is another wish.
    assert!(
        harness
            .on_action(Action::Copy(a.id, CopyFormat::TokenOnly))
            .is_empty()
    );
    let action = Action::Copy(a.id, CopyFormat::TokenOnly);
    assert_eq!(question(&harness), Some(action));
}

#[test]
fn cancel_copies_nothing_and_the_next_click_asks_again() {
    let a = profile("A");
    let mut harness = asking(std::slice::from_ref(&a));
    for _ in 0..2 {
        assert!(harness.on_action(Action::GetToken(a.id)).is_empty());
        assert!(question(&harness).is_some());
        assert!(harness.on_action(Action::CloseDialog).is_empty());
        assert_eq!(question(&harness), None);
    }
}

#[test]
fn the_requested_format_of_that_profile_is_copied_whatever_is_selected() {
    let [a, b] = ["A", "B"].map(profile);
    let mut harness = asking(&[a.clone(), b.clone()]);
    harness.renewed(a.id, 900);
    for format in CopyFormat::ALL {
        assert!(harness.on_action(Action::Copy(a.id, format)).is_empty());
        harness.select(b.id);
        let effects = harness.on_action(Action::ConfirmCopy);
        let [
            Effect::Run(
                _,
                Job::Copy {
                    what: CopyWhat::Token { format: copied, .. },
                    ..
                },
            ),
        ] = effects[..]
        else {
            panic!("not one copy: {effects:?}")
        };
        assert_eq!(copied, format);
    }
}

#[test]
fn a_curl_command_with_the_token_in_it_asks_too() {
    let a = profile("A");
    let mut harness = asking(std::slice::from_ref(&a));
    harness.renewed(a.id, 900);
    let draft = harness.app.drafts.requests.entry(a.id).or_default();
    "/api/v1/Org".clone_into(&mut draft.path);
    let copy = Action::Request(a.id, RequestAction::CopyAs(RequestFormat::Curl));
    assert!(harness.on_action(copy).is_empty());
    assert_eq!(question(&harness), Some(copy));
    let effects = harness.on_action(Action::ConfirmCopy);
    assert!(
        matches!(
            &effects[..],
            [Effect::Run(
                _,
                Job::Copy {
                    what: CopyWhat::Request { .. },
                    ..
                }
            )]
        ),
        "{effects:?}"
    );
}

#[test]
fn a_renewal_copies_nothing_and_asks_nothing() {
    let a = profile("A");
    let mut harness = asking(std::slice::from_ref(&a));
    harness.renewed(a.id, 900);
    assert_eq!(question(&harness), None);
}

#[test]
fn other_tags_and_none_do_not_ask() {
    let [green, plain] = ["Green", "Plain"].map(profile);
    let mut harness = asking(&[green.clone(), plain.clone()]);
    harness.on_action(Action::SetTag(green.id, Some(Tag::Teal)));
    harness.on_action(Action::SetTag(plain.id, None));
    harness.get_token(green.id);
    harness.get_token(plain.id);
}

#[test]
fn one_answer_covers_a_sign_in_that_turns_out_to_need_a_code() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = asking(std::slice::from_ref(&dana));
    confirm_and_need_a_code(&mut harness, dana.id);
    let sent = harness.sign_in_with(dana.id, "", "123456");
    assert_eq!(question(&harness), None, "it was answered");
    let granted = AttemptOutcome::Granted(harness.grant(900));
    the_copy(&harness.fetched(sent.job, dana.id, Some(ClipboardOwner::Nobody), granted));
}

#[test]
fn closing_the_code_form_uses_up_the_answer() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = asking(std::slice::from_ref(&dana));
    confirm_and_need_a_code(&mut harness, dana.id);
    harness.on_action(Action::ClosePrompt(dana.id));
    assert!(harness.on_action(Action::GetToken(dana.id)).is_empty());
    assert_eq!(question(&harness), Some(Action::GetToken(dana.id)));
}

#[test]
fn a_typed_code_asks_only_once_it_is_valid_and_is_sent_after_the_answer() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = asking(std::slice::from_ref(&dana));
    harness.on_action(Action::UseCode(dana.id));
    harness.type_on_card(dana.id, "", "12");
    assert!(harness.on_action(Action::SignIn(dana.id)).is_empty());
    assert_eq!(
        question(&harness),
        None,
        "the field says what is wrong first"
    );
    harness.type_on_card(dana.id, "", "123456");
    assert!(harness.on_action(Action::SignIn(dana.id)).is_empty());
    assert_eq!(question(&harness), Some(Action::SignIn(dana.id)));
    let sent = the_sign_in(&harness.on_action(Action::ConfirmCopy));
    let code = sent.without_job().1;
    assert_eq!(code, crate::harness::flow::Code::Typed("123456".to_owned()));
}

#[test]
fn a_token_that_expires_while_the_question_is_open_is_not_copied_and_the_notice_says_so() {
    let a = profile("A");
    let mut harness = asking(std::slice::from_ref(&a));
    harness.renewed(a.id, 60);
    harness.on_action(Action::Copy(a.id, CopyFormat::HeaderLine));
    harness.wait(61.0);
    assert!(harness.on_action(Action::ConfirmCopy).is_empty());
    assert!(
        harness
            .notice()
            .contains("The token expired, so nothing was copied")
    );
    assert_eq!(
        harness.app.state.notice.as_ref().unwrap().tone,
        NoticeTone::Warn
    );
}

#[test]
fn a_yes_covers_one_copy_even_during_a_renewal() {
    let a = profile("A");
    let mut harness = asking(std::slice::from_ref(&a));
    harness.renewed(a.id, 900);
    harness.on_action(Action::Renew(a.id));
    let copy = Action::Copy(a.id, CopyFormat::HeaderLine);
    harness.on_action(copy);
    the_copy(&harness.on_action(Action::ConfirmCopy));
    assert!(harness.on_action(copy).is_empty());
    assert_eq!(question(&harness), Some(copy));
}

#[test]
fn selecting_another_profile_before_typing_the_code_asks_again() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let other = profile("Zoe");
    let mut harness = asking(&[dana.clone(), other.clone()]);
    confirm_and_need_a_code(&mut harness, dana.id);
    harness.select(other.id);
    harness.select(dana.id);
    harness.type_on_card(dana.id, "", "123456");
    assert!(harness.on_action(Action::SignIn(dana.id)).is_empty());
    assert_eq!(question(&harness), Some(Action::SignIn(dana.id)));
}

#[test]
fn a_token_is_not_copied_if_its_profile_starts_to_ask_during_the_fetch() {
    let a = profile("A");
    let mut settings = Settings::default();
    settings.tags.set_asks(Tag::Violet, true);
    let mut harness = FlowHarness::with_settings(std::slice::from_ref(&a), settings);
    let job = harness.get_token(a.id);
    harness.on_action(Action::SetTag(a.id, Some(Tag::Violet)));
    assert!(harness.granted(job, a.id, 900).is_empty());
    assert_eq!(harness.row(a.id).copy_skipped, Some(CopySkipped::TagAsks));

    // The setting was changed while it was fetched.
    let mut harness = asking(std::slice::from_ref(&a));
    harness.on_action(Action::Settings(SettingsAction::AskBeforeCopy(
        Tag::Violet,
        false,
    )));
    let job = harness.get_token(a.id);
    harness.on_action(Action::Settings(SettingsAction::AskBeforeCopy(
        Tag::Violet,
        true,
    )));
    assert!(harness.granted(job, a.id, 900).is_empty());
    let copy = Action::Copy(a.id, CopyFormat::HeaderLine);
    assert!(harness.on_action(copy).is_empty());
    assert_eq!(question(&harness), Some(copy));
}
