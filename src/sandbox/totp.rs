//! Two-factor codes (RFC 6238: SHA-1, 30 seconds, six digits).

use jiff::Timestamp;
use totp_rs::{Builder, Secret, Totp};

/// The shared secret. RFC 4226 recommends this length.
pub(super) type TotpKey = [u8; 20];

pub(super) const STEP_SECS: i64 = 30;
/// In steps, either way.
const TOLERANCE: u16 = 1;

/// The number of steps since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TimeStep(u64);

impl TimeStep {
    pub(super) fn at(now: Timestamp) -> Self {
        Self(seconds(now) / STEP_SECS.unsigned_abs())
    }

    pub(super) fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Seconds from `now` until its code is accepted.
    pub(super) fn counts_in_secs(self, now: Timestamp) -> u64 {
        let first = self.0.saturating_sub(u64::from(TOLERANCE));
        (first * STEP_SECS.unsigned_abs()).saturating_sub(seconds(now))
    }

    pub(super) fn code(self, key: &TotpKey) -> String {
        let time = self.0.saturating_mul(STEP_SECS.unsigned_abs());
        totp(key).generate(time).to_string()
    }
}

/// The step of a code that is valid at `now`, within [`TOLERANCE`], and later than the last one `accepted`: a code works once
/// (RFC 6238, 5.2).
pub(super) fn verify(
    key: &TotpKey,
    code: &str,
    now: Timestamp,
    accepted: Option<TimeStep>,
) -> Option<TimeStep> {
    let step = totp(key).check(code, seconds(now)).map(TimeStep)?;
    accepted.is_none_or(|last| step > last).then_some(step)
}

/// The form in which authenticator apps take a key.
pub(super) fn base32(key: &TotpKey) -> String {
    Secret::new_stack(*key).to_base32()
}

/// `build_noncompliant` skips the checks of the key's length, which [`TotpKey`] guarantees.
fn totp(key: &TotpKey) -> Totp {
    Builder::new()
        .with_secret(Secret::new_stack(*key))
        .with_digits(6)
        .with_step_duration(STEP_SECS.unsigned_abs())
        .with_skew(TOLERANCE)
        .build_noncompliant()
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 6238, appendix B.
    const RFC: TotpKey = *b"12345678901234567890";

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
            assert_eq!(TimeStep::at(second(at)).code(&RFC), code);
            assert!(verify(&RFC, code, second(at), None).is_some());
        }
    }

    #[test]
    fn a_code_counts_from_one_step_before_it_is_shown_to_one_step_after() {
        let code = TimeStep::at(second(1_200)).code(&RFC);
        for (at, counts) in [
            (1_169, false),
            (1_170, true),
            (1_200, true),
            (1_229, true),
            (1_259, true),
            (1_260, false),
        ] {
            let accepted = verify(&RFC, &code, second(at), None).is_some();
            assert_eq!(accepted, counts, "at {at}");
        }
        let step = TimeStep::at(second(1_200));
        assert_eq!(step.counts_in_secs(second(1_165)), 5);
        assert_eq!(step.counts_in_secs(second(1_170)), 0);
        assert_eq!(step.counts_in_secs(second(1_200)), 0);
    }

    #[test]
    fn a_code_counts_once_and_none_counts_after_a_later_one() {
        let now = second(1_200);
        let present = TimeStep::at(now);
        let used = verify(&RFC, &present.code(&RFC), now, None);
        assert_eq!(used, Some(present));
        assert_eq!(verify(&RFC, &present.code(&RFC), now, used), None);
        let earlier = TimeStep::at(second(1_170)).code(&RFC);
        assert_eq!(verify(&RFC, &earlier, now, used), None);
        let next = present.next();
        assert_eq!(verify(&RFC, &next.code(&RFC), now, used), Some(next));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let now = second(59);
        for text in [
            "", "28708", "2870820", "94287082", "+28708", "287 82", "２８",
        ] {
            assert_eq!(verify(&RFC, text, now, None), None, "{text}");
        }
    }

    #[test]
    fn the_setup_key_is_base_32() {
        assert_eq!(base32(&RFC), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
