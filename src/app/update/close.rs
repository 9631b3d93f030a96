//! Closing the window: nothing of ours stays on the clipboard unasked, and a write that began is heard out.

use super::App;
use crate::app::flow::Effect;
use crate::app::state::ClosePhase;
use crate::model::ClipboardFailure;

/// Whether the window is about to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// It is not.
    No,
    /// As soon as the writes under way have ended.
    AfterWrites,
}

impl App {
    /// The person wants to close the window. Asked a second time while a write is waited for, it closes at once.
    pub(super) fn close_window(&mut self) -> Vec<Effect> {
        if self.is_on_clipboard() {
            self.state.close_question.get_or_insert(ClosePhase::Asking);
            return Vec::new();
        }
        if self.closing == Closing::AfterWrites {
            return vec![Effect::CloseWindow];
        }
        self.close_when_written()
    }

    /// *Clear and close*; after a failure to clear, *Close anyway*.
    pub(super) fn confirm_close(&mut self) -> Vec<Effect> {
        match self.state.close_question {
            Some(ClosePhase::Asking) => {
                self.state.close_question = Some(ClosePhase::Clearing);
                let effects = self.forget_copy_under_way();
                if self.state.held.is_some() {
                    [effects, self.clear_clipboard()].concat()
                } else if self.is_on_clipboard() {
                    effects
                } else {
                    // It cleared itself while the question stood.
                    self.close_when_written()
                }
            }
            Some(ClosePhase::Failed(_)) => vec![Effect::CloseWindow],
            _ => Vec::new(),
        }
    }

    /// The clearing that a close waits for has ended.
    pub(super) fn close_after_clearing(
        &mut self,
        failure: Option<ClipboardFailure>,
    ) -> Vec<Effect> {
        match (&self.state.close_question, failure) {
            (Some(ClosePhase::Clearing), Some(failure)) => {
                self.state.close_question = Some(ClosePhase::Failed(failure));
                Vec::new()
            }
            (Some(ClosePhase::Clearing), None) if !self.is_on_clipboard() => {
                self.close_when_written()
            }
            _ => Vec::new(),
        }
    }

    /// The person stays after all.
    pub(super) fn stay_open(&mut self) -> Vec<Effect> {
        self.closing = Closing::No;
        self.state.close_question = None;
        Vec::new()
    }

    /// A write has ended.
    pub(super) fn close_after_write(&mut self) -> Vec<Effect> {
        if self.closing == Closing::AfterWrites {
            self.close_when_written()
        } else {
            Vec::new()
        }
    }

    fn close_when_written(&mut self) -> Vec<Effect> {
        if self.writes.is_empty() {
            return vec![Effect::CloseWindow];
        }
        self.closing = Closing::AfterWrites;
        Vec::new()
    }
}
