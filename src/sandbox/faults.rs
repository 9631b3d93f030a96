//! Simulated sign-in failures: those of a broken console, and of something else in its place.

use std::io::ErrorKind;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse as _, Response};
use http_body::Frame;
use serde_json::json;

use super::reply;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Forbidden,
    /// 403 with the vendor's sentence about product plans.
    NoApiAccess,
    TooManyRequests,
    OutOfService,
    /// 302 to a status page.
    StatusPage,
    /// 200 with a maintenance web page.
    MaintenancePage,
    /// 302 to another host.
    Redirect,
    /// 200 without a body.
    Empty,
    /// 200 with plain text.
    NotJson,
    /// 200 with JSON without a token.
    NoToken,
    /// 200 with a space in the token.
    MalformedToken,
    /// 200 with a `token_type` other than bearer.
    OtherType,
    /// 200 with `Content-Encoding: gzip`.
    Compressed,
    /// 200 with a body larger than any token reply.
    TooLarge,
    /// 200 with a body shorter than its `Content-Length`.
    BreaksOff,
    NeverAnswers,
}

const RETRY_AFTER_SECS: &str = "42";
const LARGE_BYTES: usize = 200 * 1024;
const PLAN: &str = "Your CrashPlan product plan does not permit use of the CrashPlan API.";
const MAINTENANCE: &str = "<!DOCTYPE html>\n<html><head><title>Service Under Maintenance</title></head>\
                           <body><h1>Service Under Maintenance</h1></body></html>\n";

pub(super) async fn respond(fault: Fault) -> Response {
    match fault {
        Fault::Forbidden => reply::forbidden("Could not authenticate user"),
        Fault::NoApiAccess => reply::forbidden(PLAN),
        Fault::TooManyRequests => with_header(
            RETRY_AFTER,
            RETRY_AFTER_SECS,
            StatusCode::TOO_MANY_REQUESTS.into_response(),
        ),
        Fault::OutOfService => reply::out_of_service(),
        Fault::StatusPage => redirect("https://status.crashplan.example/maintenance"),
        Fault::MaintenancePage => Html(MAINTENANCE).into_response(),
        Fault::Redirect => redirect("https://elsewhere.example/sign-in"),
        Fault::Empty => StatusCode::OK.into_response(),
        Fault::NotJson => "this is no token reply\n".into_response(),
        Fault::NoToken => Json(json!({ "data": null })).into_response(),
        Fault::MalformedToken => token("two words", "bearer"),
        Fault::OtherType => token("abc", "mac"),
        Fault::Compressed => with_header(CONTENT_ENCODING, "gzip", token("abc", "bearer")),
        Fault::TooLarge => token(&"a".repeat(LARGE_BYTES), "bearer"),
        Fault::BreaksOff => with_header(
            CONTENT_LENGTH,
            "1000",
            Body::new(TruncatedBody::Data(Bytes::from_static(b"{\"access_"))).into_response(),
        ),
        Fault::NeverAnswers => std::future::pending().await,
    }
}

fn token(access_token: &str, token_type: &str) -> Response {
    let body = json!({ "access_token": access_token, "token_type": token_type, "expires_in": 900 });
    Json(body).into_response()
}

fn redirect(location: &'static str) -> Response {
    with_header(LOCATION, location, StatusCode::FOUND.into_response())
}

fn with_header(name: HeaderName, value: &'static str, mut response: Response) -> Response {
    let value = HeaderValue::from_static(value);
    response.headers_mut().insert(name, value);
    response
}

/// A body that sends one chunk and then fails, which closes the connection.
enum TruncatedBody {
    Data(Bytes),
    /// One pending poll, so that the chunk is flushed: a failure discards what is buffered.
    Flush,
    Fail,
}

impl http_body::Body for TruncatedBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match mem::replace(&mut *self, Self::Fail) {
            Self::Data(bytes) => {
                *self = Self::Flush;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Self::Flush => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Fail => Poll::Ready(Some(Err(ErrorKind::BrokenPipe.into()))),
        }
    }
}
