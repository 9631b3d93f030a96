//! Parses the `Authorization` header.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, AsHeaderName};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Scheme and credentials.
pub(super) fn authorization(headers: &HeaderMap) -> Option<(&str, &str)> {
    let (scheme, credentials) = only(headers, AUTHORIZATION)?.split_once(' ')?;
    Some((scheme, credentials.trim()))
}

/// User and password of HTTP Basic (RFC 7617), in UTF-8, split at the first colon.
pub(super) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, credentials) = authorization(headers)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

/// `None` if the header is missing or repeated: which one counts would be a guess.
pub(super) fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    let (only, None) = (all.next()?, all.next()) else {
        return None;
    };
    only.to_str().ok()
}
