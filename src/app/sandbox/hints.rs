//! In the sandbox: what signs in as the pretend accounts is asked for as long as a form asks a person for it.

use crate::app::job::{Job, SandboxHint};
use crate::app::rotation::Rotation;
use crate::app::running::JobKind;
use crate::app::sandbox::HINTS_FOR;
use crate::app::state::{Dialog, State};
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Asks when a form has opened and again when the answer has aged; forgets it when the last form is gone.
    pub(crate) fn request_hints_when_due(&mut self, now: Now) {
        let has_form = has_form(&self.state);
        let Some(sandbox) = &mut self.state.sandbox else {
            return;
        };
        if !has_form {
            sandbox.hints.clear();
            sandbox.hints_due = None;
            // Dropped if they come late: the code may have been used by then.
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

/// Whether a form is open that asks for a password or a code.
fn has_form(state: &State) -> bool {
    let on_card = state
        .selected_profile()
        .is_some_and(|row| row.prompt.is_some());
    let in_editor = matches!(&state.dialog, Some(Dialog::Editor(editor)) if editor.wants_code());
    let in_rotation = state.rotation().is_some_and(Rotation::wants_code);
    on_card || in_editor || in_rotation
}
