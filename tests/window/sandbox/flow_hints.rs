//! In the sandbox: what signs in is told while a form asks a person for it. Outside, nobody asks.

use std::time::Duration;

use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{
    AttemptOutcome, HintedCode, Job, JobId, MissingInput, Outcome, SandboxHint,
};
use tokendesk::app::profiles::{ProfileRow, Row};
use tokendesk::app::sandbox::Sandbox;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{ConsoleUrl, KnownLogin, LoginKind, PasswordStorage, Profile};

use crate::harness::flow::{FlowHarness, job_ended, profile, the_sign_in, user};

const TWO_FACTOR: KnownLogin = KnownLogin::Is(LoginKind::LocalTwoFactor);

/// A window in the sandbox, with Dana's profile.
fn sandboxed() -> (FlowHarness, Profile) {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = FlowHarness::of(&dana);
    harness.app.state.sandbox = Some(Sandbox::new(dana.console.clone()));
    (harness, dana)
}

/// Clicks, and hears that a password and a code are to be typed; the orders that follow.
fn open_form(harness: &mut FlowHarness, of: &Profile) -> Vec<Effect> {
    let sent = the_sign_in(&harness.on_action(Action::GetToken(of.id)));
    let wanted = AttemptOutcome::MissingInput(MissingInput::PasswordAndCode);
    harness.asked_kind(sent.job, of.id, TWO_FACTOR, wanted)
}

/// The one question among these orders, which hold nothing else.
fn question(effects: &[Effect]) -> JobId {
    let [Effect::Run(job, Job::SandboxHints)] = effects else {
        panic!("not one question for hints: {effects:?}")
    };
    *job
}

fn hint(code: &str) -> SandboxHint {
    SandboxHint {
        username: "Dana@example.com".to_owned(),
        password: "pretend-planted".to_owned(),
        code: Some(HintedCode::Counts(code.to_owned())),
    }
}

fn tell(harness: &mut FlowHarness, job: JobId, code: &str) {
    let hints = vec![hint(code)];
    let effects = harness.on_event(job_ended(job, Outcome::SandboxHints(hints)));
    assert!(effects.is_empty(), "{effects:?}");
}

fn told(harness: &FlowHarness) -> &[SandboxHint] {
    let sandbox = harness.app.state.sandbox.as_ref();
    sandbox.map_or(&[], |sandbox| &sandbox.hints)
}

#[test]
fn hints_are_requested_when_a_form_opens_and_every_five_seconds_until_it_closes() {
    let (mut harness, dana) = sandboxed();
    assert!(harness.wait(60.0).is_empty());
    let first = question(&open_form(&mut harness, &dana));
    tell(&mut harness, first, "111111");
    assert!(told(&harness) == [hint("111111")]);
    let wake = harness.app.next_wake(harness.now);
    assert_eq!(wake, Some(Duration::from_secs(5)));
    assert!(harness.wait(4.5).is_empty());

    let second = question(&harness.wait(0.5));
    assert_ne!(second, first);
    assert!(
        told(&harness) == [hint("111111")],
        "until the next is there"
    );
    tell(&mut harness, second, "222222");
    assert!(told(&harness) == [hint("222222")]);

    assert!(harness.on_action(Action::ClosePrompt(dana.id)).is_empty());
    assert!(told(&harness).is_empty());
    assert_eq!(harness.app.next_wake(harness.now), None);
    assert!(harness.wait(60.0).is_empty());
}

#[test]
fn a_code_that_was_sent_is_not_reported_again_nor_by_an_answer_that_comes_late() {
    let (mut harness, dana) = sandboxed();
    let first = question(&open_form(&mut harness, &dana));
    tell(&mut harness, first, "111111");
    let second = question(&harness.wait(5.0));
    let sent = harness.sign_in_with(dana.id, "pretend-planted", "111111");
    tell(&mut harness, second, "111111");
    assert!(told(&harness).is_empty());

    harness.granted(sent.job, dana.id, 1_800);
    let third = question(&harness.on_action(Action::Renew(dana.id)));
    tell(&mut harness, second, "111111");
    assert!(told(&harness).is_empty());
    tell(&mut harness, third, "222222");
    assert!(told(&harness) == [hint("222222")]);
}

#[test]
fn only_a_form_in_sight_asks_and_so_does_the_editors() {
    let (mut harness, dana) = sandboxed();
    let other = profile("Other");
    let row = ProfileRow::new(other.clone());
    harness.app.state.rows.push(Row::of(row));
    question(&open_form(&mut harness, &dana));
    harness.select(other.id);
    assert!(harness.wait(60.0).is_empty());

    assert!(harness.on_action(Action::Edit(dana.id)).is_empty());
    question(&harness.on_action(Action::Editor(EditorAction::UseCode)));
    question(&harness.wait(5.0));
    assert!(
        harness
            .on_action(Action::Editor(EditorAction::CancelTest))
            .is_empty()
    );
    assert!(harness.wait(60.0).is_empty());
}

#[test]
fn outside_the_sandbox_no_hint_is_asked_for_or_shown() {
    let (mut harness, dana) = sandboxed();
    harness.app.state.sandbox = None;
    assert!(open_form(&mut harness, &dana).is_empty());
    assert!(harness.wait(60.0).is_empty());
    assert_eq!(harness.app.next_wake(harness.now), None);
    tell(&mut harness, JobId(1), "111111");
    harness.on_action(Action::Edit(dana.id));
    assert!(
        harness
            .on_action(Action::Editor(EditorAction::UseCode))
            .is_empty()
    );
    assert!(told(&harness).is_empty());
}

#[test]
fn a_hint_is_for_an_account_of_the_pretend_console_alone() {
    let (mut harness, dana) = sandboxed();
    let job = question(&open_form(&mut harness, &dana));
    tell(&mut harness, job, "111111");
    let sandbox = harness.app.state.sandbox.as_ref().expect("the sandbox");
    let hint_of = |profile: &Profile| sandbox.hint(&profile.console, &profile.account).cloned();
    assert!(hint_of(&dana) == Some(hint("111111")), "in any case");
    let elsewhere = Profile {
        console: ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap(),
        ..dana
    };
    assert!(hint_of(&elsewhere).is_none());
    assert!(hint_of(&profile("Client")).is_none());
}

#[test]
fn what_is_printed_of_them_shows_neither_password_nor_code() {
    let (mut harness, dana) = sandboxed();
    let job = question(&open_form(&mut harness, &dana));
    let hints = vec![hint("40718293")];
    let event = job_ended(job, Outcome::SandboxHints(hints));
    let reported = format!("{event:?}");
    harness.on_event(event);
    let printed = format!("{reported} {:?}", harness.app);
    assert!(printed.contains("SandboxHint(redacted)"));
    assert!(!printed.contains("planted") && !printed.contains("40718293"));
}
