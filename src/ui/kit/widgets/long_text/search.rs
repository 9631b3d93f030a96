//! Case-insensitive search in a long text.

use std::ops::Range;

/// Every match of `wanted` in `text`, as byte ranges that don't overlap. An empty text has none.
pub fn find_all(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    let Some(first) = wanted.first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut after = 0;
    for (at, c) in text.char_indices() {
        if at < after || c.to_lowercase().next() != Some(*first) {
            continue;
        }
        if let Some(bytes) = length_of_match(&text[at..], &wanted) {
            after = at + bytes;
            found.push(at..after);
        }
    }
    found
}

/// The length in bytes of a match at the start of `text`; `wanted` is in lower case.
fn length_of_match(text: &str, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    for (at, c) in text.char_indices() {
        if wanted.len() == 0 {
            return Some(at);
        }
        if !c.to_lowercase().all(|c| wanted.next() == Some(&c)) {
            return None;
        }
    }
    (wanted.len() == 0).then_some(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_search_ignores_case_and_finds_each_place_once() {
        assert_eq!(find_all("User, user, USER", "uSer"), [0..4, 6..10, 12..16]);
        assert_eq!(find_all("aaaa", "aa"), [0..2, 2..4]);
        assert_eq!(find_all("Grüße GRÜSSE grü", "GRÜ"), [0..4, 8..12, 16..20]);
        assert!(find_all("ab", "").is_empty());
        assert!(find_all("ab", "abc").is_empty());
        assert!(find_all("", "a").is_empty());
        // Its lower case is two characters.
        assert!(find_all("İx", "i").is_empty());
        assert_eq!(find_all("İx", "İX"), vec![0..3]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_there(text in "[abAB\u{130}é]{0,30}", wanted in "[abé]{1,3}") {
            for place in find_all(&text, &wanted) {
                prop_assert_eq!(text[place].to_lowercase(), wanted.to_lowercase());
            }
        }
    }
}
