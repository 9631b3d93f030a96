//! The table of a check of many profiles as Markdown, for a ticket.

use jiff::tz::TimeZone;

use super::plain::{millis, moment, one_line};
use crate::model::expiry::lifetime_words;
use crate::model::{CheckReport, ClipText};

/// The heads of the columns.
const HEADS: [&str; 8] = [
    "Profile", "Console", "Account", "Verdict", "Reason", "Lifetime", "Duration", "Time",
];

/// The table as Markdown, with a line above it that says when it was made. Names are shown to the letter, and nobody is notified and
/// nothing linked by what is in them.
pub fn check_table_markdown(report: &CheckReport, zone: &TimeZone) -> ClipText {
    let profiles = match report.lines.len() {
        1 => "1 profile".to_owned(),
        count => format!("{count} profiles"),
    };
    let mut lines = vec![
        format!("Check of {profiles}, {}", moment(report.made_at, zone)),
        String::new(),
        row(&HEADS.map(str::to_owned)),
        format!("|{}", " --- |".repeat(HEADS.len())),
    ];
    lines.extend(report.lines.iter().map(|line| {
        row(&[
            shown(&line.profile),
            code(&line.console),
            code(&line.login),
            shown(&line.verdict),
            shown(&line.reason),
            line.lifetime.map(lifetime_words).unwrap_or_default(),
            line.took.map(millis).unwrap_or_default(),
            line.at.map(|at| moment(at, zone)).unwrap_or_default(),
        ])
    }));
    ClipText::new(lines.join("\n"))
}

fn row(cells: &[String; 8]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// A text in a cell: as it is where Markdown makes nothing of it, else as code.
fn shown(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) { text } else { code(&text) }
}

/// Whether a renderer shows this as it stands. A backslash would not do for the rest: GitHub looks for `@` and `#` once the backslashes
/// are gone, and for addresses without a scheme as well.
fn is_plain(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek();
        let is_plain = match c {
            // `:smile:`, `https://`
            ':' => next.is_none_or(|next| *next == ' '),
            // `GH-1`
            '-' => !next.is_some_and(char::is_ascii_digit),
            ' ' | '.' | ',' | '\'' | '(' | ')' | '/' => true,
            _ => !c.is_ascii() || c.is_ascii_alphanumeric(),
        };
        if !is_plain {
            return false;
        }
    }
    !text.to_ascii_lowercase().contains("www.")
}

/// A text as code, in which no renderer looks for anything. A bar would end the cell, and a backslash before it in code would be
/// shown where that before the bar is one already: bars stand between the pieces.
fn code(text: &str) -> String {
    let text = one_line(text);
    let pieces: Vec<String> = text.split('|').map(code_piece).collect();
    pieces.join("\\|")
}

fn code_piece(text: &str) -> String {
    if text.trim().is_empty() {
        return text.to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default() + 1);
    // Of a space at both ends one is taken away.
    let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
