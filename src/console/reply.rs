//! What a reply means: its head, its date, and the token in its body. Pure: bytes in, values out.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{CONTENT_ENCODING, DATE, HeaderMap, HeaderValue, SET_COOKIE};
use serde_json::Value;
use zeroize::Zeroize as _;

use super::response::Reply;
use super::{body_sniff, refusal};
use crate::model::failure::NotAToken;
use crate::model::{SignInFailure, Token};

/// What a body with a token says.
#[derive(Debug)]
pub(super) struct TokenReply {
    /// The token.
    pub(super) token: Token,
    /// `expires_in`, where it is a whole number of seconds.
    pub(super) expires_in_secs: Option<u64>,
}

/// The token of a reply, or what the reply is instead.
pub(super) fn token(reply: &Reply) -> Result<TokenReply, SignInFailure> {
    whole(reply, parse, refusal::of)
}

/// The token of a reply to a person's sign-in, or what the reply is instead.
pub(super) fn user_token(reply: &Reply) -> Result<TokenReply, SignInFailure> {
    let parse = |body: &[u8]| match parse_user_token(body) {
        Err(NotAToken::Empty | NotAToken::NoToken) if reply.headers.contains_key(SET_COOKIE) => {
            Err(NotAToken::CookieOnly)
        }
        parsed => parsed,
    };
    whole(reply, parse, refusal::of_person)
}

fn whole(
    reply: &Reply,
    parse: impl FnOnce(&[u8]) -> Result<TokenReply, NotAToken>,
    refusal: fn(&Reply) -> SignInFailure,
) -> Result<TokenReply, SignInFailure> {
    match reply.head.status {
        200 if is_encoded(&reply.headers) => Err(SignInFailure::NotAToken(NotAToken::Compressed)),
        200 if let Some(limit_bytes) = reply.cut_at_bytes => {
            Err(SignInFailure::TooLarge { limit_bytes })
        }
        200 => parse(&reply.body).map_err(|why| match why {
            NotAToken::WebPage if body_sniff::speaks_of_maintenance(&reply.body) => {
                SignInFailure::Maintenance { status_page: None }
            }
            why => SignInFailure::NotAToken(why),
        }),
        _ => Err(refusal(reply)),
    }
}

/// The reply's `Date`; `None` if it has none that can be read.
pub(super) fn date_of(headers: &HeaderMap) -> Option<Timestamp> {
    date(headers.get(DATE)?)
}

/// A date as HTTP writes it.
pub(super) fn date(value: &HeaderValue) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new()
        .parse_timestamp(value.as_bytes())
        .ok()
}

/// Reads the body of a reply with status 200. Of a name that comes twice the last counts, as it does in the vendor's clients.
pub(super) fn parse(body: &[u8]) -> Result<TokenReply, NotAToken> {
    let json = json(body)?;
    let text = json.0.get("access_token").and_then(Value::as_str);
    let text = text.ok_or(NotAToken::NoToken)?;
    if !is_bearer(json.0.get("token_type")) {
        return Err(NotAToken::WrongType);
    }
    Ok(TokenReply {
        token: Token::parse(text).map_err(NotAToken::Malformed)?,
        expires_in_secs: json.0.get("expires_in").and_then(whole_secs),
    })
}

/// The same for a person's sign-in: the token stands under `data`, or at the top level. Nothing says how long it lives.
pub(super) fn parse_user_token(body: &[u8]) -> Result<TokenReply, NotAToken> {
    const TOKEN: &str = "v3_user_token";
    let json = json(body)?;
    let text = [&json.0["data"][TOKEN], &json.0[TOKEN]]
        .into_iter()
        .find_map(Value::as_str)
        .ok_or(NotAToken::NoToken)?;
    Ok(TokenReply {
        token: Token::parse(text).map_err(NotAToken::Malformed)?,
        expires_in_secs: None,
    })
}

fn json(body: &[u8]) -> Result<Json, NotAToken> {
    let body = body_sniff::bare(body);
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

/// A parsed body, wiped when dropped.
struct Json(Value);

impl Drop for Json {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// As deep as `serde_json` goes: 128 levels.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Nothing was said to be acceptable but plain text.
pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
    let is_identity = |value: &[u8]| {
        let value = value.trim_ascii();
        value.is_empty() || value.eq_ignore_ascii_case(b"identity")
    };
    headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|value| !is_identity(value.as_bytes()))
}

/// RFC 6749 demands it; a reply without it is accepted, as the vendor's clients do.
fn is_bearer(token_type: Option<&Value>) -> bool {
    match token_type {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("bearer"),
        Some(_) => false,
    }
}

/// Seconds as a number, or as digits in a text. What is not whole says nothing; what is believed, the model decides.
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
