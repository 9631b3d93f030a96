use std::time::Duration;

use jiff::Timestamp;

use super::Now;

/// A token with less left is shown in amber.
pub const EXPIRING: Duration = Duration::from_mins(2);
/// A token with this little left is not copied: it would expire before it is pasted.
pub const ENDING: Duration = Duration::from_secs(10);
/// The fallback lifetime of an API client's token, from the vendor's article on authentication methods.
pub const API_CLIENT_LIFETIME: Duration = Duration::from_mins(15);
/// The fallback lifetime of a user account's token, from the same article.
pub const USER_LIFETIME: Duration = Duration::from_mins(30);
/// A day. A longer `expires_in` is ignored.
pub const MAX_EXPIRES_IN_SECS: u64 = 86_400;

/// The largest rounding error of `exp` and a reply's `Date` together: both are truncated to seconds.
const CUT_SECS: u64 = 2;

/// Where the expiry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpirySource {
    /// `expires_in` of the reply.
    Console,
    /// The token's claims: `exp` and `iat`, or `exp` alone.
    Token,
    /// The documented lifetime.
    Assumed,
}

/// Counted from sending the request: the token was issued later, however slow the reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// On both clocks.
    pub at: Now,
    /// From sending to expiry.
    pub lifetime: Duration,
    pub source: ExpirySource,
}

impl Expiry {
    /// The earliest stated expiry, or `default`. Ignores `expires_in` and claims outside 1 to
    /// [`MAX_EXPIRES_IN_SECS`].
    pub fn from_reply(
        sent: Now,
        expires_in_secs: Option<u64>,
        claimed_secs: Option<u64>,
        default: Duration,
    ) -> Self {
        let believed =
            |secs: Option<u64>| secs.filter(|secs| (1..=MAX_EXPIRES_IN_SECS).contains(secs));
        let (lifetime, source) = match (believed(expires_in_secs), believed(claimed_secs)) {
            (Some(console), Some(token)) if token < console => {
                (Duration::from_secs(token), ExpirySource::Token)
            }
            (Some(console), _) => (Duration::from_secs(console), ExpirySource::Console),
            (None, Some(token)) => (Duration::from_secs(token), ExpirySource::Token),
            (None, None) => (default, ExpirySource::Assumed),
        };
        Self {
            at: sent.plus(lifetime),
            lifetime,
            source,
        }
    }

    /// Shortens the lifetime to the token's `exp`; never extends it. `exp` is on the console's clock, so it
    /// is compared with the reply's `date`, or with `sent` on ours if there is none. An `exp` in the past is
    /// ignored: no console grants an expired token, so a clock or the claim is wrong.
    #[must_use]
    pub fn capped(self, sent: Now, exp: Timestamp, date: Option<Timestamp>) -> Self {
        let left_secs = exp.as_second() - date.unwrap_or(sent.wall).as_second();
        match u64::try_from(left_secs) {
            Ok(secs @ 1..) if secs + CUT_SECS < self.lifetime.as_secs() => {
                let lifetime = Duration::from_secs(secs);
                Self {
                    at: sent.plus(lifetime),
                    lifetime,
                    source: ExpirySource::Token,
                }
            }
            _ => self,
        }
    }

    pub fn left(&self, now: Now) -> Duration {
        now.until(self.at)
    }

    pub fn phase(&self, now: Now) -> TokenPhase {
        match self.left(now) {
            Duration::ZERO => TokenPhase::Expired,
            left if left <= ENDING => TokenPhase::Ending,
            left if left < EXPIRING => TokenPhase::Expiring,
            _ => TokenPhase::Live,
        }
    }
}

/// The life of a token.
///
/// | phase | left | shown | may be copied |
/// |---|---|---|---|
/// | `Live` | 2 min or more | green | yes |
/// | `Expiring` | under 2 min | amber | yes |
/// | `Ending` | 10 s or less | amber | no: renew |
/// | `Expired` | 0 | gray; the token is wiped | no |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPhase {
    Live,
    Expiring,
    Ending,
    Expired,
}

/// A countdown, rounded up so that `0:00` means expired: `14:32`, `1:08`, `1:00:00`.
pub fn digits(left: Duration) -> String {
    let secs = left.as_secs() + u64::from(left.subsec_nanos() > 0);
    let (hours, minutes, seconds) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// `15 min`, `90 s`, `1 h 30 min`.
pub fn lifetime_words(lifetime: Duration) -> String {
    let secs = lifetime.as_secs();
    match (secs / 3600, secs / 60 % 60, secs % 60) {
        (0, minutes, 0) if minutes > 0 => format!("{minutes} min"),
        (0, 0 | 1, _) => format!("{secs} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DEFAULT: Duration = API_CLIENT_LIFETIME;

    fn start() -> Now {
        Now {
            wall: Timestamp::from_second(1_700_000_000).unwrap(),
            boot: Duration::from_secs(5_000),
        }
    }

    fn after(secs: f64) -> Now {
        start().plus(Duration::from_secs_f64(secs))
    }

    #[test]
    fn the_earliest_stated_expiry_wins_and_absurd_ones_are_ignored() {
        use ExpirySource::{Assumed, Console, Token};
        for (expires_in, claimed, secs, source) in [
            (Some(900), None, 900, Console),
            (Some(900), Some(900), 900, Console),
            (Some(900), Some(600), 600, Token),
            (Some(600), Some(900), 600, Console),
            (None, Some(600), 600, Token),
            (None, None, 900, Assumed),
            (Some(0), None, 900, Assumed),
            (Some(86_400), None, 86_400, Console),
            (Some(86_401), None, 900, Assumed),
            (Some(86_401), Some(60), 60, Token),
            (None, Some(u64::MAX), 900, Assumed),
        ] {
            let expiry = Expiry::from_reply(start(), expires_in, claimed, DEFAULT);
            assert_eq!(
                (expiry.lifetime.as_secs(), expiry.source),
                (secs, source),
                "{expires_in:?} {claimed:?}"
            );
            assert_eq!(expiry.at, start().plus(Duration::from_secs(secs)));
        }
    }

    #[test]
    fn exp_shortens_a_lifetime_and_never_extends_it() {
        let ours = start().wall.as_second();
        let stated = Expiry::from_reply(start(), Some(900), None, DEFAULT);
        for (exp, date, secs) in [
            // Issued five minutes ago, by the console's clock.
            (1_600, Some(1_000), 600),
            (ours + 600, None, 600),
            (ours + 600, Some(ours - 300), 900),
            (ours + 600, Some(ours + 300), 300),
            // Rounding.
            (1_898, Some(1_000), 900),
            (1_897, Some(1_000), 897),
            (1_901, Some(1_000), 900),
            (5_000, Some(1_000), 900),
            (ours + 5_000, None, 900),
            // Expired before it was granted.
            (1_000, Some(1_000), 900),
            (0, Some(1_000), 900),
            (ours - 1, None, 900),
        ] {
            let at = |secs| Timestamp::from_second(secs).unwrap();
            let expiry = stated.capped(start(), at(exp), date.map(at));
            assert_eq!(expiry.lifetime.as_secs(), secs, "{exp} {date:?}");
            assert_eq!(expiry.at, start().plus(expiry.lifetime));
            let source = if secs == 900 {
                ExpirySource::Console
            } else {
                ExpirySource::Token
            };
            assert_eq!(expiry.source, source, "{exp} {date:?}");
        }
    }

    #[test]
    fn phases_change_at_two_minutes_at_ten_seconds_and_at_the_end() {
        let expiry = Expiry::from_reply(start(), Some(900), None, DEFAULT);
        for (secs, phase) in [
            (0.0, TokenPhase::Live),
            (780.0, TokenPhase::Live),
            (780.1, TokenPhase::Expiring),
            (889.9, TokenPhase::Expiring),
            (890.0, TokenPhase::Ending),
            (899.9, TokenPhase::Ending),
            (900.0, TokenPhase::Expired),
            (9_000.0, TokenPhase::Expired),
        ] {
            assert_eq!(expiry.phase(after(secs)), phase, "after {secs} s");
        }
    }

    #[test]
    fn neither_a_clock_set_back_nor_sleep_extends_a_token() {
        let expiry = Expiry::from_reply(start(), Some(900), None, DEFAULT);
        let set_back = Now {
            wall: start().wall,
            boot: start().boot + Duration::from_secs(901),
        };
        assert_eq!(expiry.phase(set_back), TokenPhase::Expired);
        let boot_stood_still = Now {
            boot: start().boot,
            ..after(901.0)
        };
        assert_eq!(expiry.phase(boot_stood_still), TokenPhase::Expired);
    }

    #[test]
    fn a_countdown_rounds_up_so_that_zero_means_expired() {
        assert_eq!(digits(Duration::from_secs(872)), "14:32");
        assert_eq!(digits(Duration::from_millis(67_001)), "1:08");
        assert_eq!(digits(Duration::from_millis(1)), "0:01");
        assert_eq!(digits(Duration::ZERO), "0:00");
        assert_eq!(digits(Duration::from_secs(3_661)), "1:01:01");
    }

    #[test]
    fn lifetimes_read_as_people_say_them() {
        for (secs, words) in [
            (900, "15 min"),
            (90, "90 s"),
            (45, "45 s"),
            (150, "2 min 30 s"),
            (3_600, "1 h"),
            (5_400, "1 h 30 min"),
        ] {
            assert_eq!(lifetime_words(Duration::from_secs(secs)), words);
        }
    }

    proptest! {
        #[test]
        fn every_token_expires_within_a_day_and_counts_down(
            expires_in: Option<u64>,
            claimed in proptest::option::of(prop_oneof![any::<u64>(), 0..100_000_u64]),
            exp in prop_oneof![any::<i32>().prop_map(i64::from), 1_699_900_000..1_700_100_000_i64],
            date in proptest::option::of(1_699_900_000..1_700_100_000_i64),
            later in 0.0..200_000.0_f64,
        ) {
            let expiry = Expiry::from_reply(start(), expires_in, claimed, DEFAULT);
            let at = |secs| Timestamp::from_second(secs).unwrap();
            let uncapped = expiry;
            let expiry = uncapped.capped(start(), at(exp), date.map(at));
            prop_assert!(expiry.left(after(later)) <= uncapped.left(after(later)));
            prop_assert!(expiry.lifetime > Duration::ZERO);
            prop_assert!(expiry.lifetime.as_secs() <= MAX_EXPIRES_IN_SECS);
            let left = expiry.left(after(later));
            prop_assert!(left <= expiry.lifetime);
            prop_assert_eq!(left.is_zero(), expiry.phase(after(later)) == TokenPhase::Expired);
        }
    }
}
