//! The table of a check of many profiles as Markdown, for a ticket.

use jiff::tz::TimeZone;

use super::plain::{millis, moment, one_line};
use crate::model::expiry::lifetime_words;
use crate::model::{CheckReport, ClipText};

/// The heads of the columns.
const HEADS: [&str; 8] = [
    "Profile", "Console", "Account", "Verdict", "Reason", "Lifetime", "Duration", "Time",
];
/// The table as Markdown, with a line above it that says when it was made. Names are shown to the letter: what Markdown or HTML
/// would take for its own is escaped.
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
            escaped(&line.profile),
            escaped(&line.console),
            escaped(&line.login),
            escaped(&line.verdict),
            escaped(&line.reason),
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

/// A text as Markdown shows it to the letter, in a cell.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // Only with a semicolon after it can it begin the name of a character.
            '&' if text.contains(';') => escaped.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}
