//! Formatting of names, times and durations for tickets and spreadsheets.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::without_hidden;

/// Replaces line breaks with spaces and removes invisible and reordering characters.
pub(super) fn one_line(text: &str) -> String {
    let on_one_line: String = text
        .chars()
        .map(|c| if breaks_line(c) { ' ' } else { c })
        .collect();
    without_hidden(&on_one_line)
}

/// Line and paragraph separators are not control characters.
fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// `2026-11-12 10:32:12 +01:00`, for people.
pub(super) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%d %H:%M:%S %:z")
        .to_string()
}

/// `2026-11-12T10:32:12+01:00`, ISO 8601, for programs.
pub(super) fn iso_8601(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_names_its_zone() {
        let at = "2026-07-01T08:00:00.5Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(-3));
        assert_eq!(moment(at, &zone), "2026-07-01 05:00:00 -03:00");
        assert_eq!(iso_8601(at, &zone), "2026-07-01T05:00:00-03:00");
        assert_eq!(iso_8601(at, &TimeZone::UTC), "2026-07-01T08:00:00+00:00");
    }

    #[test]
    fn a_name_stays_on_its_line_and_reorders_nothing() {
        assert_eq!(
            one_line("a\u{2028}b\tc\r\nd\u{202e}e\u{200f} عربي 🦀"),
            "a b c  de عربي 🦀"
        );
    }
}
