//! *Is this a console?*: one question without a credential, never by itself.

use crate::app::editor::{EditorTest, check};
use crate::app::flow::{Effect, JobId};
use crate::app::profiles::RowContent;
use crate::app::state::{Dialog, Tone};
use crate::app::token::{ConsoleProbe, LastOutcome};
use crate::app::update::App;
use crate::model::{ConsoleCheckEnd, Now, ProfileId};

impl App {
    /// Asks, where the profile's last sign-in leaves the question open and it is not being asked already.
    pub(crate) fn probe_console(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        let is_open = matches!(&row.last_outcome, Some(LastOutcome::Failed(failure)) if failure.may_ask_console());
        if !is_open || matches!(row.probe, Some(ConsoleProbe::Asking { .. })) {
            return Vec::new();
        }
        row.probe = Some(ConsoleProbe::Asking { job, started: now });
        let console = row.profile.console.clone();
        vec![Effect::ProbeConsole { job, console }]
    }

    /// The same of what stands in the editor, after its test.
    pub(crate) fn ask_tested_console(&mut self, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let console = match &self.state.dialog {
            Some(Dialog::Editor(editor)) => {
                check(editor, &self.drafts.editor, &self.state).console.ok()
            }
            _ => None,
        };
        let (Some(console), Some(EditorTest::Failed { failure, probe })) =
            (console, self.editor_test_mut())
        else {
            return Vec::new();
        };
        if !failure.may_ask_console() || matches!(probe, Some(ConsoleProbe::Asking { .. })) {
            return Vec::new();
        }
        *probe = Some(ConsoleProbe::Asking { job, started: now });
        vec![Effect::ProbeConsole { job, console }]
    }

    /// Takes the question and its answer away; one that is under way is stopped, and its end is then no news.
    pub(crate) fn forget_question(&mut self, id: ProfileId) -> Vec<Effect> {
        let probe = self.row_mut(id).and_then(|row| row.probe.take());
        stopped(probe.as_ref())
    }

    /// The same in the editor.
    pub(crate) fn forget_tested_question(&mut self) -> Vec<Effect> {
        match self.editor_test_mut() {
            Some(EditorTest::Failed { probe, .. }) => stopped(probe.take().as_ref()),
            _ => Vec::new(),
        }
    }

    pub(crate) fn console_probed(
        &mut self,
        job: JobId,
        result: ConsoleCheckEnd,
        now: Now,
    ) -> Vec<Effect> {
        let Some(probe) = self.question_mut(job) else {
            return Vec::new();
        };
        match result {
            ConsoleCheckEnd::Checked(check) => *probe = Some(ConsoleProbe::Answered(check)),
            // Not by the person, or it would be forgotten already.
            ConsoleCheckEnd::Cancelled => {
                *probe = None;
                let text = "The question was stopped by a defect in the program, and stays open. Nothing was changed.";
                self.notice(Tone::Bad, text, now);
            }
        }
        Vec::new()
    }

    /// The place of the question that this job asks.
    fn question_mut(&mut self, job: JobId) -> Option<&mut Option<ConsoleProbe>> {
        let rows = self
            .state
            .rows
            .iter_mut()
            .filter_map(|row| match &mut row.content {
                RowContent::Profile(row) => Some(&mut row.probe),
                RowContent::Unreadable(_) => None,
            });
        let tested = match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => match &mut editor.test {
                EditorTest::Failed { probe, .. } => Some(probe),
                _ => None,
            },
            _ => None,
        };
        rows.chain(tested).find(
            |probe| matches!(probe, Some(ConsoleProbe::Asking { job: asking, .. }) if *asking == job),
        )
    }

    fn editor_test_mut(&mut self) -> Option<&mut EditorTest> {
        match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => Some(&mut editor.test),
            _ => None,
        }
    }
}

/// The order to stop a question, if it is on its way.
pub(crate) fn stopped(probe: Option<&ConsoleProbe>) -> Vec<Effect> {
    match probe {
        Some(ConsoleProbe::Asking { job, .. }) => vec![Effect::Cancel { job: *job }],
        _ => Vec::new(),
    }
}
