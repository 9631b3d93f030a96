//! The table of a check of many profiles: as Markdown for a ticket, as CSV for a spreadsheet.

use jiff::tz::TimeZone;

use super::plain::{iso_8601, millis, moment, one_line};
use crate::model::expiry::lifetime_words;
use crate::model::{CheckReport, CheckReportLine, ClipText};

/// The heads of the columns on a page.
const HEADS: [&str; 8] = [
    "Profile", "Console", "Account", "Verdict", "Reason", "Lifetime", "Duration", "Time",
];
/// The heads of the columns in a file: those of numbers name their units.
const HEADS_OF_FILE: [&str; 8] = [
    "profile",
    "console",
    "account",
    "verdict",
    "reason",
    "lifetime_seconds",
    "duration_ms",
    "time",
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

/// The table as CSV: RFC 4180 with its line ends, UTF-8, lifetimes in seconds, durations in milliseconds, times in ISO 8601.
///
/// What a spreadsheet would run as a formula gets an apostrophe before it, by the advice of OWASP on CSV injection
/// (<https://owasp.org/www-community/attacks/CSV_Injection>): names come from a keyring that others may write to as well.
///
/// # Errors
/// None are known: it is written into memory. They are passed on all the same.
pub fn check_table_csv(report: &CheckReport, zone: &TimeZone) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(HEADS_OF_FILE)?;
    for line in &report.lines {
        writer.write_record(cells(line, zone))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    // Every cell is a string.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn cells(line: &CheckReportLine, zone: &TimeZone) -> [String; 8] {
    [
        without_formulas(&line.profile),
        without_formulas(&line.console),
        without_formulas(&line.login),
        without_formulas(&line.verdict),
        without_formulas(&line.reason),
        line.lifetime
            .map(|lifetime| lifetime.as_secs().to_string())
            .unwrap_or_default(),
        line.took
            .map(|took| took.as_millis().to_string())
            .unwrap_or_default(),
        line.at.map(|at| iso_8601(at, zone)).unwrap_or_default(),
    ]
}

/// The text with an apostrophe before whatever begins a formula: at its start, and after a semicolon, a tab or a line end, which
/// separate cells and rows where a spreadsheet is set up for another country.
fn without_formulas(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len() + 1);
    for part in text.split_inclusive([';', '\t', '\r', '\n']) {
        if starts_formula(part) {
            harmless.push('\'');
        }
        harmless.push_str(part);
    }
    harmless
}

/// Whether a spreadsheet takes a cell that begins like this for a formula, or for more than one cell.
fn starts_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text
            .trim_start_matches(is_skipped)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// What stands before a formula and does not keep it from being one.
fn is_skipped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests;
