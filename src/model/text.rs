use std::time::Duration;

/// "212 ms".
pub fn millis(took: Duration) -> String {
    match took.as_millis() {
        0 => "<1 ms".to_owned(),
        millis => format!("{millis} ms"),
    }
}

pub fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// For use within a sentence; names keep their capital.
pub fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    let is_a_name = text.starts_with("Tokendesk") || second.is_some_and(char::is_uppercase);
    match first {
        Some(first) if !is_a_name => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_never_nothing() {
        assert_eq!(millis(Duration::from_millis(212)), "212 ms");
        assert_eq!(millis(Duration::from_micros(999)), "<1 ms");
        assert_eq!(millis(Duration::ZERO), "<1 ms");
    }

    #[test]
    fn uncapitalized_text_keeps_the_capitals_of_names() {
        for (text, within) in [
            ("The keyring stayed locked", "the keyring stayed locked"),
            ("A code is needed", "a code is needed"),
            ("Tokendesk made a mistake", "Tokendesk made a mistake"),
            ("HTTP 500", "HTTP 500"),
            ("console.example", "console.example"),
            ("", ""),
        ] {
            assert_eq!(uncapitalized(text), within);
        }
    }
}
