//! *Try a request* with the live token: one click is one GET, and its answer belongs to its profile.

use std::time::Duration;

use tokendesk::app::job::{
    CopyWhat, Job, JobId, Outcome, Progress, SaveFileOutcome, SendRequestOutcome,
};
use tokendesk::app::request::{RequestAction, RequestPhase, RequestWay, ShownAs};
use tokendesk::app::{Action, Effect, Event};
use tokendesk::model::failure::Stage;
use tokendesk::model::{CopyId, Failure, Profile, RequestAuth, RequestFormat};

use crate::harness::flow::request::{COMPUTERS, response};
use crate::harness::flow::{FlowHarness, fetch_ended, job_ended, moved, profile};

/// A window with a live token of this profile, and a path in its tab.
fn with_token(a: &Profile, path: &str) -> FlowHarness {
    let mut harness = FlowHarness::with(std::slice::from_ref(a));
    harness.renewed(a.id, 900);
    harness.compose(a.id, RequestWay::Token, path);
    harness
}

#[test]
fn a_click_sends_the_live_token_once_to_the_typed_path() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    let sent = harness.send(a.id);
    assert_eq!(sent.path, COMPUTERS);
    let token = harness.row(a.id).grant.as_ref().unwrap().token.clone();
    assert_eq!(sent.token.as_deref(), Some(token.expose_secret()));
    assert!(harness.request(a.id, RequestAction::Send).is_empty());

    let stage = Stage::Reading;
    harness.on_event(Event::Progress(sent.job, Progress::Stage(stage)));
    let phase = &harness.shown_request(a.id).phase;
    assert!(matches!(phase, RequestPhase::Sending { job } if *job == sent.job));
    assert_eq!(harness.stage(sent.job), stage);
    harness.wait(2.5);
    let wake = harness.app.next_wake(harness.now);
    assert_eq!(wake, Some(Duration::from_millis(500)));

    harness.answered(sent.job, a.id, "{}");
    assert_eq!(harness.shown_status(a.id), Some(200));
    let again = harness.send(a.id);
    assert_ne!(again.job, sent.job);
}

#[test]
fn without_a_live_token_nothing_is_sent() {
    let a = profile("A");
    let mut harness = FlowHarness::of(&a);
    harness.compose(a.id, RequestWay::Token, COMPUTERS);
    assert!(harness.request(a.id, RequestAction::Send).is_empty());
    assert!(
        harness
            .request(a.id, RequestAction::CopyAs(RequestFormat::Curl))
            .is_empty()
    );
    harness.renewed(a.id, 60);
    harness.wait(60.0);
    assert!(harness.request(a.id, RequestAction::Send).is_empty());
}

#[test]
fn a_wrong_path_or_a_missing_organization_sends_nothing_and_the_fields_say_so() {
    let a = profile("A");
    for wrong in [
        "",
        "https://console.us2.crashplan.com/api/v1/Computer",
        "/api/v1/../v3/users",
        "/api/v3/org/<organizationID>/user",
    ] {
        for action in [
            RequestAction::Send,
            RequestAction::CopyAs(RequestFormat::Curl),
        ] {
            let mut harness = with_token(&a, wrong);
            assert!(harness.request(a.id, action).is_empty(), "{wrong}");
            assert!(harness.shown_request(a.id).shows_errors, "{wrong}");
        }
    }
}

#[test]
fn an_organization_is_put_into_its_place() {
    let a = profile("A");
    let mut harness = with_token(&a, "/api/v3/org/<organizationID>/user");
    let draft = harness.app.drafts.requests.get_mut(&a.id).unwrap();
    draft.organization = " 42 a ".to_owned();
    assert_eq!(harness.send(a.id).path, "/api/v3/org/42%20a/user");
    assert!(!harness.shown_request(a.id).shows_errors);
}

#[test]
fn cancel_stops_it_at_once_and_a_late_answer_is_dropped() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    let sent = harness.send(a.id);
    let effects = harness.request(a.id, RequestAction::Cancel);
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    assert!(harness.request(a.id, RequestAction::Cancel).is_empty());
    harness.answered(sent.job, a.id, "{}");
    assert!(matches!(
        harness.shown_request(a.id).phase,
        RequestPhase::Idle
    ));
}

#[test]
fn a_failure_is_shown_in_the_tab_and_not_on_the_card() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    let sent = harness.send(a.id);
    let failed = SendRequestOutcome::Failed(Failure::Defect);
    harness.request_ended(sent.job, None, failed);
    assert!(matches!(
        harness.shown_request(a.id).phase,
        RequestPhase::Failed(Failure::Defect)
    ));
    assert_eq!(harness.row(a.id).last_outcome, None);
}

#[test]
fn a_response_is_shown_in_the_chosen_view_and_goes_with_its_account() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    let sent = harness.send(a.id);
    harness.answered(sent.job, a.id, "{}");
    harness.request(a.id, RequestAction::ShowAs(ShownAs::Raw));
    harness.request(a.id, RequestAction::ShowHeaders(true));
    let shown = harness.shown_request(a.id);
    assert_eq!((shown.shown_as, shown.shows_headers), (ShownAs::Raw, true));

    // Another request is under way when it turns out that the profile signs in elsewhere.
    let sent = harness.send(a.id);
    let theirs = moved(&a);
    let job = harness.get_token(a.id);
    let effects = harness.on_event(fetch_ended(
        job,
        Some(theirs),
        tokendesk::model::KnownLogin::Unasked,
        (
            tokendesk::app::job::AttemptOutcome::Failed(Failure::ChangedElsewhere),
            None,
        ),
    ));
    assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
    harness.answered(sent.job, a.id, "{}");
    assert_eq!(harness.shown_status(a.id), None);
}

#[test]
fn typed_text_belongs_to_its_profile() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    harness.on_action(Action::AskDelete(a.id));
    assert!(harness.app.drafts.requests.contains_key(&a.id));
    harness.on_action(Action::ConfirmDelete);
    assert!(harness.app.drafts.requests.is_empty());
}

#[test]
fn a_copied_request_with_the_token_is_named_after_its_profile_and_cleared_when_the_token_expires() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    harness.wait(855.0);
    let copy = |format| Action::Request(a.id, RequestAction::CopyAs(format));
    let mut copy_id = CopyId(0);
    for format in RequestFormat::ALL {
        copy_id = copied_request(&harness.on_action(copy(format)));
        harness.copy_done(copy_id);
        let copied_item = harness.copied_item();
        assert_eq!(
            (copied_item.name.as_str(), copied_item.noun),
            ("A", format.noun())
        );
    }
    let copied_item = harness.copied_item();
    assert_eq!(copied_item.of, Some(a.id));
    assert!(harness.wait(44.0).is_empty());
    let effects = harness.wait(1.0);
    assert!(
        matches!(effects[..], [Effect::Run(_, Job::ClearClipboard { copy_id: cleared })] if cleared == copy_id)
    );
}

#[test]
fn a_token_that_ends_within_seconds_is_not_copied_in_a_command_either() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    harness.wait(891.0);
    assert!(
        harness
            .request(a.id, RequestAction::CopyAs(RequestFormat::Curl))
            .is_empty()
    );
    assert!(
        harness.notice().contains("wasn’t copied"),
        "{}",
        harness.notice()
    );
}

#[test]
fn clearing_the_session_stops_it_and_keeps_no_response() {
    let a = profile("A");
    for path in [COMPUTERS, "/api/v3/auth/jwt?useBody=true"] {
        let mut harness = with_token(&a, path);
        let sent = harness.send(a.id);
        let effects = harness.on_action(Action::ClearSession);
        assert!(matches!(effects[..], [Effect::Cancel(job)] if job == sent.job));
        harness.renewed(a.id, 900);
        harness.compose(a.id, RequestWay::Token, path);
        let sent = harness.send(a.id);
        harness.answered(sent.job, a.id, "{}");
        harness.on_action(Action::ClearSession);
        assert_eq!(harness.shown_status(a.id), None, "{path}");
    }
}

#[test]
fn text_of_an_answer_stays_on_the_clipboard_unless_it_is_a_tokens() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    let token = harness.row(a.id).grant.as_ref().unwrap().token.clone();
    let token = token.expose_secret().to_owned();
    let sent = harness.send(a.id);
    harness.answered(
        sent.job,
        a.id,
        &format!("{{\"a\":\"guid\",\"b\":\"{token}\"}}"),
    );
    assert!(!harness.is_held_when_copied("guid"));
    assert!(harness.is_held_when_copied(&token[..40]));

    // The answer is a token, whatever is typed as the path by now.
    harness.compose(a.id, RequestWay::Token, "/api/v3/auth/jwt");
    let sent = harness.send(a.id);
    harness.compose(a.id, RequestWay::Token, COMPUTERS);
    harness.answered(sent.job, a.id, "{\"v3_user_token\":\"eyJabc\"}");
    assert!(harness.is_held_when_copied("eyJabc"));
}

#[test]
fn an_answer_with_an_error_is_an_answer() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    let sent = harness.send(a.id);
    let result = SendRequestOutcome::Response(response(401, ""));
    harness.request_ended(sent.job, None, result);
    assert_eq!(harness.shown_status(a.id), Some(401));
    assert!(harness.row(a.id).grant.is_some(), "the token is left alone");
}

/// Presses *Save response…*; the job, what it saves, and whether that is JSON.
fn saved(harness: &mut FlowHarness, a: &Profile) -> Option<(JobId, String, bool)> {
    match &harness.request(a.id, RequestAction::SaveResponse)[..] {
        [] => None,
        [Effect::Run(job, Job::SaveResponse { text, is_json })] => {
            Some((*job, text.expose_secret().to_owned(), *is_json))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_response_is_saved_as_shown_once_at_a_time_and_never_with_a_token_in_it() {
    let a = profile("A");
    let mut harness = with_token(&a, COMPUTERS);
    assert_eq!(saved(&mut harness, &a), None, "there is none yet");
    let sent = harness.send(a.id);
    harness.answered(sent.job, a.id, r#"{"a":1}"#);
    let (job, text, is_json) = saved(&mut harness, &a).unwrap();
    assert_eq!((text.as_str(), is_json), ("{\n  \"a\": 1\n}", true));
    assert_eq!(saved(&mut harness, &a), None, "one at a time");
    let path = "/home/ada/tokendesk-response.json".to_owned();
    let outcome = SaveFileOutcome::Saved { path };
    harness.on_event(job_ended(job, Outcome::SaveResponse(outcome)));
    assert_eq!(
        harness.notice(),
        "Saved as /home/ada/tokendesk-response.json"
    );

    harness.request(a.id, RequestAction::ShowAs(ShownAs::Raw));
    let (_, text, _) = saved(&mut harness, &a).unwrap();
    assert_eq!(text, r#"{"a":1}"#);

    harness.compose(a.id, RequestWay::Token, "/api/v3/auth/jwt?useBody=true");
    let sent = harness.send(a.id);
    harness.answered(sent.job, a.id, r#"{"data":{"v3_user_token":"pl4nted"}}"#);
    assert_eq!(saved(&mut harness, &a), None);
}

/// The one copy of a request with a token among these orders.
fn copied_request(effects: &[Effect]) -> CopyId {
    let [
        Effect::Run(
            _,
            Job::Copy {
                copy_id,
                what:
                    CopyWhat::Request {
                        auth: RequestAuth::Token(_),
                        ..
                    },
                unless_taken_since: None,
            },
        ),
    ] = effects
    else {
        panic!("{effects:?}")
    };
    *copy_id
}
