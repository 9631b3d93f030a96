//! Two-factor codes as an authenticator app shows them (RFC 6238: SHA-1, 30 seconds, six digits), and which of them count.

use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

/// The secret that an account and its authenticator share. RFC 4226 recommends this length.
pub(super) type Key = [u8; 20];

/// How long an authenticator shows a code.
pub(super) const STEP_SECS: i64 = 30;
/// How many steps an authenticator may be ahead of the console or behind it.
const TOLERANCE: u16 = 1;

/// The number of a code: how many steps there were before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step(u64);

impl Step {
    /// The one that an authenticator is at.
    pub(super) fn at(now: Timestamp) -> Self {
        Self(seconds(now) / STEP_SECS.unsigned_abs())
    }

    /// The one after.
    pub(super) fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// For how many seconds after `now` its code will not count yet.
    pub(super) fn counts_in_secs(self, now: Timestamp) -> u64 {
        let first = self.0.saturating_sub(u64::from(TOLERANCE));
        (first * STEP_SECS.unsigned_abs()).saturating_sub(seconds(now))
    }

    /// Its code.
    pub(super) fn code(self, key: &Key) -> String {
        let time = self.0.saturating_mul(STEP_SECS.unsigned_abs());
        totp(key).generate(time).to_string()
    }
}

/// The step of a code that counts at `now`: of the present step, the one before, or the one after, and later than any that was
/// `accepted` before. A code counts once, and none after a later one (RFC 6238, 5.2).
pub(super) fn accepts(
    key: &Key,
    code: &str,
    now: Timestamp,
    accepted: Option<Step>,
) -> Option<Step> {
    let step = totp(key).check(code, seconds(now)).map(Step)?;
    accepted.is_none_or(|last| step > last).then_some(step)
}

/// The key as authenticator apps take it when it is typed.
pub(super) fn base32(key: &Key) -> String {
    Secret::new_stack(*key).to_base32()
}

/// Not the builder's checks: the type has the length that they would look at.
fn totp(key: &Key) -> Totp {
    Builder::new()
        .with_secret(Secret::new_stack(*key))
        .with_digits(6)
        .with_step_duration(STEP_SECS.unsigned_abs())
        .with_skew(TOLERANCE)
        .build_noncompliant()
}

/// No clock of a run is before 1970.
fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 6238, appendix B.
    const RFC: Key = *b"12345678901234567890";

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(Step::at(second(at)).code(&RFC), code);
            assert!(accepts(&RFC, code, second(at), None).is_some());
        }
    }

    #[test]
    fn a_code_counts_from_one_step_before_it_is_shown_to_one_step_after() {
        let code = Step::at(second(1_200)).code(&RFC);
        for (at, counts) in [
            (1_169, false),
            (1_170, true),
            (1_200, true),
            (1_229, true),
            (1_259, true),
            (1_260, false),
        ] {
            let accepted = accepts(&RFC, &code, second(at), None).is_some();
            assert_eq!(accepted, counts, "at {at}");
        }
        let step = Step::at(second(1_200));
        assert_eq!(step.counts_in_secs(second(1_165)), 5);
        assert_eq!(step.counts_in_secs(second(1_170)), 0);
        assert_eq!(step.counts_in_secs(second(1_200)), 0);
    }

    #[test]
    fn a_code_counts_once_and_none_counts_after_a_later_one() {
        let now = second(1_200);
        let present = Step::at(now);
        let used = accepts(&RFC, &present.code(&RFC), now, None);
        assert_eq!(used, Some(present));
        assert_eq!(accepts(&RFC, &present.code(&RFC), now, used), None);
        let earlier = Step::at(second(1_170)).code(&RFC);
        assert_eq!(accepts(&RFC, &earlier, now, used), None);
        let next = present.next();
        assert_eq!(accepts(&RFC, &next.code(&RFC), now, used), Some(next));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let now = second(59);
        for text in [
            "", "28708", "2870820", "94287082", "+28708", "287 82", "２８",
        ] {
            assert_eq!(accepts(&RFC, text, now, None), None, "{text}");
        }
    }

    #[test]
    fn the_setup_key_is_base_32() {
        assert_eq!(base32(&RFC), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
