//! Tables for people: columns of text, as wide as their widest cell.

use unicode_width::UnicodeWidthStr as _;

const GAP: &str = "  ";

/// A header and rows. Cells are one line each, without invisible characters.
pub(super) fn table<const N: usize>(header: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = header.map(str::width);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.as_str().width());
        }
    }
    let mut text = String::new();
    push_row(&mut text, &header, &widths);
    for row in rows {
        push_row(&mut text, &row.each_ref().map(String::as_str), &widths);
    }
    text
}

fn push_row(text: &mut String, cells: &[&str], widths: &[usize]) {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(cell.width())));
        line.push_str(GAP);
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_wide_letters_too_and_no_line_ends_in_spaces() {
        let rows = [
            ["東京".to_owned(), "a".to_owned()],
            ["Oslo!".to_owned(), String::new()],
        ];
        assert_eq!(table(["NAME", "X"], &rows), "NAME   X\n東京   a\nOslo!\n");
    }
}
