//! Response headers as the window shows them.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE};

const MAX_VALUE_BYTES: usize = 4 * 1024;
/// For all names and values. The rest is counted.
const MAX_TOTAL_BYTES: usize = 32 * 1024;
const REDACTED: &str = "(not shown)";

/// In the order received, names in lower case. Credentials are redacted: a screenshot must not leak them.
pub(super) fn for_display(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut shown = Vec::with_capacity(headers.len());
    let mut bytes = 0;
    for (name, value) in headers {
        let value = display_value(name, value);
        bytes += name.as_str().len() + value.len();
        if bytes > MAX_TOTAL_BYTES {
            let rest = headers.len() - shown.len();
            shown.push(("…".to_owned(), format!("{rest} more, not shown")));
            break;
        }
        shown.push((name.as_str().to_owned(), value));
    }
    shown
}

fn display_value(name: &HeaderName, value: &HeaderValue) -> String {
    let value = value.as_bytes();
    if *name == SET_COOKIE || name == "set-cookie2" {
        return redact_cookie(value);
    }
    // WWW-Authenticate is a challenge, not a credential.
    let is_credential = [
        "token",
        "authorization",
        "api-key",
        "apikey",
        "secret",
        "session",
    ]
    .iter()
    .any(|part| name.as_str().contains(part));
    if is_credential {
        return REDACTED.to_owned();
    }
    let start = &value[..value.len().min(MAX_VALUE_BYTES)];
    let text = escape(start);
    if start.len() < value.len() {
        format!("{text} … ({} bytes in all)", value.len())
    } else {
        text
    }
}

/// Keeps a cookie's name and attributes.
fn redact_cookie(value: &[u8]) -> String {
    let part = |byte| value.iter().position(|b| *b == byte);
    let attributes = part(b';').map_or(&[][..], |at| &value[at..]);
    let name = match part(b'=') {
        Some(at) if at + attributes.len() < value.len() => &value[..=at],
        // Without a name, all of it is the value.
        _ => &[],
    };
    let bytes = |bytes: &[u8]| escape(&bytes[..bytes.len().min(MAX_VALUE_BYTES)]);
    format!("{}{REDACTED}{}", bytes(name), bytes(attributes))
}

/// Printable ASCII as is, everything else as `\xNN`.
fn escape(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if matches!(byte, b' '..=b'~') {
            text.push(char::from(*byte));
        } else {
            // Writing to a String cannot fail.
            let _written = write!(text, "\\x{byte:02x}").is_ok();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display_one(name: &str, value: &[u8]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_bytes(value).unwrap(),
        );
        let mut all = for_display(&headers);
        assert_eq!(all.len(), 1);
        all.remove(0).1
    }

    #[test]
    fn bytes_other_than_printable_ascii_are_escaped() {
        assert_eq!(display_one("server", b"a b~"), "a b~");
        assert_eq!(
            display_one("x-name", "é\t\u{202e}".as_bytes()),
            "\\xc3\\xa9\\x09\\xe2\\x80\\xae"
        );
        assert_eq!(display_one("x-name", b"\xff"), "\\xff");
    }

    #[test]
    fn credentials_are_redacted_and_a_challenge_is_shown() {
        for (name, value, shown) in [
            (
                "set-cookie",
                "sid=PL4NTED; Path=/; HttpOnly",
                "sid=(not shown); Path=/; HttpOnly",
            ),
            ("set-cookie", "sid=PL4NTED", "sid=(not shown)"),
            ("set-cookie", "PL4NTED", "(not shown)"),
            ("set-cookie", "PL4NTED; Max-Age=5", "(not shown); Max-Age=5"),
            ("set-cookie", "", "(not shown)"),
            ("set-cookie2", "a=PL4NTED=", "a=(not shown)"),
            ("x-auth-token", "PL4NTED", "(not shown)"),
            ("authorization", "Bearer PL4NTED", "(not shown)"),
            ("x-csrf-token", "PL4NTED", "(not shown)"),
            ("x-session-id", "PL4NTED", "(not shown)"),
            ("www-authenticate", "Basic realm=\"x\"", "Basic realm=\"x\""),
            ("location", "/elsewhere", "/elsewhere"),
        ] {
            assert_eq!(display_one(name, value.as_bytes()), shown, "{name}");
        }
    }

    #[test]
    fn a_long_value_is_cut_and_so_are_too_many_of_them() {
        let long = display_one("x-long", "x".repeat(5_000).as_bytes());
        assert!(long.ends_with("xxx … (5000 bytes in all)"), "{long}");
        let mut headers = HeaderMap::new();
        for number in 0..80 {
            let name = HeaderName::from_bytes(format!("x-{number:02}").as_bytes()).unwrap();
            headers.append(name, HeaderValue::from_str(&"x".repeat(1_000)).unwrap());
        }
        let all = for_display(&headers);
        assert_eq!(all.len(), 33);
        assert_eq!(all[31].0, "x-31");
        assert_eq!(all[32], ("…".to_owned(), "48 more, not shown".to_owned()));
    }
}
