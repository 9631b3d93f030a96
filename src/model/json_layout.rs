//! Pretty-prints JSON token by token, so that numbers, escapes, order and duplicate keys stay verbatim, and depth costs no stack:
//! `serde_json` would build a tree and rewrite the values.

use serde::de::IgnoredAny;
use zeroize::Zeroizing;

/// The largest result. The indentation of deeply nested input grows with the square of its depth.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Spaces per level.
const INDENT: usize = 2;

/// `None` if the text is not complete JSON, or the result would exceed 4 MiB.
pub(super) fn pretty(json: &str) -> Option<Zeroizing<String>> {
    // `IgnoredAny` validates without recursion at any depth.
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let mut bytes = 0_usize;
    each_piece(json, |piece| bytes = bytes.saturating_add(piece.bytes()));
    if bytes > MAX_BYTES {
        return None;
    }
    // Exact capacity, so that reallocation leaves no copies behind.
    let mut text = Zeroizing::new(String::with_capacity(bytes));
    each_piece(json, |piece| piece.write(&mut text));
    Some(text)
}

/// Valid JSON without white space between its tokens.
pub(super) fn compact(json: &str) -> String {
    tokens(json).collect()
}

#[derive(Clone, Copy)]
enum Piece<'a> {
    Text(&'a str),
    /// A line break, indented to this depth.
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

/// Passes the pieces of pretty-printed valid JSON to `emit`.
fn each_piece<'a>(json: &'a str, mut emit: impl FnMut(Piece<'a>)) {
    let mut depth = 0_usize;
    let mut tokens = tokens(json).peekable();
    while let Some(token) = tokens.next() {
        let closes_next = matches!(tokens.peek(), Some(&("]" | "}")));
        emit(Piece::Text(if token == ":" { ": " } else { token }));
        match token {
            "[" | "{" => {
                depth += 1;
                // An empty list or object stays on one line.
                if !closes_next {
                    emit(Piece::Line(depth));
                }
            }
            "," => emit(Piece::Line(depth)),
            _ => {
                if matches!(token, "]" | "}") {
                    depth = depth.saturating_sub(1);
                }
                if closes_next {
                    emit(Piece::Line(depth.saturating_sub(1)));
                }
            }
        }
    }
}

fn tokens(json: &str) -> impl Iterator<Item = &str> {
    let mut rest = json;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let (token, after) = rest.split_at_checked(token_bytes(rest.as_bytes())?)?;
        rest = after;
        Some(token)
    })
}

/// The length of the first token, in bytes: all delimiters are ASCII.
fn token_bytes(json: &[u8]) -> Option<usize> {
    let end = match json.first()? {
        b'"' => {
            let mut end = 1;
            while end < json.len() && json[end] != b'"' {
                end += if json[end] == b'\\' { 2 } else { 1 };
            }
            (end + 1).min(json.len())
        }
        b'[' | b']' | b'{' | b'}' | b',' | b':' => 1,
        // A number, `true`, `false` or `null`.
        _ => {
            let is_delimiter = |b: &u8| !b.is_ascii_alphanumeric() && !b"+-.".contains(b);
            let rest = json[1..].iter().position(is_delimiter);
            rest.map_or(json.len(), |rest| 1 + rest)
        }
    };
    Some(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_literal_stays_verbatim_on_its_line() {
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
        assert_eq!(pretty(json).unwrap().as_str(), expected);
        for scalar in ["7", "\"a\\\\\"", "null", " -1.5e3\n"] {
            assert_eq!(pretty(scalar).unwrap().as_str(), scalar.trim());
        }
    }

    #[test]
    fn incomplete_or_invalid_json_is_rejected() {
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
            assert!(pretty(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn neither_depth_nor_width_exhausts_stack_or_memory() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(pretty(&deep(1_000)).unwrap().len() < MAX_BYTES);
        for levels in [10_000, 131_072] {
            assert!(pretty(&deep(levels)).is_none(), "{levels}");
        }
        let objects = "{\"a\":".repeat(40_000) + "1" + &"}".repeat(40_000);
        assert!(pretty(&objects).is_none());
        let wide = format!("[{}1]", "1,".repeat(131_000));
        assert_eq!(pretty(&wide).unwrap().lines().count(), 131_003);
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

    proptest! {
        #[test]
        fn only_white_space_between_tokens_differs(
            value in any_json(),
            is_spaced in any::<bool>(),
        ) {
            let compact = value.to_string();
            let raw = if is_spaced { format!("{value:#}\r\n") } else { compact.clone() };
            let laid_out = pretty(&raw).unwrap();
            // Parse both: parsing rounds the last digit of some numbers.
            let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            prop_assert_eq!(parsed(&laid_out), parsed(&raw));
            prop_assert_eq!(&super::compact(&laid_out), &compact);
            prop_assert_eq!(super::compact(&raw), compact);
            prop_assert_eq!(laid_out.as_str(), format!("{value:#}"));
            prop_assert_eq!(laid_out.len(), laid_out.capacity());
            prop_assert_eq!(pretty(&laid_out), Some(laid_out.clone()));
        }

        #[test]
        fn no_text_causes_a_panic(text in any::<String>()) {
            let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            prop_assert_eq!(pretty(&text).is_some(), is_json);
        }
    }
}
