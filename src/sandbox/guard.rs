//! Who is answered: programs on this machine. A web page of another origin is not, whatever name it found this address under
//! (DNS rebinding).

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{HOST, ORIGIN};
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::Response;

use super::reply;
use crate::model::ConsoleUrl;

/// Stands before every route. Any port will do: one may be forwarded here, and a page cannot choose the host.
pub(super) async fn local_only(request: Request, next: Next) -> Response {
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

/// The one `Host`.
fn host(request: &Request) -> Option<Authority> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return None;
    };
    Authority::try_from(host.as_bytes()).ok()
}

/// By the same rule as in the client: http is for loopback hosts alone.
fn is_loopback(host: &Authority) -> bool {
    ConsoleUrl::parse(&format!("http://{host}")).is_ok()
}
