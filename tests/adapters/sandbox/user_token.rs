//! Users signing in with username and password.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use tokendesk::sandbox::users;

use super::harness::{
    CUSTOMER, HandSetClock, Sandbox, USER_TOKEN, assert_is_error, json as json_of, send, user,
};

#[tokio::test]
async fn every_user_behaves_as_its_profile_says_for_the_right_password_without_a_code() {
    let sandbox = Sandbox::start();
    for (name, status) in [
        ("Local user", 200),
        ("Two-factor user", 401),
        ("Two-factor user, older responses", 401),
        ("Two-factor not set up", 401),
        ("Single sign-on user", 401),
        ("Blocked user", 401),
        ("Password asked each time", 200),
        ("Fails: token as a cookie", 200),
    ] {
        assert_eq!(sandbox.status_of(user(name), None).await, status, "{name}");
    }
    assert_eq!(sandbox.console.sign_ins(), 8);
    assert_eq!(users().len(), 8);
    assert_eq!(sandbox.console.login_kind_lookups(), 0);
}

#[tokio::test]
async fn a_users_token_claims_30_minutes_and_lives_that_long() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    let local = user("Local user");
    let reply = sandbox
        .sign_in_user(local.username, local.password, None)
        .await;
    let reply = json_of(reply).await;
    let token = reply["data"]["v3_user_token"].as_str().unwrap();
    assert_eq!(
        reply,
        json!({ "data": { "v3_user_token": token }, "error": null, "warnings": null })
    );
    let claims = token.split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    assert_eq!(claims["exp"].as_i64(), Some(1_800_001_800));
    assert_eq!(claims["iat"].as_i64(), Some(1_800_000_000));

    clock.advance_secs(1_799);
    assert_eq!(sandbox.status(CUSTOMER, token).await, 200);
    clock.advance_secs(1);
    assert_eq!(sandbox.status(CUSTOMER, token).await, 401);
}

#[tokio::test]
async fn a_reply_may_have_the_token_at_top_level() {
    let sandbox = Sandbox::start();
    let asked = user("Password asked each time");
    let reply = sandbox
        .sign_in_user(asked.username, asked.password, None)
        .await;
    let reply = json_of(reply).await;
    assert!(reply.get("data").is_none());
    let token = reply["v3_user_token"].as_str().unwrap();
    assert_eq!(sandbox.status(CUSTOMER, token).await, 200);
}

#[tokio::test]
async fn without_use_body_a_token_comes_as_a_cookie_that_no_resource_accepts() {
    let sandbox = Sandbox::start();
    let (local, cookie_only) = (user("Local user"), user("Fails: token as a cookie"));
    for (of, path) in [
        (local, "/api/v3/auth/jwt"),
        (local, "/api/v3/auth/jwt?useBody=false"),
        (local, "/api/v3/auth/jwt?useBody="),
        (cookie_only, USER_TOKEN),
    ] {
        let request = sandbox.request(Method::GET, path);
        let reply = send(request.basic_auth(of.username, Some(of.password))).await;
        assert_eq!(reply.status(), 200, "{path}");
        let cookie = reply.headers()[SET_COOKIE].to_str().unwrap().to_owned();
        let pair = cookie.split(';').next().unwrap().to_owned();
        assert!(pair.starts_with("v3_user_token="), "{path}");
        assert!(json_of(reply).await["data"].is_null(), "{path}");

        let with_cookie = sandbox.request(Method::GET, CUSTOMER).header(COOKIE, &pair);
        assert_eq!(send(with_cookie).await.status(), 401, "{path}");
        let token = pair.trim_start_matches("v3_user_token=");
        assert_eq!(sandbox.status(CUSTOMER, token).await, 200, "{path}");
    }
}

#[tokio::test]
async fn with_use_body_no_cookie_is_set_and_pythons_true_is_read() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    for path in [USER_TOKEN, "/api/v3/auth/jwt?useBody=True"] {
        let request = sandbox.request(Method::GET, path);
        let reply = send(request.basic_auth(local.username, Some(local.password))).await;
        assert!(!reply.headers().contains_key(SET_COOKIE), "{path}");
        assert!(json_of(reply).await["data"]["v3_user_token"].is_string());
    }
}

#[tokio::test]
async fn the_form_of_a_user_sign_in_is_checked() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    let with_password = |method: Method, path: &str| {
        let request = sandbox.request(method, path);
        send(request.basic_auth(local.username, Some(local.password)))
    };
    let odd = with_password(Method::GET, "/api/v3/auth/jwt?useBody=perhaps").await;
    assert_eq!(odd.status(), 400);
    let post = with_password(Method::POST, USER_TOKEN).await;
    assert_eq!(post.status(), 405);
}

#[tokio::test]
async fn malformed_user_credentials_are_a_401_without_a_hint() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    let two_factor = user("Two-factor user");
    let code = sandbox.code_of(two_factor);
    let code = Some(code.as_str());
    for (what, username, password, code) in [
        ("another password", local.username, "guess", None),
        ("an empty password", local.username, "", None),
        (
            "another case",
            local.username,
            "PRETEND-3qV9zRwKtN1SxC6j",
            None,
        ),
        ("nobody", "nobody@example.com", local.password, None),
        ("another user's", local.username, two_factor.password, None),
        ("no code", two_factor.username, two_factor.password, None),
        ("a code only", two_factor.username, "guess", code),
        (
            "an empty code",
            two_factor.username,
            two_factor.password,
            Some(""),
        ),
        (
            "letters",
            two_factor.username,
            two_factor.password,
            Some("abcdef"),
        ),
    ] {
        let reply = sandbox.sign_in_user(username, password, code).await;
        assert_eq!(reply.status(), 401, "{what}");
        assert_eq!(reply.text().await.unwrap(), "", "{what}");
    }
    for (what, header) in [
        ("not Base64", "Basic !!!"),
        ("no colon", "Basic a2V5"),
        ("not UTF-8", "Basic //86/w=="),
        ("another scheme", "Digest a2V5OnNlY3JldA=="),
        ("nothing", ""),
    ] {
        let request = sandbox.request(Method::GET, USER_TOKEN);
        let reply = send(request.header(AUTHORIZATION, header)).await;
        assert_eq!(reply.status(), 401, "{what}");
        assert_eq!(reply.text().await.unwrap(), "", "{what}");
    }
    assert_eq!(sandbox.console.sign_ins(), 14, "all are counted");
}

#[tokio::test]
async fn an_api_client_cannot_sign_in_as_a_user_nor_a_user_as_an_api_client() {
    let sandbox = Sandbox::start();
    let works = super::harness::api_client("Works");
    let reply = sandbox
        .sign_in_user(works.client_id, works.secret, None)
        .await;
    assert_eq!(reply.status(), 401);
    let local = user("Local user");
    let reply = sandbox.sign_in(local.username, local.password).await;
    assert_eq!(reply.status(), 401);
    assert_is_error(&json_of(reply).await, "a person as an API client");
}

#[tokio::test]
async fn usernames_are_case_insensitive() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    let reply = sandbox
        .sign_in_user("Amara.Andersen@Example.com", local.password, None)
        .await;
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn a_password_is_read_as_utf_8_and_may_have_colons() {
    let sandbox = Sandbox::start();
    let older = user("Two-factor user, older responses");
    assert!(older.password.contains(':'));
    let code = sandbox.code_of(older);
    let as_latin_1: Vec<u8> = format!("{}:{}", older.username, older.password)
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect();
    let request = sandbox
        .request(Method::GET, USER_TOKEN)
        .header(
            AUTHORIZATION,
            format!("Basic {}", STANDARD.encode(as_latin_1)),
        )
        .header("totp-auth", &code);
    assert_eq!(send(request).await.status(), 401, "Latin-1");
    assert_eq!(sandbox.status_of(older, Some(&code)).await, 200, "UTF-8");
}
