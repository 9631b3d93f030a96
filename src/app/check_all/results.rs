//! The results of *Check all*, and copying and saving its table.

use crate::app::check_all::{CheckAll, Line, LineRemedy, LineState, Saving, Table};
use crate::app::job::{CheckCredentialOutcome, CopyWhat, Job, JobId, SaveFileOutcome};
use crate::app::profiles::RowKey;
use crate::app::running::JobKind;
use crate::app::state::NoticeTone;
use crate::app::token::{Check, Verified};
use crate::app::update::App;
use crate::model::{Now, Profile, ProfileId};

impl App {
    /// Puts a result in the table and on the profile's row, and starts the next check.
    pub(crate) fn line_checked(
        &mut self,
        job: JobId,
        stored: Option<Profile>,
        outcome: CheckCredentialOutcome,
        now: Now,
    ) {
        let rev = stored.as_ref().map(|stored| stored.rev);
        self.refresh_profile(stored.clone());
        let state = LineState::of_check(outcome, now);
        let line = self.check_all_mut().and_then(CheckAll::table_mut);
        let is_its = |line: &&mut Line| line.state.job() == Some(job);
        if let Some(line) = line.and_then(|table| table.lines.iter_mut().find(is_its)) {
            line.state = state.clone();
            if let Some(stored) = stored.filter(|stored| stored.signs_in_like(&line.profile)) {
                line.profile = stored;
            }
            let profile = line.profile.clone();
            self.apply_to_row(&profile, rev, state, now);
        }
        self.advance_table(now);
    }

    /// Puts a result on the profile's row, unless the row has another account or revision by now.
    fn apply_to_row(&mut self, checked: &Profile, rev: Option<u64>, state: LineState, now: Now) {
        let Some(row) = self.state.profile(checked.id) else {
            return;
        };
        if !row.profile.signs_in_like(checked) || rev.is_some_and(|rev| rev != row.profile.rev) {
            return;
        }
        if let LineState::Done { outcome, at } = state {
            self.record_check(checked.id, Verified { outcome, at }, now);
            self.close_accepted_check(checked.id);
        }
    }

    /// *Copy as Markdown*, in the order shown.
    pub(crate) fn copy_table(&mut self, now: Now) {
        let Some(table) = self.finished_table() else {
            return;
        };
        let what = CopyWhat::CheckTable {
            report: table.report(&self.state, now.wall),
            zone: self.state.local.zone().clone(),
        };
        self.copy_public("table", what, now);
    }

    /// *Save as CSV*. Ignored while one is being saved.
    pub(crate) fn save_table(&mut self, now: Now) {
        let Some(table) = self.finished_table() else {
            return;
        };
        if table.saving.job().is_some() {
            return;
        }
        let report = table.report(&self.state, now.wall);
        let zone = self.state.local.zone().clone();
        let job = self.begin(JobKind::SaveTable, Job::SaveTable { report, zone }, now);
        if let Some(table) = self.check_all_mut().and_then(CheckAll::table_mut) {
            table.saving = Saving::Running { job };
        }
    }

    /// If its dialog was closed since, a notice reports it.
    pub(crate) fn table_saved(&mut self, job: JobId, result: SaveFileOutcome, now: Now) {
        let table = self.check_all_mut().and_then(CheckAll::table_mut);
        let Some(table) = table.filter(|table| table.saving.job() == Some(job)) else {
            self.notify_late_save(result, now);
            return;
        };
        table.saving = match result {
            SaveFileOutcome::Saved { path } => Saving::Saved { path },
            SaveFileOutcome::NotChosen => Saving::Idle,
            SaveFileOutcome::Failed(failure) => Saving::Failed(failure),
        };
    }

    fn notify_late_save(&mut self, result: SaveFileOutcome, now: Now) {
        match result {
            SaveFileOutcome::Saved { path } => {
                let text = format!("The table was saved anyway: {path}");
                self.notice(NoticeTone::Good, text, now);
            }
            SaveFileOutcome::Failed(failure) => {
                let text = format!("Table not saved. {}.", failure.message().headline);
                self.notice(NoticeTone::Bad, text, now);
            }
            SaveFileOutcome::NotChosen => {}
        }
    }

    /// Shows the profile of a line, with what the check said; the table can be opened again.
    pub(crate) fn open_line(&mut self, id: ProfileId, now: Now) {
        let is_done = self.finished_table().is_some();
        if !is_done || self.state.profile(id).is_none() {
            return;
        }
        self.leave_dialog(now);
        self.reveal_profile(id);
        self.select_by_choice(RowKey::Item(id), now);
        let check = self.row_mut(id).and_then(|row| row.check.as_mut());
        if let Some(Check::Done { is_closed, .. }) = check {
            *is_closed = false;
        }
    }

    /// Ignored if the profile changed since its check.
    pub(crate) fn remedy_line(&mut self, id: ProfileId, now: Now) {
        let line = self.finished_table().and_then(|table| table.line(id));
        let Some(remedy) = line.and_then(|line| self.state.line_remedy(line)) else {
            return;
        };
        self.open_line(id, now);
        match remedy {
            LineRemedy::EnterNewSecret => {
                self.open_rotation(id, true, now);
                if let Some(check) = self.rotation_mut() {
                    check.returns_to_table = true;
                }
            }
            LineRemedy::CheckAddress => self.probe_console(id, now),
            LineRemedy::CheckPassword => self.check(id, now),
            LineRemedy::MakeApiClient => self.open_api_client(id, now),
        }
    }

    fn finished_table(&self) -> Option<&Table> {
        self.state.check_all()?.finished_table()
    }
}
