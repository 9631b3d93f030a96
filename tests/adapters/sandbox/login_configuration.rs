//! `LoginConfiguration`: how a username signs in.

use reqwest::Method;
use serde_json::json;

use super::harness::{Sandbox, assert_is_error, json as json_of, send, user};

#[tokio::test]
async fn anyone_may_look_up_a_username_and_an_unknown_one_looks_two_factor() {
    let sandbox = Sandbox::start();
    for (username, login_type) in [
        (user("Local user").username, "LOCAL"),
        ("AMARA.ANDERSEN@example.com", "LOCAL"),
        (user("Two-factor user").username, "LOCAL_2FA"),
        (
            user("Two-factor user, older responses").username,
            "LOCAL_2FA",
        ),
        (user("Two-factor not set up").username, "LOCAL_2FA"),
        (user("Single sign-on user").username, "CLOUD_SSO"),
        (user("Blocked user").username, "LOCAL"),
        (user("Fails: token as a cookie").username, "LOCAL"),
        ("nobody@example.com", "LOCAL_2FA"),
        ("ünknown & odd", "LOCAL_2FA"),
    ] {
        let reply = ask(&sandbox, username).await;
        assert_eq!(
            reply,
            json!({
                "data": { "username": username, "loginType": login_type },
                "error": null,
                "warnings": null,
            })
        );
    }
    assert_eq!(sandbox.console.login_kind_lookups(), 10);
    assert_eq!(sandbox.console.sign_ins(), 0, "a question is no sign-in");
}

#[tokio::test]
async fn a_reply_may_be_at_top_level() {
    let sandbox = Sandbox::start();
    let username = user("Password asked each time").username;
    let reply = ask(&sandbox, username).await;
    assert_eq!(reply, json!({ "username": username, "loginType": "LOCAL" }));
}

#[tokio::test]
async fn a_request_without_a_username_is_a_400() {
    let sandbox = Sandbox::start();
    for query in ["", "?username=", "?user=amara"] {
        let path = format!("/api/v3/LoginConfiguration{query}");
        let reply = send(sandbox.request(Method::GET, &path)).await;
        assert_eq!(reply.status(), 400, "{query}");
        assert_is_error(&json_of(reply).await, query);
    }
}

async fn ask(sandbox: &Sandbox, username: &str) -> serde_json::Value {
    let mut url = url::Url::parse(&sandbox.console.base_url()).unwrap();
    url.set_path("/api/v3/LoginConfiguration");
    url.query_pairs_mut().append_pair("username", username);
    let path = &url[url::Position::BeforePath..];
    let reply = send(sandbox.request(Method::GET, path)).await;
    assert_eq!(reply.status(), 200);
    json_of(reply).await
}
