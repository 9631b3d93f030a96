//! What a person sees of the head of an answer.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE};

/// How much of one value is shown, in bytes.
const MAX_VALUE_BYTES: usize = 4 * 1024;
/// How much of all is shown, in bytes. The rest is counted.
const MAX_BYTES: usize = 32 * 1024;
/// What stands where something signs in.
const LEFT_OUT: &str = "(not shown)";

/// The headers as a person reads them, in the order in which their names came first. Names are in lower case, as the HTTP library
/// gives them. What signs in is left out: a picture of the window must not give it away.
pub(super) fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut shown = Vec::with_capacity(headers.len());
    let mut bytes = 0;
    for (name, value) in headers {
        let value = value_of(name, value);
        bytes += name.as_str().len() + value.len();
        if bytes > MAX_BYTES {
            let rest = headers.len() - shown.len();
            shown.push(("…".to_owned(), format!("{rest} more, not shown")));
            break;
        }
        shown.push((name.as_str().to_owned(), value));
    }
    shown
}

fn value_of(name: &HeaderName, value: &HeaderValue) -> String {
    let value = value.as_bytes();
    if *name == SET_COOKIE || name == "set-cookie2" {
        return cookie(value);
    }
    // Challenges are no credentials: they say what would be.
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
        return LEFT_OUT.to_owned();
    }
    let start = &value[..value.len().min(MAX_VALUE_BYTES)];
    let text = visible(start);
    if start.len() < value.len() {
        format!("{text} … ({} bytes in all)", value.len())
    } else {
        text
    }
}

/// A cookie's name and its attributes.
fn cookie(value: &[u8]) -> String {
    let part = |byte| value.iter().position(|b| *b == byte);
    let attributes = part(b';').map_or(&[][..], |at| &value[at..]);
    let name = match part(b'=') {
        Some(at) if at + attributes.len() < value.len() => &value[..=at],
        // No name: then all of it is the value.
        _ => &[],
    };
    let bytes = |bytes: &[u8]| visible(&bytes[..bytes.len().min(MAX_VALUE_BYTES)]);
    format!("{}{LEFT_OUT}{}", bytes(name), bytes(attributes))
}

/// Visible ASCII as it is, everything else as `\xNN`.
fn visible(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if matches!(byte, b' '..=b'~') {
            text.push(char::from(*byte));
        } else {
            // Writing into a text does not fail.
            let _written = write!(text, "\\x{byte:02x}").is_ok();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, value: &[u8]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_bytes(value).unwrap(),
        );
        let mut all = shown(&headers);
        assert_eq!(all.len(), 1);
        all.remove(0).1
    }

    #[test]
    fn what_is_no_visible_ascii_is_written_out() {
        assert_eq!(one("server", b"a b~"), "a b~");
        assert_eq!(
            one("x-name", "é\t\u{202e}".as_bytes()),
            "\\xc3\\xa9\\x09\\xe2\\x80\\xae"
        );
        assert_eq!(one("x-name", b"\xff"), "\\xff");
    }

    #[test]
    fn what_signs_in_is_left_out_and_a_challenge_is_shown() {
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
            assert_eq!(one(name, value.as_bytes()), shown, "{name}");
        }
    }

    #[test]
    fn a_long_value_is_cut_and_so_are_too_many_of_them() {
        let long = one("x-long", "x".repeat(5_000).as_bytes());
        assert!(long.ends_with("xxx … (5000 bytes in all)"), "{long}");
        let mut headers = HeaderMap::new();
        for number in 0..80 {
            let name = HeaderName::from_bytes(format!("x-{number:02}").as_bytes()).unwrap();
            headers.append(name, HeaderValue::from_str(&"x".repeat(1_000)).unwrap());
        }
        let all = shown(&headers);
        assert_eq!(all.len(), 33);
        assert_eq!(all[31].0, "x-31");
        assert_eq!(all[32], ("…".to_owned(), "48 more, not shown".to_owned()));
    }
}
