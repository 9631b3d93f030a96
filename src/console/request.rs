//! The requests, and the signal that one of them is being written.

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

use crate::model::failure::Connect;
use crate::model::{
    BasicPath, ClientId, ConsoleUrl, Now, ResourcePath, Secret, SignInFailure, SignInWith, Token,
    TotpCode, Username,
};
use crate::os::clock;

const API_CLIENT_TOKEN: &str = "/api/v3/oauth/token?grant_type=client_credentials";
/// Without `useBody` the token would come as a cookie, which the API does not accept.
const USER_TOKEN: &str = "/api/v3/auth/jwt?useBody=true";
const LOGIN_CONFIGURATION: &str = "/api/v3/LoginConfiguration";
const TOTP_AUTH: HeaderName = HeaderName::from_static("totp-auth");
const SERVER_ENV: &str = "/api/v1/ServerEnv";
const BASIC: &str = "Basic ";
const BEARER: &str = "Bearer ";
const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub(super) struct OutgoingRequest {
    pub(super) request: Request,
    pub(super) sent: SentSignal,
}

/// A resource and what authorizes the request for it: each way allows other paths.
#[derive(Clone, Copy, Debug)]
pub enum Get<'a> {
    /// With a bearer token: any resource.
    Bearer {
        path: &'a ResourcePath,
        token: &'a Token,
    },
    /// With a username and password, which is deprecated: only the resources that still accept them. To the console it is a
    /// sign-in: failures count towards the account's lock.
    Basic {
        path: &'a BasicPath,
        username: &'a Username,
        password: &'a Secret,
        code: Option<&'a TotpCode>,
    },
}

impl Get<'_> {
    pub(super) fn with(&self) -> SignInWith {
        match self {
            Self::Bearer { .. } => SignInWith::Token,
            Self::Basic { code: Some(_), .. } => SignInWith::PasswordAndCode,
            Self::Basic { code: None, .. } => SignInWith::Password,
        }
    }
}

pub(super) fn api_client_token(
    console: &ConsoleUrl,
    client_id: &ClientId,
    secret: &Secret,
) -> Result<OutgoingRequest, SignInFailure> {
    let authorization = basic(client_id.as_str(), secret.expose_secret()).map_err(unsendable)?;
    let mut request = Request::new(Method::POST, console.resource(API_CLIENT_TOKEN));
    let headers = request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    headers.insert(ACCEPT, JSON);
    headers.insert(CONTENT_TYPE, JSON);
    // HTTP lets a POST without a body omit it, but some servers then wait for one.
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    Ok(with_empty_body(request))
}

pub(super) fn user_token(
    console: &ConsoleUrl,
    username: &Username,
    password: &Secret,
    code: Option<&TotpCode>,
) -> Result<OutgoingRequest, SignInFailure> {
    with_password(get(console.resource(USER_TOKEN)), username, password, code)
}

pub(super) fn resource(
    console: &ConsoleUrl,
    resource: &Get<'_>,
) -> Result<OutgoingRequest, SignInFailure> {
    let to = |path: &ResourcePath| get(console.resource(path.as_str()));
    match resource {
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

pub(super) fn login_configuration(console: &ConsoleUrl, username: &Username) -> OutgoingRequest {
    let mut url = console.resource(LOGIN_CONFIGURATION);
    url.query_pairs_mut()
        .append_pair("username", username.as_str());
    // The form encoding of a space is `+`, which not all servers decode; a `+` in the username is encoded.
    let query = url.query().map(|query| query.replace('+', "%20"));
    url.set_query(query.as_deref());
    get(url)
}

pub(super) fn server_env(console: &ConsoleUrl) -> OutgoingRequest {
    get(console.resource(SERVER_ENV))
}

fn get(url: Url) -> OutgoingRequest {
    let mut request = Request::new(Method::GET, url);
    request.headers_mut().insert(ACCEPT, JSON);
    with_empty_body(request)
}

fn with_empty_body(mut request: Request) -> OutgoingRequest {
    let (sender, receiver) = watch::channel(None);
    *request.body_mut() = Some(reqwest::Body::wrap(EmptyBody(sender)));
    OutgoingRequest {
        request,
        sent: SentSignal(receiver),
    }
}

fn with_password(
    mut outgoing: OutgoingRequest,
    username: &Username,
    password: &Secret,
    code: Option<&TotpCode>,
) -> Result<OutgoingRequest, SignInFailure> {
    let authorization = basic(username.as_str(), password.expose_secret()).map_err(unsendable)?;
    let headers = outgoing.request.headers_mut();
    headers.insert(AUTHORIZATION, authorization);
    if let Some(code) = code {
        let code = Zeroizing::new(code.expose_secret().to_owned());
        headers.insert(TOTP_AUTH, sensitive(code).map_err(unsendable)?);
    }
    Ok(outgoing)
}

/// Cannot happen: base64, tokens and digits are valid header values.
fn unsendable(_: InvalidHeaderValue) -> SignInFailure {
    SignInFailure::CannotConnect(Connect::Other)
}

/// HTTP Basic (RFC 7617, UTF-8; not form-encoded first, like the vendor's `curl -u`).
fn basic(user: &str, password: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut pair = Zeroizing::new(String::with_capacity(user.len() + 1 + password.len()));
    pair.push_str(user);
    pair.push(':');
    pair.push_str(password);
    // Full capacity at once: growing would leave partial copies behind.
    let capacity = BASIC.len() + pair.len().div_ceil(3) * 4;
    let mut header = Zeroizing::new(String::with_capacity(capacity));
    header.push_str(BASIC);
    STANDARD.encode_string(pair.as_bytes(), &mut header);
    sensitive(header)
}

fn bearer(token: &Token) -> Result<HeaderValue, InvalidHeaderValue> {
    let token = token.expose_secret();
    let mut header = Zeroizing::new(String::with_capacity(BEARER.len() + token.len()));
    header.push_str(BEARER);
    header.push_str(token);
    sensitive(header)
}

/// A header value in one buffer, which is wiped when its last clone is dropped, and hidden from Debug.
fn sensitive(text: Zeroizing<String>) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text))?;
    value.set_sensitive(true);
    Ok(value)
}

/// When a request was sent: no byte of it was on the wire before.
#[derive(Clone)]
pub(super) struct SentSignal(watch::Receiver<Option<Now>>);

impl SentSignal {
    pub(super) fn at(&self) -> Option<Now> {
        *self.0.borrow()
    }

    /// Never returns for a request that ends unsent.
    pub(super) async fn wait(&mut self) {
        if self.0.wait_for(Option::is_some).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// An empty body that notices when its request is sent.
///
/// reqwest does not report when a request moves from connecting to being sent. But hyper asks a body whether it is empty at exactly
/// one point: on an established connection, right before it writes the head. (A test holds this, with a server that accepts the
/// connection but does no TLS handshake.)
struct EmptyBody(watch::Sender<Option<Now>>);

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
        self.0.send_if_modified(|sent| {
            let is_first = sent.is_none();
            sent.get_or_insert_with(|| Now::from(clock::read()));
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
