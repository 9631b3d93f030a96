//! The table of a check of many profiles, as a file.

use jiff::tz::TimeZone;

use crate::model::CheckReport;

/// The table as CSV.
pub fn check_csv(report: &CheckReport, _zone: &TimeZone) -> String {
    let lines = report
        .lines
        .iter()
        .map(|line| format!("{}\r\n", line.profile));
    lines.collect()
}
