//! Closing the window: clears the clipboard, finishes writes, and carries out pending deletions.

use crate::app::lifecycle::{ClosePhase, Closing};
use crate::app::state::NoticeTone;
use crate::app::update::App;
use crate::model::{ClipboardFailure, Now};

impl App {
    /// Closes at once if asked again while a write is in progress.
    pub(crate) fn close_window(&mut self, now: Now) {
        if self.is_on_clipboard() {
            let is_new = self.state.close_question.is_none();
            self.state.close_question.get_or_insert(ClosePhase::Asking);
            // No need to ask about a clear in progress.
            if is_new && (!self.state.settings.asks_on_close || self.is_clearing_all()) {
                self.confirm_close(now);
            }
            return;
        }
        if self.closing == Closing::AfterWrites {
            self.closing = Closing::Now;
            return;
        }
        self.close_when_written(now);
        if self.closing == Closing::AfterWrites {
            let text =
                "Finishing a save… Tokendesk will close when it’s done. Close again to quit now.";
            self.notice(NoticeTone::Warn, text, now);
        }
    }

    /// *Clear and close*, or *Close anyway* after a failure to clear.
    pub(crate) fn confirm_close(&mut self, now: Now) {
        match self.state.close_question {
            Some(ClosePhase::Asking) => {
                self.state.close_question = Some(ClosePhase::Clearing);
                self.revoke_pending_copies();
                if self.is_on_clipboard() {
                    // A copy in progress is cleared when it is done.
                    self.clear_clipboard(now);
                } else {
                    // Cleared while the question was open.
                    self.close_when_written(now);
                }
            }
            Some(ClosePhase::Failed(_)) => self.close_when_written(now),
            _ => {}
        }
    }

    /// A clear has finished; the window may be waiting for it.
    pub(crate) fn close_after_clearing(&mut self, failure: Option<ClipboardFailure>, now: Now) {
        match (&self.state.close_question, failure) {
            (Some(ClosePhase::Clearing), Some(failure)) => {
                self.state.close_question = Some(ClosePhase::Failed(failure));
            }
            (Some(ClosePhase::Clearing), None) if !self.is_on_clipboard() => {
                self.close_when_written(now);
            }
            _ => {}
        }
    }

    pub(crate) fn stay_open(&mut self) {
        self.closing = Closing::No;
        self.state.close_question = None;
    }

    /// A write has finished. If it failed, the window stays open to show that.
    pub(crate) fn close_after_write(&mut self, has_failed: bool, now: Now) {
        if has_failed && self.closing == Closing::AfterWrites {
            self.stay_open();
        }
        match self.closing {
            Closing::AfterWrites
                if self.is_on_clipboard() && self.state.close_question.is_none() =>
            {
                self.closing = Closing::No;
                self.close_window(now);
            }
            Closing::AfterWrites => self.close_when_written(now),
            Closing::No | Closing::Discarding | Closing::Now => {}
        }
    }

    /// While closing, nothing new is copied automatically.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing != Closing::No || self.state.close_question.is_some()
    }

    fn close_when_written(&mut self, now: Now) {
        self.finish_deletions(now);
        // No more sign-ins while waiting for the keyring.
        self.stop_check_all(now);
        self.closing = if self.state.running.writes_keyring() {
            Closing::AfterWrites
        } else {
            Closing::Now
        };
    }
}
