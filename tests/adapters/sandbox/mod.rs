//! The sandbox console over real sockets.

mod basic;
mod client;
mod codes;
mod faults;
mod harness;
mod lockout;
mod login_configuration;
mod loopback_only;
mod secret_reset;
mod user_token;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::{
    CUSTOMER, HandSetClock, Sandbox, TOKEN, USERS, api_client, assert_is_error, json, send,
};
use reqwest::header::AUTHORIZATION;
use reqwest::{Method, RequestBuilder};
use tokendesk::sandbox::SandboxOptions;

#[tokio::test]
async fn every_client_behaves_as_its_profile_says() {
    let sandbox = Sandbox::start();
    for (name, status, expires_in) in [
        ("Works", 200, Some(900)),
        ("Lasts 90 seconds", 200, Some(90)),
        ("Secret was reset", 401, None),
        ("Answers after 8 seconds", 200, Some(900)),
        ("Clock runs slow", 200, Some(900)),
    ] {
        let api_client = api_client(name);
        let reply = sandbox
            .sign_in(api_client.client_id, api_client.secret)
            .await;
        assert_eq!(reply.status(), status, "{name}");
        if let Some(expires_in) = expires_in {
            let reply = json(reply).await;
            assert_eq!(reply["expires_in"], expires_in, "{name}");
            assert_eq!(reply["token_type"], "bearer", "{name}");
            let token = reply["access_token"].as_str().unwrap();
            assert_eq!(sandbox.status(CUSTOMER, token).await, 200, "{name}");
        }
    }
    assert_eq!(sandbox.console.sign_ins(), 5);
    let told = send(sandbox.request(Method::GET, "/sandbox/counts")).await;
    assert_eq!(
        json(told).await,
        serde_json::json!({"signIns": 5, "kindQuestions": 0})
    );
}

#[tokio::test]
async fn after_a_reset_the_new_secret_gets_a_token() {
    let sandbox = Sandbox::start();
    let api_client = api_client("Secret was reset");
    let new_secret = api_client.new_secret.unwrap();
    let reply = sandbox.sign_in(api_client.client_id, new_secret).await;
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn only_the_late_client_waits() {
    let sandbox = Sandbox::start_with(SandboxOptions {
        late_by: Duration::from_hours(1),
        ..SandboxOptions::default()
    });
    let late = api_client("Answers after 8 seconds");
    let request = sandbox.request(Method::POST, TOKEN);
    let request = request.basic_auth(late.client_id, Some(late.secret));
    let waiting = tokio::spawn(request.send());
    assert!(!sandbox.token().await.is_empty());
    let both_counted = async {
        while sandbox.console.sign_ins() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let counted = tokio::time::timeout(Duration::from_secs(30), both_counted).await;
    assert!(counted.is_ok(), "the late one is counted");
    // By now one that isn't late would be there.
    sandbox.token().await;
    assert!(!waiting.is_finished());
    waiting.abort();
}

#[tokio::test]
async fn malformed_and_wrong_credentials_get_no_token() {
    let sandbox = Sandbox::start();
    let works = api_client("Works");
    for (what, client_id, secret) in [
        ("another secret", works.client_id, "guess"),
        ("an empty secret", works.client_id, ""),
        ("an unknown client ID", "key-unknown", works.secret),
        (
            "another client's secret",
            works.client_id,
            api_client("Lasts 90 seconds").secret,
        ),
    ] {
        let reply = sandbox.sign_in(client_id, secret).await;
        assert_eq!(reply.status(), 401, "{what}");
        assert_is_error(&json(reply).await, what);
    }
    for (what, header) in [
        ("not Base64", "Basic !!!"),
        ("no colon", "Basic a2V5"),
        ("not UTF-8", "Basic //86/w=="),
        ("another scheme", "Digest a2V5OnNlY3JldA=="),
        ("no credentials", "Basic"),
        ("nothing", ""),
    ] {
        let request = sandbox
            .request(Method::POST, TOKEN)
            .header(AUTHORIZATION, header);
        assert_eq!(send(request).await.status(), 401, "{what}");
    }
    let bare = send(sandbox.request(Method::POST, TOKEN)).await;
    assert_eq!(bare.status(), 401);
}

#[tokio::test]
async fn the_form_of_a_sign_in_is_checked_where_the_vendor_states_it_and_nowhere_else() {
    let sandbox = Sandbox::start();
    let works = api_client("Works");
    let with_secret =
        |request: RequestBuilder| send(request.basic_auth(works.client_id, Some(works.secret)));
    for query in ["", "?grant_type=password", "?grant_type="] {
        let path = format!("/api/v3/oauth/token{query}");
        let reply = with_secret(sandbox.request(Method::POST, &path)).await;
        assert_eq!(reply.status(), 400, "{query}");
        assert_is_error(&json(reply).await, query);
    }
    let reply = with_secret(sandbox.request(Method::GET, TOKEN)).await;
    assert_eq!(reply.status(), 405);
    assert_eq!(reply.headers()["allow"], "POST");
    assert_is_error(&json(reply).await, "GET");

    let odd = sandbox
        .request(Method::POST, TOKEN)
        .header("content-type", "text/plain")
        .body("anything");
    assert_eq!(with_secret(odd).await.status(), 200);
}

#[tokio::test]
async fn a_token_opens_the_tenant_and_its_users() {
    let sandbox = Sandbox::start();
    let token = sandbox.token().await;
    let customer = json(sandbox.get(CUSTOMER, &token).await).await;
    assert!(customer["data"]["tenantUid"].is_string());

    let page = json(sandbox.get(USERS, &token).await).await;
    let users = page["data"]["users"].as_array().unwrap();
    assert_eq!(users.len(), 100);
    assert!(
        users
            .iter()
            .all(|user| user["active"] == true && user["blocked"] == false)
    );
    let second = json(sandbox.get(&format!("{USERS}&pgNum=2"), &token).await).await;
    let rest = second["data"]["users"].as_array().unwrap();
    assert!(!rest.is_empty() && !rest.contains(&users[0]));

    let v1 = sandbox.get("/api/v1/User?pgNum=1&pgSize=500", &token).await;
    let v1 = json(v1).await;
    assert_eq!(v1["metadata"]["params"]["pgSize"], "500");
    assert!(v1["data"]["users"].as_array().unwrap().len() > 100);

    let odd = sandbox.get("/api/v3/users?active=perhaps", &token).await;
    assert_eq!(odd.status(), 400);
}

#[tokio::test]
async fn a_token_expires_on_time() {
    let clock = HandSetClock::default();
    let sandbox = Sandbox::start_at(&clock);
    let short = api_client("Lasts 90 seconds");
    let token = sandbox.token_of(short).await;
    clock.advance_secs(89);
    assert_eq!(sandbox.status(CUSTOMER, &token).await, 200);
    clock.advance_secs(1);
    let reply = sandbox.get(CUSTOMER, &token).await;
    assert_eq!(reply.status(), 401);
    assert_is_error(&json(reply).await, "an expired token");
}

#[tokio::test]
async fn a_token_of_another_run_or_a_forged_one_opens_nothing() {
    let sandbox = Sandbox::start();
    let token = sandbox.token().await;
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        panic!("not three parts");
    };
    let unsigned = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let longer_life = URL_SAFE_NO_PAD
        .decode(payload)
        .map(|claims| String::from_utf8(claims).unwrap())
        .map(|claims| claims.replace("\"exp\":1", "\"exp\":9"))
        .map(|claims| URL_SAFE_NO_PAD.encode(claims))
        .unwrap();
    assert_ne!(longer_life, payload);
    let flipped: String = signature.chars().rev().collect();
    let elsewhere = Sandbox::start().token().await;
    for (what, forged) in [
        (
            "a changed signature",
            format!("{header}.{payload}.{flipped}"),
        ),
        (
            "changed claims",
            format!("{header}.{longer_life}.{signature}"),
        ),
        ("alg none, unsigned", format!("{unsigned}.{payload}.")),
        (
            "alg none, signed",
            format!("{unsigned}.{payload}.{signature}"),
        ),
        ("no signature", format!("{header}.{payload}")),
        ("cut short", token[..token.len() - 1].to_owned()),
        ("another run's", elsewhere),
        ("garbage", "abc".to_owned()),
    ] {
        for path in [CUSTOMER, USERS, "/api/v1/User"] {
            let reply = sandbox.get(path, &forged).await;
            assert_eq!(reply.status(), 401, "{what} on {path}");
            assert_is_error(&json(reply).await, what);
        }
    }
    assert_eq!(sandbox.status(CUSTOMER, &token).await, 200);
}

#[tokio::test]
async fn resources_take_one_bearer_token_and_nothing_else() {
    let sandbox = Sandbox::start();
    let works = api_client("Works");
    let token = sandbox.token().await;
    let request = || sandbox.request(Method::GET, CUSTOMER);

    assert_eq!(send(request()).await.status(), 401, "no header");
    let basic = request().basic_auth(works.client_id, Some(works.secret));
    assert_eq!(send(basic).await.status(), 401, "Basic");
    let twice = request().bearer_auth(&token).bearer_auth(&token);
    assert_eq!(send(twice).await.status(), 401, "two headers");
    let bare = request().header(AUTHORIZATION, &token);
    assert_eq!(send(bare).await.status(), 401, "without the scheme");
    let as_basic = request().header(AUTHORIZATION, format!("Basic {token}"));
    assert_eq!(send(as_basic).await.status(), 401, "under another scheme");
    let lower = request().header(AUTHORIZATION, format!("bearer {token}"));
    assert_eq!(send(lower).await.status(), 200, "the scheme has no case");
    assert_eq!(sandbox.console.sign_ins(), 1, "only sign-ins are counted");
}

#[tokio::test]
async fn server_env_is_public_and_other_paths_are_404() {
    let sandbox = Sandbox::start();
    let reply = send(sandbox.request(Method::GET, "/api/v1/ServerEnv")).await;
    assert_eq!(
        json(reply).await["stsBaseUrl"],
        sandbox.console.base_url().as_str()
    );

    let token = sandbox.token().await;
    for path in ["/", "/api/v1/User/my", "/api/v3/oauth/token/", "/console"] {
        let reply = sandbox.get(path, &token).await;
        assert_eq!(reply.status(), 404, "{path}");
        assert_is_error(&json(reply).await, path);
    }
}

#[tokio::test]
async fn every_reply_is_no_store() {
    let sandbox = Sandbox::start();
    let token = sandbox.token().await;
    let works = api_client("Works");
    let down = api_client("Fails: server error");
    for reply in [
        sandbox.sign_in(works.client_id, works.secret).await,
        sandbox.sign_in(works.client_id, "guess").await,
        sandbox.sign_in(down.client_id, down.secret).await,
        sandbox.get(CUSTOMER, &token).await,
        sandbox.get("/nothing", &token).await,
        sandbox.get(TOKEN, &token).await,
    ] {
        let status = reply.status();
        assert_eq!(reply.headers()["cache-control"], "no-store", "{status}");
        assert!(reply.headers().contains_key("date"), "{status}");
        let expected = if status == 503 {
            "text/html; charset=utf-8"
        } else {
            "application/json"
        };
        assert_eq!(reply.headers()["content-type"], expected, "{status}");
    }
}
