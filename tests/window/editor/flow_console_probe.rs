//! *Check address*, and waiting as long as a console asks for.

use std::time::Duration;

use tokendesk::app::command::Command;
use tokendesk::app::editor::EditorAction;
use tokendesk::app::job::{AttemptOutcome, CopyWhat, Job, JobId, Outcome};
use tokendesk::app::state::Dialog;
use tokendesk::app::token::ConsoleProbe;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    Failure, KnownLogin, PasswordStorage, ProbeOutcome, Profile, ProfileId, SignInFailure,
    SignInReport, SignInWith,
};

use crate::harness::flow::{FlowHarness, job_ended, profile, refusal, user};
use crate::samples::connection::is_console;

/// A window whose one profile was just refused.
fn refused() -> (FlowHarness, Profile) {
    let profile = profile("A");
    let mut harness = FlowHarness::of(&profile);
    let job = harness.get_token(profile.id);
    harness.refused(job, profile.id);
    (harness, profile)
}

fn ask(harness: &mut FlowHarness, id: ProfileId) -> JobId {
    let effects = harness.on_action(Action::ProbeConsole(id));
    let [Effect::Run(job, Job::ProbeConsole { .. })] = effects[..] else {
        panic!("not asked: {effects:?}")
    };
    job
}

fn answered(harness: &mut FlowHarness, job: JobId) {
    let effects = harness.on_event(job_ended(
        job,
        Outcome::ProbeConsole(ProbeOutcome::Done(is_console())),
    ));
    assert!(effects.is_empty(), "{effects:?}");
}

fn failed_with(failure: SignInFailure, status: u16) -> Failure {
    let Failure::SignIn(report) = refusal() else {
        unreachable!("a refusal is a failed sign-in")
    };
    Failure::SignIn(SignInReport {
        failure,
        with: SignInWith::ApiClient,
        status: Some(status),
        ..report
    })
}

#[test]
fn nobody_is_asked_without_a_click_and_a_click_asks_the_profile_s_own_console_once() {
    let (mut harness, a) = refused();
    assert!(harness.wait(1.0).is_empty());
    let effects = harness.on_action(Action::ProbeConsole(a.id));
    let [Effect::Run(job, Job::ProbeConsole { console })] = &effects[..] else {
        panic!("not asked: {effects:?}")
    };
    assert_eq!(console, &a.console);
    let job = *job;
    assert!(harness.on_action(Action::ProbeConsole(a.id)).is_empty());
    answered(&mut harness, job);
    assert_eq!(
        harness.row(a.id).probe,
        Some(ConsoleProbe::Answered(is_console()))
    );
}

#[test]
fn an_address_can_be_checked_at_any_time_and_once_at_a_time() {
    use tokendesk::app::availability::{Availability, DisabledReason};
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let command =
        |harness: &FlowHarness| Command::CheckAddress.availability(&harness.app.state, harness.now);
    let ready = Availability::Ready(Action::ProbeConsole(a.id));
    assert_eq!(command(&harness), ready);
    let job = ask(&mut harness, a.id);
    let busy = Availability::Disabled(DisabledReason::CheckingAddress);
    assert_eq!(command(&harness), busy);
    assert!(harness.on_action(Action::ProbeConsole(a.id)).is_empty());
    answered(&mut harness, job);
    assert_eq!(command(&harness), ready);
}

#[test]
fn a_result_is_copied_as_public_text_and_closed() {
    let (mut harness, a) = refused();
    assert!(harness.on_action(Action::CopyProbe(a.id)).is_empty());
    let job = ask(&mut harness, a.id);
    assert!(harness.on_action(Action::CopyProbe(a.id)).is_empty());
    answered(&mut harness, job);
    let effects = harness.on_action(Action::CopyProbe(a.id));
    let [Effect::Run(_, Job::Copy { copy_id, what, .. })] = &effects[..] else {
        panic!("not copied: {effects:?}")
    };
    let CopyWhat::ConnectionCheck { check, .. } = what else {
        panic!("{what:?}")
    };
    assert_eq!(*check, is_console());
    harness.copy_done(*copy_id);
    assert!(harness.app.state.copied_item.is_none(), "nothing to clear");
    assert!(harness.on_action(Action::CancelProbe(a.id)).is_empty());
    assert_eq!(harness.row(a.id).probe, None);
}

#[test]
fn a_canceled_question_is_stopped_and_its_late_answer_is_no_news() {
    let (mut harness, a) = refused();
    let asked = ask(&mut harness, a.id);
    let effects = harness.on_action(Action::CancelProbe(a.id));
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == asked));
    answered(&mut harness, asked);
    assert_eq!(harness.row(a.id).probe, None);
    assert_eq!(harness.notice(), "");
}

#[test]
fn the_next_sign_in_takes_the_question_and_its_answer_away() {
    let (mut harness, a) = refused();
    let asked = ask(&mut harness, a.id);
    let effects = harness.on_action(Action::GetToken(a.id));
    assert!(
        matches!(effects[..], [Effect::Cancel(job), Effect::Run(_, Job::FetchToken(_))] if job == asked)
    );
    assert_eq!(harness.row(a.id).probe, None);
}

#[test]
fn a_question_that_a_defect_ended_says_so_and_can_be_asked_again() {
    let (mut harness, a) = refused();
    let job = ask(&mut harness, a.id);
    harness.on_event(job_ended(
        job,
        Outcome::ProbeConsole(ProbeOutcome::Canceled),
    ));
    assert!(
        harness.notice().contains("wasn’t checked"),
        "{}",
        harness.notice()
    );
    ask(&mut harness, a.id);
}

#[test]
fn the_countdown_of_a_console_that_asks_to_wait_is_drawn_anew_each_second_until_it_is_over() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    let job = harness.get_token(a.id);
    let retry_at = Some(harness.now.plus(Duration::from_millis(2_500)));
    let busy = failed_with(SignInFailure::TooManyRequests { retry_at }, 429);
    harness.fetched(job, a.id, None, AttemptOutcome::Failed(busy));
    let wake = |harness: &FlowHarness| harness.app.next_wake(harness.now);
    assert_eq!(wake(&harness), Some(Duration::from_millis(500)));
    harness.wait(0.5);
    assert_eq!(wake(&harness), Some(Duration::from_secs(1)));
    harness.wait(2.0);
    assert_eq!(wake(&harness), None);
    // The wait is the console's wish, not a lock: and nothing is repeated by itself.
    assert!(harness.wait(60.0).is_empty());
    harness.get_token(a.id);
}

/// A window whose editor has just tested a credential that was refused.
fn test_refused() -> (FlowHarness, Profile) {
    let profile = profile("A");
    let mut harness = FlowHarness::of(&profile);
    harness.on_action(Action::Edit(profile.id));
    let effects = harness.editor(EditorAction::Test);
    let [Effect::Run(job, Job::TestCredential { .. })] = effects[..] else {
        panic!("no test: {effects:?}")
    };
    harness.tested(job, KnownLogin::Unasked, AttemptOutcome::Failed(refusal()));
    (harness, profile)
}

fn asked_in_the_editor(harness: &FlowHarness) -> Option<ConsoleProbe> {
    match &harness.app.state.dialog {
        Some(Dialog::Editor(editor)) => editor.probe.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn after_a_test_the_console_in_the_editor_is_asked() {
    let (mut harness, a) = test_refused();
    let effects = harness.editor(EditorAction::ProbeConsole);
    let [Effect::Run(job, Job::ProbeConsole { console })] = &effects[..] else {
        panic!("not asked: {effects:?}")
    };
    assert_eq!(console, &a.console);
    assert!(harness.editor(EditorAction::ProbeConsole).is_empty());
    answered(&mut harness, *job);
    assert_eq!(
        asked_in_the_editor(&harness),
        Some(ConsoleProbe::Answered(is_console()))
    );
    assert_eq!(harness.row(a.id).probe, None);
}

#[test]
fn the_console_in_the_editor_can_be_checked_before_anything_else_is_typed_if_it_is_valid() {
    let mut harness = FlowHarness::of(&profile("A"));
    harness.on_action(Action::NewProfile);
    harness.app.drafts.editor.fields.console = "not a console".to_owned();
    assert!(harness.editor(EditorAction::ProbeConsole).is_empty());
    harness.app.drafts.editor.fields.console = "console.example".to_owned();
    let effects = harness.editor(EditorAction::ProbeConsole);
    let [Effect::Run(job, Job::ProbeConsole { console })] = &effects[..] else {
        panic!("not asked: {effects:?}")
    };
    assert_eq!(console.as_str(), "https://console.example");
    answered(&mut harness, *job);
    let effects = harness.editor(EditorAction::CopyProbe);
    assert!(matches!(effects[..], [Effect::Run(_, Job::Copy { .. })]));
    harness.editor(EditorAction::CancelProbe);
    assert_eq!(asked_in_the_editor(&harness), None);
}

#[test]
fn a_question_in_the_editor_is_stopped_by_a_changed_field_though_a_code_is_still_wanted() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.on_action(Action::Edit(dana.id));
    harness.editor(EditorAction::UseCode);
    let effects = harness.editor(EditorAction::ProbeConsole);
    let [Effect::Run(asked, Job::ProbeConsole { .. })] = effects[..] else {
        panic!("not asked: {effects:?}")
    };
    let effects = harness.editor(EditorAction::Changed);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == asked));
}

#[test]
fn a_question_in_the_editor_is_stopped_by_cancel_a_changed_field_the_next_test_and_leaving() {
    for stops in [
        Action::Editor(EditorAction::CancelProbe),
        Action::Editor(EditorAction::Changed),
        Action::Editor(EditorAction::Test),
        Action::CloseDialog,
    ] {
        let (mut harness, _) = test_refused();
        let effects = harness.editor(EditorAction::ProbeConsole);
        let [Effect::Run(asked, Job::ProbeConsole { .. })] = effects[..] else {
            panic!("not asked: {effects:?}")
        };
        let effects = harness.on_action(stops);
        assert!(
            matches!(effects[..], [Effect::Cancel(job), ..] if job == asked),
            "{stops:?}: {effects:?}"
        );
    }
}
