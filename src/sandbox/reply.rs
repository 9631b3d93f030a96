//! The console's JSON envelope and error replies.

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::{Value, json};

/// The envelope of v3 and later.
pub(super) fn data(data: &Value) -> Response {
    Json(json!({ "data": data, "error": null, "warnings": null })).into_response()
}

/// 401 without `WWW-Authenticate`: whether the console sends one is unknown, and a browser would prompt for a password.
pub(super) fn unauthorized(why: &'static str) -> Response {
    unauthorized_with("UNAUTHORIZED", why)
}

pub(super) fn unauthorized_with(key: &str, why: &str) -> Response {
    error(StatusCode::UNAUTHORIZED, key, why)
}

pub(super) fn bad_request(why: &str) -> Response {
    error(StatusCode::BAD_REQUEST, "BAD_REQUEST", why)
}

pub(super) fn forbidden(why: &'static str) -> Response {
    error(StatusCode::FORBIDDEN, "FORBIDDEN", why)
}

pub(super) fn not_found(what: &str) -> Response {
    error(StatusCode::NOT_FOUND, "NOT_FOUND", what)
}

/// 405. The router adds `Allow`.
pub(super) fn method_not_allowed() -> Response {
    error(
        StatusCode::METHOD_NOT_ALLOWED,
        "METHOD_NOT_ALLOWED",
        "This resource doesn’t support this method.",
    )
}

/// 503 as a web page, as a load balancer in front of the console would send it.
pub(super) fn out_of_service() -> Response {
    const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>503 Service Temporarily Unavailable</title></head>\
                        <body><h1>503 Service Temporarily Unavailable</h1></body></html>\n";
    (StatusCode::SERVICE_UNAVAILABLE, Html(PAGE)).into_response()
}

pub(super) async fn no_store(mut response: Response) -> Response {
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
