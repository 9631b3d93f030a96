//! Durations in words, and how long those words stay true.

use std::time::Duration;

use jiff::{Timestamp, ZonedDateTime};

const MINUTE: u64 = 60;
const TWO_MINUTES: u64 = 2 * MINUTE;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Up to here in minutes, in seconds: "119 min", then "2 h".
const IN_MINUTES: u64 = 2 * HOUR;
/// Up to here in hours, in seconds: "47 h", then "2 days".
const IN_HOURS: u64 = 2 * DAY;

/// "just now", "3 min ago", "2 h ago"; after a day "yesterday", "4 days ago", by the calendar.
pub fn ago(age: Duration, now: &ZonedDateTime) -> String {
    match age.as_secs() {
        0..MINUTE => "just now".to_owned(),
        secs @ MINUTE..DAY => format!("{} ago", duration(secs)),
        secs => match days_ago(age, now).unwrap_or(secs / DAY) {
            0 | 1 => "yesterday".to_owned(),
            days => format!("{days} days ago"),
        },
    }
}

fn days_ago(age: Duration, now: &ZonedDateTime) -> Option<u64> {
    let then = now.checked_sub(age).ok()?;
    let days = then.date().until(now.date()).ok()?.get_days();
    u64::try_from(days).ok()
}

/// How long until [`ago`] reads differently.
pub fn until_text_changes(age: Duration, now: &ZonedDateTime) -> Duration {
    let step = match age.as_secs() {
        0..IN_MINUTES => MINUTE,
        IN_MINUTES..DAY => HOUR,
        _ => return until_midnight(now).unwrap_or(Duration::from_secs(DAY)),
    };
    let step = Duration::from_secs(step);
    let left = step.as_nanos() - age.as_nanos() % step.as_nanos();
    Duration::from_nanos(u64::try_from(left).unwrap_or(u64::MAX))
}

fn until_midnight(now: &ZonedDateTime) -> Option<Duration> {
    let midnight = now.tomorrow().ok()?.start_of_day().ok()?;
    now.duration_until(&midnight).try_into().ok()
}

/// To the second: "in 14 min", "3 min ago", "now".
pub fn from_now(at: Timestamp, now: Timestamp) -> String {
    let secs = at.duration_since(now).as_secs();
    let text = duration(secs.unsigned_abs());
    match secs {
        0 => "now".to_owned(),
        1.. => format!("in {text}"),
        _ => format!("{text} ago"),
    }
}

/// The difference between two clocks: "95 seconds", "about 3 minutes", "about 1 hour".
pub fn distance(secs: u64) -> String {
    if secs < TWO_MINUTES {
        return count_of(secs, "second");
    }
    let (minutes, hours) = (rounded(secs, MINUTE), rounded(secs, HOUR));
    let text = if minutes < HOUR / MINUTE {
        count_of(minutes, "minute")
    } else if hours < DAY / HOUR {
        count_of(hours, "hour")
    } else {
        count_of(rounded(secs, DAY), "day")
    };
    format!("about {text}")
}

fn rounded(secs: u64, unit: u64) -> u64 {
    secs / unit + u64::from(secs % unit >= unit / 2)
}

fn count_of(count: u64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

fn duration(secs: u64) -> String {
    match secs {
        0..MINUTE => format!("{secs} s"),
        MINUTE..IN_MINUTES => format!("{} min", secs / MINUTE),
        IN_MINUTES..IN_HOURS => format!("{} h", secs / HOUR),
        _ => format!("{} days", secs / DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_relative_to_now() {
        let now: Timestamp = "2026-11-24T10:32:40Z".parse().unwrap();
        for (at, text) in [
            ("2026-11-24T10:32:40Z", "now"),
            ("2026-11-24T10:33:39Z", "in 59 s"),
            ("2026-11-24T10:47:12Z", "in 14 min"),
            ("2026-11-24T12:32:39Z", "in 119 min"),
            ("2026-11-24T12:32:40Z", "in 2 h"),
            ("2026-11-24T10:29:00Z", "3 min ago"),
            ("2026-11-20T10:32:40Z", "4 days ago"),
        ] {
            assert_eq!(from_now(at.parse().unwrap(), now), text, "{at}");
        }
    }

    #[test]
    fn clocks_are_apart_by_seconds_minutes_hours_or_days() {
        for (secs, text) in [
            (1, "1 second"),
            (31, "31 seconds"),
            (119, "119 seconds"),
            (120, "about 2 minutes"),
            (149, "about 2 minutes"),
            (150, "about 3 minutes"),
            (59 * 60 + 29, "about 59 minutes"),
            (59 * 60 + 30, "about 1 hour"),
            (3_600, "about 1 hour"),
            (3 * 3_600 - 20, "about 3 hours"),
            (23 * 3_600 + 1_799, "about 23 hours"),
            (23 * 3_600 + 1_800, "about 1 day"),
            (86_400, "about 1 day"),
            (2 * 86_400, "about 2 days"),
            (400 * 86_400, "about 400 days"),
            (u64::MAX, "about 213503982334601 days"),
        ] {
            assert_eq!(distance(secs), text, "{secs}");
        }
    }

    #[test]
    fn the_text_of_an_age_changes_exactly_when_announced() {
        let then: ZonedDateTime = "2026-11-20T21:30:00.5+01:00[Europe/Berlin]"
            .parse()
            .unwrap();
        let mut age = Duration::from_secs(1);
        let text = |age| ago(age, &then.checked_add(age).unwrap());
        let mut all = Vec::new();
        while age < Duration::from_hours(100) {
            let next = age + until_text_changes(age, &then.checked_add(age).unwrap());
            let just_before = next.checked_sub(Duration::from_nanos(1)).unwrap();
            assert_eq!(text(age), text(just_before));
            assert_ne!(text(age), text(next));
            all.push(text(age));
            age = next;
        }
        assert_eq!(all[0], "just now");
        assert_eq!(all[119..=120], ["119 min ago", "2 h ago"]);
        let next_day = all.iter().position(|text| text == "yesterday").unwrap();
        let around = &all[next_day - 1..=next_day + 1];
        assert_eq!(around, ["23 h ago", "yesterday", "2 days ago"]);
    }
}
