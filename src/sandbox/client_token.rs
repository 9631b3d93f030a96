//! `POST /api/v3/oauth/token`: an API client's ID and secret for a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::DATE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::time::sleep;

use super::api_clients::{Behavior, SandboxApiClient, api_clients};
use super::authorization_header::basic;
use super::faults;
use super::query::Query;
use super::reply;
use super::state::ConsoleState;
use super::token_issuer::Holder;

/// How far the slow clock is behind.
const SLOW_BY: SignedDuration = SignedDuration::from_mins(5);

/// Content type and body are ignored.
///
/// The grant type counts in the query only: the vendor's clients send it there, and whether the console would read a form is
/// unknown.
pub(super) async fn client_token(
    State(state): State<Arc<ConsoleState>>,
    query: Query,
    headers: HeaderMap,
) -> Response {
    state.count_sign_in();
    if query.text("grant_type") != Some("client_credentials") {
        return reply::bad_request("The grant type must be client_credentials.");
    }
    let Some((client_id, secret)) = basic(&headers) else {
        return unauthorized();
    };
    let Some(client) = api_clients().iter().find(|c| c.client_id == client_id) else {
        return unauthorized();
    };
    match client.behavior {
        Behavior::Normal { lifetime_secs } => issue(&state, client, &secret, lifetime_secs),
        Behavior::Late { lifetime_secs } => {
            sleep(state.late_by).await;
            issue(&state, client, &secret, lifetime_secs)
        }
        Behavior::SlowClock { lifetime_secs } => {
            with_slow_date(issue(&state, client, &secret, lifetime_secs), state.now())
        }
        Behavior::Fails(fault) => faults::respond(fault).await,
    }
}

fn issue(
    state: &ConsoleState,
    client: &SandboxApiClient,
    secret: &str,
    lifetime_secs: u32,
) -> Response {
    if !state.secret_reset.accepts(client, secret) {
        return unauthorized();
    }
    let holder = Holder::ApiClient(client.client_id.to_owned());
    let token = state.issuer.issue(&holder, lifetime_secs, state.now());
    Json(json!({
        "access_token": token,
        "token_type": "bearer",
        "expires_in": lifetime_secs,
    }))
    .into_response()
}

fn with_slow_date(mut response: Response, now: Timestamp) -> Response {
    let date = now
        .checked_sub(SLOW_BY)
        .ok()
        .and_then(|then| {
            rfc2822::DateTimePrinter::new()
                .timestamp_to_rfc9110_string(&then)
                .ok()
        })
        .and_then(|date| HeaderValue::from_str(&date).ok());
    response.headers_mut().extend(date.map(|date| (DATE, date)));
    response
}

/// One reply for an unknown client ID, a wrong secret and none at all: the console does not reveal which.
fn unauthorized() -> Response {
    reply::unauthorized("Could not authenticate user")
}
