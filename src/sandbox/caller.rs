//! Extractors that authenticate a request to a resource.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::authorization_header::authorization;
use super::state::ConsoleState;
use super::token_issuer::{Holder, InvalidToken};
use super::user_authentication::{Unauthorized, authenticate_resource_request};
use super::users::{SandboxUser, user};

/// Proof that the request carries a live token of this run.
pub(super) struct BearerAuth;

/// The sender of a request to v1, or to v4 and later: by a live token of this run or (deprecated) by HTTP Basic.
pub(super) enum Caller {
    ApiClient,
    User(&'static SandboxUser),
}

impl FromRequestParts<Arc<ConsoleState>> for BearerAuth {
    type Rejection = Unauthorized;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<ConsoleState>,
    ) -> Result<Self, Unauthorized> {
        by_token(&parts.headers, state).map(|_| Self)
    }
}

impl FromRequestParts<Arc<ConsoleState>> for Caller {
    type Rejection = Unauthorized;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<ConsoleState>,
    ) -> Result<Self, Unauthorized> {
        let headers = &parts.headers;
        let is_basic =
            authorization(headers).is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("basic"));
        if is_basic {
            authenticate_resource_request(headers, state).map(Self::User)
        } else {
            by_token(headers, state)
        }
    }
}

fn by_token(headers: &HeaderMap, state: &ConsoleState) -> Result<Caller, Unauthorized> {
    let (scheme, credentials) = authorization(headers).ok_or(Unauthorized::Description(
        "Send exactly one Authorization header.",
    ))?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Unauthorized::Description(
            "This resource accepts bearer tokens only.",
        ));
    }
    let holder = state
        .issuer
        .verify(credentials, state.now())
        .map_err(|error| {
            Unauthorized::Description(match error {
                InvalidToken::Unknown => "This token isn’t from the current run of this console.",
                InvalidToken::Expired => "The token has expired.",
            })
        })?;
    match holder {
        Holder::ApiClient(_) => Ok(Caller::ApiClient),
        Holder::User(username) => user(&username).map(Caller::User).ok_or(Unauthorized::Bare),
    }
}
