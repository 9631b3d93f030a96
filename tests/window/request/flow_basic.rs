//! *Try a request* the deprecated way: a sign-in for each click, for user accounts, to the paths that take it.

use tokendesk::app::action::Masked;
use tokendesk::app::job::{AttemptOutcome, CopyWhat, Job, RequestWith, SendRequestOutcome};
use tokendesk::app::request::{RequestAction, RequestPhase, RequestWay};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{
    CopyOutcome, Failure, KnownLogin, LoginKind, PasswordStorage, Profile, RequestAuth,
    RequestFormat,
};

use crate::harness::flow::request::{COMPUTERS, response};
use crate::harness::flow::{FlowHarness, fetch_ended, moved, profile, user};

const TYPED: &str = "correct horse";

fn composed(dana: &Profile) -> FlowHarness {
    let mut harness = FlowHarness::with(std::slice::from_ref(dana));
    harness.compose(dana.id, RequestWay::Basic, COMPUTERS);
    harness
}

#[test]
fn the_stored_password_is_read_by_the_job_and_one_click_is_one_request() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    let effects = harness.request(dana.id, RequestAction::Send);
    assert!(matches!(
        &effects[..],
        [Effect::Run(
            _,
            Job::SendRequest {
                with: RequestWith::Basic { password: None, .. },
                ..
            }
        )]
    ));
    assert!(harness.request(dana.id, RequestAction::Send).is_empty());
    assert!(
        harness.row(dana.id).attempt.is_none(),
        "the card says nothing of it"
    );
}

#[test]
fn an_api_client_has_no_such_way() {
    let client = profile("Client");
    let mut harness = composed(&client);
    assert_eq!(harness.shown_request(client.id).way, RequestWay::Token);
    assert!(harness.request(client.id, RequestAction::Send).is_empty());
}

#[test]
fn a_path_that_does_not_take_it_is_not_sent() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    harness.compose(dana.id, RequestWay::Basic, "/api/v3/users");
    for action in [
        RequestAction::Send,
        RequestAction::CopyAs(RequestFormat::Curl),
    ] {
        assert!(harness.request(dana.id, action).is_empty());
        assert!(harness.shown_request(dana.id).shows_errors);
    }
}

#[test]
fn a_password_that_is_not_stored_is_typed_sent_once_and_wiped_at_every_end() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    for outcome in [
        Some(SendRequestOutcome::Response(response(200, "{}"))),
        Some(SendRequestOutcome::Failed(Failure::Defect)),
        Some(SendRequestOutcome::Canceled),
        None,
    ] {
        let mut harness = composed(&dana);
        assert!(harness.request(dana.id, RequestAction::Send).is_empty());
        assert!(harness.shown_request(dana.id).shows_errors);
        harness.type_for_request(dana.id, TYPED);
        harness.on_action(Action::Show(Masked::RequestPassword(dana.id)));
        let sent = harness.send(dana.id);
        assert_eq!(sent.password.as_deref(), Some(TYPED));
        assert!(harness.has_typed_for_request(dana.id));
        match outcome {
            Some(outcome) => harness.request_ended(sent.job, None, outcome),
            None => drop(harness.request(dana.id, RequestAction::Cancel)),
        }
        assert!(!harness.has_typed_for_request(dana.id));
    }
}

#[test]
fn leaving_the_way_wipes_and_hides_what_was_typed_for_it() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = composed(&dana);
    harness.type_for_request(dana.id, TYPED);
    harness.on_action(Action::Show(Masked::RequestPassword(dana.id)));
    harness.request(dana.id, RequestAction::ChooseWay(RequestWay::Token));
    assert!(!harness.has_typed_for_request(dana.id));
    assert!(harness.app.state.shown.is_none());
}

#[test]
fn what_was_typed_for_one_console_is_not_there_for_another() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = composed(&dana);
    let sent = harness.get_token(dana.id);
    harness.type_for_request(dana.id, TYPED);
    let theirs = moved(&dana);
    harness.on_event(fetch_ended(
        sent,
        Some(theirs),
        KnownLogin::Unasked,
        (AttemptOutcome::Failed(Failure::ChangedElsewhere), None),
    ));
    assert!(!harness.has_typed_for_request(dana.id));
}

#[test]
fn a_request_that_finds_its_profile_changed_says_so_over_the_profile_as_it_is_now() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    let sent = harness.send(dana.id);
    let theirs = moved(&dana);
    let changed = SendRequestOutcome::Failed(Failure::ChangedElsewhere);
    harness.request_ended(sent.job, Some(theirs.clone()), changed);
    assert_eq!(harness.row(dana.id).profile, theirs);
    assert!(matches!(
        harness.shown_request(dana.id).phase,
        RequestPhase::Failed(Failure::ChangedElsewhere)
    ));
}

#[test]
fn a_password_that_is_no_longer_stored_is_asked_for() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    let sent = harness.send(dana.id);
    let theirs = Profile {
        rev: 2,
        account: user("Dana", PasswordStorage::AskedEachTime).account,
        ..dana.clone()
    };
    let wanted = SendRequestOutcome::PasswordRequired;
    harness.request_ended(sent.job, Some(theirs), wanted);
    let row = harness.row(dana.id);
    assert!(row.request.wants_password(&row.profile.account) && row.request.shows_errors);
    assert!(matches!(row.request.phase, RequestPhase::Idle));
}

#[test]
fn where_the_console_said_single_sign_on_no_password_is_sent() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    let job = harness.get_token(dana.id);
    let login = KnownLogin::Is(LoginKind::SingleSignOn);
    harness.asked_kind(job, dana.id, login, AttemptOutcome::Canceled);
    assert!(harness.request(dana.id, RequestAction::Send).is_empty());
    assert!(matches!(
        harness.shown_request(dana.id).phase,
        RequestPhase::Failed(Failure::SingleSignOn { .. })
    ));
}

#[test]
fn the_sign_in_choice_is_fixed_while_a_request_runs_and_check_all_leaves_the_account_alone() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    harness.send(dana.id);
    harness.request(dana.id, RequestAction::ChooseWay(RequestWay::Token));
    assert_eq!(harness.shown_request(dana.id).way, RequestWay::Basic);
    harness.on_action(Action::OpenCheckAll);
    harness.many(tokendesk::app::check_all::CheckAllAction::IncludeUsers(
        true,
    ));
    assert!(harness.start_check_all().is_empty());
    assert_eq!(harness.told(dana.id), "Skipped: Already signing in.");
}

#[test]
fn a_curl_command_with_a_username_holds_no_secret_and_stays() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut harness = composed(&dana);
    let effects = harness.request(dana.id, RequestAction::CopyAs(RequestFormat::Curl));
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what:
                    CopyWhat::Request {
                        auth: RequestAuth::Basic(username),
                        ..
                    },
                ..
            },
        ),
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!(username.as_str(), dana.account.login());
    let (copy_id, result) = (*copy_id, Ok(CopyOutcome::Done));
    harness.copy_ended(copy_id, result);
    assert_eq!(
        (harness.notice(), &harness.app.state.copied_item),
        ("Curl command copied.", &None)
    );
}

#[test]
fn a_format_that_cannot_prompt_for_a_password_copies_nothing() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    for format in RequestFormat::ALL {
        let mut harness = composed(&dana);
        let effects = harness.request(dana.id, RequestAction::CopyAs(format));
        assert_eq!(
            effects.len(),
            usize::from(format.prompts_for_password()),
            "{format:?}"
        );
    }
}

#[test]
fn what_is_cut_out_of_its_password_field_is_cleared_like_a_header_and_an_answer_is_not() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = composed(&dana);
    harness.type_for_request(dana.id, TYPED);
    let sent = harness.send(dana.id);
    harness.answered(sent.job, dana.id, "{\"name\":\"computer 7\"}");
    assert!(!harness.is_held_when_copied("computer 7"));
    assert!(!harness.is_held_when_copied("Computer?active"));
    assert!(harness.is_held_when_copied("cut out"));
    harness.type_for_request(dana.id, "computer 7 is my password");
    assert!(
        harness.is_held_when_copied("computer 7"),
        "typed, so a secret"
    );
}

#[test]
fn forgetting_all_tokens_wipes_it_and_stops_what_carries_it() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut harness = composed(&dana);
    harness.type_for_request(dana.id, TYPED);
    let sent = harness.send(dana.id);
    let effects = harness.on_action(Action::ClearSession);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    assert!(!harness.has_typed_for_request(dana.id));
}
