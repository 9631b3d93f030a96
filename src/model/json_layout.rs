//! Lays JSON out on lines, token by token: every literal stands as it came, with its digits, its escapes, its order and its
//! doubles. No tree is built, so that depth costs no stack.

use serde::de::IgnoredAny;
use zeroize::Zeroizing;

/// The longest text that is made, in bytes. What is indented deeply grows with the square of its depth.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Spaces for each level.
const INDENT: usize = 2;

/// The text laid out. `None` if it is not whole JSON, or would become longer than 4 MiB.
pub(super) fn laid_out(json: &str) -> Option<Zeroizing<String>> {
    // The library walks over what is ignored without recursion, whatever the depth.
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let mut bytes = 0_usize;
    each_piece(json, |piece| bytes = bytes.saturating_add(piece.bytes()));
    if bytes > MAX_BYTES {
        return None;
    }
    // With all its room from the start, so that growing leaves no copies behind.
    let mut text = Zeroizing::new(String::with_capacity(bytes));
    each_piece(json, |piece| piece.write(&mut text));
    Some(text)
}

/// A part of the text.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// A new line at this depth.
    Line(usize),
}

impl Piece<'_> {
    fn bytes(self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Line(depth) => 1 + INDENT * depth,
        }
    }

    fn write(self, text: &mut String) {
        match self {
            Self::Text(part) => text.push_str(part),
            Self::Line(depth) => {
                text.push('\n');
                text.extend(std::iter::repeat_n(' ', INDENT * depth));
            }
        }
    }
}

/// Gives the pieces of a text that is known to be JSON. By its bytes: all that parts tokens is ASCII.
fn each_piece<'a>(json: &'a str, mut give: impl FnMut(Piece<'a>)) {
    let bytes = json.as_bytes();
    let mut depth = 0_usize;
    let mut at = after_space(bytes, 0);
    while let Some(first) = bytes.get(at).copied() {
        let end = token_end(bytes, at);
        let next = after_space(bytes, end);
        let closes = matches!(bytes.get(next), Some(b']' | b'}'));
        match first {
            b':' => give(Piece::Text(": ")),
            _ => give(Piece::Text(&json[at..end])),
        }
        match first {
            b'[' | b'{' => {
                depth += 1;
                // Nothing stands between the brackets of an empty list.
                if !closes {
                    give(Piece::Line(depth));
                }
            }
            b',' => give(Piece::Line(depth)),
            _ => {
                if matches!(first, b']' | b'}') {
                    depth = depth.saturating_sub(1);
                }
                if closes {
                    give(Piece::Line(depth.saturating_sub(1)));
                }
            }
        }
        at = next;
    }
}

/// Where the token ends that begins at `at`.
fn token_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    match bytes[at] {
        b'"' => {
            while end < bytes.len() && bytes[end] != b'"' {
                // Whatever is escaped, a quote among it.
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            (end + 1).min(bytes.len())
        }
        b'[' | b']' | b'{' | b'}' | b',' | b':' => end,
        // A number, or one of the three words.
        _ => {
            while end < bytes.len() && is_of_literal(bytes[end]) {
                end += 1;
            }
            end
        }
    }
}

fn after_space(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && matches!(bytes[at], b' ' | b'\t' | b'\n' | b'\r') {
        at += 1;
    }
    at
}

fn is_of_literal(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_literal_stands_as_it_came_each_on_its_line() {
        let json = " {\"big\":123456789012345678901234567890,\"a\":1e400 , \"a\":-0.00,\r\n\"é\\u00e9\\\"\\\\\":[],\
                    \"o\": { },\"l\":[ true,[null]],\"\":\"{[,:]}\"}\n";
        let expected = r#"{
  "big": 123456789012345678901234567890,
  "a": 1e400,
  "a": -0.00,
  "é\u00e9\"\\": [],
  "o": {},
  "l": [
    true,
    [
      null
    ]
  ],
  "": "{[,:]}"
}"#;
        assert_eq!(laid_out(json).unwrap().as_str(), expected);
        for scalar in ["7", "\"a\\\\\"", "null", " -1.5e3\n"] {
            assert_eq!(laid_out(scalar).unwrap().as_str(), scalar.trim());
        }
    }

    #[test]
    fn what_is_no_whole_json_is_not_laid_out() {
        for text in [
            "",
            " ",
            "{",
            "[1,]",
            "{\"a\":1}x",
            "{} {}",
            "<html>",
            "nul",
            "\"a",
            "01",
            "{\"a\" 1}",
            "'a'",
            "\u{feff}{}",
            "[\"\u{1}\"]",
        ] {
            assert!(laid_out(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn neither_depth_nor_commas_take_the_stack_or_the_memory() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(laid_out(&deep(1_000)).unwrap().len() < MAX_BYTES);
        for levels in [10_000, 131_072] {
            assert!(laid_out(&deep(levels)).is_none(), "{levels}");
        }
        let objects = "{\"a\":".repeat(40_000) + "1" + &"}".repeat(40_000);
        assert!(laid_out(&objects).is_none());
        let wide = format!("[{}1]", "1,".repeat(131_000));
        assert_eq!(laid_out(&wide).unwrap().lines().count(), 131_003);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    /// The text without the white space between its tokens.
    fn minified(json: &str) -> String {
        let mut text = String::new();
        each_piece(json, |piece| match piece {
            Piece::Text(": ") => text.push(':'),
            Piece::Text(part) => text.push_str(part),
            Piece::Line(_) => {}
        });
        text
    }

    proptest! {
        #[test]
        fn it_means_the_same_and_only_white_space_between_tokens_differs(
            value in any_json(),
            is_spaced in any::<bool>(),
        ) {
            let compact = value.to_string();
            let raw = if is_spaced { format!("{value:#}\r\n") } else { compact.clone() };
            let pretty = laid_out(&raw).unwrap();
            // Both read, since reading rounds the last digit of some numbers.
            let meant = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            prop_assert_eq!(meant(&pretty), meant(&raw));
            prop_assert_eq!(minified(&pretty), compact);
            prop_assert_eq!(pretty.as_str(), format!("{value:#}"));
            prop_assert_eq!(pretty.len(), pretty.capacity());
            prop_assert_eq!(laid_out(&pretty), Some(pretty.clone()));
        }

        #[test]
        fn any_text_is_laid_out_or_not_and_never_a_panic(text in any::<String>()) {
            let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            prop_assert_eq!(laid_out(&text).is_some(), is_json);
        }
    }
}
