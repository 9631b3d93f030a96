//! What is sent, and how its leaving is noticed.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
    InvalidHeaderValue,
};
use reqwest::{Method, Request, Url};
use tokio::sync::watch;
use zeroize::Zeroizing;

use super::now;
use super::resource::Get;
use crate::model::failure::Connect;
use crate::model::{
    ClientId, ConsoleUrl, Now, ResourcePath, Secret, SignInFailure, Token, TotpCode, Username,
};

/// The resource of an API client's sign-in.
const API_CLIENT_TOKEN: &str = "/api/v3/oauth/token?grant_type=client_credentials";
/// The resource of a person's sign-in. Without `useBody` the token would come as a cookie, which the API does not accept.
const USER_TOKEN: &str = "/api/v3/auth/jwt?useBody=true";
/// What a console says of a username.
const LOGIN_CONFIGURATION: &str = "/api/v3/LoginConfiguration";
/// Carries a two-factor code.
const TOTP_AUTH: HeaderName = HeaderName::from_static("totp-auth");
/// What a console says of itself.
const SERVER_ENV: &str = "/api/v1/ServerEnv";
const BASIC: &str = "Basic ";
const BEARER: &str = "Bearer ";
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A request, and the means to see it leave.
pub(super) struct Outgoing {
    pub(super) request: Request,
    pub(super) departure: Departure,
}

/// The sign-in of an API client, as the vendor documents it.
pub(super) fn api_client_token(
    console: &ConsoleUrl,
    client_id: &ClientId,
    secret: &Secret,
) -> Result<Outgoing, SignInFailure> {
    let authorization = basic(client_id.as_str(), secret.expose_secret()).map_err(unsendable)?;
    let mut request = Request::new(Method::POST, console.resource(API_CLIENT_TOKEN));
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    headers.insert(ACCEPT, JSON);
    headers.insert(CONTENT_TYPE, JSON);
    // HTTP allows a POST without a body to leave it out, and some servers then wait for one.
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    let (body, departure) = empty_body();
    *request.body_mut() = Some(reqwest::Body::wrap(body));
    Ok(Outgoing { request, departure })
}

/// The sign-in of a person, as the vendor documents it. The code's header is there only with a code.
pub(super) fn user_token(
    console: &ConsoleUrl,
    username: &Username,
    password: &Secret,
    code: Option<&TotpCode>,
) -> Result<Outgoing, SignInFailure> {
    with_password(get(console.resource(USER_TOKEN)), username, password, code)
}

/// A request of a person's own for a resource.
pub(super) fn resource(
    console: &ConsoleUrl,
    authorized: &Get<'_>,
) -> Result<Outgoing, SignInFailure> {
    let to = |path: &ResourcePath| get(console.resource(path.as_str()));
    match authorized {
        Get::Bearer { path, token } => {
            let mut outgoing = to(path);
            let authorization = bearer(token).map_err(unsendable)?;
            let headers = outgoing.request.headers_mut();
            headers.insert(AUTHORIZATION, authorization);
            Ok(outgoing)
        }
        Get::Basic {
            path,
            username,
            password,
            code,
        } => with_password(to(path.resource()), username, password, *code),
    }
}

/// The question how a username signs in: nothing goes along but the name.
pub(super) fn login_configuration(console: &ConsoleUrl, username: &Username) -> Outgoing {
    let mut url = console.resource(LOGIN_CONFIGURATION);
    url.query_pairs_mut()
        .append_pair("username", username.as_str());
    // That writes a space as `+`, which only some servers read as one; a `+` of the name's own is encoded.
    let query = url.query().map(|query| query.replace('+', "%20"));
    url.set_query(query.as_deref());
    get(url)
}

/// The question that a console answers to anybody: nothing of the profile but its address goes along.
pub(super) fn server_env(console: &ConsoleUrl) -> Outgoing {
    get(console.resource(SERVER_ENV))
}

fn get(url: Url) -> Outgoing {
    let mut request = Request::new(Method::GET, url);
    request.headers_mut().insert(ACCEPT, JSON);
    let (body, departure) = empty_body();
    *request.body_mut() = Some(reqwest::Body::wrap(body));
    Outgoing { request, departure }
}

fn with_password(
    mut outgoing: Outgoing,
    username: &Username,
    password: &Secret,
    code: Option<&TotpCode>,
) -> Result<Outgoing, SignInFailure> {
    let authorization = basic(username.as_str(), password.expose_secret()).map_err(unsendable)?;
    let headers = outgoing.request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    if let Some(code) = code {
        let code = Zeroizing::new(code.expose_secret().to_owned());
        headers.insert(TOTP_AUTH, hidden(code).map_err(unsendable)?);
    }
    Ok(outgoing)
}

/// Base64, tokens and digits are always valid header values; a library that said otherwise would have kept them from being sent.
fn unsendable(_: InvalidHeaderValue) -> SignInFailure {
    SignInFailure::CannotConnect(Connect::Other)
}

/// HTTP Basic (RFC 7617, UTF-8; not form-encoded before, as the vendor's `curl -u` does not).
fn basic(user: &str, password: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
    pair.push_str(user);
    pair.push(':');
    pair.push_str(password);
    // With all its room from the start, so that growing leaves no shorter copies behind.
    let room = BASIC.len() + pair.len().div_ceil(3) * 4;
    let mut header = Zeroizing::new(String::with_capacity(room));
    header.push_str(BASIC);
    STANDARD.encode_string(pair.as_bytes(), &mut header);
    hidden(header)
}

/// A bearer token (RFC 6750).
fn bearer(token: &Token) -> Result<HeaderValue, InvalidHeaderValue> {
    let token = token.expose_secret();
    let mut header = Zeroizing::new(String::with_capacity(BEARER.len() + token.len()));
    header.push_str(BEARER);
    header.push_str(token);
    hidden(header)
}

/// A value in one buffer, which is wiped when the last copy of the header goes, and never shown.
fn hidden(text: Zeroizing<String>) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Whether a request has left for the wire, and when.
#[derive(Clone)]
pub(super) struct Departure(watch::Receiver<Option<Now>>);

impl Departure {
    /// When it left; no byte of it was sent before.
    pub(super) fn at(&self) -> Option<Now> {
        *self.0.borrow()
    }

    /// Ends when it has; never, if it ends unsent.
    pub(super) async fn wait(&mut self) {
        if self.0.wait_for(Option::is_some).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// An empty body that tells when the request with it is written.
///
/// reqwest does not say when a request goes from finding a connection to being sent. But hyper asks a body whether it is empty
/// at exactly one point: when it takes the request on a connection that stands and is about to write the head, never before
/// (a test with a server that takes the connection and no TLS holds this).
struct EmptyBody(watch::Sender<Option<Now>>);

fn empty_body() -> (EmptyBody, Departure) {
    let (left, departure) = watch::channel(None);
    (EmptyBody(left), Departure(departure))
}

impl Body for EmptyBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.0.send_if_modified(|left| {
            let is_first = left.is_none();
            left.get_or_insert_with(now);
            is_first
        });
        true
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_base64_of_the_pair_as_utf_8_and_hidden_from_debug() {
        let value = basic("key-42", "pä ss:%+word").unwrap();
        assert_eq!(
            value.to_str().unwrap(),
            "Basic a2V5LTQyOnDDpCBzczolK3dvcmQ="
        );
        assert_eq!(format!("{value:?}"), "Sensitive");
    }

    #[test]
    fn the_buffer_of_the_header_never_grows() {
        for length in 0..64 {
            let value = basic("k", &"s".repeat(length)).unwrap();
            let pair = 2 + length;
            assert_eq!(value.len(), "Basic ".len() + pair.div_ceil(3) * 4);
        }
    }
}
