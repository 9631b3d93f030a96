//! A clipboard in memory, for tests and where there is no desktop.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Clipboard;
use super::own_copy::{OwnCopy, is_same};
use crate::model::{ClearOutcome, ClipText, ClipboardFailure, ClipboardOwner, CopyId};

#[derive(Default)]
pub struct MemoryClipboard(Mutex<MemoryState>);

#[derive(Default)]
struct MemoryState {
    own_copy: OwnCopy,
    content: Option<ClipText>,
    foreign_copies: u64,
    failing: Option<ClipboardFailure>,
}

impl MemoryClipboard {
    pub fn content(&self) -> Option<ClipText> {
        self.state().content.clone()
    }

    pub fn copied_elsewhere(&self, text: &str) {
        let mut state = self.state();
        state.content = Some(ClipText::new(text.to_owned()));
        state.foreign_copies += 1;
    }

    /// Every later call fails with this and changes nothing, until `None` is set.
    pub fn fail_with(&self, failure: Option<ClipboardFailure>) {
        self.state().failing = failure;
    }

    fn state(&self) -> MutexGuard<'_, MemoryState> {
        // No panic leaves the state half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_unless_failing(&self) -> Result<MutexGuard<'_, MemoryState>, ClipboardFailure> {
        let state = self.state();
        state.failing.map_or(Ok(state), Err)
    }
}

impl MemoryState {
    fn holds(&self, copy_id: CopyId) -> bool {
        match (&self.content, self.own_copy.text_of(copy_id)) {
            (Some(found), Some(ours)) => is_same(found.expose_secret(), ours),
            _ => false,
        }
    }
}

impl Clipboard for MemoryClipboard {
    fn put(&self, copy_id: CopyId, text: &ClipText) -> Result<(), ClipboardFailure> {
        let mut state = self.state_unless_failing()?;
        if !state.own_copy.is_newer_than(copy_id) {
            state.content = Some(text.clone());
            state.own_copy.record(copy_id, text);
        }
        Ok(())
    }

    fn holds(&self, copy_id: CopyId) -> Result<bool, ClipboardFailure> {
        Ok(self.state_unless_failing()?.holds(copy_id))
    }

    fn owner(&self) -> Result<ClipboardOwner, ClipboardFailure> {
        let state = self.state_unless_failing()?;
        Ok(match state.content {
            None => ClipboardOwner::Nobody,
            Some(_)
                if state
                    .own_copy
                    .newest_with_text()
                    .is_some_and(|copy_id| state.holds(copy_id)) =>
            {
                ClipboardOwner::Ours
            }
            Some(_) => ClipboardOwner::Other(state.foreign_copies),
        })
    }

    fn clear(&self, copy_id: CopyId) -> Result<ClearOutcome, ClipboardFailure> {
        let mut state = self.state_unless_failing()?;
        if state.own_copy.is_newer_than(copy_id) {
            return Ok(ClearOutcome::Superseded);
        }
        let is_ours = state.holds(copy_id);
        if is_ours {
            state.content = None;
        }
        state.own_copy.wipe_text();
        Ok(if is_ours {
            ClearOutcome::Cleared
        } else {
            ClearOutcome::ChangedElsewhere
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_clipboard_fails_every_call_changes_nothing_and_can_recover() {
        let clipboard = MemoryClipboard::default();
        let text = ClipText::new("Bearer one".to_owned());
        clipboard.put(CopyId(1), &text).unwrap();

        let busy = ClipboardFailure::Busy;
        clipboard.fail_with(Some(busy));
        let other = ClipText::new("Bearer two".to_owned());
        assert_eq!(clipboard.put(CopyId(2), &other), Err(busy));
        assert_eq!(clipboard.holds(CopyId(1)), Err(busy));
        assert_eq!(clipboard.clear(CopyId(1)), Err(busy));

        clipboard.fail_with(None);
        assert_eq!(clipboard.content().unwrap().expose_secret(), "Bearer one");
        assert_eq!(clipboard.clear(CopyId(1)), Ok(ClearOutcome::Cleared));
        assert!(clipboard.content().is_none());
    }
}
