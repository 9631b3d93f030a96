//! Two-factor codes.

use reqwest::Method;
use totp_rs::{Builder, Secret};

use super::harness::{
    CUSTOMER, HandSetClock, Sandbox, USER_TOKEN, assert_is_error, json, send, user, with_code,
};

const BOTH: [&str; 2] = ["Two-factor user", "Two-factor user, older responses"];

#[tokio::test]
async fn password_and_code_together_get_a_token() {
    let sandbox = Sandbox::start();
    for name in BOTH {
        let two_factor = user(name);
        let code = sandbox.code_of(two_factor);
        let reply = sandbox
            .sign_in_user(two_factor.username, two_factor.password, Some(&code))
            .await;
        assert_eq!(reply.status(), 200, "{name}");
        let reply = json(reply).await;
        let token = reply["data"]["v3_user_token"].as_str().unwrap();
        assert_eq!(sandbox.status(CUSTOMER, token).await, 200, "{name}");
    }
}

#[tokio::test]
async fn an_authenticator_with_the_setup_key_shows_the_current_code() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    for name in BOTH {
        let setup_key = user(name).setup_key().unwrap();
        let app = Builder::new()
            .with_secret(Secret::try_from_base32(setup_key).unwrap())
            .build()
            .unwrap();
        let shown = app.generate(1_800_000_000).to_string();
        assert_eq!(sandbox.code_of(user(name)), shown, "{name}");
        assert_eq!(sandbox.status_of(user(name), Some(&shown)).await, 200);
    }
    assert_eq!(user("Local user").setup_key(), None);
}

#[tokio::test]
async fn a_code_is_accepted_once_and_an_earlier_one_not_after_it() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    for name in BOTH {
        let two_factor = user(name);
        let earlier = sandbox.code_of(two_factor);
        clock.advance_secs(30);
        let code = sandbox.code_of(two_factor);
        assert_eq!(sandbox.status_of(two_factor, Some(&code)).await, 200);
        assert_eq!(sandbox.status_of(two_factor, Some(&code)).await, 401);
        assert_eq!(sandbox.status_of(two_factor, Some(&earlier)).await, 401);
        let next = sandbox.code_of(two_factor);
        assert_ne!(next, code, "{name}: a used one is not told again");
        assert_eq!(sandbox.status_of(two_factor, Some(&next)).await, 200);
    }
}

#[tokio::test]
async fn a_code_of_two_steps_ago_is_too_old() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    let two_factor = user("Two-factor user");
    let (first, older) = (sandbox.code_of(two_factor), user(BOTH[1]));
    let other = sandbox.code_of(older);
    clock.advance_secs(59);
    assert_eq!(sandbox.status_of(two_factor, Some(&first)).await, 200);
    clock.advance_secs(1);
    assert_eq!(sandbox.status_of(older, Some(&other)).await, 401);
}

#[tokio::test]
async fn a_code_that_came_with_a_wrong_password_is_not_used_up() {
    let sandbox = Sandbox::start();
    let two_factor = user("Two-factor user");
    let code = sandbox.code_of(two_factor);
    let wrong = sandbox.sign_in_user(two_factor.username, "guess", Some(&code));
    assert_eq!(wrong.await.status(), 401);
    assert_eq!(sandbox.status_of(two_factor, Some(&code)).await, 200);
}

#[tokio::test]
async fn a_code_of_another_user_is_refused_and_so_are_two_codes() {
    let sandbox = Sandbox::start();
    let two_factor = user("Two-factor user");
    let other = sandbox.code_of(user(BOTH[1]));
    assert_eq!(sandbox.status_of(two_factor, Some(&other)).await, 401);
    let code = sandbox.code_of(two_factor);
    let twice = with_code(sandbox.request(Method::GET, USER_TOKEN), Some(&code));
    let twice = with_code(twice, Some(&code));
    let twice = twice.basic_auth(two_factor.username, Some(two_factor.password));
    assert_eq!(send(twice).await.status(), 401);
}

#[tokio::test]
async fn a_local_user_may_send_an_unneeded_code() {
    let sandbox = Sandbox::start();
    let local = user("Local user");
    assert_eq!(sandbox.status_of(local, Some("000000")).await, 200);
}

#[tokio::test]
async fn keyed_replies_say_what_is_wrong_once_the_password_is_right() {
    let sandbox = Sandbox::start();
    let older = user("Two-factor user, older responses");
    let unready = user("Two-factor not set up");
    let used = sandbox.code_of(older);
    assert_eq!(sandbox.status_of(older, Some(&used)).await, 200);
    for (what, of, password, code, key) in [
        (
            "no code",
            older,
            older.password,
            None,
            "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED",
        ),
        (
            "no code",
            older,
            older.password,
            Some("no"),
            "INVALID_TIME_BASED_ONE_TIME_PASSWORD",
        ),
        (
            "used",
            older,
            older.password,
            Some(used.as_str()),
            "INVALID_TIME_BASED_ONE_TIME_PASSWORD",
        ),
        ("wrong password", older, "guess", None, "UNAUTHORIZED"),
        ("both wrong", older, "guess", Some("no"), "UNAUTHORIZED"),
        (
            "not set up",
            unready,
            unready.password,
            None,
            "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER",
        ),
        (
            "a code of nothing",
            unready,
            unready.password,
            Some("123456"),
            "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER",
        ),
        ("wrong, not set up", unready, "guess", None, "UNAUTHORIZED"),
    ] {
        let reply = sandbox.sign_in_user(of.username, password, code).await;
        assert_eq!(reply.status(), 401, "{what}");
        let body = json(reply).await;
        assert_is_error(&body, what);
        assert_eq!(body["error"][0]["primaryErrorKey"], key, "{what}");
        assert!(body["warnings"].is_null(), "{what}");
    }
}

#[tokio::test]
async fn anyone_may_read_the_current_codes_and_reading_uses_none_up() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    let two_factor = user("Two-factor user");
    let told = || async {
        let reply = send(sandbox.request(Method::GET, "/sandbox/codes")).await;
        json(reply).await["codes"].as_array().unwrap().clone()
    };
    let all = told().await;
    let names: Vec<_> = all.iter().map(|code| &code["name"]).collect();
    assert_eq!(names, BOTH);
    assert_eq!(all[0]["username"], two_factor.username);
    assert_eq!(all[0]["code"], sandbox.code_of(two_factor).as_str());
    assert_eq!(told().await, all);

    // Two sign-ins use up the tolerance; then there is a wait.
    for _ in 0..2 {
        let told = told().await;
        assert_eq!(told[0]["countsInSecs"], 0);
        let code = told[0]["code"].as_str();
        assert_eq!(sandbox.status_of(two_factor, code).await, 200);
    }
    clock.advance_secs(10);
    let told = told().await;
    assert_eq!(told[0]["countsInSecs"], 20);
    let code = told[0]["code"].as_str();
    assert_eq!(sandbox.status_of(two_factor, code).await, 401);
    clock.advance_secs(20);
    assert_eq!(sandbox.status_of(two_factor, code).await, 200);
}
