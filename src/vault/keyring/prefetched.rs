//! A listing that starts before the window exists, so that its first rows are there for one of the first frames. It never prompts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::detached_call;
use super::detached_call::Emit;
use crate::model::Listed;
use crate::os::clock;

/// More rows than a window shows. The others wait until these are taken: reading them earlier would delay the window.
const ROWS_AHEAD: usize = 25;

/// What other programs changed since would be missing.
const MAX_AGE: Duration = Duration::from_secs(5);

pub(super) struct Prefetched {
    started: Duration,
    /// `None` after the last one; without it, rows are missing.
    rows: Receiver<Option<Listed>>,
    has_rows: Arc<AtomicBool>,
}

impl Prefetched {
    pub(super) fn start(list: impl FnOnce(&Emit<'_>) -> bool + Send + 'static) -> Self {
        let (sender, rows) = mpsc::sync_channel(ROWS_AHEAD);
        let prefetched = Self {
            started: clock::read().1,
            rows,
            has_rows: Arc::default(),
        };
        let has_rows = Arc::clone(&prefetched.has_rows);
        detached_call::in_background(move || {
            let emit = |row| {
                has_rows.store(true, Ordering::Relaxed);
                sender.send(Some(row)).is_ok()
            };
            if list(&emit) {
                sender.send(None).ok();
            }
        });
        prefetched
    }

    /// Rows come only if nothing is locked.
    pub(super) fn has_rows(&self) -> bool {
        self.has_rows.load(Ordering::Relaxed)
    }

    pub(super) fn is_recent(&self) -> bool {
        clock::read().1.saturating_sub(self.started) < MAX_AGE
    }

    /// Emits the rows as they come. Whether all were emitted, or nobody wants more.
    pub(super) fn list(self, emit: &Emit<'_>) -> bool {
        while let Ok(next) = self.rows.recv() {
            let Some(row) = next else {
                return true;
            };
            if !emit(row) {
                return true;
            }
        }
        false
    }
}
