//! The activity as plain text.

use jiff::tz::TimeZone;

use super::format::{moment, one_line};
use crate::model::{ActivityLine, ClipText, millis};

/// One line per entry, in the given order: time, profile, event, duration.
pub fn activity_text(lines: &[ActivityLine], zone: &TimeZone) -> ClipText {
    let lines: Vec<_> = lines.iter().map(|line| text_of(line, zone)).collect();
    ClipText::new(lines.join("\n"))
}

fn text_of(line: &ActivityLine, zone: &TimeZone) -> String {
    let entry = &line.entry;
    let took = entry
        .took
        .map_or_else(String::new, |took| format!(" ({})", millis(took)));
    format!(
        "{}  {}: {}{took}",
        moment(entry.at, zone),
        one_line(&line.profile),
        entry.kind.message()
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::model::{ActivityEntry, ActivityKind};

    #[test]
    fn each_entry_is_one_line_with_time_profile_and_duration() {
        let line = |profile: &str, kind, took| ActivityLine {
            profile: profile.to_owned(),
            entry: ActivityEntry {
                serial: 1,
                at: "2026-11-12T09:32:12Z".parse().unwrap(),
                kind,
                took,
            },
        };
        let lifetime = Duration::from_mins(15);
        let lines = [
            line(
                "Production EU",
                ActivityKind::Copied { noun: "header" },
                None,
            ),
            line(
                "odd\u{2028}\u{202e}name",
                ActivityKind::Fetched { lifetime },
                Some(Duration::from_millis(212)),
            ),
        ];
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        assert_eq!(
            activity_text(&lines, &zone).expose_secret(),
            "2026-11-12 10:32:12 +01:00  Production EU: Header copied\n\
             2026-11-12 10:32:12 +01:00  odd name: Got token (15 min) (212 ms)"
        );
    }
}
