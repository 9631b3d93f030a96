//! Texts of others, made fit to be shown.

use zeroize::Zeroizing;

/// A text of somebody else's, fit to be shown: line ends are `\n`, and characters that cannot be seen, or that move others around
/// (direction marks, line separators, tags), are written as JSON has them, `\u202e`, so that nothing is hidden and JSON stays what
/// it was. The joiners that scripts and emoji need stay.
pub fn visible(text: &str) -> Zeroizing<String> {
    let parts = || {
        let mut rest = text.chars().peekable();
        std::iter::from_fn(move || {
            let c = rest.next()?;
            let ends_line_with_next = c == '\r' && rest.peek() == Some(&'\n');
            Some(if ends_line_with_next { None } else { Some(c) })
        })
        .flatten()
    };
    // With all its room from the start, so that growing leaves no copies behind.
    let bytes = parts().map(|c| {
        if is_hidden(c) {
            6 * c.len_utf16()
        } else {
            c.len_utf8()
        }
    });
    let mut shown = Zeroizing::new(String::with_capacity(bytes.sum()));
    for c in parts() {
        if is_hidden(c) {
            push_escaped(&mut shown, c);
        } else {
            shown.push(c);
        }
    }
    shown
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

fn push_escaped(text: &mut String, c: char) {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    for unit in c.encode_utf16(&mut [0; 2]) {
        text.push_str("\\u");
        for shift in [12, 8, 4, 0] {
            text.push(DIGITS[usize::from(*unit >> shift & 0xf)]);
        }
    }
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
