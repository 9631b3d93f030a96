//! A limit on how long the keyring may take: with nobody there to unlock it, it would never answer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::output;
use crate::os::{Cancel, thread};

/// After this long, standard error says that the command waits for the keyring.
const QUIET: Duration = Duration::from_secs(2);

/// Cancels a job if the keyring takes too long.
pub(super) struct KeyringWait {
    cancel: Cancel,
    limit: Duration,
    /// Dropped when the wait ends.
    running: Mutex<Option<Sender<()>>>,
    is_over: Arc<AtomicBool>,
}

impl KeyringWait {
    pub(super) fn new(cancel: Cancel, limit: Duration) -> Self {
        Self {
            cancel,
            limit,
            running: Mutex::default(),
            is_over: Arc::default(),
        }
    }

    pub(super) fn begin(&self) {
        let (running, end) = mpsc::channel();
        let (cancel, is_over, limit) = (self.cancel.clone(), Arc::clone(&self.is_over), self.limit);
        let watch = move || {
            let quiet = QUIET.min(limit);
            let is_waiting = |time| end.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
            if !is_waiting(quiet) {
                return;
            }
            if quiet < limit {
                output::tell("Waiting for the keyring. If it asks, unlock it.");
                if !is_waiting(limit.saturating_sub(quiet)) {
                    return;
                }
            }
            is_over.store(true, Ordering::Release);
            cancel.cancel();
        };
        // Without a thread there is no limit, but still an answer.
        if thread::spawn("keyring-wait", watch).is_ok() {
            self.set(Some(running));
        }
    }

    pub(super) fn end(&self) {
        self.set(None);
    }

    /// Whether the limit has passed.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    fn set(&self, running: Option<Sender<()>>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = running;
    }
}
