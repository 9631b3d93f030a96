//! The desktop's clipboard, over one long-lived `arboard` handle.
//!
//! **Checking and clearing are two steps.** No system offers "empty it if it still holds this", so a program that copies in
//! the moment between our look and our clearing loses its copy. On X11 the look at a content of our own is one question to
//! the server and the clearing the next request on the same connection, so that moment is well under a millisecond; it
//! cannot be made nothing through `arboard`, which gives the server no time stamp to compare.
//!
//! **What happens when the program ends.** On X11 and Wayland a clipboard's content lives in the program that copied it.
//! When the last handle is dropped, `arboard` hands X11 content over to a clipboard manager (`SAVE_TARGETS`), but not one that
//! asks to be left out of histories, as all of ours does: that one is given up instead. Windows and macOS keep the content. So
//! the program clears before it ends, and does not lean on the drop, which an exit may skip.
//!
//! **A look has a limit.** A program that owns the clipboard and hangs would hold an X11 read for 24 s (six formats of 4 s each) and
//! a Wayland one for ever. Each look runs on a thread and a handle of its own (on X11 all handles share one connection); past
//! [`LOOK_LIMIT`] they are left alone, and the answer is [`ClipboardFailure::Busy`]. Putting and clearing have no such limit,
//! because one that took effect later, unseen, would be worse than waiting.
//!
//! **A limit of `arboard` 3.7 on X11.** It offers the text as `UTF8_STRING` and as two MIME types, and serves `UTF8_STRING` alone.
//! Programs that fall back when refused, as toolkits and browsers do, paste all the same; a rare one pastes nothing.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use zeroize::Zeroizing;

use super::Clipboard;
use super::held::{OwnCopy, is_form_of, is_same};
use super::owner::{Owner, Owners};
use super::served;
use crate::model::{Cleared, ClipText, ClipboardFailure, ClipboardOwner, CopyId};
use crate::os::{clock, thread};

/// How long a look may take. Shorter than `arboard`'s own limit of 4 s for a format, after which a program that hangs can no
/// longer be told from one that has no text.
const LOOK_LIMIT: Duration = Duration::from_secs(2);

/// How long it is watched once it is cleared. Clipboard managers that restore a lost content do so within half a second.
const WATCH: Duration = Duration::from_secs(2);
const WATCH_INTERVAL: Duration = Duration::from_millis(200);

/// How many looks may hang at the same time before new ones are refused.
const MAX_HANGING_LOOKS: usize = 4;

/// The desktop's clipboard. Making one does nothing yet: it is reached on first use, and again if that failed.
#[derive(Default)]
pub struct SystemClipboard(Mutex<DesktopClipboard>);

#[derive(Default)]
struct DesktopClipboard {
    /// Kept for ever once made: on X11 our content goes when the last handle does.
    handle: Option<arboard::Clipboard>,
    held: OwnCopy,
    owners: Owners,
    /// One clone for each look under way.
    looks: Arc<()>,
}

/// What a look found. `None` where there is no text: empty, a picture, or not UTF-8.
type ClipboardView = Result<Option<Zeroizing<String>>, ClipboardFailure>;

/// Tells whether a text that was found is one of ours.
type Comparison = fn(&str, &ClipText) -> bool;

impl Clipboard for SystemClipboard {
    fn put(&self, copy_id: CopyId, text: &ClipText) -> Result<(), ClipboardFailure> {
        let mut desktop = self.desktop();
        if desktop.held.is_newer_than(copy_id) {
            return Ok(());
        }
        match desktop.put(text) {
            Ok(()) => {
                let has_replaced = desktop.held.newest_held().is_some();
                desktop.held.note(copy_id, text);
                desktop.settle();
                if has_replaced {
                    desktop.overwrite_served();
                }
                Ok(())
            }
            Err(failure) => {
                desktop.take_back(text);
                Err(failure)
            }
        }
    }

    fn holds(&self, copy_id: CopyId) -> Result<bool, ClipboardFailure> {
        self.desktop().holds(copy_id)
    }

    fn owner(&self) -> Result<ClipboardOwner, ClipboardFailure> {
        let mut desktop = self.desktop();
        match desktop.owners.owner() {
            Some(Owner::Nobody) => Ok(ClipboardOwner::Nobody),
            Some(Owner::ThisProcess) => Ok(ClipboardOwner::Ours),
            Some(Owner::Window(window)) => Ok(ClipboardOwner::Other(window.into())),
            // Read only while our own copy may be there: macOS asks the person before it lets a program read another's.
            None => match (desktop.held.last_owner(), desktop.held.newest_held()) {
                (ClipboardOwner::Ours, Some(copy_id)) if !desktop.holds(copy_id)? => {
                    Ok(ClipboardOwner::Other(0))
                }
                (last_owner, _) => Ok(last_owner),
            },
        }
    }

    fn clear(&self, copy_id: CopyId) -> Result<Cleared, ClipboardFailure> {
        let mut cleared = self.desktop().clear_ours(copy_id, is_same)?;
        if cleared.is_done() && self.is_restored(copy_id) {
            cleared = Cleared::ClearedHere;
            let again = self.desktop().clear_ours(copy_id, is_form_of)?;
            if again.is_done() && self.is_restored(copy_id) {
                return Err(ClipboardFailure::Restored);
            }
        }
        let mut desktop = self.desktop();
        if desktop.held.is_newer_than(copy_id) {
            return Ok(Cleared::Superseded);
        }
        desktop.held.forget();
        desktop.overwrite_served();
        Ok(cleared)
    }
}

impl SystemClipboard {
    /// Whether another program puts the text back within [`WATCH`], perhaps in another form. Between the looks the clipboard is free
    /// for a newer copy of ours, which ends the watch.
    fn is_restored(&self, copy_id: CopyId) -> bool {
        let (_, cleared) = clock::read();
        while clock::read().1.saturating_sub(cleared) < WATCH {
            sleep(WATCH_INTERVAL);
            let mut desktop = self.desktop();
            if desktop.held.is_newer_than(copy_id) {
                return false;
            }
            let owner = desktop.owners.owner();
            if matches!(owner, Some(Owner::Nobody | Owner::ThisProcess)) {
                continue;
            }
            // A program that does not answer shows nothing.
            if matches!(desktop.finds(copy_id, is_form_of), Ok(true)) {
                return true;
            }
        }
        false
    }

    /// One call at a time: no put of ours can come between a look and the clearing that follows it.
    fn desktop(&self) -> MutexGuard<'_, DesktopClipboard> {
        // Nothing is half done where a panic can strike.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DesktopClipboard {
    fn put(&mut self, text: &ClipText) -> Result<(), ClipboardFailure> {
        unrecorded(self.handle()?.set())
            .text(text.expose_secret())
            .map_err(|error| failure(&error))
    }

    /// On X11 a put is sent and not answered. A question on the same connection is answered after it, so that whoever asks the
    /// server for the owner afterwards, on any connection, is told of this put.
    fn settle(&mut self) {
        let owner = self.owners.owner();
        if owner.is_some_and(|owner| owner != Owner::ThisProcess) {
            // What it finds does not matter.
            self.look().ok();
        }
    }

    /// A put can fail when the text is there already and only the request not to record it failed (Windows).
    fn take_back(&mut self, text: &ClipText) {
        let is_there = matches!(self.look(), Ok(Some(found)) if is_same(&found, text));
        if is_there && self.clear().is_err() {
            tracing::warn!("a copy that failed half-way could not be taken off the clipboard");
        }
    }

    /// What other programs pasted of earlier copies is not to outlive them.
    fn overwrite_served(&mut self) {
        if let Some(handle) = &mut self.handle {
            served::overwrite(handle);
        }
    }

    fn holds(&mut self, copy_id: CopyId) -> Result<bool, ClipboardFailure> {
        self.finds(copy_id, is_same)
    }

    /// Whether the text that is there is, by this comparison, what was put under this ticket.
    fn finds(&mut self, copy_id: CopyId, is_it: Comparison) -> Result<bool, ClipboardFailure> {
        if self.held.text_of(copy_id).is_none() {
            return Ok(false);
        }
        let found = self.look()?;
        let ours = self.held.text_of(copy_id);
        Ok(found
            .zip(ours)
            .is_some_and(|(found, ours)| is_it(&found, ours)))
    }

    /// Clears it once, if it still holds what was put there under this ticket.
    fn clear_ours(
        &mut self,
        copy_id: CopyId,
        is_it: Comparison,
    ) -> Result<Cleared, ClipboardFailure> {
        if self.held.is_newer_than(copy_id) {
            return Ok(Cleared::Superseded);
        }
        if !self.finds(copy_id, is_it)? {
            self.held.mark_replaced(copy_id);
            return Ok(Cleared::ChangedElsewhere);
        }
        let owner = self.owners.owner();
        self.clear()?;
        self.held.mark_cleared();
        Ok(match owner {
            Some(Owner::Window(_)) => Cleared::ClearedHere,
            _ => Cleared::Cleared,
        })
    }

    fn clear(&mut self) -> Result<(), ClipboardFailure> {
        self.handle()?.clear().map_err(|error| failure(&error))
    }

    /// The text that is there, whoever put it there.
    fn look(&mut self) -> ClipboardView {
        if Arc::strong_count(&self.looks) > MAX_HANGING_LOOKS {
            return Err(ClipboardFailure::Busy);
        }
        self.handle()?;
        let look = Arc::clone(&self.looks);
        let (sender, answer) = mpsc::sync_channel(1);
        let work = move || {
            let found = arboard::Clipboard::new()
                .map_err(|error| failure(&error))
                .and_then(text_of);
            drop(look);
            // Nobody waits any more where the limit has passed: the text is wiped.
            sender.send(found).ok();
        };
        thread::spawn("clipboard-look", work).map_err(|error| {
            tracing::warn!(%error, "no thread for a look at the clipboard");
            ClipboardFailure::Busy
        })?;
        answer
            .recv_timeout(LOOK_LIMIT)
            .unwrap_or_else(|ended| match ended {
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

fn text_of(mut handle: arboard::Clipboard) -> ClipboardView {
    match handle.get_text() {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(error) if is_no_text(&error) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
}

/// Whether the clipboard answered, but with no text of ours.
fn is_no_text(error: &arboard::Error) -> bool {
    use arboard::Error;
    match error {
        Error::ContentNotAvailable | Error::ConversionFailure => true,
        // A program that has a picture and answers every question with it: no variant of its own, so its words are
        // compared (and kept from changing unseen by a test on a real desktop).
        Error::Unknown { description } => description == "incorrect type received from clipboard",
        _ => false,
    }
}

/// By variant, never by its words, which come from other programs and libraries.
fn failure(error: &arboard::Error) -> ClipboardFailure {
    match error {
        arboard::Error::ClipboardOccupied => ClipboardFailure::Busy,
        _ => ClipboardFailure::Unavailable,
    }
}

/// Asks clipboard managers not to record what is set: `x-kde-passwordManagerHint` on X11 and Wayland, which KDE's and most other
/// managers heed.
#[cfg(all(unix, not(target_os = "macos")))]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}

/// Keeps what is set out of Windows' clipboard history and its cloud: one format covers both.
#[cfg(windows)]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_monitoring()
}

/// Asks clipboard managers not to record what is set: `org.nspasteboard.ConcealedType`.
#[cfg(target_os = "macos")]
fn unrecorded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arboard::Error;

    #[test]
    fn only_a_held_clipboard_is_busy_and_the_rest_is_out_of_reach() {
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
