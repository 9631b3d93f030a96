//! What a body looks like without parsing it: a web page, or a known sentence or key in it. Nothing of it is passed on.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// RFC 8259 lets a parser ignore it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The stable part of "Your CrashPlan product plan does not permit use of the CrashPlan API."
const PLAN_WITHOUT_API: &[u8] = b"does not permit use of the crashplan api";
/// From the vendor's page "Service Under Maintenance".
const MAINTENANCE: &[u8] = b"under maintenance";

/// The vendor's error keys about two-factor codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TwoFactorKey {
    Required,
    Invalid,
    NotSetUp,
}

impl TwoFactorKey {
    const TEXTS: [(Self, &[u8]); 3] = [
        (Self::Required, b"TIME_BASED_ONE_TIME_PASSWORD_REQUIRED"),
        (Self::Invalid, b"INVALID_TIME_BASED_ONE_TIME_PASSWORD"),
        (Self::NotSetUp, b"TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER"),
    ];
}

/// The first key in a body. Not parsed as JSON: consoles have sent keys as plain text and in several shapes of JSON, and the start of
/// a body need not be complete.
pub(super) fn two_factor_key(body: &[u8]) -> Option<TwoFactorKey> {
    TwoFactorKey::TEXTS
        .into_iter()
        .filter_map(|(key, text)| Some((find_key(body, text)?, key)))
        .min_by_key(|(position, _)| *position)
        .map(|(_, key)| key)
}

/// The position of a key that is not part of a longer one. Lowercase letters are not part of a key: the `n` of an escaped newline
/// may precede it.
fn find_key(body: &[u8], key: &[u8]) -> Option<usize> {
    let continues = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_uppercase() || *b == b'_');
    body.windows(key.len())
        .enumerate()
        .find_map(|(position, part)| {
            let is_whole = part == key
                && !continues(position.checked_sub(1).and_then(|before| body.get(before)))
                && !continues(body.get(position + key.len()));
            is_whole.then_some(position)
        })
}

/// Without byte order mark and surrounding white space.
pub(super) fn trim(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(body)
        .trim_ascii()
}

/// Whatever its Content-Type: no other body that a console sends starts with `<`.
pub(super) fn is_web_page(body: &[u8]) -> bool {
    trim(body).starts_with(b"<")
}

pub(super) fn is_labeled_web_page(headers: &HeaderMap) -> bool {
    const HTML: &[u8] = b"text/html";
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.as_bytes().get(..HTML.len()))
        .is_some_and(|kind| kind.eq_ignore_ascii_case(HTML))
}

pub(super) fn is_maintenance_page(body: &[u8]) -> bool {
    is_web_page(body) && contains(body, MAINTENANCE)
}

pub(super) fn is_plan_without_api(body: &[u8]) -> bool {
    contains(body, PLAN_WITHOUT_API)
}

fn contains(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len())
        .any(|part| part.eq_ignore_ascii_case(text))
}
