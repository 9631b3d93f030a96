//! Replies that are not what was asked for, in the shape of the console's JSON errors.

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::{Value, json};

/// A good reply: the console wraps its data so, from v3 on.
pub(super) fn data(data: &Value) -> Response {
    Json(json!({ "data": data, "error": null, "warnings": null })).into_response()
}

/// 401. No `WWW-Authenticate`: whether the console sends one is not known, and browsers would ask for a password.
pub(super) fn unauthorized(why: &'static str) -> Response {
    unauthorized_with("UNAUTHORIZED", why)
}

/// The same, with a key of its own.
pub(super) fn unauthorized_with(key: &str, why: &str) -> Response {
    error(StatusCode::UNAUTHORIZED, key, why)
}

/// 400.
pub(super) fn bad_request(why: &str) -> Response {
    error(StatusCode::BAD_REQUEST, "BAD_REQUEST", why)
}

/// 403.
pub(super) fn forbidden(why: &'static str) -> Response {
    error(StatusCode::FORBIDDEN, "FORBIDDEN", why)
}

/// 404.
pub(super) fn not_found(what: &str) -> Response {
    error(StatusCode::NOT_FOUND, "NOT_FOUND", what)
}

/// 405. The router adds `Allow`.
pub(super) fn method_not_allowed() -> Response {
    error(
        StatusCode::METHOD_NOT_ALLOWED,
        "METHOD_NOT_ALLOWED",
        "This resource is not used with this method.",
    )
}

/// 503, as a web page: it is what stands before a console that answers so, not the console itself.
pub(super) fn out_of_service() -> Response {
    const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head>\
                        <body><h1>503 Service Temporarily Unavailable</h1></body></html>\n";
    (StatusCode::SERVICE_UNAVAILABLE, Html(PAGE)).into_response()
}

/// Marks every reply as not to be kept by anything on its way.
pub(super) async fn not_to_be_kept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn error(status: StatusCode, key: &str, why: &str) -> Response {
    let body = json!({
        "data": null,
        "error": [{ "primaryErrorKey": key, "description": why }],
        "warnings": null,
    });
    (status, Json(body)).into_response()
}
