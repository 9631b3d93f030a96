//! A clipboard in memory: for tests of whole flows, and where there is no desktop.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Clipboard;
use super::held::{OwnCopy, is_same};
use crate::model::{Cleared, ClipText, ClipboardFailure, ClipboardOwner, CopyId};

/// A clipboard that only this process sees, with another program to play against.
#[derive(Default)]
pub struct MemoryClipboard(Mutex<FakeClipboard>);

#[derive(Default)]
struct FakeClipboard {
    held: OwnCopy,
    content: Option<ClipText>,
    /// Counts what other programs copied.
    foreign_copies: u64,
    failing: Option<ClipboardFailure>,
}

impl MemoryClipboard {
    /// What a paste would give now. `None` if it is empty.
    pub fn content(&self) -> Option<ClipText> {
        self.desktop().content.clone()
    }

    /// Another program copies `text`.
    pub fn copied_elsewhere(&self, text: &str) {
        let mut desktop = self.desktop();
        desktop.content = Some(ClipText::new(text.to_owned()));
        desktop.foreign_copies += 1;
    }

    /// From now on every call fails like this, and changes nothing; `None` ends it.
    pub fn fail_with(&self, failure: Option<ClipboardFailure>) {
        self.desktop().failing = failure;
    }

    fn desktop(&self) -> MutexGuard<'_, FakeClipboard> {
        // Nothing is half done where a panic can strike.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn working_desktop(&self) -> Result<MutexGuard<'_, FakeClipboard>, ClipboardFailure> {
        let desktop = self.desktop();
        desktop.failing.map_or(Ok(desktop), Err)
    }
}

impl FakeClipboard {
    fn holds(&self, copy_id: CopyId) -> bool {
        match (&self.content, self.held.text_of(copy_id)) {
            (Some(found), Some(ours)) => is_same(found.expose_secret(), ours),
            _ => false,
        }
    }
}

impl Clipboard for MemoryClipboard {
    fn put(&self, copy_id: CopyId, text: &ClipText) -> Result<(), ClipboardFailure> {
        let mut desktop = self.working_desktop()?;
        if !desktop.held.is_newer_than(copy_id) {
            desktop.content = Some(text.clone());
            desktop.held.note(copy_id, text);
        }
        Ok(())
    }

    fn holds(&self, copy_id: CopyId) -> Result<bool, ClipboardFailure> {
        Ok(self.working_desktop()?.holds(copy_id))
    }

    fn owner(&self) -> Result<ClipboardOwner, ClipboardFailure> {
        let desktop = self.working_desktop()?;
        Ok(match desktop.content {
            None => ClipboardOwner::Nobody,
            Some(_)
                if desktop
                    .held
                    .newest_held()
                    .is_some_and(|copy_id| desktop.holds(copy_id)) =>
            {
                ClipboardOwner::Ours
            }
            Some(_) => ClipboardOwner::Other(desktop.foreign_copies),
        })
    }

    fn clear(&self, copy_id: CopyId) -> Result<Cleared, ClipboardFailure> {
        let mut desktop = self.working_desktop()?;
        if desktop.held.is_newer_than(copy_id) {
            return Ok(Cleared::Superseded);
        }
        let is_ours = desktop.holds(copy_id);
        if is_ours {
            desktop.content = None;
        }
        desktop.held.forget();
        Ok(if is_ours {
            Cleared::Cleared
        } else {
            Cleared::ChangedElsewhere
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
        assert_eq!(clipboard.clear(CopyId(1)), Ok(Cleared::Cleared));
        assert!(clipboard.content().is_none());
    }
}
