//! Texts of others, made fit to be shown.

use zeroize::Zeroizing;

/// A text of somebody else's, fit to be shown: line ends are `\n`, and characters that cannot be seen, or that move others around
/// (direction marks, line separators, tags), are written as JSON has them, `\u202e`, so that nothing is hidden and JSON stays what
/// it was. The joiners that scripts and emoji need stay.
pub fn visible(text: &str) -> Zeroizing<String> {
    // Most texts are plain, and large ones are looked through byte by byte much faster.
    if text
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
    {
        return Zeroizing::new(text.to_owned());
    }
    let mut bytes = 0;
    each_part(text, &mut |part| bytes += part.len());
    // With all its room from the start, so that growing leaves no copies behind.
    let mut shown = Zeroizing::new(String::with_capacity(bytes));
    each_part(text, &mut |part| shown.push_str(part));
    shown
}

/// Gives what is shown of a text, part by part.
fn each_part(text: &str, give: &mut dyn FnMut(&str)) {
    let mut from = 0;
    for (at, hidden) in text.match_indices(is_hidden) {
        give(&text[from..at]);
        from = at + hidden.len();
        let ends_line_with_next = hidden == "\r" && text[from..].starts_with('\n');
        if !ends_line_with_next {
            for unit in hidden.encode_utf16() {
                give(&format!("\\u{unit:04x}"));
            }
        }
    }
    give(&text[from..]);
}

/// The same of what is shown on one line: line ends and tabs are written out too, `\n`, `\t`.
pub fn visible_line(text: &str) -> String {
    visible(text).replace('\n', "\\n").replace('\t', "\\t")
}

/// Whether a character is not seen where it stands, or moves others.
pub fn is_hidden(c: char) -> bool {
    let moves_or_hides = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}');
    moves_or_hides || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_seen_is_written_out_and_the_rest_stays() {
        for (text, shown) in [
            (
                "plain, é, 日本, 👩‍💻\tand\nmore",
                "plain, é, 日本, 👩‍💻\tand\nmore",
            ),
            ("a\r\nb\rc", "a\nb\\u000dc"),
            (
                "\0\u{1b}[31m\u{7f}\u{9b}",
                "\\u0000\\u001b[31m\\u007f\\u009b",
            ),
            ("\u{202e}gpj.exe\u{2066}", "\\u202egpj.exe\\u2066"),
            ("\u{feff}{}", "\\ufeff{}"),
            ("a\u{2028}b\u{e0041}", "a\\u2028b\\udb40\\udc41"),
        ] {
            assert_eq!(visible(text).as_str(), shown);
        }
    }

    proptest! {
        #[test]
        fn a_json_text_means_the_same_and_nothing_in_it_is_hidden(text in any::<String>()) {
            let json = serde_json::Value::from(text).to_string();
            let shown = visible(&json);
            let meant: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), meant);
            prop_assert!(!shown.chars().any(is_hidden));
            prop_assert_eq!(shown.len(), shown.capacity());
        }
    }
}
