//! Where the rows of a long text begin: at line ends, and where a line is wider than the room.

use std::ops::Range;

use crate::model::visible::is_hidden;

/// Maximum characters of a row, as a multiple of those that fit: zero-width characters would never fill one.
const CROWDED: usize = 4;
/// Shown in place of an invisible character.
const STAND_IN: char = '□';

/// The starts of all rows as byte offsets, always between characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows(Vec<usize>);

impl Rows {
    /// Wraps `text` at `room`, by the `width` of each character.
    pub fn of(text: &str, room: f32, mut width: impl FnMut(char) -> f32) -> Self {
        let cell = width('0').max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a positive width in characters"
        )]
        let most = CROWDED * (room / cell).max(1.0) as usize;
        let mut starts = vec![0];
        let (mut taken, mut count) = (0.0, 0);
        for (at, c) in text.char_indices() {
            if c == '\n' {
                starts.push(at + 1);
                (taken, count) = (0.0, 0);
                continue;
            }
            // The monospace font has one width for these.
            let next = if c.is_ascii_graphic() || c == ' ' {
                cell
            } else {
                width(shown(c))
            };
            if count > 0 && (taken + next > room || count == most) {
                starts.push(at);
                (taken, count) = (0.0, 0);
            }
            taken += next;
            count += 1;
        }
        Self(starts)
    }

    /// At least one.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset).max(1) - 1
    }

    /// A row without its line end. Past the last row: the end of the text.
    pub(crate) fn range(&self, text: &str, row: usize) -> Range<usize> {
        let start = self.0.get(row).copied().unwrap_or(text.len());
        let next = self.0.get(row + 1).copied().unwrap_or(text.len());
        let line = text.get(start..next).unwrap_or_default();
        let line = line.strip_suffix('\n').map_or(line, |line| {
            // CRLF.
            line.strip_suffix('\r').unwrap_or(line)
        });
        start..start + line.len()
    }
}

/// A character as drawn: one for one, so that offsets in the text and on screen match.
pub(crate) fn shown(c: char) -> char {
    if c != '\t' && is_hidden(c) {
        STAND_IN
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn width(c: char) -> f32 {
        match c {
            '世' | '界' => 2.0,
            '\u{301}' => 0.0,
            '\t' => 4.0,
            _ => 1.0,
        }
    }

    fn rows(text: &str, room: f32) -> Vec<&str> {
        let rows = Rows::of(text, room, width);
        (0..rows.count())
            .map(|row| &text[rows.range(text, row)])
            .collect()
    }

    #[test]
    fn a_line_is_broken_where_it_is_full_and_where_it_ends() {
        assert_eq!(rows("abcdef", 4.0), ["abcd", "ef"]);
        assert_eq!(rows("ab\ncd\r\n\ne", 4.0), ["ab", "cd", "", "e"]);
        assert_eq!(rows("ab\n", 4.0), ["ab", ""]);
        assert_eq!(rows("abcd\nef", 4.0), ["abcd", "ef"]);
        assert_eq!(rows("", 4.0), [""]);
    }

    #[test]
    fn wide_characters_and_those_without_width_wrap_by_their_width() {
        assert_eq!(rows("a世界b", 4.0), ["a世", "界b"]);
        assert_eq!(rows("abcde\u{301}", 5.0), ["abcde\u{301}"]);
        assert_eq!(rows("ab\tc", 4.0), ["ab", "\t", "c"]);
        assert_eq!(rows("世界", 1.0), ["世", "界"], "one at least");
    }

    #[test]
    fn a_row_of_characters_without_width_ends_all_the_same() {
        let text = "\u{301}".repeat(1_000);
        let rows = rows(&text, 10.0);
        assert!(rows.iter().all(|row| row.chars().count() <= 40));
    }

    proptest! {
        #[test]
        fn the_rows_hold_the_whole_text_and_every_offset_is_in_its_row(
            text in "[a-c世\u{301}\t\r\n]{0,60}", room in 0.0..9.0_f32,
        ) {
            let rows = Rows::of(&text, room, width);
            let mut at = 0;
            for row in 0..rows.count() {
                let range = rows.range(&text, row);
                prop_assert!(text[at..range.start].chars().all(|c| c == '\r' || c == '\n'));
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert_eq!(rows.at(range.start), row);
                at = range.end;
            }
            prop_assert!(text[at..].chars().all(|c| c == '\r' || c == '\n'));
        }
    }
}
