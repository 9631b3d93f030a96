//! What can be seen of a body without understanding it: whether it is a web page, and which sentences and keys stand in it.
//! Nothing of it is passed on.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// RFC 8259 lets a reader ignore it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The stable part of "Your CrashPlan product plan does not permit use of the CrashPlan API."
const PLAN_WITHOUT_API: &[u8] = b"does not permit use of the crashplan api";
/// Of the vendor's page "Service Under Maintenance".
const MAINTENANCE: &[u8] = b"under maintenance";

/// What a console may say of two-factor sign-in, by a key of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeKey {
    /// A code is missing.
    Required,
    /// The code is not right.
    Invalid,
    /// The account has to set it up first.
    NotSetUp,
}

impl CodeKey {
    /// How the vendor writes each.
    const WRITTEN: [(Self, &[u8]); 3] = [
        (Self::Required, b"TIME_BASED_ONE_TIME_PASSWORD_REQUIRED"),
        (Self::Invalid, b"INVALID_TIME_BASED_ONE_TIME_PASSWORD"),
        (Self::NotSetUp, b"TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER"),
    ];
}

/// The first such key that stands in a body, whatever stands around it: consoles have sent them as the whole text, and in JSON of
/// several shapes, and the start of a body need not be whole JSON.
pub(super) fn code_key(body: &[u8]) -> Option<CodeKey> {
    CodeKey::WRITTEN
        .into_iter()
        .filter_map(|(key, written)| Some((place_of(body, written)?, key)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, key)| key)
}

/// Where a key begins that is not a part of a longer one. Letters of the other case are no part of it: the `n` of an escaped
/// line end may stand right before.
fn place_of(body: &[u8], key: &[u8]) -> Option<usize> {
    let continues = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_uppercase() || *b == b'_');
    body.windows(key.len())
        .enumerate()
        .find_map(|(place, part)| {
            let is_whole = part == key
                && !continues(place.checked_sub(1).and_then(|before| body.get(before)))
                && !continues(body.get(place + key.len()));
            is_whole.then_some(place)
        })
}

/// A body without what may surround it.
pub(super) fn bare(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(body)
        .trim_ascii()
}

/// Whether it is a web page, whatever it is labelled as: nothing else that could come here begins so.
pub(super) fn is_web_page(body: &[u8]) -> bool {
    bare(body).starts_with(b"<")
}

/// Whether the body of a reply with these headers is said to be a web page.
pub(super) fn is_labelled_web_page(headers: &HeaderMap) -> bool {
    const HTML: &[u8] = b"text/html";
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.as_bytes().get(..HTML.len()))
        .is_some_and(|kind| kind.eq_ignore_ascii_case(HTML))
}

/// Whether it is a web page that says that something is under maintenance.
pub(super) fn speaks_of_maintenance(body: &[u8]) -> bool {
    is_web_page(body) && contains(body, MAINTENANCE)
}

/// Whether the console says that its product plan is without the API.
pub(super) fn says_plan_without_api(body: &[u8]) -> bool {
    contains(body, PLAN_WITHOUT_API)
}

/// Ignoring case. `words` is in lower case.
fn contains(body: &[u8], words: &[u8]) -> bool {
    body.windows(words.len())
        .any(|part| part.eq_ignore_ascii_case(words))
}
