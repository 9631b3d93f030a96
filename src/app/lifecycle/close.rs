//! Closing the window: nothing of ours stays on the clipboard unasked, and a write that began is heard out; a deletion that
//! could still be undone is done.

use crate::app::lifecycle::{ClosePhase, Closing};
use crate::app::state::NoticeTone;
use crate::app::update::App;
use crate::model::{ClipboardFailure, Now};

impl App {
    /// The person wants to close the window. Asked a second time while a write is waited for, it closes at once.
    pub(crate) fn close_window(&mut self, now: Now) {
        if self.is_on_clipboard() {
            let is_new = self.state.close_question.is_none();
            self.state.close_question.get_or_insert(ClosePhase::Asking);
            // What is being cleared needs no question any more.
            if is_new && (!self.state.settings.asks_on_close || self.is_clearing_all()) {
                self.confirm_close(now);
                return;
            }
            return;
        }
        if self.closing == Closing::AfterWrites {
            self.closing = Closing::Now;
            return;
        }
        self.close_when_written(now);
        if self.closing == Closing::AfterWrites {
            let text = "The keyring is still at work; the window closes when it is done. Close again to close at once.";
            self.notice(NoticeTone::Warn, text, now);
        }
    }

    /// *Clear and close*; after a failure to clear, *Close anyway*.
    pub(crate) fn confirm_close(&mut self, now: Now) {
        match self.state.close_question {
            Some(ClosePhase::Asking) => {
                self.state.close_question = Some(ClosePhase::Clearing);
                self.revoke_pending_copies();
                if self.is_on_clipboard() {
                    // A copy that is still on its way is cleared when it is there.
                    self.clear_clipboard(now);
                } else {
                    // It cleared itself while the question stood.
                    self.close_when_written(now);
                }
            }
            Some(ClosePhase::Failed(_)) => self.close_when_written(now),
            _ => {}
        }
    }

    /// The clearing that a close waits for has ended.
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

    /// The person stays after all.
    pub(crate) fn stay_open(&mut self) {
        self.closing = Closing::No;
        self.state.close_question = None;
    }

    /// A write has ended. One that failed is shown instead: the window stays.
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

    /// Whether the window is about to go: then nothing new is copied by itself.
    pub(crate) fn is_closing(&self) -> bool {
        self.closing != Closing::No || self.state.close_question.is_some()
    }

    fn close_when_written(&mut self, now: Now) {
        self.finish_deletions(now);
        // No more sign-ins of many while the keyring is heard out.
        self.stop_check_all(now);
        self.closing = if self.state.running.writes_keyring() {
            Closing::AfterWrites
        } else {
            Closing::Now
        };
    }
}
