//! `Authorization: Bearer …`: who may use a resource.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::Response;

use super::reply;
use super::server::Shared;
use super::token::Invalid;

/// Proof that the request came with a live token of this run. A resource that takes it cannot be used without.
pub(super) struct SignedIn;

impl FromRequestParts<Arc<Shared>> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        check(&parts.headers, shared)
            .map(|()| Self)
            .map_err(reply::unauthorized)
    }
}

/// Scheme and credentials of the `Authorization` header. `None` if there is none, or more than one: which of them counts
/// would be a guess.
pub(super) fn authorization(headers: &HeaderMap) -> Option<(&str, &str)> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (only, None) = (all.next()?, all.next()) else {
        return None;
    };
    let (scheme, credentials) = only.to_str().ok()?.split_once(' ')?;
    Some((scheme, credentials.trim()))
}

/// Why a request may not go on, for the reply.
fn check(headers: &HeaderMap, shared: &Shared) -> Result<(), &'static str> {
    let (scheme, credentials) =
        authorization(headers).ok_or("There is no (or more than one) Authorization header.")?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err("This resource takes a bearer token only.");
    }
    shared
        .issuer
        .check(credentials, shared.now())
        .map_err(|why| match why {
            Invalid::NotOurs => "This is no token of this console's present run.",
            Invalid::Expired => "The token has expired.",
        })
}
