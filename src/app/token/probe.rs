//! *Check address*: one request without a credential, only on a click.

use crate::app::editor::{EditorTest, check};
use crate::app::job::{Job, JobId};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::token::ConsoleProbe;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{ConsoleUrl, Failure, Now, ProbeOutcome, ProfileId};

impl App {
    /// Ignored unless the last failure leaves the question open.
    pub(crate) fn probe_console(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let failure = row.card_failure().or_else(|| row.check_failure());
        if !failure.is_some_and(Failure::may_be_wrong_address)
            || matches!(row.probe, Some(ConsoleProbe::Asking { .. }))
        {
            return;
        }
        let console = row.profile.console.clone();
        let job = self.begin_probe(Some(id), console, now);
        if let Some(row) = self.row_mut(id) {
            row.probe = Some(ConsoleProbe::Asking { job });
        }
    }

    /// The same for the console in the editor, after a failed test.
    pub(crate) fn probe_tested_console(&mut self, now: Now) {
        let console = match &self.state.dialog {
            Some(Dialog::Editor(editor)) => check(editor, &self.drafts.editor, &self.state.rows)
                .console
                .ok(),
            _ => None,
        };
        let (Some(console), Some(EditorTest::Failed { failure, probe })) =
            (console, self.editor_test_mut())
        else {
            return;
        };
        if !failure.may_ask_console() || matches!(probe, Some(ConsoleProbe::Asking { .. })) {
            return;
        }
        let job = self.begin_probe(None, console, now);
        if let Some(EditorTest::Failed { probe, .. }) = self.editor_test_mut() {
            *probe = Some(ConsoleProbe::Asking { job });
        }
    }

    fn begin_probe(&mut self, of: Option<ProfileId>, console: ConsoleUrl, now: Now) -> JobId {
        let job = Job::ProbeConsole { console };
        self.begin_at(Stage::Connecting, JobKind::Probe(of), job, now)
    }

    /// Cancels the probe or drops its result.
    pub(crate) fn cancel_probe(&mut self, id: ProfileId) {
        let probe = self.row_mut(id).and_then(|row| row.probe.take());
        self.cancel_all(probe.as_ref().and_then(ConsoleProbe::job));
    }

    pub(crate) fn cancel_tested_probe(&mut self) {
        if let Some(EditorTest::Failed { probe, .. }) = self.editor_test_mut() {
            let probe = probe.take();
            self.cancel_all(probe.as_ref().and_then(ConsoleProbe::job));
        }
    }

    pub(crate) fn probed(&mut self, of: Option<ProfileId>, outcome: ProbeOutcome, now: Now) {
        let result = match outcome {
            ProbeOutcome::Done(check) => Some(ConsoleProbe::Answered(check)),
            // A user's cancel would have dropped the report.
            ProbeOutcome::Canceled => {
                let text = "Something went wrong in Tokendesk (internal error). The address wasn’t checked.";
                self.notice(NoticeTone::Bad, text, now);
                None
            }
        };
        let probe = match of {
            Some(id) => self.row_mut(id).map(|row| &mut row.probe),
            None => match self.editor_test_mut() {
                Some(EditorTest::Failed { probe, .. }) => Some(probe),
                _ => None,
            },
        };
        if let Some(probe) = probe {
            *probe = result;
        }
    }

    fn editor_test_mut(&mut self) -> Option<&mut EditorTest> {
        match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => Some(&mut editor.test),
            _ => None,
        }
    }
}
