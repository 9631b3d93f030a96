//! In the sandbox: what signs in as the pretend accounts is asked for as long as a form asks a person for it.

use crate::app::flow::{Effect, JobId, SandboxHint};
use crate::app::rotation::Rotation;
use crate::app::sandbox::HINTS_FOR;
use crate::app::state::{Dialog, State};
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Asks when a form has opened and again when the answer has aged; forgets it when the last form is gone.
    pub(crate) fn ask_for_hints_when_due(&mut self, now: Now) -> Option<Effect> {
        let has_form = has_form(&self.state);
        let sandbox = self.state.sandbox.as_mut()?;
        if !has_form {
            sandbox.hints.clear();
            sandbox.asked = None;
            return None;
        }
        let due = sandbox.asked.map_or(now, |(_, due)| due);
        if !now.until(due).is_zero() {
            return None;
        }
        let job = self.next_job();
        let sandbox = self.state.sandbox.as_mut()?;
        sandbox.asked = Some((job, now.plus(HINTS_FOR)));
        Some(Effect::TellSandboxHints { job })
    }

    pub(crate) fn hints_told(&mut self, job: JobId, hints: Vec<SandboxHint>) -> Vec<Effect> {
        // An answer for a form that is gone is dropped: its code may have been used.
        if let Some(sandbox) = &mut self.state.sandbox
            && sandbox.asked.is_some_and(|(asked, _)| asked == job)
        {
            sandbox.hints = hints;
        }
        Vec::new()
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
