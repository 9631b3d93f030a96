//! `GET /api/v3/auth/jwt`: a user's username, password and optional code for a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::query::Query;
use super::reply;
use super::state::ConsoleState;
use super::token_issuer::Holder;
use super::user_authentication::authenticate;
use super::users::ReplyShape;

/// The lifetime of the vendor's tokens for users. Nothing in the reply states it.
const VENDOR_LIFETIME_SECS: u32 = 30 * 60;
/// The token's name in the body. Using it for the cookie too is made up.
const TOKEN: &str = "v3_user_token";

/// The token is in the body if `useBody` says so, otherwise in a cookie, which no resource accepts.
pub(super) async fn user_token(
    State(state): State<Arc<ConsoleState>>,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Response> {
    state.count_sign_in();
    let uses_body = query
        .flag("useBody")
        .map_err(IntoResponse::into_response)?
        .unwrap_or(false);
    let user = authenticate(&headers, &state).map_err(IntoResponse::into_response)?;
    let holder = Holder::User(user.username.to_owned());
    let token = state
        .issuer
        .issue(&holder, VENDOR_LIFETIME_SECS, state.now());
    Ok(match user.reply_shape {
        ReplyShape::UnderData if uses_body => reply::data(&json!({ TOKEN: token })),
        ReplyShape::TopLevel if uses_body => Json(json!({ TOKEN: token })).into_response(),
        _ => {
            let cookie = format!("{TOKEN}={token}; Path=/; HttpOnly; SameSite=Strict");
            ([(SET_COOKIE, cookie)], reply::data(&Value::Null)).into_response()
        }
    })
}
