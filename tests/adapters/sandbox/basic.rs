//! HTTP Basic at resources of v1, v4 and later (deprecated).

use reqwest::{Method, Response};
use tokendesk::sandbox::SandboxUser;

use super::harness::{
    CUSTOMER, Sandbox, USERS, api_client, assert_is_error, json, send, user, with_code,
};

const V1_AND_V4: [&str; 4] = [
    "/api/v1/Computer",
    "/api/v1/User",
    "/api/v1/User/my",
    "/api/v4/role/view",
];

#[tokio::test]
async fn basic_authentication_is_accepted_at_v1_and_v4_and_refused_at_v3() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    for path in V1_AND_V4 {
        let reply = with_password(&sandbox, path, local, None).await;
        assert_eq!(reply.status(), 200, "{path}");
    }
    for path in [CUSTOMER, USERS] {
        let reply = with_password(&sandbox, path, local, None).await;
        assert_eq!(reply.status(), 401, "{path}");
        assert_is_error(&json(reply).await, path);
    }
    assert_eq!(sandbox.console.sign_ins(), 0, "none of them is a sign-in");
}

#[tokio::test]
async fn at_v3_the_password_is_not_checked() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    for _ in 0..10 {
        let request = sandbox.request(Method::GET, CUSTOMER);
        let reply = send(request.basic_auth(local.username, Some("guess"))).await;
        assert_eq!(reply.status(), 401);
    }
    assert_eq!(
        sandbox.status_of(local, None).await,
        200,
        "it is not locked"
    );
}

#[tokio::test]
async fn basic_authentication_takes_the_right_password_of_an_account_that_has_one() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    let works = api_client("Works");
    for path in V1_AND_V4 {
        for (what, username, password) in [
            ("another password", local.username, "guess"),
            ("nobody", "nobody@example.com", local.password),
            ("an API client", works.client_id, works.secret),
        ] {
            let request = sandbox.request(Method::GET, path);
            let reply = send(request.basic_auth(username, Some(password))).await;
            assert_eq!(reply.status(), 401, "{what} at {path}");
        }
        for name in [
            "Single sign-on user",
            "Blocked user",
            "Two-factor not set up",
        ] {
            let reply = with_password(&sandbox, path, user(name), None).await;
            assert_eq!(reply.status(), 401, "{name} at {path}");
        }
    }
}

#[tokio::test]
async fn a_two_factor_user_cannot_use_basic_and_loses_no_code_by_trying() {
    let sandbox = Sandbox::start();
    let two_factor = user("Two-factor user");
    let devices = |code| with_password(&sandbox, "/api/v1/Computer", two_factor, code);
    let code = sandbox.code_of(two_factor);
    assert_eq!(devices(None).await.status(), 401);
    assert_eq!(devices(Some(&code)).await.status(), 401);
    assert_eq!(
        sandbox.status_of(two_factor, Some(&code)).await,
        200,
        "it was not used up"
    );
}

#[tokio::test]
async fn tokens_of_users_and_of_api_clients_open_v1_and_v4() {
    let sandbox = Sandbox::start();
    let client = sandbox.token().await;
    let person = sandbox.token_of_user(user("Local user")).await;
    for path in ["/api/v1/Computer", "/api/v1/User", "/api/v4/role/view"] {
        assert_eq!(sandbox.status(path, &client).await, 200, "{path}");
        assert_eq!(sandbox.status(path, &person).await, 200, "{path}");
    }
    for path in V1_AND_V4 {
        assert_eq!(sandbox.status(path, "forged").await, 401, "{path}");
        let bare = send(sandbox.request(Method::GET, path)).await;
        assert_eq!(bare.status(), 401, "{path}");
        assert_is_error(&json(bare).await, path);
    }
}

#[tokio::test]
async fn user_my_is_the_calling_user_and_404_for_an_api_client() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    let token = sandbox.token_of_user(local).await;
    let by_token = json(sandbox.get("/api/v1/User/my", &token).await).await;
    assert_eq!(by_token["data"]["username"], local.username);
    assert!(by_token["data"].get("roles").is_none());
    let asked = user("Password asked each time");
    let by_password = with_password(&sandbox, "/api/v1/User/my?incRoles=true", asked, None);
    let by_password = json(by_password.await).await;
    assert_eq!(by_password["data"]["username"], asked.username);
    assert!(by_password["data"]["roles"].is_array());

    let client = sandbox.token().await;
    let reply = sandbox.get("/api/v1/User/my", &client).await;
    assert_eq!(reply.status(), 404);
    assert_is_error(&json(reply).await, "an API client");
}

#[tokio::test]
async fn devices_and_roles_are_listed_as_the_vendors_clients_read_them() {
    let sandbox = Sandbox::start();
    let token = sandbox.token().await;
    let page = sandbox.get(
        "/api/v1/Computer?pgNum=1&pgSize=500&active=True&blocked=None",
        &token,
    );
    assert_eq!(page.await.status(), 400, "None is no flag");
    let page = sandbox.get("/api/v1/Computer?pgNum=1&pgSize=500&incCounts=True", &token);
    let page = json(page.await).await;
    let devices = page["data"]["computers"].as_array().unwrap();
    assert!(devices.len() > 100);
    assert_eq!(page["data"]["totalCount"], devices.len());
    assert!(devices.iter().all(|device| device["guid"].is_string()));
    let roles = json(sandbox.get("/api/v4/role/view", &token).await).await;
    assert!(roles["data"][0]["roleName"].is_string());
}

async fn with_password(
    sandbox: &Sandbox,
    path: &str,
    user: &SandboxUser,
    code: Option<&str>,
) -> Response {
    let request = sandbox.request(Method::GET, path);
    let request = request.basic_auth(user.username, Some(user.password));
    send(with_code(request, code)).await
}
