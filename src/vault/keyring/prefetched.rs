//! A listing that starts before the window exists, so that its rows are there for one of the first frames. It never prompts.

use std::sync::mpsc::{self, Receiver};

use super::detached_call;
use super::detached_call::Emit;
use crate::model::Listed;

/// Rows, and `None` after the last one; without it, rows are missing.
pub(super) struct Prefetched(Receiver<Option<Listed>>);

impl Prefetched {
    pub(super) fn start(list: impl FnOnce(&Emit<'_>) -> bool + Send + 'static) -> Self {
        let (sender, rows) = mpsc::channel();
        detached_call::in_background(move || {
            if list(&|row| sender.send(Some(row)).is_ok()) {
                sender.send(None).ok();
            }
        });
        Self(rows)
    }

    /// Emits the rows as they come. Whether all were emitted, or nobody wants more.
    pub(super) fn list(self, emit: &Emit<'_>) -> bool {
        while let Ok(next) = self.0.recv() {
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
