//! The table of *Check all* as Markdown.

use jiff::tz::TimeZone;

use super::format::{moment, one_line};
use crate::model::{CheckAllReport, ClipText};
use crate::model::{expiry::lifetime_words, millis};

const HEADER: [&str; 10] = [
    "Profile", "Console", "Account", "Tag", "Result", "HTTP", "Reason", "Lifetime", "Duration",
    "Time",
];

/// Names appear to the letter, and cannot mention anyone or become links.
pub fn check_all_markdown(report: &CheckAllReport, zone: &TimeZone) -> ClipText {
    let profiles = match report.profiles {
        1 => "1 profile".to_owned(),
        count => format!("{count} profiles"),
    };
    let listed = match report.lines.len() {
        all if all == report.profiles => String::new(),
        some => format!(" ({some} listed)"),
    };
    let mut lines = vec![
        format!(
            "Check of {profiles}{listed}, {}",
            moment(report.made_at, zone)
        ),
        one_line(&report.summary),
        String::new(),
        row(&HEADER.map(str::to_owned)),
        format!("|{}", " --- |".repeat(HEADER.len())),
    ];
    lines.extend(report.lines.iter().map(|line| {
        row(&[
            cell(&line.profile),
            code(&line.console),
            code(&line.login),
            cell(&line.tag),
            cell(&line.verdict),
            line.status
                .map(|status| status.to_string())
                .unwrap_or_default(),
            cell(&line.reason),
            line.lifetime.map(lifetime_words).unwrap_or_default(),
            line.took.map(millis).unwrap_or_default(),
            line.at.map(|at| moment(at, zone)).unwrap_or_default(),
        ])
    }));
    ClipText::new(lines.join("\n"))
}

fn row(cells: &[String; 10]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// As code if Markdown would interpret any of it.
fn cell(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) { text } else { code(&text) }
}

/// Whether a renderer leaves this text alone. Backslash escapes do not suffice: GitHub finds `@`, `#` and
/// bare addresses after removing them.
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

/// Code, which renderers leave alone. A `|` would end the cell, and escaping it inside code fails after a
/// backslash, so bars stand between code spans.
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
    // Markdown strips one space from each end.
    let is_padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let pad = if is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}
