//! What *Check all* found: it stays until the next check, its lines lead to their profiles, and what failed is checked again.

use tokendesk::app::check_all::{CheckAllAction, CheckScope, LineState};
use tokendesk::app::job::{
    AttemptOutcome, CheckCredentialOutcome, Job, LearnedLogin, MissingInput,
};
use tokendesk::app::profiles::{ListAction, RowKey};
use tokendesk::app::state::Dialog;
use tokendesk::app::token::{Check, ConsoleProbe};
use tokendesk::app::{Action, Effect};
use tokendesk::model::failure::Stage;
use tokendesk::model::{
    CheckOutcome, Failure, KnownLogin, LoginKind, PasswordStorage, Profile, ProfileId,
    SignInFailure, SignInReport, SignInWith,
};

use crate::harness::flow::check::{checked, the_check};
use crate::harness::flow::check_all::{accepted, clients, opened, refused, the_checks};
use crate::harness::flow::{FlowHarness, profile, refusal, user, user_refusal};

const TOO_LATE: SignInFailure = SignInFailure::TimedOut {
    stage: Stage::Waiting,
    limit: std::time::Duration::from_secs(30),
};

fn silent() -> CheckOutcome {
    let Failure::SignIn(report) = refusal() else {
        panic!("a sign-in failed")
    };
    CheckOutcome::of_failure(Failure::SignIn(SignInReport {
        failure: TOO_LATE,
        status: None,
        ..report
    }))
}

/// Each check ends with the outcome for its place.
fn end_with(harness: &mut FlowHarness, outcomes: &[CheckOutcome]) {
    let mut running = harness.start_check_all();
    for outcome in outcomes {
        let ended = running.remove(0);
        let tried = CheckCredentialOutcome::Tried(outcome.clone());
        running.extend(the_checks(&harness.ended(ended, tried)));
    }
    assert!(running.is_empty() && harness.is_whole());
}

/// A works, B was rejected, C did not respond.
fn three() -> (FlowHarness, Vec<Profile>) {
    let profiles = clients(3);
    let mut harness = opened(&profiles);
    let works = accepted(&harness, 900, 187);
    end_with(&mut harness, &[works, refused(), silent()]);
    (harness, profiles)
}

fn shown(harness: &FlowHarness) -> Vec<ProfileId> {
    let shown = harness.table().shown(&harness.app.state.settings);
    shown.iter().map(|line| line.profile.id).collect()
}

#[test]
fn the_problems_come_first_and_alone_until_all_are_asked_for() {
    let (mut harness, profiles) = three();
    let [a, b, c] = [0, 1, 2].map(|index| profiles[index].id);
    assert_eq!(shown(&harness), [b, c]);
    let summary = harness.summary();
    assert_eq!(summary.headline, "2 of 3 need attention");
    assert_eq!(summary.others, "1 works");
    assert_eq!(harness.line(b).headline(), "Rejected · HTTP 401");
    assert_eq!(
        harness.line(c).headline(),
        "Couldn’t check · no response in 30 s"
    );
    harness.many(CheckAllAction::ProblemsOnly(false));
    assert_eq!(shown(&harness), [b, c, a]);
}

#[test]
fn without_problems_everything_is_shown() {
    let mut harness = opened(&clients(2));
    let works = accepted(&harness, 900, 187);
    end_with(&mut harness, &[works.clone(), works]);
    assert_eq!(shown(&harness).len(), 2);
    let summary = harness.summary();
    assert_eq!((&*summary.headline, &*summary.others), ("All 2 work", ""));
}

#[test]
fn the_results_outlast_the_dialog_until_the_next_check_starts() {
    let (mut harness, profiles) = three();
    let before = shown(&harness);
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.check_all().is_none());
    harness.on_action(Action::OpenCheckAll);
    assert_eq!(shown(&harness), before);

    // Looking at the choices alone loses nothing.
    harness.many(CheckAllAction::NewCheck);
    assert!(harness.app.state.check_all().unwrap().table().is_none());
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::OpenCheckAll);
    assert_eq!(shown(&harness), before);

    harness.many(CheckAllAction::NewCheck);
    assert_eq!(harness.start_check_all().len(), profiles.len());
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::OpenCheckAll);
    assert!(harness.is_whole());
    assert_eq!(harness.line(profiles[1].id).verdict_word(), "Canceled");
}

#[test]
fn what_failed_is_checked_again_and_the_rest_keeps_its_result() {
    let (mut harness, profiles) = three();
    let again = the_checks(&harness.many(CheckAllAction::CheckFailedAgain));
    let ids: Vec<_> = again.iter().map(|sent| sent.id).collect();
    assert_eq!(ids, [profiles[1].id, profiles[2].id]);
    assert_eq!((harness.table().ended(), harness.table().to_check), (0, 2));
    assert_eq!(harness.line(profiles[0].id).verdict_word(), "Works");
    let works = accepted(&harness, 900, 187);
    for sent in again {
        harness.ended(sent, CheckCredentialOutcome::Tried(works.clone()));
    }
    assert_eq!(harness.summary().headline, "All 3 work");
    assert!(harness.many(CheckAllAction::CheckFailedAgain).is_empty());
}

#[test]
fn a_rejected_password_is_not_sent_again_until_it_was_saved_anew() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = opened(std::slice::from_ref(&dana));
    harness.many(CheckAllAction::IncludeUsers(true));
    let failure = user_refusal(SignInFailure::Refused, SignInWith::Password);
    end_with(&mut harness, &[CheckOutcome::of_failure(failure)]);
    assert!(harness.many(CheckAllAction::CheckFailedAgain).is_empty());
    assert_eq!(harness.line(dana.id).verdict_word(), "Rejected");

    harness.on_action(Action::CloseDialog);
    let saved = Profile {
        rev: 2,
        ..dana.clone()
    };
    let sent = the_check(&harness.on_action(Action::Check(dana.id)));
    checked(
        &mut harness,
        sent.job,
        &saved,
        CheckCredentialOutcome::Canceled,
    );
    harness.on_action(Action::OpenCheckAll);
    let summary = harness.summary();
    let said = (&*summary.headline, &*summary.others);
    assert_eq!(said, ("0 of 1 work", "1 changed since"));
    let again = the_checks(&harness.many(CheckAllAction::CheckFailedAgain));
    assert_eq!(again.len(), 1);
}

#[test]
fn a_line_opens_its_profile_with_what_the_check_said() {
    let (mut harness, profiles) = three();
    harness.app.drafts.search = "nothing like it".to_owned();
    let b = profiles[1].id;
    harness.many(CheckAllAction::OpenProfile(b));
    assert!(harness.app.state.dialog.is_none());
    let selected = harness.app.state.selected_profile().unwrap();
    assert_eq!(selected.profile.id, b);
    assert_eq!(harness.app.drafts.search, "", "it would have been hidden");
    assert!(matches!(
        harness.row(b).check,
        Some(Check::Done {
            is_closed: false,
            ..
        })
    ));
}

#[test]
fn a_rejected_line_leads_to_the_new_secret_and_the_old_one_is_not_sent_again() {
    let (mut harness, profiles) = three();
    let effects = harness.many(CheckAllAction::Remedy(profiles[1].id));
    assert!(effects.is_empty(), "{effects:?}");
    let check = harness.app.state.rotation().expect("the dialog is open");
    assert_eq!(check.profile.id, profiles[1].id);
    assert!(check.refused_before.is_some());
    harness.on_action(Action::CloseDialog);
    assert_eq!(shown(&harness).len(), 2, "the table is there again");
    // Opened elsewhere, it doesn't lead there.
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::OpenRotation(profiles[1].id));
    harness.on_action(Action::CloseDialog);
    assert!(harness.app.state.dialog.is_none());
}

#[test]
fn what_works_since_the_check_is_no_longer_a_problem() {
    let (mut harness, profiles) = three();
    let [_, b, c] = [0, 1, 2].map(|index| profiles[index].id);
    harness.on_action(Action::CloseDialog);
    harness.wait(61.0);
    harness.renewed(c, 900);
    harness.on_action(Action::OpenCheckAll);
    let reason = |id| {
        let table = harness.table();
        let line = table.lines.iter().find(|line| line.profile.id == id);
        harness.app.state.line_reason(line.unwrap())
    };
    assert_eq!(reason(c), "Changed since this check.");
    assert!(reason(b).starts_with("The secret may have been reset"));
    assert_eq!(harness.summary().headline, "1 of 3 needs attention");
}

#[test]
fn selected_profiles_are_checked_though_there_are_earlier_results() {
    let (mut harness, profiles) = three();
    harness.on_action(Action::CloseDialog);
    harness.select(profiles[0].id);
    let second = RowKey::Item(profiles[1].id);
    harness.on_action(Action::List(ListAction::ToggleSelected(second)));
    harness.on_action(Action::List(ListAction::CheckSelected));
    let check = harness.app.state.check_all().unwrap();
    assert!(check.table().is_none());
    assert_eq!(check.scope, CheckScope::Ticked);
    assert_eq!(check.ticked, [profiles[0].id, profiles[1].id].into());
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::OpenCheckAll);
    assert_eq!(harness.table().lines.len(), 3, "the results are kept");
    harness.on_action(Action::CloseDialog);
    harness.on_action(Action::List(ListAction::CheckSelected));
    assert_eq!(harness.start_check_all().len(), 2);
}

#[test]
fn a_line_without_a_response_leads_to_a_check_of_the_address() {
    let (mut harness, profiles) = three();
    let c = profiles[2].id;
    let effects = harness.many(CheckAllAction::Remedy(c));
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ProbeConsole { .. })]),
        "{effects:?}"
    );
    assert!(matches!(
        harness.row(c).probe,
        Some(ConsoleProbe::Asking { .. })
    ));
    // Its verdict is stale once the secret is checked again.
    harness.on_action(Action::Check(c));
    assert_eq!(harness.row(c).probe, None);
}

#[test]
fn a_line_that_needs_a_code_leads_to_the_prompt_for_it() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.app.state.login_kinds.learn(LearnedLogin {
        console: dana.console.clone(),
        account: dana.account.clone(),
        login: KnownLogin::Is(LoginKind::LocalTwoFactor),
    });
    harness.on_action(Action::OpenCheckAll);
    harness.many(CheckAllAction::IncludeUsers(true));
    harness.many(CheckAllAction::Start);
    let effects = harness.many(CheckAllAction::Remedy(dana.id));
    assert!(effects.is_empty(), "nothing is sent before: {effects:?}");
    assert!(harness.missing(dana.id).is_some_and(MissingInput::code));
}

#[test]
fn a_line_whose_profile_changed_since_offers_nothing() {
    let (mut harness, profiles) = three();
    let b = profiles[1].clone();
    let newer = Profile {
        rev: 2,
        ..b.clone()
    };
    harness.on_action(Action::CloseDialog);
    let sent = the_check(&harness.on_action(Action::Check(b.id)));
    let canceled = CheckCredentialOutcome::Canceled;
    checked(&mut harness, sent.job, &newer, canceled);
    harness.on_action(Action::OpenCheckAll);
    harness.many(CheckAllAction::Remedy(b.id));
    assert!(matches!(
        harness.app.state.dialog,
        Some(Dialog::CheckAll(_))
    ));
}

#[test]
fn nothing_opens_while_it_runs() {
    let profiles = clients(2);
    let mut harness = opened(&profiles);
    harness.start_check_all();
    harness.many(CheckAllAction::OpenProfile(profiles[1].id));
    harness.many(CheckAllAction::Remedy(profiles[1].id));
    assert!(matches!(
        harness.line(profiles[1].id),
        LineState::Running { .. }
    ));
}

#[test]
fn select_all_selects_what_the_filter_finds() {
    let [eu, us, other] = [profile("Prod EU"), profile("Prod US"), profile("Other")];
    let mut harness = opened(&[eu.clone(), us.clone(), other.clone()]);
    let ticked = |harness: &FlowHarness| {
        let check = harness.app.state.check_all().unwrap();
        check.ticked.iter().copied().collect::<Vec<_>>()
    };
    harness.many(CheckAllAction::Tick(other.id, true));
    harness.app.drafts.check_filter = "prod".to_owned();
    harness.many(CheckAllAction::TickShown(true));
    assert_eq!(ticked(&harness).len(), 3);
    harness.many(CheckAllAction::TickShown(false));
    assert_eq!(ticked(&harness), [other.id]);
    harness.on_action(Action::CloseDialog);
    assert_eq!(harness.app.drafts.check_filter, "");
}

#[test]
fn an_account_that_used_a_code_is_never_signed_in_without_one() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = FlowHarness::of(&dana);
    harness.on_action(Action::UseCode(dana.id));
    let sent = harness.sign_in_with(dana.id, "", "123456");
    // The console rejects it, and so the login kind is open again.
    let failure = user_refusal(SignInFailure::Refused, SignInWith::PasswordAndCode);
    harness.asked_kind(
        sent.job,
        dana.id,
        KnownLogin::Unasked,
        AttemptOutcome::Failed(failure),
    );
    assert_eq!(harness.known_login(&dana), KnownLogin::Unasked);
    harness.on_action(Action::OpenCheckAll);
    harness.many(CheckAllAction::IncludeUsers(true));
    assert!(harness.many(CheckAllAction::Start).is_empty());
    assert_eq!(harness.told(dana.id), "Skipped: Needs a two-factor code.");
}
