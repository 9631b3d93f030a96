//! `POST /api/v3/oauth/token`: an API client's ID and secret for a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header::DATE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::time::sleep;

use super::accounts::{Answer, SandboxAccount, accounts};
use super::authorization::basic;
use super::faults;
use super::query::Query;
use super::reply;
use super::server::Shared;
use super::token::Holder;

/// How far behind the slow clock is.
const SLOW_BY: SignedDuration = SignedDuration::from_mins(5);

/// Signs in. What else the request carries (its content type, a body) does not matter.
///
/// The grant type counts in the query alone: the vendor's clients send it there, and it is not known whether the console
/// would read a form.
pub(super) async fn token(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    shared.count_sign_in();
    if Query::read(query.as_deref()).text("grant_type") != Some("client_credentials") {
        return reply::bad_request("The grant type is to be client_credentials.");
    }
    let Some((client_id, secret)) = basic(&headers) else {
        return refused();
    };
    let Some(account) = accounts().iter().find(|a| a.client_id == client_id) else {
        return refused();
    };
    match account.answer {
        Answer::Prompt { lifetime_secs } => answer(&shared, account, &secret, lifetime_secs),
        Answer::Late { lifetime_secs } => {
            sleep(shared.late_by).await;
            answer(&shared, account, &secret, lifetime_secs)
        }
        Answer::SlowClock { lifetime_secs } => slow_clock(
            answer(&shared, account, &secret, lifetime_secs),
            shared.now(),
        ),
        Answer::Fails(fault) => faults::answer(fault).await,
    }
}

fn answer(shared: &Shared, account: &SandboxAccount, secret: &str, lifetime_secs: u32) -> Response {
    if !shared.reset.accepts(account, secret) {
        return refused();
    }
    let holder = Holder::ApiClient(account.client_id.to_owned());
    let token = shared.issuer.issue(&holder, lifetime_secs, shared.now());
    Json(json!({
        "access_token": token,
        "token_type": "bearer",
        "expires_in": lifetime_secs,
    }))
    .into_response()
}

/// The same answer as of five minutes ago.
fn slow_clock(mut response: Response, now: Timestamp) -> Response {
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

/// One answer for an unknown client ID, a wrong secret, and none at all: the console gives no hint which it was.
fn refused() -> Response {
    reply::unauthorized("Could not authenticate user")
}
