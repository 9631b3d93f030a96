//! The selection in a long text, by byte offset, so that it doesn't matter which rows are visible.

use std::ops::Range;

use crate::ui::kit::widgets::long_text::rows::Rows;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextSelection {
    pub(crate) anchor: usize,
    /// The end that moves.
    pub(crate) head: usize,
}

/// A movement by keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Left,
    Right,
    Up(usize),
    Down(usize),
    RowStart,
    RowEnd,
    Start,
    End,
}

impl TextSelection {
    pub(crate) fn range(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.anchor == self.head
    }

    pub(crate) fn all(text: &str) -> Self {
        Self {
            anchor: 0,
            head: text.len(),
        }
    }

    pub(crate) fn of(range: Range<usize>) -> Self {
        Self {
            anchor: range.start,
            head: range.end,
        }
    }

    /// Cleared if the text has changed under it.
    pub(crate) fn within(self, text: &str) -> Self {
        if text.is_char_boundary(self.anchor) && text.is_char_boundary(self.head) {
            self
        } else {
            Self::default()
        }
    }

    /// With its moving end moved.
    pub(crate) fn extended(self, text: &str, rows: &Rows, way: Way) -> Self {
        Self {
            head: moved(text, rows, self.head, way),
            ..self
        }
    }
}

fn moved(text: &str, rows: &Rows, from: usize, way: Way) -> usize {
    let row = rows.at(from);
    match way {
        Way::Left => text[..from]
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at),
        Way::Right => from + text[from..].chars().next().map_or(0, char::len_utf8),
        Way::Up(0) | Way::Down(0) => from,
        Way::Up(_) if row == 0 => 0,
        Way::Up(by) => in_row(text, rows, from, row.saturating_sub(by)),
        Way::Down(_) if row + 1 == rows.count() => text.len(),
        Way::Down(by) => in_row(text, rows, from, (row + by).min(rows.count() - 1)),
        Way::RowStart => rows.range(text, row).start,
        Way::RowEnd => rows.range(text, row).end,
        Way::Start => 0,
        Way::End => text.len(),
    }
}

/// The same column in another row.
fn in_row(text: &str, rows: &Rows, from: usize, row: usize) -> usize {
    let start = rows.range(text, rows.at(from)).start;
    let column = text[start..from].chars().count();
    let line = rows.range(text, row);
    line.start + offset_of(&text[line], column)
}

/// The offset of a column; past the end, the end of the row.
pub(crate) fn offset_of(line: &str, column: usize) -> usize {
    line.char_indices()
        .nth(column)
        .map_or(line.len(), |(at, _)| at)
}

/// The word at an offset, or the one symbol there.
pub(crate) fn word_at(text: &str, offset: usize) -> Range<usize> {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let after = text[offset..].find(|c| !is_of_word(c));
    let end = after.map_or(text.len(), |bytes| offset + bytes);
    let before = text[..offset].trim_end_matches(is_of_word).len();
    if before < end {
        return before..end;
    }
    let one = text[offset..].chars().next().filter(|c| *c != '\n');
    offset..offset + one.map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Rows {
        Rows::of(text, 4.0, |_| 1.0)
    }

    #[test]
    fn a_word_is_found_around_a_place() {
        let text = "\"user_Id\": 42,é\n";
        assert_eq!(&text[word_at(text, 3)], "user_Id");
        assert_eq!(&text[word_at(text, 1)], "user_Id");
        assert_eq!(&text[word_at(text, 8)], "user_Id", "at its end");
        assert_eq!(&text[word_at(text, 0)], "\"");
        assert_eq!(&text[word_at(text, 10)], " ");
        assert_eq!(&text[word_at(text, 14)], "é");
        assert_eq!(word_at(text, text.len()), text.len()..text.len());
    }

    #[test]
    fn the_keys_go_by_characters_and_rows() {
        let text = "abcdéf\nxy";
        let rows = rows(text);
        let to = |from, way| moved(text, &rows, from, way);
        assert_eq!(to(0, Way::Left), 0);
        assert_eq!(to(4, Way::Right), 6, "over a character of two bytes");
        assert_eq!(to(6, Way::Left), 4);
        assert_eq!(to(1, Way::Down(1)), 6);
        assert_eq!(to(3, Way::Down(9)), text.len(), "the last row is shorter");
        assert_eq!(to(8, Way::Up(1)), 4);
        assert_eq!(to(2, Way::Up(1)), 0);
        assert_eq!(to(9, Way::Down(1)), text.len());
        assert_eq!((to(6, Way::RowStart), to(4, Way::RowEnd)), (4, 7));
        assert_eq!((to(6, Way::Start), to(6, Way::End)), (0, text.len()));
    }

    proptest! {
        #[test]
        fn wherever_the_keys_go_there_is_a_character(
            text in "[a世\u{301}\r\n]{0,30}",
            ways in prop::collection::vec(prop_oneof![
                Just(Way::Left), Just(Way::Right), (0..4_usize).prop_map(Way::Up), (0..4_usize).prop_map(Way::Down),
                Just(Way::RowStart), Just(Way::RowEnd), Just(Way::Start), Just(Way::End),
            ], 0..20),
        ) {
            let rows = rows(&text);
            let mut selection = TextSelection::default();
            for way in ways {
                selection = selection.extended(&text, &rows, way);
                prop_assert!(text.is_char_boundary(selection.head));
                prop_assert!(text.get(word_at(&text, selection.head)).is_some());
            }
        }
    }
}
