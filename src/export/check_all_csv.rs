//! The table of *Check all* as CSV.

use jiff::tz::TimeZone;

use super::format::{iso_8601, one_line};
use crate::model::{CheckAllReport, CheckAllReportLine};

const HEADER: [&str; 10] = [
    "profile",
    "console",
    "account",
    "tag",
    "verdict",
    "http_status",
    "reason",
    "lifetime_seconds",
    "duration_ms",
    "time",
];

/// Spreadsheets take a file without it for the system's old code page.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// RFC 4180 with CRLF, in UTF-8 with a byte order mark; times in ISO 8601.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe, as OWASP advises on CSV injection
/// (<https://owasp.org/www-community/attacks/CSV_Injection>): other programs can write names to the keyring.
///
/// # Errors None are expected from writing to memory.
pub fn check_all_csv(report: &CheckAllReport, zone: &TimeZone) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    writer.write_record(HEADER)?;
    for line in &report.lines {
        writer.write_record(cells(line, zone))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    // Every cell is valid UTF-8.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn cells(line: &CheckAllReportLine, zone: &TimeZone) -> [String; 10] {
    [
        cell(&line.profile),
        cell(&line.console),
        cell(&line.login),
        cell(&line.tag),
        cell(&line.verdict),
        line.status
            .map(|status| status.to_string())
            .unwrap_or_default(),
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

fn cell(text: &str) -> String {
    escape_formulas(&one_line(text))
}

/// Adds an apostrophe before each formula: at the start, and after a semicolon, which separates cells in some
/// locales.
fn escape_formulas(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 1);
    for part in text.split_inclusive(';') {
        if starts_formula(part) {
            escaped.push('\'');
        }
        escaped.push_str(part);
    }
    escaped
}

/// A signed number is no formula, and stays one.
fn starts_formula(text: &str) -> bool {
    let text = text.trim_start_matches(is_ignored_prefix);
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) && !is_number(text)
}

/// `-1`, `+1.5`, `-3 %`, `-0:05`: evaluated, it is itself.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or_default();
    let digits = digits.trim_end_matches([';', ' ', '%']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'))
}

/// Spreadsheets skip these before a formula.
fn is_ignored_prefix(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
