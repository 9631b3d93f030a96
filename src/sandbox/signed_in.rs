//! Who may use a resource: whoever has a live token, and at some, a person with a password.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;

use super::admission;
use super::admission::Refusal;
use super::authorization::authorization;
use super::server::Shared;
use super::token::{Holder, Invalid};
use super::users::{SandboxUser, user};

/// Proof that the request came with a live token of this run. A resource that takes it cannot be used without.
pub(super) struct SignedIn;

/// Who sent a request to a resource of v1, or of v4 and later: with a live token of this run, or (deprecated) with HTTP Basic.
pub(super) enum Caller {
    ApiClient,
    User(&'static SandboxUser),
}

impl FromRequestParts<Arc<Shared>> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        by_token(&parts.headers, shared)
            .map(|_| Self)
            .map_err(Refusal::reply)
    }
}

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        let headers = &parts.headers;
        let is_basic =
            authorization(headers).is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
        let caller = if is_basic {
            admission::admit_basic(headers, shared).map(Self::User)
        } else {
            by_token(headers, shared)
        };
        caller.map_err(Refusal::reply)
    }
}

/// The holder of the token that a request carries.
fn by_token(headers: &HeaderMap, shared: &Shared) -> Result<Caller, Refusal> {
    let (scheme, credentials) = authorization(headers).ok_or(Refusal::FailureText(
        "There is no (or more than one) Authorization header.",
    ))?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::FailureText(
            "This resource takes a bearer token only.",
        ));
    }
    let holder = shared
        .issuer
        .check(credentials, shared.now())
        .map_err(|why| {
            Refusal::FailureText(match why {
                Invalid::NotOurs => "This is no token of this console's present run.",
                Invalid::Expired => "The token has expired.",
            })
        })?;
    match holder {
        Holder::ApiClient(_) => Ok(Caller::ApiClient),
        Holder::User(username) => user(&username).map(Caller::User).ok_or(Refusal::Bare),
    }
}
