//! Times, dates and numbers as this computer's region writes them. Times and dates are in English: "10:47 AM" and "Nov 12, 2026", or
//! "10:47" and "12 Nov 2026". Numbers have Latin digits: "12.4" and "10,000", or "12,4" and "10.000". Not for text that programs read.

use std::fmt;
use std::sync::Arc;

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{T, YMD};
use icu_datetime::input::Time;
use icu_datetime::{
    DateTimeFormatterLoadError, FixedCalendarDateTimeFormatter, NoCalendarFormatter,
};
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::extensions::unicode::value;
use icu_locale_core::preferences::extensions::unicode::keywords::NumberingSystem;
use icu_locale_core::subtags::language;
use icu_locale_core::{Locale, locale};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

#[derive(Clone)]
pub struct LocalFormats {
    zone: TimeZone,
    /// `None` if ICU lacks the data; times then follow ISO 8601.
    formats: Option<Arc<Formats>>,
    /// `None` if ICU lacks the data; numbers then have a dot.
    numbers: Option<Arc<DecimalFormatter>>,
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

impl LocalFormats {
    /// `system_locale` is a POSIX name (`de_DE.UTF-8`) or a BCP 47 tag (`de-DE`). Of times and dates only its region counts: the
    /// window is in English.
    pub fn new(zone: TimeZone, system_locale: &str) -> Self {
        let formats = Formats::new(&english_in(system_locale));
        Self {
            zone,
            formats: formats.ok().map(Arc::new),
            numbers: None,
        }
        .with_numbers(system_locale)
    }

    /// With the numbers of another locale.
    #[must_use]
    pub fn with_numbers(self, system_locale: &str) -> Self {
        Self {
            numbers: number_format(system_locale).map(Arc::new),
            ..self
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

    /// "1.0" for 10.
    pub fn tenths(&self, tenths: u128) -> String {
        let mut number = Decimal::from(tenths);
        number.multiply_pow10(-1);
        self.number(&number)
    }

    /// In groups from 10,000 on.
    pub fn count(&self, count: usize) -> String {
        self.number(&Decimal::from(count))
    }

    fn number(&self, number: &Decimal) -> String {
        match &self.numbers {
            Some(numbers) => in_ascii_spaces(&numbers.format(number)),
            None => number.to_string(),
        }
    }

    fn civil(&self, at: Timestamp) -> DateTime {
        at.to_zoned_datetime(self.zone.clone()).datetime()
    }
}

impl fmt::Debug for LocalFormats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalFormats").field(&self.zone).finish()
    }
}

/// ICU puts narrow no-break spaces before AM and PM, and between groups of digits. Text that is searched and copied has plain ones.
fn in_ascii_spaces(text: &impl fmt::Display) -> String {
    text.to_string().replace(['\u{202f}', '\u{a0}'], " ")
}

fn number_format(system_locale: &str) -> Option<DecimalFormatter> {
    let locale = parse(system_locale).unwrap_or(locale!("en-US"));
    let mut preferences = DecimalFormatterPreferences::from(&locale);
    preferences.numbering_system = NumberingSystem::try_from(value!("latn")).ok();
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(GroupingStrategy::Min2);
    DecimalFormatter::try_new(preferences, options).ok()
}

/// English as it is written in the region of this locale; American if it names none, such as `C`.
fn english_in(system_locale: &str) -> Locale {
    let mut english = Locale::from(language!("en"));
    english.id.region = parse(system_locale).and_then(|locale| locale.id.region);
    english
}

/// `None` if it names no language, such as `C`.
fn parse(system_locale: &str) -> Option<Locale> {
    let name = system_locale.split(['.', '@']).next().unwrap_or_default();
    Locale::try_from_str(&name.replace('_', "-")).ok()
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
            ("de_AT@euro", "22:47", "12 Nov 2026"),
            ("fr-CA", "10:47 p.m.", "Nov 12, 2026"),
            ("C.UTF-8", "10:47 PM", "Nov 12, 2026"),
            ("POSIX", "10:47 PM", "Nov 12, 2026"),
            ("", "10:47 PM", "Nov 12, 2026"),
            ("no such locale", "10:47 PM", "Nov 12, 2026"),
        ] {
            let local = LocalFormats::new(TimeZone::UTC, locale);
            assert_eq!(local.time_of_day(at), time, "{locale}");
            assert_eq!(local.day(at), day, "{locale}");
        }
    }

    #[test]
    fn numbers_follow_the_locale_in_latin_digits() {
        for (locale, tenths, thousands, count) in [
            ("en_US.UTF-8", "12.4", "9999", "12,345"),
            ("de_DE.UTF-8@euro", "12,4", "9999", "12.345"),
            ("en_DE", "12,4", "9999", "12.345"),
            ("fr-FR", "12,4", "9999", "12 345"),
            ("de_CH", "12.4", "9999", "12'345"),
            ("ar_EG", "12.4", "9999", "12,345"),
            ("C.UTF-8", "12.4", "9999", "12,345"),
            ("", "12.4", "9999", "12,345"),
        ] {
            let local = LocalFormats::new(TimeZone::UTC, "en-US").with_numbers(locale);
            assert_eq!(local.tenths(124), tenths, "{locale}");
            assert_eq!(local.count(9_999), thousands, "{locale}");
            assert_eq!(local.count(12_345), count, "{locale}");
            assert!(local.tenths(10).ends_with('0'), "{locale}");
        }
    }

    #[test]
    fn times_are_in_the_zone_and_a_new_day_begins_there() {
        let at = "2026-11-12T23:30:00Z".parse().unwrap();
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(1));
        let local = LocalFormats::new(zone, "en-GB");
        assert_eq!(local.time_of_day(at), "00:30");
        assert_eq!(local.day(at), "13 Nov 2026");
    }
}
