use crate::app::job::JobId;
use crate::app::running::JobProgress;
use crate::app::{Action, State};
use crate::model::Now;

/// The state, the time, and the actions that were asked for.
pub(super) struct View<'a> {
    pub(super) state: &'a State,
    pub(super) now: Now,
    pub(super) actions: Vec<Action>,
}

impl View<'_> {
    pub(super) fn progress(&self, job: JobId) -> JobProgress {
        self.state.running.progress(job, self.now)
    }

    pub(super) fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    pub(super) fn ask_if(&mut self, is_asked: bool, action: Action) {
        if is_asked {
            self.ask(action);
        }
    }
}
