//! The codes of the two-factor accounts, told to anyone: what a person's own authenticator would show. A real console has
//! nothing of the kind.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::authenticator::Step;
use super::server::Shared;
use super::users::{SandboxUser, users};

/// Where [`codes`] stands.
pub(super) const PATH: &str = "/sandbox/codes";

/// A two-factor code that was not used yet.
///
/// The one that an authenticator shows; once that was used, the next one, which counts at once, since the console lets an
/// authenticator be a step ahead. Only after both within one step is there something to wait for.
pub struct SandboxCode {
    /// Whose it is.
    pub user: &'static SandboxUser,
    /// Six digits.
    pub code: String,
    /// In how many seconds the console will accept it; almost always 0.
    pub counts_in_secs: u64,
}

/// `GET /sandbox/codes`.
pub(super) async fn codes(State(shared): State<Arc<Shared>>) -> Response {
    let codes: Vec<Value> = unused(&shared)
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
    Json(json!({ "codes": codes })).into_response()
}

/// A code for each account that has an authenticator.
pub(super) fn unused(shared: &Shared) -> Vec<SandboxCode> {
    let now = shared.now();
    let code = |user: &'static SandboxUser| {
        let key = user.key()?;
        let used = shared.ledger.with(user, |record| record.last_code);
        let present = Step::at(now);
        let step = used.map_or(present, |used| present.max(used.next()));
        Some(SandboxCode {
            user,
            code: step.code(key),
            counts_in_secs: step.counts_in_secs(now),
        })
    };
    users().iter().filter_map(code).collect()
}
