//! A response as it was received, before anything is parsed.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::Url;
use reqwest::header::{CONTENT_ENCODING, DATE, HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use super::body_sniff;
use crate::model::{Now, clock};

/// Kept even where the rest of the response fails.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) status: u16,
    /// When the request was sent. The token did not exist before, so a countdown from here never ends late.
    pub(super) sent: Now,
    pub(super) received: Now,
    /// The `Date` header: the console's clock.
    pub(super) date: Option<Timestamp>,
}

impl Head {
    /// How far our clock is ahead of the console's, at least.
    pub(super) fn clock_ahead_secs(&self) -> Option<i64> {
        let date = self.date?;
        Some(clock::ahead_secs(date, self.sent.wall, self.received.wall))
    }

    #[cfg(test)]
    pub(super) fn without_date(status: u16, at: Now) -> Self {
        Self {
            status,
            sent: at,
            received: at,
            date: None,
        }
    }
}

pub(super) struct Response {
    pub(super) head: Head,
    pub(super) headers: HeaderMap,
    /// The URL that was requested.
    pub(super) url: Url,
    /// How much of it was read depends on the `BodyPolicy`.
    pub(super) body: Zeroizing<Vec<u8>>,
    /// The limit that the body exceeded, in bytes.
    pub(super) cut_at_bytes: Option<usize>,
}

impl Response {
    /// Whether the body is a web page. If it was announced as too long to read, goes by Content-Type.
    pub(super) fn is_web_page(&self) -> bool {
        let unread = self.cut_at_bytes.is_some() && self.body.is_empty();
        body_sniff::is_web_page(&self.body)
            || (unread && body_sniff::is_labeled_web_page(&self.headers))
    }

    pub(super) fn is_encoded(&self) -> bool {
        is_encoded(&self.headers)
    }
}

/// Whether a body is compressed, though the request asked for none of that.
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

pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    parse_date(headers.get(DATE)?)
}

/// A date in the format of HTTP headers.
pub(super) fn parse_date(value: &HeaderValue) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new()
        .parse_timestamp(value.as_bytes())
        .ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderName;

    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn any_encoding_but_identity_is_one() {
        let is_encoded = |encoding| is_encoded(&headers(CONTENT_ENCODING, encoding));
        for encoding in ["gzip", "br", "identity, gzip"] {
            assert!(is_encoded(encoding), "{encoding}");
        }
        for encoding in ["identity", "Identity ", ""] {
            assert!(!is_encoded(encoding), "{encoding}");
        }
    }

    #[test]
    fn a_date_is_read_as_http_writes_it_or_not_at_all() {
        let secs = |value| date(&headers(DATE, value)).map(Timestamp::as_second);
        assert_eq!(secs("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(secs("yesterday"), None);
        assert_eq!(secs(""), None);
        assert_eq!(date(&HeaderMap::new()), None);
    }
}
