//! The desktop's clipboard, over one long-lived `arboard` handle.
//!
//! **Clearing is a race.** No system has a compare-and-clear, so a program that copies between our read and our clear loses its copy.
//! On X11 that window is well under a millisecond: reading our own content is one request to the server, and the clear is the next
//! one on the same connection. `arboard` passes no time stamp that would close it.
//!
//! **On exit.** On X11 and Wayland the content lives in the program that copied it. When the last handle is dropped, `arboard` hands
//! X11 content over to a clipboard manager (`SAVE_TARGETS`) unless it is excluded from history, as all of ours is. Windows and macOS
//! keep the content. So the program clears before it exits, and does not rely on the drop, which an exit may skip.
//!
//! **Reads have a timeout.** A hung program that owns the clipboard would block an X11 read for 24 s (six formats, 4 s each) and a
//! Wayland one forever. Each read has its own thread and handle (on X11 all handles share one connection); after [`READ_TIMEOUT`]
//! they are abandoned with [`ClipboardFailure::Busy`]. Puts and clears have none: one that took effect later, unnoticed, would be
//! worse than waiting.
//!
//! **`arboard` 3.7 on X11** offers the text as `UTF8_STRING` and as two MIME types, but serves `UTF8_STRING` only. Programs that fall
//! back, as toolkits and browsers do, can paste; a rare one pastes nothing.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use zeroize::Zeroizing;

use super::Clipboard;
use super::overwrite_served;
use super::own_copy::{OwnCopy, is_same, is_same_or_part};
use super::selection_owner::{OwnerLookup, SelectionOwner};
use crate::model::{ClearOutcome, ClipText, ClipboardFailure, ClipboardOwner, CopyId};
use crate::os::{clock, thread};

/// Shorter than `arboard`'s own timeout of 4 s a format, after which a hung program looks like one without text.
const READ_TIMEOUT: Duration = Duration::from_secs(2);

/// Clipboard managers that restore cleared content do so within half a second.
const WATCH: Duration = Duration::from_secs(2);
const WATCH_INTERVAL: Duration = Duration::from_millis(200);

/// While this many reads hang, new ones are refused.
const MAX_HUNG_READS: usize = 4;

/// Connects on first use, and again if that failed.
#[derive(Default)]
pub struct SystemClipboard(Mutex<SystemState>);

#[derive(Default)]
struct SystemState {
    /// Never dropped: on X11 our content goes with the last handle.
    handle: Option<arboard::Clipboard>,
    own_copy: OwnCopy,
    owner_lookup: OwnerLookup,
    /// A clone for each read in progress.
    reads: Arc<()>,
}

/// `None` where there is no text: empty, a picture, or not UTF-8.
type ReadResult = Result<Option<Zeroizing<String>>, ClipboardFailure>;

/// Whether the text found is ours.
type Comparison = fn(&str, &ClipText) -> bool;

impl Clipboard for SystemClipboard {
    fn put(&self, copy_id: CopyId, text: &ClipText) -> Result<(), ClipboardFailure> {
        let mut state = self.lock();
        if state.own_copy.is_newer_than(copy_id) {
            return Ok(());
        }
        match state.put(text) {
            Ok(()) => {
                let replaces_own = state.own_copy.newest_with_text().is_some();
                state.own_copy.record(copy_id, text);
                state.flush_put();
                if replaces_own {
                    state.overwrite_served();
                }
                Ok(())
            }
            Err(failure) => {
                state.undo_failed_put(text);
                Err(failure)
            }
        }
    }

    fn holds(&self, copy_id: CopyId) -> Result<bool, ClipboardFailure> {
        self.lock().holds(copy_id)
    }

    fn owner(&self) -> Result<ClipboardOwner, ClipboardFailure> {
        let mut state = self.lock();
        match state.owner_lookup.owner() {
            Some(SelectionOwner::Nobody) => Ok(ClipboardOwner::Nobody),
            Some(SelectionOwner::ThisProcess) => Ok(ClipboardOwner::Ours),
            Some(SelectionOwner::OtherWindow(window)) => Ok(ClipboardOwner::Other(window.into())),
            // Reads only while our own copy may be there: macOS asks the user before a program may read another's.
            None => match (
                state.own_copy.last_owner(),
                state.own_copy.newest_with_text(),
            ) {
                (ClipboardOwner::Ours, Some(copy_id)) if !state.holds(copy_id)? => {
                    Ok(ClipboardOwner::Other(0))
                }
                (last_owner, _) => Ok(last_owner),
            },
        }
    }

    fn clear(&self, copy_id: CopyId) -> Result<ClearOutcome, ClipboardFailure> {
        let mut cleared = self.lock().clear_ours(copy_id, is_same)?;
        if cleared.is_done() && self.is_restored(copy_id) {
            cleared = ClearOutcome::ClearedHere;
            let again = self.lock().clear_ours(copy_id, is_same_or_part)?;
            if again.is_done() && self.is_restored(copy_id) {
                return Err(ClipboardFailure::Restored);
            }
        }
        let mut state = self.lock();
        if state.own_copy.is_newer_than(copy_id) {
            return Ok(ClearOutcome::Superseded);
        }
        state.own_copy.wipe_text();
        state.overwrite_served();
        Ok(cleared)
    }
}

impl SystemClipboard {
    /// Whether another program restores the text within [`WATCH`], perhaps in part. The lock is free between polls: a newer copy of
    /// ours ends the watch.
    fn is_restored(&self, copy_id: CopyId) -> bool {
        let (_, cleared) = clock::read();
        while clock::read().1.saturating_sub(cleared) < WATCH {
            sleep(WATCH_INTERVAL);
            let mut state = self.lock();
            if state.own_copy.is_newer_than(copy_id) {
                return false;
            }
            let owner = state.owner_lookup.owner();
            if matches!(
                owner,
                Some(SelectionOwner::Nobody | SelectionOwner::ThisProcess)
            ) {
                continue;
            }
            // A hung program has not restored anything.
            if matches!(state.matches(copy_id, is_same_or_part), Ok(true)) {
                return true;
            }
        }
        false
    }

    /// Serializes calls: no put of ours comes between a read and the clear that follows it.
    fn lock(&self) -> MutexGuard<'_, SystemState> {
        // No panic leaves the state half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SystemState {
    fn put(&mut self, text: &ClipText) -> Result<(), ClipboardFailure> {
        exclude_from_history(self.handle()?.set())
            .text(text.expose_secret())
            .map_err(|error| failure(&error))?;
        self.owner_lookup.note_own_change();
        Ok(())
    }

    /// X11 does not acknowledge a put. A read on the same connection returns after it took effect, so that the server reports the
    /// new owner on every connection.
    fn flush_put(&mut self) {
        let owner = self.owner_lookup.owner();
        if owner.is_some_and(|owner| owner != SelectionOwner::ThisProcess) {
            self.read().ok();
        }
    }

    /// On Windows a put can fail after the text is there: where only the request not to record it failed.
    fn undo_failed_put(&mut self, text: &ClipText) {
        let is_there = matches!(self.read(), Ok(Some(found)) if is_same(&found, text));
        if is_there && self.clear().is_err() {
            tracing::warn!("a copy that failed half-way could not be taken off the clipboard");
        }
    }

    fn overwrite_served(&mut self) {
        if let Some(handle) = &mut self.handle {
            overwrite_served::overwrite(handle);
        }
    }

    fn holds(&mut self, copy_id: CopyId) -> Result<bool, ClipboardFailure> {
        self.matches(copy_id, is_same)
    }

    /// Whether the text that is there matches this copy.
    fn matches(&mut self, copy_id: CopyId, is_ours: Comparison) -> Result<bool, ClipboardFailure> {
        if self.own_copy.text_of(copy_id).is_none() {
            return Ok(false);
        }
        let found = self.read()?;
        let ours = self.own_copy.text_of(copy_id);
        Ok(found
            .zip(ours)
            .is_some_and(|(found, ours)| is_ours(&found, ours)))
    }

    /// Once, without a watch.
    fn clear_ours(
        &mut self,
        copy_id: CopyId,
        is_ours: Comparison,
    ) -> Result<ClearOutcome, ClipboardFailure> {
        if self.own_copy.is_newer_than(copy_id) {
            return Ok(ClearOutcome::Superseded);
        }
        if !self.matches(copy_id, is_ours)? {
            self.own_copy.mark_replaced(copy_id);
            return Ok(ClearOutcome::ChangedElsewhere);
        }
        let owner = self.owner_lookup.owner();
        self.clear()?;
        // Also waits until arboard's thread has seen the clearing: seen late, it would drop a copy made right after it.
        self.overwrite_served();
        self.own_copy.mark_cleared();
        Ok(match owner {
            Some(SelectionOwner::OtherWindow(_)) => ClearOutcome::ClearedHere,
            _ => ClearOutcome::Cleared,
        })
    }

    fn clear(&mut self) -> Result<(), ClipboardFailure> {
        self.handle()?.clear().map_err(|error| failure(&error))?;
        self.owner_lookup.note_own_change();
        Ok(())
    }

    /// Reads the text that is there, ours or not.
    fn read(&mut self) -> ReadResult {
        if Arc::strong_count(&self.reads) > MAX_HUNG_READS {
            return Err(ClipboardFailure::Busy);
        }
        self.handle()?;
        let in_progress = Arc::clone(&self.reads);
        let (sender, receiver) = mpsc::sync_channel(1);
        let work = move || {
            let found = arboard::Clipboard::new()
                .map_err(|error| failure(&error))
                .and_then(text_of);
            drop(in_progress);
            // After a timeout there is no receiver, and the text is wiped.
            sender.send(found).ok();
        };
        thread::spawn("clipboard-read", work).map_err(|error| {
            tracing::warn!(%error, "no thread to read the clipboard");
            ClipboardFailure::Busy
        })?;
        receiver
            .recv_timeout(READ_TIMEOUT)
            .unwrap_or_else(|error| match error {
                RecvTimeoutError::Timeout => Err(ClipboardFailure::Busy),
                RecvTimeoutError::Disconnected => Err(ClipboardFailure::Defect),
            })
    }

    fn handle(&mut self) -> Result<&mut arboard::Clipboard, ClipboardFailure> {
        if self.handle.is_none() {
            self.handle = Some(arboard::Clipboard::new().map_err(|error| failure(&error))?);
        }
        self.handle.as_mut().ok_or(ClipboardFailure::Unavailable)
    }
}

fn text_of(mut handle: arboard::Clipboard) -> ReadResult {
    match handle.get_text() {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(error) if is_no_text(&error) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
}

/// Whether the clipboard answered, but not with text.
fn is_no_text(error: &arboard::Error) -> bool {
    use arboard::Error;
    match error {
        Error::ContentNotAvailable | Error::ConversionFailure => true,
        // The owner has a picture and serves it for every type. arboard has no variant for it, so its text is compared; a test with
        // a real X server fails if it changes.
        Error::Unknown { description } => description == "incorrect type received from clipboard",
        _ => false,
    }
}

fn failure(error: &arboard::Error) -> ClipboardFailure {
    match error {
        arboard::Error::ClipboardOccupied => ClipboardFailure::Busy,
        _ => ClipboardFailure::Unavailable,
    }
}

/// `x-kde-passwordManagerHint`, which KDE's and most other clipboard managers respect.
#[cfg(all(unix, not(target_os = "macos")))]
fn exclude_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}

/// The first covers the clipboard history and its cloud sync for Windows itself; other programs may look for the others alone.
#[cfg(windows)]
fn exclude_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_monitoring()
        .exclude_from_history()
        .exclude_from_cloud()
}

/// `org.nspasteboard.ConcealedType`.
#[cfg(target_os = "macos")]
fn exclude_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arboard::Error;

    #[test]
    fn only_an_occupied_clipboard_is_busy_and_other_errors_make_it_unavailable() {
        assert_eq!(failure(&Error::ClipboardOccupied), ClipboardFailure::Busy);
        let description = "X11 server connection timed out".to_owned();
        for error in [Error::ClipboardNotSupported, Error::Unknown { description }] {
            assert!(!is_no_text(&error), "{error:?}");
            assert_eq!(failure(&error), ClipboardFailure::Unavailable, "{error:?}");
        }
        for error in [Error::ContentNotAvailable, Error::ConversionFailure] {
            assert!(is_no_text(&error), "{error:?}");
        }
    }
}
