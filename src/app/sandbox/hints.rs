//! Sandbox hints: the demo accounts' passwords and codes, requested while a form prompts for them.

use crate::app::job::{Job, SandboxHint};
use crate::app::rotation::Rotation;
use crate::app::running::JobKind;
use crate::app::sandbox::HINTS_FOR;
use crate::app::state::{Dialog, State};
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Requests hints when a form opens and again when they get old; clears them with the last form.
    pub(crate) fn request_hints_when_due(&mut self, now: Now) {
        let has_form = has_form(&self.state);
        let Some(sandbox) = &mut self.state.sandbox else {
            return;
        };
        if !has_form {
            sandbox.hints.clear();
            sandbox.hints_due = None;
            // Late hints are dropped: their codes may be used by then.
            let late = self
                .state
                .running
                .ids(|kind| matches!(kind, JobKind::SandboxHints));
            for job in late {
                self.state.running.cancel(job);
            }
            return;
        }
        if sandbox.hints_due.is_none_or(|due| now.until(due).is_zero()) {
            sandbox.hints_due = Some(now.plus(HINTS_FOR));
            self.begin(JobKind::SandboxHints, Job::SandboxHints, now);
        }
    }

    pub(crate) fn hints_received(&mut self, hints: Vec<SandboxHint>) {
        if let Some(sandbox) = &mut self.state.sandbox {
            sandbox.hints = hints;
        }
    }
}

fn has_form(state: &State) -> bool {
    let on_card = state
        .selected_profile()
        .is_some_and(|row| row.prompt.is_some());
    let in_editor = matches!(&state.dialog, Some(Dialog::Editor(editor)) if editor.wants_code());
    let in_rotation = state.rotation().is_some_and(Rotation::wants_code);
    on_card || in_editor || in_rotation
}
