//! Resetting a secret: the old one is rejected like any wrong one, the new one signs in, and tokens stay
//! valid.

use reqwest::Method;

use super::harness::{CUSTOMER, Sandbox, api_client, json, send};

const RESET: &str = "/sandbox/reset-secret";

#[tokio::test]
async fn after_a_reset_only_the_new_secret_gets_a_token_and_old_tokens_stay_valid() {
    let sandbox = Sandbox::start();
    let works = api_client("Works");
    let before = sandbox.token().await;
    let (client_id, first) = sandbox.console.reset_secret();
    assert_eq!(client_id, works.client_id);
    let (_, second) = sandbox.console.reset_secret();
    assert_ne!(first, second);
    let status = async |client_id: &str, secret: &str| {
        let reply = sandbox.sign_in(client_id, secret).await;
        reply.status().as_u16()
    };
    assert_eq!(status(client_id, works.secret).await, 401);
    assert_eq!(status(client_id, &first).await, 401);
    assert_eq!(status(client_id, &second).await, 200);
    assert_eq!(sandbox.status(CUSTOMER, &before).await, 200);

    // Not another client's secret, and not in another run.
    let other = api_client("Lasts 90 seconds");
    assert_eq!(status(other.client_id, &second).await, 401);
    assert_eq!(status(other.client_id, other.secret).await, 200);
    let next_run = Sandbox::start();
    let reply = next_run.sign_in(client_id, works.secret).await;
    assert_eq!(reply.status(), 200);
}

#[tokio::test]
async fn the_old_secret_is_rejected_exactly_like_a_wrong_one() {
    let sandbox = Sandbox::start();
    let works = api_client("Works");
    let wrong = json(sandbox.sign_in(works.client_id, "guess").await).await;
    sandbox.console.reset_secret();
    let old = json(sandbox.sign_in(works.client_id, works.secret).await).await;
    assert_eq!(old, wrong);
}

#[tokio::test]
async fn a_post_resets_the_secret_and_a_get_does_not() {
    let sandbox = Sandbox::start();
    let works = api_client("Works");
    let looked = send(sandbox.request(Method::GET, RESET)).await;
    assert_eq!(looked.status(), 405);
    let reply = sandbox.sign_in(works.client_id, works.secret).await;
    assert_eq!(reply.status(), 200);

    let told = json(send(sandbox.request(Method::POST, RESET)).await).await;
    assert_eq!(told["client_id"], works.client_id);
    let secret = told["secret"].as_str().unwrap();
    let reply = sandbox.sign_in(works.client_id, secret).await;
    assert_eq!(reply.status(), 200);
    let reply = sandbox.sign_in(works.client_id, works.secret).await;
    assert_eq!(reply.status(), 401);
}

#[tokio::test]
async fn an_organization_is_listed_and_its_users_are_found_by_either_of_its_numbers() {
    let sandbox = Sandbox::start();
    let token = sandbox.token().await;
    let orgs = json(sandbox.get("/api/v3/orgs", &token).await).await;
    let org = &orgs["data"]["orgs"][0];
    for id in [org["orgUid"].as_str().unwrap(), &org["orgId"].to_string()] {
        let path = format!("/api/v3/org/{id}/user?pageSize=5");
        let users = json(sandbox.get(&path, &token).await).await;
        let users = users["data"]["users"].as_array().unwrap().clone();
        assert_eq!(users.len(), 5);
        assert!(users.iter().all(|user| user["orgUid"] == org["orgUid"]));
    }
    assert_eq!(sandbox.status("/api/v3/org/7/user", &token).await, 404);
    for path in ["/api/v3/orgs", "/api/v3/org/7/user"] {
        assert_eq!(send(sandbox.request(Method::GET, path)).await.status(), 401);
    }
}
