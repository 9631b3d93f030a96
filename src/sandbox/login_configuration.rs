//! `GET /api/v3/LoginConfiguration`, without authentication: how a username signs in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::query::Query;
use super::reply;
use super::state::ConsoleState;
use super::users::{ReplyShape, SandboxUser, user};
use crate::model::LoginKind;

/// Also answers for unknown usernames, so that accounts cannot be enumerated.
pub(super) async fn login_configuration(
    State(state): State<Arc<ConsoleState>>,
    query: Query,
) -> Response {
    state.count_login_kind_lookup();
    let Some(username) = query.text("username") else {
        return reply::bad_request("The parameter username is missing.");
    };
    let user = user(username);
    let login_type = match user.map_or(LoginKind::LocalTwoFactor, SandboxUser::login_kind) {
        LoginKind::Local => "LOCAL",
        LoginKind::LocalTwoFactor => "LOCAL_2FA",
        LoginKind::SingleSignOn => "CLOUD_SSO",
    };
    let configuration = json!({ "username": username, "loginType": login_type });
    match user.map(|user| user.reply_shape) {
        Some(ReplyShape::TopLevel) => Json(configuration).into_response(),
        _ => reply::data(&configuration),
    }
}
