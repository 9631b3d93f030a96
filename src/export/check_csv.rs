//! The table of a check of many profiles as CSV, for a spreadsheet.

use jiff::tz::TimeZone;

use super::plain::{iso_8601, one_line};
use crate::model::{CheckReport, CheckReportLine};

/// The heads of the columns: those of numbers name their units.
const HEADS: [&str; 8] = [
    "profile",
    "console",
    "account",
    "verdict",
    "reason",
    "lifetime_seconds",
    "duration_ms",
    "time",
];

/// The table as CSV: RFC 4180 with its line ends, UTF-8, lifetimes in seconds, durations in milliseconds, times in ISO 8601.
///
/// What a spreadsheet would run as a formula gets an apostrophe before it, by the advice of OWASP on CSV injection
/// (<https://owasp.org/www-community/attacks/CSV_Injection>): names come from a keyring that others may write to as well.
///
/// # Errors
/// None are known: it is written into memory. They are passed on all the same.
pub fn check_csv(report: &CheckReport, zone: &TimeZone) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(HEADS)?;
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
        cell(&line.profile),
        cell(&line.console),
        cell(&line.login),
        cell(&line.verdict),
        cell(&line.reason),
        line.lifetime
            .map(|lifetime| lifetime.as_secs().to_string())
            .unwrap_or_default(),
        line.took
            .map(|took| took.as_millis().to_string())
            .unwrap_or_default(),
        line.at.map(|at| iso_8601(at, zone)).unwrap_or_default(),
    ]
}

/// A text on one line, all of which is seen, as in the table that is copied.
fn cell(text: &str) -> String {
    without_formulas(&one_line(text))
}

/// The text with an apostrophe before whatever begins a formula: at its start, and after a semicolon, which separates cells where a
/// spreadsheet is set up for another country.
fn without_formulas(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len() + 1);
    for part in text.split_inclusive(';') {
        if starts_formula(part) {
            harmless.push('\'');
        }
        harmless.push_str(part);
    }
    harmless
}

/// Whether a spreadsheet takes a cell that begins like this for a formula.
fn starts_formula(text: &str) -> bool {
    text.trim_start_matches(is_skipped)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// What stands before a formula and does not keep it from being one.
fn is_skipped(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
