//! Escapes invisible and reordering characters in text from elsewhere. (`escape_debug` writes
//! Rust escapes, which are not JSON.)

use unicode_script::{Script, UnicodeScript as _};
use unicode_security::confusable_detection::skeleton;
use zeroize::Zeroizing;

/// Escapes invisible and reordering characters (direction marks, line separators, tags) as in JSON, `\u202e`,
/// so that nothing is hidden and JSON stays valid. Line ends become `\n`. Joiners stay where scripts and
/// emoji need them.
pub fn visible(text: &str) -> Zeroizing<String> {
    // Most text is plain ASCII, and this check is much faster on large replies.
    if text
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
    {
        return Zeroizing::new(text.to_owned());
    }
    let mut bytes = 0;
    each_part(text, &mut |part| bytes += part.len());
    // Exact capacity, so that reallocation leaves no copies behind.
    let mut shown = Zeroizing::new(String::with_capacity(bytes));
    each_part(text, &mut |part| shown.push_str(part));
    shown
}

/// For a single line: escapes line ends and tabs too.
pub fn visible_line(text: &str) -> String {
    visible(text).replace('\n', "\\n").replace('\t', "\\t")
}

/// Removes invisible and reordering characters.
pub fn without_hidden(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut from = 0;
    for (at, hidden) in hidden_in(text) {
        seen.push_str(&text[from..at]);
        from = at + hidden.len_utf8();
    }
    seen.push_str(&text[from..]);
    seen
}

/// Whether text has such a character, a line end or a tab: on one line it could pass for another name.
pub fn has_hidden(text: &str) -> bool {
    text.contains(char::is_control) || hidden_in(text).next().is_some()
}

/// The invisible and reordering characters, by position. Line ends and tabs do not count.
pub fn hidden_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = None;
    text.char_indices().filter(move |(at, c)| {
        let before = before.replace(*c);
        if is_joiner(*c) {
            let after = text[at + c.len_utf8()..].chars().next();
            !joins(before, *c, after)
        } else {
            is_hidden(*c)
        }
    })
}

/// Whether a character is invisible or reorders text in any context.
pub fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' | '\n' | '\t' => false,
        // Line separators, annotations, and the blank Braille pattern.
        '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{2800}' => true,
        // Private use or unassigned: fonts draw the same box for all.
        _ if c.script() == Script::Unknown => true,
        _ => c.is_control() || (is_ignorable(c) && !is_joiner(c)),
    }
}

fn each_part(text: &str, give: &mut dyn FnMut(&str)) {
    let mut from = 0;
    for (at, hidden) in hidden_in(text) {
        give(&text[from..at]);
        from = at + hidden.len_utf8();
        let ends_line_with_next = hidden == '\r' && text[from..].starts_with('\n');
        if !ends_line_with_next {
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                give(&format!("\\u{unit:04x}"));
            }
        }
    }
    give(&text[from..]);
}

/// Characters that change how their neighbors are drawn: joiners and variation selectors.
pub(super) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}') || is_variation(c)
}

const fn is_variation(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a joiner has something to join: emoji (`👩‍💻`, `1️⃣`), or letters of a script that needs it.
/// Scripts with case do not.
fn joins(before: Option<char>, joiner: char, after: Option<char>) -> bool {
    let (Some(before), is_keycap) = (before, after == Some('\u{20e3}')) else {
        return false;
    };
    // Some emoji are cased letters too (`Ⓜ️`, `ℹ️`); alphabets are below U+2000.
    let has_case = |c: char| c < '\u{2000}' && (c.is_lowercase() || c.is_uppercase());
    let can_join =
        |c: char| !c.is_ascii() && !c.is_whitespace() && !has_case(c) && !is_ignorable(c);
    if is_variation(joiner) {
        return can_join(before) || (is_keycap && matches!(before, '0'..='9' | '#' | '*'));
    }
    (can_join(before) || is_variation(before)) && after.is_some_and(can_join)
}

/// `Default_Ignorable_Code_Point`: UTS #39 skeletons omit these.
fn is_ignorable(c: char) -> bool {
    skeleton(c.encode_utf8(&mut [0; 4])).next().is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn invisible_characters_are_escaped_and_the_rest_stays() {
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
            ("a\u{2800}b\u{1d173}", "a\\u2800b\\ud834\\udd73"),
            // Joiners with and without something to join.
            ("❤️‍🔥 👩🏽‍🚀 1️⃣ ℹ️ می\u{200c}خواهم", "❤️‍🔥 👩🏽‍🚀 1️⃣ ℹ️ می\u{200c}خواهم"),
            (
                "Al\u{200d}pha\u{fe0f} é\u{200c}é\u{fe0f} 👩\u{200d} \u{200d}👩",
                "Al\\u200dpha\\ufe0f é\\u200cé\\ufe0f 👩\\u200d \\u200d👩",
            ),
            ("👩\u{200d}\u{200d}💻", "👩\\u200d\\u200d💻"),
        ] {
            assert_eq!(visible(text).as_str(), shown);
        }
    }

    proptest! {
        #[test]
        fn json_parses_the_same_and_hides_nothing(text in any::<String>()) {
            let json = serde_json::Value::from(text).to_string();
            let shown = visible(&json);
            let meant: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), meant);
            prop_assert_eq!(hidden_in(&shown).next(), None);
            prop_assert_eq!(shown.len(), shown.capacity());
        }
    }
}
