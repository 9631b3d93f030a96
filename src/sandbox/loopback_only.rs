//! Rejects web pages of other origins, DNS rebinding included.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::Response;

use super::reply;
use crate::model::ConsoleUrl;

/// Middleware for all routes. Any port is accepted: one may be forwarded here, and a page cannot choose the host.
pub(super) async fn loopback_only(request: Request, next: Next) -> Response {
    let Some(host) = host(&request) else {
        return reply::bad_request("A request names exactly one host.");
    };
    let target = request.uri().authority().unwrap_or(&host);
    if !is_loopback(&host) || !is_loopback(target) {
        return reply::forbidden("The sandbox console answers only to loopback names.");
    }
    let own = format!("http://{host}");
    let is_own = |origin: &HeaderValue| origin.as_bytes().eq_ignore_ascii_case(own.as_bytes());
    if !request.headers().get_all(ORIGIN).iter().all(is_own) {
        return reply::forbidden("The sandbox console does not answer to web pages.");
    }
    next.run(request).await
}

/// `None` if the header is missing, repeated or malformed.
fn host(request: &Request) -> Option<Authority> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return None;
    };
    Authority::try_from(host.as_bytes()).ok()
}

/// The client's own rule: http is for loopback hosts only.
fn is_loopback(host: &Authority) -> bool {
    ConsoleUrl::parse(&format!("http://{host}")).is_ok()
}
