//! How often the console was asked, told to anyone: whoever wonders what a click costs can count. A real console has nothing of the
//! kind.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::server::Shared;

/// Where [`counts`] stands.
pub(super) const PATH: &str = "/sandbox/counts";

/// `GET /sandbox/counts`.
pub(super) async fn counts(State(shared): State<Arc<Shared>>) -> Response {
    Json(json!({
        "signIns": shared.sign_ins.load(Ordering::SeqCst),
        "kindQuestions": shared.kind_questions.load(Ordering::SeqCst),
    }))
    .into_response()
}
