//! Routes that no real console has: the two-factor codes, the request counts, and a secret reset.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::state::ConsoleState;

pub(super) const CODES: &str = "/sandbox/codes";
pub(super) const COUNTS: &str = "/sandbox/counts";
pub(super) const RESET_SECRET: &str = "/sandbox/reset-secret";

/// `GET /sandbox/codes`: what each user's authenticator app would show.
pub(super) async fn codes(State(state): State<Arc<ConsoleState>>) -> Json<Value> {
    let codes: Vec<Value> = state
        .unused_codes()
        .into_iter()
        .map(|code| {
            json!({
                "name": code.user.name,
                "username": code.user.username,
                "code": code.code,
                "countsInSecs": code.counts_in_secs,
            })
        })
        .collect();
    Json(json!({ "codes": codes }))
}

/// `GET /sandbox/counts`: shows how many requests a click costs.
pub(super) async fn counts(State(state): State<Arc<ConsoleState>>) -> Json<Value> {
    Json(json!({
        "signIns": state.sign_ins.load(Ordering::SeqCst),
        "kindQuestions": state.login_kind_lookups.load(Ordering::SeqCst),
    }))
}

/// `POST /sandbox/reset-secret`: what an administrator does on the console's web page.
pub(super) async fn reset_secret(State(state): State<Arc<ConsoleState>>) -> Json<Value> {
    let (client_id, secret) = state.secret_reset.reset();
    Json(json!({ "client_id": client_id, "secret": secret }))
}
