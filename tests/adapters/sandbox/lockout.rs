//! Ten failed sign-ins within five minutes lock an account for five minutes.

use reqwest::Method;
use tokendesk::sandbox::SandboxUser;

use super::harness::{HandSetClock, Sandbox, json, send, user};

const DEVICES: &str = "/api/v1/Computer";

#[tokio::test]
async fn after_ten_failures_even_the_right_password_is_refused_until_five_minutes_after() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    let local = user("Local user");
    fail(&sandbox, local, 9).await;
    clock.advance_secs(299);
    fail(&sandbox, local, 1).await;
    let locked = sandbox
        .sign_in_user(local.username, local.password, None)
        .await;
    assert_eq!(locked.status(), 401);
    assert_eq!(locked.text().await.unwrap(), "", "without a hint");
    // Attempts during a lockout do not extend it.
    clock.advance_secs(299);
    fail(&sandbox, local, 10).await;
    assert_eq!(sandbox.status_of(local, None).await, 401);
    clock.advance_secs(1);
    assert_eq!(sandbox.status_of(local, None).await, 200);
}

#[tokio::test]
async fn nine_failures_do_not_lock_and_a_success_resets_the_count() {
    let sandbox = Sandbox::start_at(&HandSetClock::default());
    let local = user("Local user");
    for _ in 0..2 {
        fail(&sandbox, local, 9).await;
        assert_eq!(sandbox.status_of(local, None).await, 200);
    }
}

#[tokio::test]
async fn failures_expire_after_five_minutes() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    let local = user("Local user");
    fail(&sandbox, local, 9).await;
    clock.advance_secs(300);
    fail(&sandbox, local, 9).await;
    assert_eq!(sandbox.status_of(local, None).await, 200);
}

#[tokio::test]
async fn a_lockout_affects_neither_other_accounts_nor_existing_tokens() {
    let sandbox = Sandbox::start_at(&HandSetClock::default());
    let local = user("Local user");
    let token = sandbox.token_of_user(local).await;
    fail(&sandbox, local, 10).await;
    assert_eq!(sandbox.status_of(local, None).await, 401);
    assert_eq!(sandbox.status(DEVICES, &token).await, 200);
    let other = user("Password asked each time");
    assert_eq!(sandbox.status_of(other, None).await, 200);
    assert!(!sandbox.token().await.is_empty());
}

#[tokio::test]
async fn missing_and_wrong_codes_are_failures_and_keyed_replies_report_the_lockout() {
    let sandbox = Sandbox::start_at(&HandSetClock::default());
    for name in ["Two-factor user", "Two-factor user, older responses"] {
        let two_factor = user(name);
        let code = sandbox.code_of(two_factor);
        for _ in 0..5 {
            assert_eq!(sandbox.status_of(two_factor, None).await, 401);
            assert_eq!(sandbox.status_of(two_factor, Some("no")).await, 401);
        }
        assert_eq!(sandbox.status_of(two_factor, Some(&code)).await, 401);
    }
    let older = user("Two-factor user, older responses");
    let locked = sandbox.sign_in_user(older.username, older.password, None);
    let body = json(locked.await).await;
    let why = body["error"][0]["description"].as_str().unwrap();
    assert!(why.contains("locked"), "{why}");
}

#[tokio::test]
async fn basic_authentication_counts_towards_lockout_and_obeys_it() {
    let sandbox = Sandbox::start_at(&HandSetClock::default());
    let local = user("Local user");
    let devices = |password: &'static str| {
        let request = sandbox.request(Method::GET, DEVICES);
        send(request.basic_auth(local.username, Some(password)))
    };
    for _ in 0..10 {
        assert_eq!(devices("guess").await.status(), 401);
    }
    assert_eq!(devices(local.password).await.status(), 401);
    assert_eq!(sandbox.status_of(local, None).await, 401);
}

async fn fail(sandbox: &Sandbox, user: &SandboxUser, times: usize) {
    for _ in 0..times {
        let reply = sandbox.sign_in_user(user.username, "guess", None).await;
        assert_eq!(reply.status(), 401);
    }
}
