//! Helpers for the editor: what is typed, and what comes of a test or a save.

use tokendesk::app::editor::{Checked, Editor, EditorAction, check};
use tokendesk::app::job::{AttemptOutcome, JobId, Outcome, ProfileWrite};
use tokendesk::app::state::Dialog;
use tokendesk::app::{Action, Effect};
use tokendesk::model::{KeyringFailure, KnownLogin};

use crate::editor::flow::written;
use crate::harness::flow::{FlowHarness, job_ended, test_ended};

impl FlowHarness {
    pub(crate) fn editor(&mut self, action: EditorAction) -> Vec<Effect> {
        self.on_action(Action::Editor(action))
    }

    /// Adds this to the secret or password field, and does not report the change.
    pub(crate) fn type_secret(&mut self, text: &str) {
        self.app.drafts.editor.secret.text_mut().push_str(text);
    }

    pub(crate) fn open_editor(&self) -> &Editor {
        match &self.app.state.dialog {
            Some(Dialog::Editor(editor)) => editor,
            other => panic!("no editor is open: {other:?}"),
        }
    }

    /// What is right and wrong with the open editor's fields.
    pub(crate) fn checked_fields(&self) -> Checked {
        check(
            self.open_editor(),
            &self.app.drafts.editor,
            &self.app.state.rows,
        )
    }

    /// Whether neither *Save* nor *Test* sends anything.
    pub(crate) fn is_save_and_test_blocked(&mut self) -> bool {
        self.editor(EditorAction::Save).is_empty() && self.editor(EditorAction::Test).is_empty()
    }

    /// Reports the end of *Test*.
    pub(crate) fn tested(
        &mut self,
        job: JobId,
        login: KnownLogin,
        end: AttemptOutcome,
    ) -> Vec<Effect> {
        self.on_event(test_ended(self, job, login, end))
    }

    /// Reports that *Test* obtained a token.
    pub(crate) fn test_granted(&mut self, job: JobId, lifetime_secs: u64) -> Vec<Effect> {
        let grant = self.grant(lifetime_secs);
        self.tested(job, KnownLogin::Unasked, AttemptOutcome::Granted(grant))
    }

    /// Reports that the profile was saved as it was written.
    pub(crate) fn saved(&mut self, job: JobId, write: &ProfileWrite, rev: u64) -> Vec<Effect> {
        self.on_event(job_ended(
            job,
            Outcome::SaveProfile(Ok(written(write, rev))),
        ))
    }

    pub(crate) fn save_failed(&mut self, job: JobId, failure: KeyringFailure) -> Vec<Effect> {
        self.on_event(job_ended(job, Outcome::SaveProfile(Err(failure))))
    }
}
