use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::RawResponse;
use super::json_layout::pretty;
use super::visible;

/// A response prepared for display, so that the window only draws it. Other people's data: redacted in
/// `Debug`, and wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct ResponseText {
    /// Redirects are not followed.
    pub status: u16,
    /// As in [`RawResponse::headers`].
    pub headers: Vec<(String, String)>,
    /// The body with invisible characters escaped ([`visible()`]), `\n` line ends and U+FFFD for invalid
    /// UTF-8. Empty if compressed.
    pub raw: Zeroizing<String>,
    /// The same, pretty-printed, if it is complete JSON and stays below 4 MiB. (A control character in a
    /// string, which JSON forbids, passes: it is escaped by then.)
    pub pretty: Option<Zeroizing<String>>,
    /// How much of the body was read.
    pub body_bytes: usize,
    /// The limit that the body exceeded, in bytes; the rest was not read.
    pub cut_at_bytes: Option<usize>,
    /// Although no compression was requested.
    pub is_compressed: bool,
    /// From the request to the end.
    pub took: Duration,
}

impl ResponseText {
    pub fn of(response: &RawResponse) -> Self {
        let (raw, pretty) = match String::from_utf8_lossy(&response.body) {
            Cow::Borrowed(text) => {
                let raw = visible(text);
                let pretty = match response.cut_at_bytes {
                    None => pretty(raw.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&raw)),
                    Some(_) => None,
                };
                (raw, pretty)
            }
            Cow::Owned(text) => (visible(&Zeroizing::new(text)), None),
        };
        Self {
            status: response.status,
            headers: response.headers.clone(),
            raw,
            pretty,
            body_bytes: response.body.len(),
            cut_at_bytes: response.cut_at_bytes,
            is_compressed: response.is_compressed,
            took: response.took,
        }
    }

    /// Whether `text` appears in the body or the headers.
    pub fn contains(&self, text: &str) -> bool {
        let is_in_pretty = |pretty: &Zeroizing<String>| pretty.contains(text);
        self.raw.contains(text)
            || self.pretty.as_ref().is_some_and(is_in_pretty)
            || self
                .headers
                .iter()
                .any(|(name, value)| name.contains(text) || value.contains(text))
    }
}

/// A byte order mark, escaped. JSON has none.
const BYTE_ORDER_MARK: &str = "\\ufeff";

impl fmt::Debug for ResponseText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseText")
            .field("status", &self.status)
            .field("body_bytes", &self.body_bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(body: impl Into<Vec<u8>>, cut_at_bytes: Option<usize>) -> ResponseText {
        ResponseText::of(&RawResponse {
            status: 200,
            headers: vec![("x-planted".to_owned(), "PL4NTED".to_owned())],
            body: body.into().into(),
            cut_at_bytes,
            is_compressed: false,
            took: Duration::ZERO,
        })
    }

    #[test]
    fn json_is_pretty_printed_and_the_raw_text_stays() {
        let shown = text_of("\u{feff}{\"a\":1e99,\r\n\"b\":\"\u{202e}x\"}", None);
        assert_eq!(
            shown.raw.as_str(),
            "\\ufeff{\"a\":1e99,\n\"b\":\"\\u202ex\"}"
        );
        let pretty = shown.pretty.as_ref().unwrap();
        assert_eq!(
            pretty.as_str(),
            "{\n  \"a\": 1e99,\n  \"b\": \"\\u202ex\"\n}"
        );
        assert_eq!(shown.body_bytes, 26);
    }

    #[test]
    fn truncated_bodies_other_text_and_binary_are_raw_only() {
        for (body, cut, raw) in [
            (b"{}".as_slice(), Some(2), "{}"),
            (b"<html>\x1b[2J", None, "<html>\\u001b[2J"),
            (b"{\"a\":\"\xff\"}", None, "{\"a\":\"\u{fffd}\"}"),
            (b"", None, ""),
        ] {
            let shown = text_of(body, cut);
            assert_eq!((shown.raw.as_str(), shown.pretty.is_none()), (raw, true));
        }
    }

    #[test]
    fn debug_shows_a_bodys_length_only() {
        let shown = format!("{:?}", text_of("\"PL4NTED\"", None));
        assert!(shown.contains("body_bytes: 9"), "{shown}");
        assert!(!shown.contains("PL4NTED"), "{shown}");
    }
}
