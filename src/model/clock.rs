//! The time of a decision: both clocks, read together by `os::clock` and passed in as an argument.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Smaller differences are not reported. About the lifetime of a two-factor code.
const CLOCK_TOLERANCE_SECS: u64 = 30;

pub fn notable_difference(ahead_secs: Option<i64>) -> Option<i64> {
    ahead_secs.filter(|secs| secs.unsigned_abs() > CLOCK_TOLERANCE_SECS)
}

/// How far this machine's clock is ahead of the console's, which wrote `date` between two readings of ours:
/// the smallest difference that explains it. (A machine may sleep between the two.)
pub fn ahead_secs(date: Timestamp, sent: Timestamp, received: Timestamp) -> i64 {
    let [sent, received] = [sent, received].map(|ours| ours.as_second() - date.as_second());
    0.clamp(sent.min(received), sent.max(received))
}

/// One reading of both clocks.
///
/// The wall clock can be set back; the boot clock cannot, and counts suspended time where the system supports
/// it. A token has expired as soon as either clock says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    pub wall: Timestamp,
    /// Time since boot, including suspended time.
    pub boot: Duration,
}

impl Now {
    #[must_use]
    pub fn plus(self, step: Duration) -> Self {
        let wall = self.wall.checked_add(step).unwrap_or(Timestamp::MAX);
        Self {
            wall,
            boot: self.boot.saturating_add(step),
        }
    }

    /// Drops the fraction, as stored on disk.
    pub fn to_the_second(self) -> Timestamp {
        Timestamp::from_second(self.wall.as_second()).unwrap_or(self.wall)
    }

    /// The wall clock in this time zone.
    pub fn in_zone(self, zone: &TimeZone) -> ZonedDateTime {
        self.wall.to_zoned_datetime(zone.clone())
    }

    /// Time since `earlier` on the boot clock; zero if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.boot.saturating_sub(earlier.boot)
    }

    /// Time since the wall clock showed `earlier`; zero if that is in the future.
    pub fn since_wall(self, earlier: Timestamp) -> Duration {
        Duration::try_from(self.wall.duration_since(earlier)).unwrap_or_default()
    }

    /// The moment when the wall clock showed `wall`, assuming it was not set since; `self` if that is in the
    /// future.
    #[must_use]
    pub fn back_to(self, wall: Timestamp) -> Self {
        let ago = Duration::try_from(self.wall.duration_since(wall)).unwrap_or_default();
        Self {
            wall: wall.min(self.wall),
            boot: self.boot.saturating_sub(ago),
        }
    }

    /// Time until `due`: the smaller of what the two clocks say; zero once either has passed it.
    #[must_use]
    pub fn until(self, due: Self) -> Duration {
        let wall = Duration::try_from(self.wall.duration_until(due.wall)).unwrap_or_default();
        wall.min(due.boot.saturating_sub(self.boot))
    }
}

/// The pair that `os::clock::read` returns.
impl From<(Timestamp, Duration)> for Now {
    fn from((wall, boot): (Timestamp, Duration)) -> Self {
        Self { wall, boot }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_time_of_day_maps_to_the_boot_clock_and_a_future_one_to_now() {
        let now = at(1_000, 500);
        let wall = |secs| Timestamp::from_second(secs).unwrap();
        assert_eq!(now.back_to(wall(990)), at(990, 490));
        assert_eq!(now.back_to(wall(1_010)), now);
        assert_eq!(now.back_to(wall(100)), at(100, 0), "before this boot");
    }

    #[test]
    fn a_slow_reply_proves_no_larger_clock_difference_than_it_must() {
        let secs = |secs| Timestamp::from_second(secs).unwrap();
        for (date, sent, received, ahead) in [
            (1_000, 1_000, 1_000, 0),
            (1_000, 1_045, 1_045, 45),
            (1_000, 970, 970, -30),
            (1_000, 1_000, 1_040, 0),
            (1_040, 1_000, 1_040, 0),
            (1_020, 1_000, 1_040, 0),
            (960, 1_000, 1_040, 40),
            (1_080, 1_000, 1_040, -40),
            // The clock was set back in between.
            (1_000, 1_010, 950, 0),
            (1_000, 1_300, 1_200, 200),
        ] {
            let result = ahead_secs(secs(date), secs(sent), secs(received));
            assert_eq!(result, ahead, "{date} {sent} {received}");
        }
    }

    fn at(wall: i64, boot: u64) -> Now {
        Now {
            wall: Timestamp::from_second(wall).unwrap(),
            boot: Duration::from_secs(boot),
        }
    }

    #[test]
    fn whichever_clock_is_ahead_decides() {
        let due = at(1_000, 500);
        assert_eq!(at(990, 480).until(due), Duration::from_secs(10));
        assert_eq!(
            at(900, 495).until(due),
            Duration::from_secs(5),
            "a wall clock set back does not lengthen it"
        );
        assert_eq!(at(1_001, 400).until(due), Duration::ZERO);
    }
}
