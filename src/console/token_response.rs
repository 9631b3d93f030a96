//! Parses the response to a sign-in: the token, or what came instead.

use reqwest::header::SET_COOKIE;
use serde_json::Value;
use zeroize::Zeroize as _;

use super::response::Response;
use super::{body_sniff, error_status};
use crate::model::failure::NotAToken;
use crate::model::{SignInFailure, Token};

#[derive(Debug)]
pub(super) struct TokenResponse {
    pub(super) token: Token,
    /// `None` also where it is no whole number of seconds.
    pub(super) expires_in_secs: Option<u64>,
}

pub(super) fn api_client_token(response: &Response) -> Result<TokenResponse, SignInFailure> {
    parse(response, parse_api_client_token, error_status::failure)
}

pub(super) fn user_token(response: &Response) -> Result<TokenResponse, SignInFailure> {
    let parse_body = |body: &[u8]| match parse_user_token(body) {
        Err(NotAToken::Empty | NotAToken::NoToken) if response.headers.contains_key(SET_COOKIE) => {
            Err(NotAToken::CookieOnly)
        }
        parsed => parsed,
    };
    parse(response, parse_body, error_status::user_sign_in_failure)
}

fn parse(
    response: &Response,
    parse_body: impl FnOnce(&[u8]) -> Result<TokenResponse, NotAToken>,
    failure: fn(&Response) -> SignInFailure,
) -> Result<TokenResponse, SignInFailure> {
    match response.head.status {
        200 if response.is_encoded() => Err(SignInFailure::NotAToken(NotAToken::Compressed)),
        200 if let Some(limit_bytes) = response.cut_at_bytes => {
            Err(SignInFailure::TooLarge { limit_bytes })
        }
        200 => parse_body(&response.body).map_err(|why| match why {
            NotAToken::WebPage if body_sniff::is_maintenance_page(&response.body) => {
                SignInFailure::Maintenance { status_page: None }
            }
            why => SignInFailure::NotAToken(why),
        }),
        _ => Err(failure(response)),
    }
}

/// The last of duplicate keys counts, as in the vendor's clients.
pub(super) fn parse_api_client_token(body: &[u8]) -> Result<TokenResponse, NotAToken> {
    let json = json(body)?;
    let text = json.0.get("access_token").and_then(Value::as_str);
    let text = text.ok_or(NotAToken::NoToken)?;
    if !is_bearer(json.0.get("token_type")) {
        return Err(NotAToken::WrongType);
    }
    Ok(TokenResponse {
        token: Token::parse(text).map_err(NotAToken::Malformed)?,
        expires_in_secs: json.0.get("expires_in").and_then(whole_secs),
    })
}

/// The token is under `data` or at the top level. Nothing states its lifetime.
pub(super) fn parse_user_token(body: &[u8]) -> Result<TokenResponse, NotAToken> {
    const TOKEN: &str = "v3_user_token";
    let json = json(body)?;
    let text = [&json.0["data"][TOKEN], &json.0[TOKEN]]
        .into_iter()
        .find_map(Value::as_str)
        .ok_or(NotAToken::NoToken)?;
    Ok(TokenResponse {
        token: Token::parse(text).map_err(NotAToken::Malformed)?,
        expires_in_secs: None,
    })
}

fn json(body: &[u8]) -> Result<Json, NotAToken> {
    let body = body_sniff::trim(body);
    if body.is_empty() {
        return Err(NotAToken::Empty);
    }
    serde_json::from_slice(body).map(Json).map_err(|_not_json| {
        if body_sniff::is_web_page(body) {
            NotAToken::WebPage
        } else {
            NotAToken::NotJson
        }
    })
}

/// Wiped on drop.
struct Json(Value);

impl Drop for Json {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// The recursion is bounded: `serde_json` parses at most 128 levels.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// RFC 6749 requires the field; the vendor's clients accept a response without it.
fn is_bearer(token_type: Option<&Value>) -> bool {
    match token_type {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("bearer"),
        Some(_) => false,
    }
}

/// A whole number, or a string of digits. The model decides which values are plausible.
fn whole_secs(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            let secs = number.as_f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in range"
            )]
            (secs.fract() == 0.0 && (0.0..1e15).contains(&secs)).then_some(secs as u64)
        }),
        Value::String(text) if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
