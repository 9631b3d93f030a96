//! The API clients that fail.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::Method;
use tokendesk::sandbox::SandboxOptions;

use super::harness::{Sandbox, TOKEN, api_client};

#[tokio::test]
async fn every_failing_client_fails_in_its_own_way_whatever_the_secret() {
    let sandbox = Sandbox::start();
    let empty = Some(("content-length", "0"));
    for (name, status, field, body) in [
        ("Fails: not permitted", 403, None, "Could not authenticate"),
        (
            "Fails: plan without API access",
            403,
            None,
            "does not permit use",
        ),
        (
            "Fails: too many requests",
            429,
            Some(("retry-after", "42")),
            "",
        ),
        ("Fails: server error", 503, None, "<h1>503"),
        (
            "Fails: in maintenance",
            302,
            Some(("location", "https://status.crashplan.example/maintenance")),
            "",
        ),
        (
            "Fails: maintenance page",
            200,
            None,
            "Service Under Maintenance",
        ),
        (
            "Fails: redirected",
            302,
            Some(("location", "https://elsewhere.example/sign-in")),
            "",
        ),
        ("Fails: empty response", 200, empty, ""),
        ("Fails: not JSON", 200, None, "no token reply"),
        (
            "Fails: no token in the response",
            200,
            None,
            r#"{"data":null}"#,
        ),
        (
            "Fails: malformed token",
            200,
            None,
            r#""access_token":"two words""#,
        ),
        (
            "Fails: another type of token",
            200,
            None,
            r#""token_type":"mac""#,
        ),
        (
            "Fails: compressed response",
            200,
            Some(("content-encoding", "gzip")),
            "access_token",
        ),
        ("Fails: response too large", 200, None, "aaaa"),
    ] {
        let api_client = api_client(name);
        for secret in [api_client.secret, "guess"] {
            let reply = sandbox.sign_in(api_client.client_id, secret).await;
            assert_eq!(reply.status(), status, "{name}");
            if let Some((field, value)) = field {
                assert_eq!(reply.headers()[field], value, "{name}");
            }
            let text = reply.text().await.unwrap();
            assert!(text.contains(body), "{name}");
            assert_eq!(text.is_empty(), body.is_empty(), "{name}");
            assert_eq!(text.len() > 64 * 1024, name == "Fails: response too large");
        }
    }
}

#[tokio::test]
async fn one_client_breaks_off_and_one_never_answers() {
    let sandbox = Sandbox::start();
    let cut = api_client("Fails: connection closes early");
    let reply = sandbox.sign_in(cut.client_id, cut.secret).await;
    assert_eq!(reply.status(), 200);
    assert!(reply.text().await.is_err());

    let silent = api_client("Fails: never answers");
    let request = sandbox
        .request(Method::POST, TOKEN)
        .basic_auth(silent.client_id, Some(silent.secret))
        .timeout(Duration::from_millis(200));
    assert!(request.send().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn the_slow_clock_is_five_minutes_behind() {
    let sandbox = Sandbox::start_with(SandboxOptions {
        clock: Arc::new(|| Timestamp::from_second(1_800_000_000).unwrap()),
        ..SandboxOptions::default()
    });
    let slow = api_client("Clock runs slow");
    let reply = sandbox.sign_in(slow.client_id, slow.secret).await;
    // 1,800,000,000 s is Fri, 15 Jan 2027 08:00:00 GMT.
    assert_eq!(reply.headers()["date"], "Fri, 15 Jan 2027 07:55:00 GMT");
}
