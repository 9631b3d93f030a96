//! Whole replies that are not what they should be.

use super::memory::Gauge;
use super::window::{End, Window};
use crate::child::in_child;
use crate::lying_console::{honest, ok};
use crate::tls_console::Step;

/// Sends this after one request, and closes.
fn lie(window: &mut Window, what: &str, bytes: &[u8]) -> End {
    window.lied_to(what, |console| {
        console.then([Step::Send(bytes.to_vec()), Step::Close]);
    })
}

fn assert_no_token(lies: Vec<(&str, Vec<u8>)>, window: &mut Window) {
    for (what, bytes) in lies {
        assert_eq!(lie(window, what, &bytes), End::Failed, "{what}");
    }
}

fn assert_token(lies: Vec<(&str, Vec<u8>)>, window: &mut Window) {
    for (what, bytes) in lies {
        let token = End::Token("abc".to_owned());
        assert_eq!(lie(window, what, &bytes), token, "{what}");
    }
}

fn utf_16(text: &str, bytes_of: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(bytes_of)
        .collect()
}

/// A reply with this text as the token, escaped as JSON has it.
fn token(text: &str) -> Vec<u8> {
    ok(serde_json::json!({ "access_token": text }).to_string())
}

#[test]
fn bodies_that_are_no_token_give_none() {
    in_child(&[], |ca| {
        let json = r#"{"access_token":"abc"}"#;
        let deep = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
        let lies = vec![
            ("little-endian UTF-16", ok(utf_16(json, u16::to_le_bytes))),
            ("big-endian UTF-16", ok(utf_16(json, u16::to_be_bytes))),
            (
                "UTF-16 without a mark",
                ok(&utf_16(json, u16::to_le_bytes)[2..]),
            ),
            ("a mark alone", ok("\u{feff}")),
            ("two marks", ok(format!("\u{feff}\u{feff}{json}"))),
            ("10,000 arrays", ok(deep("[", "]"))),
            (
                "10,000 objects",
                ok(r#"{"a":"#.repeat(10_000) + "1" + &"}".repeat(10_000)),
            ),
            (
                "10,000 arrays beside a token",
                ok(format!(
                    r#"{{"access_token":"abc","x":{}}}"#,
                    deep("[", "]")
                )),
            ),
            (
                "two tokens, the last no text",
                ok(r#"{"access_token":"abc","access_token":7}"#),
            ),
            ("not UTF-8", ok(b"{\"access_token\":\"a\xffc\"}")),
            ("a lone surrogate", ok(r#"{"access_token":"\ud800"}"#)),
            ("JSON twice", ok(json.repeat(2))),
            ("nothing", ok("")),
            ("a page", ok("<html>Service Under Maintenance</html>")),
            ("packed", {
                let head =
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 22\r\n\r\n";
                format!("{head}{json}").into_bytes()
            }),
        ];
        assert_no_token(lies, &mut Window::warm(ca));
    });
}

#[test]
fn tokens_that_no_header_can_carry_are_none() {
    in_child(&[], |ca| {
        let large = "a".repeat(1 << 20);
        let lies = vec![
            ("a header after a line end", token("abc\r\nX-Evil: 1")),
            ("a line feed", token("abc\n")),
            ("a NUL", token("a\0c")),
            ("a space", token("a bc")),
            ("spaces at the ends", token(" abc ")),
            ("another letter", token("äbc")),
            ("letters that are not seen", token("a\u{200b}bc")),
            ("letters that turn the direction", token("\u{202e}abc")),
            ("empty", token("")),
            ("1 MiB", token(&large)),
            ("a little over 8 KiB", token(&large[..=8 * 1024])),
        ];
        assert_no_token(lies, &mut Window::warm(ca));
    });
}

#[test]
fn a_mark_a_double_or_a_silly_lifetime_do_not_stand_in_the_way_of_a_good_token() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        let mut lies = vec![
            (
                "a byte order mark",
                ok("\u{feff}{\"access_token\":\"abc\"}"),
            ),
            (
                "two tokens",
                ok(r#"{"access_token":"old","access_token":"abc"}"#),
            ),
        ];
        let numbers = [
            "-1",
            "-900",
            "0",
            "-0",
            "0.5",
            "900.5",
            "1e300",
            "-1e300",
            "18446744073709551616",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-900\"",
            "\"1e999\"",
            "[900]",
            "{}",
            "true",
            "null",
        ];
        for number in numbers {
            let body = format!(r#"{{"access_token":"abc","expires_in":{number}}}"#);
            lies.push((number, ok(body)));
        }
        let digits = format!(
            r#"{{"access_token":"abc","expires_in":"{}"}}"#,
            "9".repeat(50_000)
        );
        lies.push(("50,000 digits", ok(digits)));
        assert_token(lies, &mut window);
        // No numbers of JSON, or none that fits: the whole reply is not believed.
        for number in ["1e999", "-1e999", "NaN", "+900", "0900", ".5", "0x384"] {
            let body = format!(r#"{{"access_token":"abc","expires_in":{number}}}"#);
            assert_eq!(lie(&mut window, number, &ok(body)), End::Failed, "{number}");
        }
    });
}

#[test]
fn what_is_no_http_or_says_a_wrong_length_is_no_token() {
    in_child(&[], |ca| {
        let body = r#"{"access_token":"abc"}"#;
        let long = format!("HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{body}");
        let lies = vec![
            ("nothing at all", b"".to_vec()),
            (
                "a head that is cut",
                b"HTTP/1.1 200 OK\r\nContent-Le".to_vec(),
            ),
            ("a body that is cut", long.into_bytes()),
            (
                "a chunk that is cut",
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n16\r\n{\"acc".to_vec(),
            ),
            (
                "chunks without an end",
                format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n16\r\n{body}\r\n")
                    .into_bytes(),
            ),
            ("a length that is too short", {
                format!("HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{body}").into_bytes()
            }),
            (
                "two lengths",
                format!("HTTP/1.1 200 OK\r\nContent-Length: 22\r\nContent-Length: 5\r\n\r\n{body}")
                    .into_bytes(),
            ),
            (
                "a length below nothing",
                format!("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{body}").into_bytes(),
            ),
            ("HTTP/0.9", body.as_bytes().to_vec()),
            ("SSH", b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
            (
                "another version",
                format!("HTTP/3.0 200 OK\r\n\r\n{body}").into_bytes(),
            ),
            (
                "a status of two digits",
                format!("HTTP/1.1 20 OK\r\n\r\n{body}").into_bytes(),
            ),
            ("noise", (0..=255).cycle().take(4096).collect()),
            (
                "a NUL in a header",
                b"HTTP/1.1 200 OK\r\nA: \0\r\nContent-Length: 0\r\n\r\n".to_vec(),
            ),
            (
                "a chunk size over everything",
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"
                    .to_vec(),
            ),
            (
                "an upgrade",
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n".to_vec(),
            ),
        ];
        assert_no_token(lies, &mut Window::warm(ca));
    });
}

#[test]
fn a_second_reply_that_nobody_asked_for_answers_no_later_click() {
    in_child(&[], |ca| {
        let mut window = Window::warm(ca);
        let gauge = Gauge::start();
        window
            .console
            .then_send([honest("first"), honest("planted")].concat());
        window.console.then_send(honest("second"));
        assert_eq!(window.click(), End::Token("first".to_owned()));
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert_eq!(window.click(), End::Token("second".to_owned()));
        let log = window.console.log();
        assert_eq!(
            log.requests.len(),
            3,
            "the warm one, and one for each click"
        );
        gauge.assert_small("two replies");
    });
}
