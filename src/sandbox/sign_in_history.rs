//! Each user's recent failures, lockout and last code.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::totp::TimeStep;
use super::users::SandboxUser;

/// This many failures within [`FAILURE_WINDOW`] lock an account for [`LOCKOUT`].
const MAX_FAILURES: usize = 10;
const FAILURE_WINDOW: SignedDuration = SignedDuration::from_mins(5);
const LOCKOUT: SignedDuration = SignedDuration::from_mins(5);

/// By username.
#[derive(Default)]
pub(super) struct SignInHistories(Mutex<HashMap<&'static str, SignInHistory>>);

impl SignInHistories {
    /// Runs `work` under the lock, so that a code sent twice at once works once.
    pub(super) fn with<T>(
        &self,
        user: &SandboxUser,
        work: impl FnOnce(&mut SignInHistory) -> T,
    ) -> T {
        // Safe after a panic in another request: a half-updated history is still valid.
        let mut histories = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(histories.entry(user.username).or_default())
    }
}

#[derive(Default)]
pub(super) struct SignInHistory {
    /// Since the last success or lockout, oldest first.
    failures: Vec<Timestamp>,
    locked_until: Option<Timestamp>,
    /// The time step of the last accepted code.
    pub(super) last_code: Option<TimeStep>,
}

impl SignInHistory {
    pub(super) fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }

    /// Not called during a lockout, which would otherwise never end for a client that keeps trying.
    pub(super) fn failed(&mut self, now: Timestamp) {
        self.failures
            .retain(|then| now.duration_since(*then) < FAILURE_WINDOW);
        self.failures.push(now);
        if self.failures.len() >= MAX_FAILURES {
            self.failures.clear();
            self.locked_until = now.checked_add(LOCKOUT).ok();
        }
    }

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
        let mut history = SignInHistory::default();
        for at in 0..9 {
            history.failed(second(at));
        }
        assert!(!history.is_locked(second(9)));
        history.failed(second(299));
        assert!(history.is_locked(second(299)));
        assert!(history.is_locked(second(598)));
        assert!(!history.is_locked(second(599)));
        history.failed(second(599));
        assert!(!history.is_locked(second(599)), "the count starts over");
    }

    #[test]
    fn a_failure_that_is_five_minutes_old_does_not_count() {
        let mut history = SignInHistory::default();
        for at in 0..9 {
            history.failed(second(at));
        }
        history.failed(second(300));
        assert!(!history.is_locked(second(300)));
    }

    #[test]
    fn a_success_resets_the_count() {
        let mut history = SignInHistory::default();
        for at in 0..9 {
            history.failed(second(at));
        }
        history.succeeded();
        history.failed(second(9));
        assert!(!history.is_locked(second(9)));
    }
}
