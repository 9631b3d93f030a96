//! Times and dates as this computer's region writes them, in English: "10:47 AM" and "Nov 12, 2026", or "10:47" and "12 Nov 2026".

use std::fmt;
use std::sync::Arc;

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{T, YMD};
use icu_datetime::input::Time;
use icu_datetime::{
    DateTimeFormatterLoadError, FixedCalendarDateTimeFormatter, NoCalendarFormatter,
};
use icu_locale_core::Locale;
use icu_locale_core::subtags::language;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

#[derive(Clone)]
pub struct LocalTime {
    zone: TimeZone,
    /// `None` if ICU lacks the data; times then follow ISO 8601.
    formats: Option<Arc<Formats>>,
}

struct Formats {
    date: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    time: NoCalendarFormatter<T>,
}

impl Formats {
    fn new(locale: &Locale) -> Result<Self, DateTimeFormatterLoadError> {
        Ok(Self {
            date: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::medium())?,
            time: NoCalendarFormatter::try_new(locale.into(), T::hm())?,
        })
    }
}

impl LocalTime {
    /// `system_locale` is a POSIX name (`de_DE.UTF-8`) or a BCP 47 tag (`de-DE`). Only its region counts: the window is in English.
    pub fn new(zone: TimeZone, system_locale: &str) -> Self {
        let formats = Formats::new(&english_in(system_locale));
        Self {
            zone,
            formats: formats.ok().map(Arc::new),
        }
    }

    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// To the minute.
    pub fn time_of_day(&self, at: Timestamp) -> String {
        let local = self.civil(at);
        let [hour, minute] = [local.hour(), local.minute()].map(i8::unsigned_abs);
        let time = Time::try_new(hour, minute, 0, 0).ok();
        match (&self.formats, time) {
            (Some(formats), Some(time)) => in_ascii_spaces(&formats.time.format(&time)),
            _ => local.strftime("%H:%M").to_string(),
        }
    }

    pub fn day(&self, at: Timestamp) -> String {
        let local = self.civil(at);
        let [month, day] = [local.month(), local.day()].map(i8::unsigned_abs);
        let date = Date::try_new_gregorian(local.year().into(), month, day).ok();
        match (&self.formats, date) {
            (Some(formats), Some(date)) => in_ascii_spaces(&formats.date.format(&date)),
            _ => local.strftime("%Y-%m-%d").to_string(),
        }
    }

    fn civil(&self, at: Timestamp) -> DateTime {
        at.to_zoned_datetime(self.zone.clone()).datetime()
    }
}

impl fmt::Debug for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalTime").field(&self.zone).finish()
    }
}

/// ICU puts narrow no-break spaces before AM and PM. Text that is searched and copied has plain ones.
fn in_ascii_spaces(text: &impl fmt::Display) -> String {
    text.to_string().replace(['\u{202f}', '\u{a0}'], " ")
}

/// English as it is written in the region of this locale; American if it names none, such as `C`.
fn english_in(system_locale: &str) -> Locale {
    let name = system_locale.split(['.', '@']).next().unwrap_or_default();
    let region = Locale::try_from_str(&name.replace('_', "-"))
        .ok()
        .and_then(|locale| locale.id.region);
    let mut english = Locale::from(language!("en"));
    english.id.region = region;
    english
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_dates_follow_the_region_and_stay_english() {
        let at = "2026-11-12T22:47:12Z".parse().unwrap();
        for (locale, time, day) in [
            ("en_US.UTF-8", "10:47 PM", "Nov 12, 2026"),
            ("en-GB", "22:47", "12 Nov 2026"),
            ("de_DE.UTF-8@euro", "22:47", "12 Nov 2026"),
            ("fr-CA", "10:47 p.m.", "Nov 12, 2026"),
            ("C.UTF-8", "10:47 PM", "Nov 12, 2026"),
            ("POSIX", "10:47 PM", "Nov 12, 2026"),
            ("", "10:47 PM", "Nov 12, 2026"),
            ("no such locale", "10:47 PM", "Nov 12, 2026"),
        ] {
            let local = LocalTime::new(TimeZone::UTC, locale);
            assert_eq!(local.time_of_day(at), time, "{locale}");
            assert_eq!(local.day(at), day, "{locale}");
        }
    }

    #[test]
    fn times_are_in_the_zone_and_a_new_day_begins_there() {
        let at = "2026-11-12T23:30:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        let local = LocalTime::new(zone, "en-GB");
        assert_eq!(local.time_of_day(at), "00:30");
        assert_eq!(local.day(at), "13 Nov 2026");
    }
}
