//! Failures of a sign-in that the console plays: what a console in trouble, or something else in its place, answers.

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

/// One way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// 403.
    Forbidden,
    /// 403 with the vendor's sentence about plans.
    NoApiAccess,
    /// 429.
    TooManyRequests,
    /// 503.
    OutOfService,
    /// 302 to a status page.
    StatusPage,
    /// 200 with a web page that tells of maintenance.
    MaintenancePage,
    /// 302 to another host.
    Redirect,
    /// 200 without a body.
    Empty,
    /// 200 with a text that is no JSON.
    NotJson,
    /// 200 with JSON that has no token in it.
    NoToken,
    /// 200 with a token that has a space in it.
    MalformedToken,
    /// 200 with a `token_type` other than bearer.
    OtherType,
    /// 200 with a body that is said to be compressed.
    Compressed,
    /// 200 with a body that no token needs.
    TooLarge,
    /// 200 with a body that ends before its announced end.
    BreaksOff,
    /// No answer.
    NeverAnswers,
}

/// What a client is asked to wait, in seconds.
const RETRY_AFTER_SECS: &str = "42";
/// Far beyond what a token reply takes, in bytes.
const LARGE_BYTES: usize = 200 * 1024;
const PLAN: &str = "Your CrashPlan product plan does not permit use of the CrashPlan API.";
const MAINTENANCE: &str = "<!DOCTYPE html>\n<html><head><title>Service Under Maintenance</title></head>\
                           <body><h1>Service Under Maintenance</h1></body></html>\n";

/// Answers so.
pub(super) async fn answer(fault: Fault) -> Response {
    match fault {
        Fault::Forbidden => reply::forbidden("Could not authenticate user"),
        Fault::NoApiAccess => reply::forbidden(PLAN),
        Fault::TooManyRequests => with(
            RETRY_AFTER,
            RETRY_AFTER_SECS,
            StatusCode::TOO_MANY_REQUESTS.into_response(),
        ),
        Fault::OutOfService => reply::out_of_service(),
        Fault::StatusPage => to("https://status.crashplan.example/maintenance"),
        Fault::MaintenancePage => Html(MAINTENANCE).into_response(),
        Fault::Redirect => to("https://elsewhere.example/sign-in"),
        Fault::Empty => StatusCode::OK.into_response(),
        Fault::NotJson => "this is no token reply\n".into_response(),
        Fault::NoToken => Json(json!({ "data": null })).into_response(),
        Fault::MalformedToken => token("two words", "bearer"),
        Fault::OtherType => token("abc", "mac"),
        Fault::Compressed => with(CONTENT_ENCODING, "gzip", token("abc", "bearer")),
        Fault::TooLarge => token(&"a".repeat(LARGE_BYTES), "bearer"),
        Fault::BreaksOff => with(
            CONTENT_LENGTH,
            "1000",
            Body::new(CutShort::Says(Bytes::from_static(b"{\"access_"))).into_response(),
        ),
        Fault::NeverAnswers => std::future::pending().await,
    }
}

fn token(access_token: &str, token_type: &str) -> Response {
    let body = json!({ "access_token": access_token, "token_type": token_type, "expires_in": 900 });
    Json(body).into_response()
}

fn to(location: &'static str) -> Response {
    with(LOCATION, location, StatusCode::FOUND.into_response())
}

fn with(name: HeaderName, value: &'static str, mut response: Response) -> Response {
    let value = HeaderValue::from_static(value);
    response.headers_mut().insert(name, value);
    response
}

/// A body that says one thing and then ends, whatever length was announced: the connection is closed on the client.
enum CutShort {
    /// The next thing to do is to say it.
    Says(Bytes),
    /// It is said, and a pause lets it leave: what waits when a body fails is not sent.
    Pauses,
    /// All that is left is to fail.
    Fails,
}

impl http_body::Body for CutShort {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match mem::replace(&mut *self, Self::Fails) {
            Self::Says(bytes) => {
                *self = Self::Pauses;
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Self::Pauses => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Fails => Poll::Ready(Some(Err(ErrorKind::BrokenPipe.into()))),
        }
    }
}
