//! *Try a request* the deprecated way: a sign-in for each click, for user accounts, to the paths that take it.

use tokendesk::app::action::Masked;
use tokendesk::app::job::{AttemptEnd, CopyWhat, CurlWith, Job, RequestEnd, RequestWith};
use tokendesk::app::request::{RequestAction, RequestPhase, RequestWay};
use tokendesk::app::{Action, Effect};
use tokendesk::model::{CopyOutcome, Failure, KnownLogin, LoginKind, PasswordStorage, Profile};

use crate::harness::flow::request::{COMPUTERS, response};
use crate::harness::flow::{Desk, fetch_ended, moved, profile, user};

const TYPED: &str = "correct horse";

fn composed(dana: &Profile) -> Desk {
    let mut desk = Desk::with(std::slice::from_ref(dana));
    desk.compose(dana.id, RequestWay::Basic, COMPUTERS);
    desk
}

#[test]
fn the_stored_password_is_read_by_the_job_and_one_click_is_one_request() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    let effects = desk.request(dana.id, RequestAction::Send);
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
    assert!(desk.request(dana.id, RequestAction::Send).is_empty());
    assert!(
        desk.row(dana.id).attempt.is_none(),
        "the card says nothing of it"
    );
}

#[test]
fn an_api_client_has_no_such_way() {
    let client = profile("Client");
    let mut desk = composed(&client);
    assert_eq!(desk.shown_request(client.id).way, RequestWay::Token);
    assert!(desk.request(client.id, RequestAction::Send).is_empty());
}

#[test]
fn a_path_that_does_not_take_it_is_not_sent() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    desk.compose(dana.id, RequestWay::Basic, "/api/v3/users");
    for action in [RequestAction::Send, RequestAction::CopyCurl] {
        assert!(desk.request(dana.id, action).is_empty());
        assert!(desk.shown_request(dana.id).shows_errors);
    }
}

#[test]
fn a_password_that_is_not_stored_is_typed_sent_once_and_wiped_at_every_end() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    for end in [
        Some(RequestEnd::Response(response(200, "{}"))),
        Some(RequestEnd::Failed(Failure::Defect)),
        Some(RequestEnd::Cancelled),
        None,
    ] {
        let mut desk = composed(&dana);
        assert!(desk.request(dana.id, RequestAction::Send).is_empty());
        assert!(desk.shown_request(dana.id).shows_errors);
        desk.type_for_request(dana.id, TYPED);
        desk.on_action(Action::Show(Masked::RequestPassword(dana.id)));
        let sent = desk.send(dana.id);
        assert_eq!(sent.password.as_deref(), Some(TYPED));
        assert!(desk.has_typed_for_request(dana.id));
        match end {
            Some(end) => desk.request_ended(sent.job, None, end),
            None => drop(desk.request(dana.id, RequestAction::Cancel)),
        }
        assert!(!desk.has_typed_for_request(dana.id));
    }
}

#[test]
fn leaving_the_way_wipes_and_hides_what_was_typed_for_it() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = composed(&dana);
    desk.type_for_request(dana.id, TYPED);
    desk.on_action(Action::Show(Masked::RequestPassword(dana.id)));
    desk.request(dana.id, RequestAction::ChooseWay(RequestWay::Token));
    assert!(!desk.has_typed_for_request(dana.id));
    assert!(desk.app.state.shown.is_none());
}

#[test]
fn what_was_typed_for_one_console_is_not_there_for_another() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = composed(&dana);
    let sent = desk.get_token(dana.id);
    desk.type_for_request(dana.id, TYPED);
    let theirs = moved(&dana);
    desk.on_event(fetch_ended(
        sent,
        Some(theirs),
        KnownLogin::Unasked,
        (AttemptEnd::Failed(Failure::ChangedElsewhere), None),
    ));
    assert!(!desk.has_typed_for_request(dana.id));
}

#[test]
fn a_request_that_finds_its_profile_changed_says_so_over_the_profile_as_it_is_now() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    let sent = desk.send(dana.id);
    let theirs = moved(&dana);
    let changed = RequestEnd::Failed(Failure::ChangedElsewhere);
    desk.request_ended(sent.job, Some(theirs.clone()), changed);
    assert_eq!(desk.row(dana.id).profile, theirs);
    assert!(matches!(
        desk.shown_request(dana.id).phase,
        RequestPhase::Failed(Failure::ChangedElsewhere)
    ));
}

#[test]
fn a_password_that_is_no_longer_stored_is_asked_for() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    let sent = desk.send(dana.id);
    let theirs = Profile {
        rev: 2,
        account: user("Dana", PasswordStorage::AskedEachTime).account,
        ..dana.clone()
    };
    let wanted = RequestEnd::PasswordRequired;
    desk.request_ended(sent.job, Some(theirs), wanted);
    let row = desk.row(dana.id);
    assert!(row.request.wants_password(&row.profile.account) && row.request.shows_errors);
    assert!(matches!(row.request.phase, RequestPhase::Idle));
}

#[test]
fn where_the_console_said_single_sign_on_no_password_is_sent() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    let job = desk.get_token(dana.id);
    let login = KnownLogin::Is(LoginKind::SingleSignOn);
    desk.asked_kind(job, dana.id, login, AttemptEnd::Cancelled);
    assert!(desk.request(dana.id, RequestAction::Send).is_empty());
    assert!(matches!(
        desk.shown_request(dana.id).phase,
        RequestPhase::Failed(Failure::SingleSignOn { .. })
    ));
}

#[test]
fn its_way_stands_while_it_is_under_way_and_check_all_leaves_the_account_alone() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    desk.send(dana.id);
    desk.request(dana.id, RequestAction::ChooseWay(RequestWay::Token));
    assert_eq!(desk.shown_request(dana.id).way, RequestWay::Basic);
    desk.on_action(Action::OpenCheckAll);
    desk.many(tokendesk::app::check_all::CheckAllAction::IncludeUsers(
        true,
    ));
    assert!(desk.start_many().is_empty());
    assert_eq!(desk.told(dana.id), "left out: signing in already");
}

#[test]
fn a_curl_command_with_a_username_holds_no_secret_and_stays() {
    let dana = user("Dana", PasswordStorage::InKeyring);
    let mut desk = composed(&dana);
    let effects = desk.request(dana.id, RequestAction::CopyCurl);
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what:
                    CopyWhat::Curl {
                        with: CurlWith::Basic(username),
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
    desk.copy_ended(copy_id, result);
    assert_eq!((desk.notice(), &desk.app.state.held), ("Copied.", &None));
}

#[test]
fn what_is_cut_out_of_its_password_field_is_cleared_like_a_header_and_an_answer_is_not() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = composed(&dana);
    desk.type_for_request(dana.id, TYPED);
    let sent = desk.send(dana.id);
    desk.answered(sent.job, dana.id, "{\"name\":\"computer 7\"}");
    assert!(!desk.is_held_when_copied("computer 7"));
    assert!(!desk.is_held_when_copied("Computer?active"));
    assert!(desk.is_held_when_copied("cut out"));
    desk.type_for_request(dana.id, "computer 7 is my password");
    assert!(desk.is_held_when_copied("computer 7"), "typed, so a secret");
}

#[test]
fn forgetting_all_tokens_wipes_it_and_stops_what_carries_it() {
    let dana = user("Dana", PasswordStorage::AskedEachTime);
    let mut desk = composed(&dana);
    desk.type_for_request(dana.id, TYPED);
    let sent = desk.send(dana.id);
    let effects = desk.on_action(Action::ForgetAll);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    assert!(!desk.has_typed_for_request(dana.id));
}
