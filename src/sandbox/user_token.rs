//! `GET /api/v3/auth/jwt`: a person's username and password, and perhaps a code, for a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::admission;
use super::query::Query;
use super::reply;
use super::resources::not_readable;
use super::server::Shared;
use super::token::Holder;
use super::users::Shape;

/// How long the vendor's tokens live for a person. Nothing in the reply says so.
const VENDOR_LIFETIME_SECS: u32 = 30 * 60;
/// The token's name in a body. That its cookie is called so too is made up here.
const TOKEN: &str = "v3_user_token";

/// Signs in. The token stands in the body where `useBody` asks for it; else it comes as a cookie, which no resource accepts.
pub(super) async fn user_token(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    shared.count_sign_in();
    let uses_body = match Query::read(query.as_deref()).flag("useBody") {
        Ok(uses_body) => uses_body.unwrap_or(false),
        Err(why) => return not_readable(why),
    };
    let user = match admission::admit(&headers, &shared) {
        Ok(user) => user,
        Err(refusal) => return refusal.reply(),
    };
    let holder = Holder::User(user.username.to_owned());
    let token = shared
        .issuer
        .issue(&holder, VENDOR_LIFETIME_SECS, shared.now());
    match user.shape {
        Shape::UnderData if uses_body => reply::data(&json!({ TOKEN: token })),
        Shape::AtTheTop if uses_body => Json(json!({ TOKEN: token })).into_response(),
        _ => {
            let cookie = format!("{TOKEN}={token}; Path=/; HttpOnly; SameSite=Strict");
            ([(SET_COOKIE, cookie)], reply::data(&Value::Null)).into_response()
        }
    }
}
