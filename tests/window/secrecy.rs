//! `Debug` of the state, the drafts, the effects and the reports shows no secret.

use tokendesk::app::Action;
use tokendesk::app::activity::ActivityAction;
use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{
    AttemptOutcome, JobId, MakeBasicHeaderOutcome, Outcome, SendRequestOutcome,
};
use tokendesk::app::request::{RequestAction, RequestWay};
use tokendesk::model::{ClipText, CopyFormat, KnownLogin, PasswordStorage, RequestFormat};

use crate::harness::flow::request::{COMPUTERS, response, the_request};
use crate::harness::flow::{FlowHarness, profile, read_and_ended, test_ended, user};

/// Long enough not to appear by chance.
const PLANTED: &str = "planted-Zq8vT3nXw7Rk2LmB9cYd5FgH1jPs6KsA4oViN0tQ";
/// The start of the harness's tokens.
const TOKEN_START: &str = "eyJxxxxxxxx";

#[test]
fn debug_of_everything_that_carries_a_secret_shows_none() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let mut printed = Vec::new();

    harness.renewed(a.id, 900);
    printed.push(format!(
        "{:?}",
        harness.on_action(Action::Copy(a.id, CopyFormat::HeaderLine))
    ));
    harness.app.drafts.to_copy = Some(ClipText::new(PLANTED.to_owned()));
    printed.push(format!("{:?}", harness.app));
    printed.push(format!(
        "{:?}",
        harness.on_action(Action::CopyText("selected text"))
    ));

    harness.on_action(Action::Edit(a.id));
    harness.type_secret(PLANTED);
    harness.editor(EditorAction::Changed);
    printed.push(format!("{:?}", harness.editor(EditorAction::Test)));
    printed.push(format!("{:?}", harness.editor(EditorAction::Save)));
    printed.push(format!("{:?}", harness.app));
    let result = AttemptOutcome::Granted(harness.grant(900));
    let job = JobId(1);
    printed.push(format!(
        "{:?}",
        test_ended(&harness, job, KnownLogin::Unasked, result)
    ));

    let printed = printed.join("\n");
    assert!(
        printed.contains("SaveProfile") && printed.contains("redacted"),
        "nothing was printed"
    );
    assert!(!printed.contains(&PLANTED[..12]) && !printed.contains(TOKEN_START));
}

#[test]
fn debug_of_typed_credentials_and_of_a_basic_header_shows_none() {
    let code = "40718293";
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    let mut printed = Vec::new();

    harness.on_action(Action::UseCode(dana.id));
    harness.type_on_card(dana.id, PLANTED, code);
    printed.push(format!("{:?}", harness.app));
    printed.push(format!("{:?}", harness.on_action(Action::SignIn(dana.id))));
    harness.on_action(Action::AskBasicHeader(dana.id));
    let typed = harness.app.drafts.basic_password.text_mut();
    typed.push_str(PLANTED);
    printed.push(format!("{:?}", harness.on_action(Action::CopyBasicHeader)));
    printed.push(format!("{:?}", harness.app));
    printed.push(format!(
        "{:?}",
        read_and_ended(
            JobId(1),
            None,
            Outcome::MakeBasicHeader(MakeBasicHeaderOutcome::Made(ClipText::new(
                PLANTED.to_owned()
            )))
        )
    ));

    let printed = printed.join("\n");
    for told in ["FetchToken", "MakeBasicHeader", "TotpCode(redacted)"] {
        assert!(printed.contains(told), "{told} was not printed");
    }
    assert!(!printed.contains(&PLANTED[..12]) && !printed.contains(code));
}

#[test]
fn debug_of_a_request_and_of_its_command_shows_neither_password_nor_token_nor_answer() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    let mut printed = Vec::new();

    harness.renewed(dana.id, 1_800);
    harness.compose(dana.id, RequestWay::Token, COMPUTERS);
    let curl = harness.request(dana.id, RequestAction::CopyAs(RequestFormat::Curl));
    printed.push(format!("{curl:?}"));
    let sent = harness.request(dana.id, RequestAction::Send);
    printed.push(format!("{sent:?}"));
    let answered = SendRequestOutcome::Response(response(200, PLANTED));
    printed.push(format!("{answered:?}"));
    let job = the_request(&sent).job;
    harness.request_ended(job, None, answered);
    harness.compose(dana.id, RequestWay::Basic, COMPUTERS);
    harness.type_for_request(dana.id, PLANTED);
    printed.push(format!("{:?}", harness.app));
    let sent = harness.request(dana.id, RequestAction::Send);
    printed.push(format!("{sent:?}"));
    let activity = harness.on_action(Action::Activity(ActivityAction::Copy));
    printed.push(format!("{activity:?} {:?}", harness.app));

    let printed = printed.join("\n");
    for told in ["SendRequest", "Curl", "Response(", "ActivityLine"] {
        assert!(printed.contains(told), "{told} was not printed");
    }
    assert!(!printed.contains(&PLANTED[..12]) && !printed.contains(TOKEN_START));
}
