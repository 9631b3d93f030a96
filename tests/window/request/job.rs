//! Requests for a resource, through the whole job: each goes out once, with what was chosen, and comes back ready to be read.

use std::sync::Arc;
use std::time::Duration;

use tokendesk::app::job::{Job, Outcome, RequestWith, SendRequestOutcome};
use tokendesk::model::request_examples::{EXAMPLES, ORGANIZATION};
use tokendesk::model::{
    BasicPath, ConsoleUrl, Failure, Profile, RawResponse, ResourcePath, ResponseText, Secret, Token,
};
use tokendesk::os::clock;

use crate::harness::job::JobHarness;

/// A page of devices that is a little shorter than what is read of an answer, and one that is longer.
const LARGE: &str = "/api/v1/Computer?incBackupUsage=true";
const TOO_LARGE: &str = "/api/v1/Computer?incBackupUsage=true&pgSize=500";

#[derive(Debug)]
struct Ended {
    stored: Option<Profile>,
    result: SendRequestOutcome,
}

fn send(harness: &mut JobHarness, shown: &Profile, with: RequestWith) -> Ended {
    let report = harness.report(Job::SendRequest {
        shown: shown.clone(),
        with,
    });
    let Outcome::SendRequest(result) = report.outcome else {
        panic!("{report:?}")
    };
    Ended {
        stored: report.learned.stored,
        result,
    }
}

fn get(harness: &mut JobHarness, shown: &Profile, path: &str, token: &Token) -> Arc<ResponseText> {
    let with = RequestWith::Token {
        path: ResourcePath::parse(path).unwrap(),
        token: token.clone(),
    };
    answered(send(harness, shown, with).result)
}

fn basic(path: &str, password: Option<&str>) -> RequestWith {
    RequestWith::Basic {
        path: BasicPath::parse(path).unwrap(),
        password: password.and_then(Secret::new),
    }
}

fn answered(outcome: SendRequestOutcome) -> Arc<ResponseText> {
    match outcome {
        SendRequestOutcome::Response(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_example_is_answered_by_the_sandbox_with_json_that_is_laid_out() {
    let mut harness = JobHarness::new();
    for name in ["Works", "Local user"] {
        let shown = harness.sample(name);
        let token = harness.token(shown.clone());
        for example in EXAMPLES {
            let path = example.path.replace(ORGANIZATION, "1187240043962117001");
            let text = get(&mut harness, &shown, &path, &token);
            // An API client is no user.
            let is_nobody = name == "Works" && example.path == "/api/v1/User/my";
            assert_eq!(text.status, if is_nobody { 404 } else { 200 }, "{path}");
            assert!(text.pretty.as_ref().unwrap().lines().count() > 5, "{path}");
            assert!(text.headers.iter().any(|(name, _)| name == "content-type"));
        }
    }
    assert_eq!(harness.console.sign_ins(), 2);
}

#[test]
fn an_answer_is_whole_as_far_as_256_kib_and_a_larger_one_is_cut_and_shown_raw() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let token = harness.token(works.clone());
    let whole = get(&mut harness, &works, LARGE, &token);
    assert!(
        (200 * 1024..256 * 1024).contains(&whole.body_bytes),
        "{}",
        whole.body_bytes
    );
    assert_eq!((whole.cut_at_bytes, whole.pretty.is_some()), (None, true));
    let cut = get(&mut harness, &works, TOO_LARGE, &token);
    assert_eq!(cut.body_bytes, 256 * 1024);
    assert_eq!(
        (cut.cut_at_bytes, cut.pretty.is_none()),
        (Some(256 * 1024), true)
    );
    assert!(cut.raw.len() == 256 * 1024);
}

#[test]
fn an_answer_of_256_kib_is_made_ready_before_anybody_notices() {
    let device = r#"{"name":"amara-andersen-laptop","bytes":12345678901,"is":[true,false,null]},"#;
    let body = format!("[{}1]", device.repeat(256 * 1024 / device.len()));
    let response = RawResponse {
        status: 200,
        headers: Vec::new(),
        body: body.into_bytes().into(),
        cut_at_bytes: None,
        is_compressed: false,
        took: Duration::ZERO,
    };
    let (_, before) = clock::read();
    let text = ResponseText::of(&response);
    let took = clock::read().1.saturating_sub(before);
    assert!(text.pretty.is_some());
    // Without optimization and on a busy machine; 40 ms with, on an idle one.
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[test]
fn a_refused_token_is_an_answer_and_no_sign_in_follows() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let other = Token::parse("abc.def").unwrap();
    let text = get(&mut harness, &works, "/api/v1/Computer", &other);
    assert_eq!(text.status, 401);
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn in_the_basic_way_the_stored_password_is_sent_or_the_typed_one_or_it_is_asked_for() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    let ended = send(&mut harness, &local, basic("/api/v1/User/my", None));
    assert_eq!(ended.stored.as_ref(), Some(&local));
    let text = answered(ended.result);
    assert!(text.status == 200 && text.raw.contains("amara.andersen@example.com"));

    let grace = harness.sample("Password asked each time");
    let ended = send(&mut harness, &grace, basic("/api/v1/User/my", None));
    assert!(matches!(ended.result, SendRequestOutcome::PasswordRequired));
    for (password, status) in [("pretend", 200), ("guess", 401)] {
        let ended = send(
            &mut harness,
            &grace,
            basic("/api/v1/User/my", Some(password)),
        );
        assert_eq!(ended.stored, None, "the keyring is not asked");
        assert_eq!(answered(ended.result).status, status);
    }
}

#[test]
fn a_stored_password_is_not_sent_to_another_console_and_the_secret_of_an_api_client_never() {
    let mut harness = JobHarness::new();
    let local = harness.sample("Local user");
    let elsewhere = Profile {
        console: ConsoleUrl::parse("http://127.0.0.1:1").unwrap(),
        ..local.clone()
    };
    let ended = send(&mut harness, &elsewhere, basic("/api/v1/User", None));
    let is_changed = matches!(
        ended.result,
        SendRequestOutcome::Failed(Failure::ChangedElsewhere)
    );
    assert!(is_changed, "{ended:?}");
    assert_eq!(ended.stored, Some(local));
    let works = harness.works();
    let ended = send(&mut harness, &works, basic("/api/v1/User", None));
    let is_defect = matches!(ended.result, SendRequestOutcome::Failed(Failure::Defect));
    assert!(is_defect, "{ended:?}");
}

#[test]
fn a_console_that_is_not_there_is_a_failure_that_names_its_host() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let token = harness.token(works.clone());
    let nowhere = Profile {
        console: ConsoleUrl::parse("http://127.0.0.1:1").unwrap(),
        ..works
    };
    let with = RequestWith::Token {
        path: ResourcePath::parse("/api/v1/User").unwrap(),
        token,
    };
    let ended = send(&mut harness, &nowhere, with);
    let SendRequestOutcome::Failed(failure) = &ended.result else {
        panic!("{ended:?}")
    };
    assert_eq!(failure.report().unwrap().host, "127.0.0.1:1");
}
