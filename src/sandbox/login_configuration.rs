//! `GET /api/v3/LoginConfiguration`, for anyone: how a username signs in.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::query::Query;
use super::reply;
use super::server::Shared;
use super::users::{SandboxUser, Shape, user};
use crate::model::LoginKind;

/// Answers for every username, that of nobody too: who has an account here is not to be found out.
pub(super) async fn login_configuration(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    shared.count_kind_question();
    let query = Query::read(query.as_deref());
    let Some(username) = query.text("username") else {
        return reply::bad_request("The parameter username is missing.");
    };
    let user = user(username);
    let login_type = match user.map_or(LoginKind::LocalTwoFactor, SandboxUser::login_kind) {
        LoginKind::Local => "LOCAL",
        LoginKind::LocalTwoFactor => "LOCAL_2FA",
        LoginKind::SingleSignOn => "CLOUD_SSO",
    };
    let answer = json!({ "username": username, "loginType": login_type });
    match user.map(|user| user.shape) {
        Some(Shape::AtTheTop) => Json(answer).into_response(),
        _ => reply::data(&answer),
    }
}
