//! What the console remembers of each user's sign-ins: failures, for as long as they matter, and which codes were used.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::authenticator::Step;
use super::users::SandboxUser;

/// So many failures lock an account …
const MAX_FAILURES: usize = 10;
/// … if they came within this time …
const WITHIN: SignedDuration = SignedDuration::from_mins(5);
/// … for this time.
const LOCKED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// The records of one run, by username.
#[derive(Default)]
pub(super) struct Ledger(Mutex<HashMap<&'static str, Record>>);

impl Ledger {
    /// Looks at a user's record, and perhaps writes in it, while nobody else does: of two equal codes at once, one counts.
    pub(super) fn with<T>(&self, user: &SandboxUser, work: impl FnOnce(&mut Record) -> T) -> T {
        // A panic in another request leaves a record as it was before or after one line of it: both are good.
        let mut records = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(records.entry(user.username).or_default())
    }
}

/// What is remembered of one user.
#[derive(Default)]
pub(super) struct Record {
    /// When sign-ins failed since the last success or lock, oldest first.
    failures: Vec<Timestamp>,
    locked_until: Option<Timestamp>,
    /// The step of the last code that was accepted.
    pub(super) last_code: Option<Step>,
}

impl Record {
    /// Whether no sign-in is looked at.
    pub(super) fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// Writes a failure down. Those during a lock are not to be: the lock would never end for a client that goes on trying.
    pub(super) fn failed(&mut self, now: Timestamp) {
        self.failures
            .retain(|then| now.duration_since(*then) < WITHIN);
        self.failures.push(now);
        if self.failures.len() >= MAX_FAILURES {
            self.failures.clear();
            self.locked_until = now.checked_add(LOCKED_FOR).ok();
        }
    }

    /// Forgets the failures.
    pub(super) fn succeeded(&mut self) {
        self.failures.clear();
        self.locked_until = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_tenth_failure_within_five_minutes_locks_for_five_minutes() {
        let mut record = Record::default();
        for at in 0..9 {
            record.failed(second(at));
        }
        assert!(!record.is_locked(second(9)));
        record.failed(second(299));
        assert!(record.is_locked(second(299)));
        assert!(record.is_locked(second(598)));
        assert!(!record.is_locked(second(599)));
        record.failed(second(599));
        assert!(!record.is_locked(second(599)), "the count begins anew");
    }

    #[test]
    fn a_failure_that_is_five_minutes_old_does_not_count() {
        let mut record = Record::default();
        for at in 0..9 {
            record.failed(second(at));
        }
        record.failed(second(300));
        assert!(!record.is_locked(second(300)));
    }

    #[test]
    fn a_success_makes_the_count_begin_anew() {
        let mut record = Record::default();
        for at in 0..9 {
            record.failed(second(at));
        }
        record.succeeded();
        record.failed(second(9));
        assert!(!record.is_locked(second(9)));
    }
}
