//! *Check address*: each step of the way to the console, without a credential, only on a click.

use crate::app::editor::check;
use crate::app::job::{CopyWhat, Job, JobId};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::token::ConsoleProbe;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{ConsoleUrl, Now, ProbeOutcome, ProfileId};

impl App {
    pub(crate) fn probe_console(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        if row.is_probing() {
            return;
        }
        let console = row.profile.console.clone();
        let job = self.begin_probe(Some(id), console, now);
        if let Some(row) = self.row_mut(id) {
            row.probe = Some(ConsoleProbe::Asking { job });
        }
    }

    /// The same for the console in the editor. Ignored while it isn't valid, or something else runs.
    pub(crate) fn probe_typed_console(&mut self, now: Now) {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return;
        };
        let checked = check(editor, &self.drafts.editor, &self.state.rows);
        let is_probing = matches!(editor.probe, Some(ConsoleProbe::Asking { .. }));
        let (Ok(console), false, false) = (checked.console, is_probing, editor.is_busy()) else {
            return;
        };
        let job = self.begin_probe(None, console, now);
        if let Some(editor) = self.editor_mut() {
            editor.probe = Some(ConsoleProbe::Asking { job });
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

    pub(crate) fn cancel_editor_probe(&mut self) {
        let probe = self.editor_mut().and_then(|editor| editor.probe.take());
        self.cancel_all(probe.as_ref().and_then(ConsoleProbe::job));
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
            None => self.editor_mut().map(|editor| &mut editor.probe),
        };
        if let Some(probe) = probe {
            *probe = result;
        }
    }

    pub(crate) fn copy_probe(&mut self, id: ProfileId, now: Now) {
        let probe = self.state.profile(id).and_then(|row| row.probe.clone());
        self.copy_check(probe, now);
    }

    pub(crate) fn copy_editor_probe(&mut self, now: Now) {
        let probe = self.editor_mut().and_then(|editor| editor.probe.clone());
        self.copy_check(probe, now);
    }

    fn copy_check(&mut self, probe: Option<ConsoleProbe>, now: Now) {
        if let Some(ConsoleProbe::Answered(check)) = probe {
            let zone = self.state.local.zone().clone();
            let what = CopyWhat::ConnectionCheck { check, zone };
            self.copy_public("connection check", what, now);
        }
    }
}
