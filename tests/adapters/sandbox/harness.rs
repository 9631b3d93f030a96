use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use tokendesk::sandbox::{
    SandboxApiClient, SandboxConsole, SandboxOptions, SandboxUser, api_clients, users,
};

pub(crate) const TOKEN: &str = "/api/v3/oauth/token?grant_type=client_credentials";
pub(crate) const USER_TOKEN: &str = "/api/v3/auth/jwt?useBody=true";
pub(crate) const CUSTOMER: &str = "/api/v3/customer/my";
pub(crate) const USERS: &str = "/api/v3/users?active=true&blocked=false&pageSize=100";

pub(crate) struct Sandbox {
    pub(crate) console: SandboxConsole,
    client: Client,
}

impl Sandbox {
    /// Without the late client's delay.
    pub(crate) fn start() -> Self {
        Self::start_with(SandboxOptions {
            late_by: Duration::ZERO,
            ..SandboxOptions::default()
        })
    }

    pub(crate) fn start_at(clock: &HandSetClock) -> Self {
        let HandSetClock(secs) = clock.clone();
        Self::start_with(SandboxOptions {
            clock: Arc::new(move || Timestamp::from_second(secs.load(Ordering::SeqCst)).unwrap()),
            late_by: Duration::ZERO,
            ..SandboxOptions::default()
        })
    }

    pub(crate) fn start_with(options: SandboxOptions) -> Self {
        Self {
            console: SandboxConsole::start_with(options).unwrap(),
            client: Client::builder()
                .no_proxy()
                .redirect(Policy::none())
                .build()
                .unwrap(),
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.console.base_url());
        self.client.request(method, url)
    }

    pub(crate) async fn sign_in(&self, client_id: &str, secret: &str) -> Response {
        let request = self.request(Method::POST, TOKEN);
        send(request.basic_auth(client_id, Some(secret))).await
    }

    pub(crate) async fn token(&self) -> String {
        self.token_of(api_client("Works")).await
    }

    pub(crate) async fn token_of(&self, api_client: &SandboxApiClient) -> String {
        let reply = json(self.sign_in(api_client.client_id, api_client.secret).await).await;
        reply["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn sign_in_user(
        &self,
        username: &str,
        password: &str,
        code: Option<&str>,
    ) -> Response {
        let request = self.request(Method::GET, USER_TOKEN);
        send(with_code(
            request.basic_auth(username, Some(password)),
            code,
        ))
        .await
    }

    /// Signs in with the user's own password.
    pub(crate) async fn status_of(&self, user: &SandboxUser, code: Option<&str>) -> u16 {
        let reply = self.sign_in_user(user.username, user.password, code);
        reply.await.status().as_u16()
    }

    /// For a user whose reply has the token inside `data`.
    pub(crate) async fn token_of_user(&self, user: &SandboxUser) -> String {
        let reply = self.sign_in_user(user.username, user.password, None);
        let reply = json(reply.await).await;
        reply["data"]["v3_user_token"].as_str().unwrap().to_owned()
    }

    /// One that the console accepts now.
    pub(crate) fn code_of(&self, user: &SandboxUser) -> String {
        let codes = self.console.codes();
        let code = codes
            .into_iter()
            .find(|code| code.user.name == user.name)
            .unwrap();
        assert_eq!(code.counts_in_secs, 0);
        code.code
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Response {
        send(self.request(Method::GET, path).bearer_auth(token)).await
    }

    pub(crate) async fn status(&self, path: &str, token: &str) -> u16 {
        self.get(path, token).await.status().as_u16()
    }
}

pub(crate) fn api_client(name: &str) -> &'static SandboxApiClient {
    let mut all = api_clients().iter();
    all.find(|api_client| api_client.name == name).unwrap()
}

pub(crate) fn user(name: &str) -> &'static SandboxUser {
    let mut all = users().iter();
    all.find(|user| user.name == name).unwrap()
}

pub(crate) fn with_code(request: RequestBuilder, code: Option<&str>) -> RequestBuilder {
    match code {
        Some(code) => request.header("totp-auth", code),
        None => request,
    }
}

pub(crate) async fn send(request: RequestBuilder) -> Response {
    request.send().await.unwrap()
}

pub(crate) async fn json(reply: Response) -> Value {
    reply.json().await.unwrap()
}

pub(crate) fn assert_is_error(body: &Value, what: &str) {
    assert!(body["data"].is_null(), "{what}");
    assert!(body["error"][0]["primaryErrorKey"].is_string(), "{what}");
}

/// Stands still until a test moves it. Clones share the time.
#[derive(Clone)]
pub(crate) struct HandSetClock(Arc<AtomicI64>);

impl Default for HandSetClock {
    /// The start of a two-factor time step.
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(1_800_000_000)))
    }
}

impl HandSetClock {
    pub(crate) fn advance_secs(&self, secs: i64) {
        self.0.fetch_add(secs, Ordering::SeqCst);
    }
}
