//! The table of *Check all*: its lines end one by one, and it is copied and saved as it is shown.

use crate::app::check_all::{
    CheckAll, CheckAllPhase, LeftOut, LineState, Saving, StoppedWhile, Table,
};
use crate::app::flow::{CheckEnd, Checked, CopyWhat, Effect, JobId, SaveEnd};
use crate::app::state::Tone;
use crate::app::token::Verified;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{CheckOutcome, Failure, KeyringFailure, KnownLogin, Now, Profile};

impl App {
    /// The line that this job tries, in the table of the open dialog.
    pub(crate) fn line_of(&self, job: JobId) -> Option<usize> {
        let mut lines = self.running_table()?.lines.iter();
        lines.position(|line| line.state.job() == Some(job))
    }

    /// The end of one line. The row says it too, and the next line begins.
    pub(crate) fn checked_in_table(
        &mut self,
        index: usize,
        checked: Checked,
        now: Now,
    ) -> Vec<Effect> {
        let Checked {
            stored,
            login,
            result,
            ..
        } = checked;
        let rev = stored.as_ref().map(|stored| stored.rev);
        let mut effects = stored
            .map(|stored| self.put_profile(stored, None))
            .unwrap_or_default();
        let end = match result {
            // What the table meant is not there any more; nothing was sent.
            CheckEnd::Tried(CheckOutcome::Untested(
                Failure::ChangedElsewhere | Failure::Keyring(KeyringFailure::NotFound),
            )) => LineState::LeftOut(LeftOut::Changed),
            CheckEnd::Tried(outcome) => LineState::Done { outcome, at: now },
            CheckEnd::MissingInput(wanted) if wanted.password() => {
                LineState::LeftOut(LeftOut::NoPassword)
            }
            CheckEnd::MissingInput(_) => LineState::LeftOut(LeftOut::NeedsCode),
            CheckEnd::Cancelled => LineState::Stopped(StoppedWhile::Running),
        };
        let line = self.check_all_mut().and_then(CheckAll::table_mut);
        if let Some(line) = line.and_then(|table| table.lines.get_mut(index)) {
            line.state = end.clone();
            let meant = line.profile.clone();
            self.tell_row(&meant, rev, login, end, now);
        }
        effects.extend(self.go_on_with_table(now));
        effects
    }

    /// What was found goes to the profile's row, unless that holds another account, or was saved since it was read.
    fn tell_row(
        &mut self,
        meant: &Profile,
        rev: Option<u64>,
        login: KnownLogin,
        end: LineState,
        now: Now,
    ) {
        let Some(row) = self.row_mut(meant.id) else {
            return;
        };
        if !row.profile.signs_in_like(meant) || rev.is_some_and(|rev| rev != row.profile.rev) {
            return;
        }
        if login != KnownLogin::Unasked {
            row.login = login;
        }
        if let LineState::Done { outcome, at } = end {
            let is_closed = true;
            self.tried(meant.id, Verified { outcome, at }, is_closed, now);
        }
    }

    pub(crate) fn stage_in_table(&mut self, job: JobId, stage: Stage) {
        let table = self.check_all_mut().and_then(CheckAll::table_mut);
        let lines = table.into_iter().flat_map(|table| &mut table.lines);
        for line in lines.filter(|line| line.state.job() == Some(job)) {
            if let LineState::Running { stage: shown, .. } = &mut line.state {
                *shown = stage;
            }
        }
    }

    /// *Copy as Markdown*, in the order that is shown.
    pub(crate) fn copy_table(&mut self, now: Now) -> Vec<Effect> {
        let Some(table) = self.whole_table() else {
            return Vec::new();
        };
        let what = CopyWhat::CheckTable {
            report: table.report(now.wall),
            zone: self.state.zone.clone(),
        };
        self.copy_public(what)
    }

    /// *Save as CSV*: the person chooses where. Ignored while one is being saved.
    pub(crate) fn save_table(&mut self, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(table) = self.whole_table() else {
            return Vec::new();
        };
        if table.saving.job().is_some() {
            return Vec::new();
        }
        let report = table.report(now.wall);
        let zone = self.state.zone.clone();
        if let Some(table) = self.check_all_mut().and_then(CheckAll::table_mut) {
            table.saving = Saving::Running { job };
        }
        vec![Effect::SaveTable { job, report, zone }]
    }

    /// A table was saved, or was not. One whose dialog was left meanwhile is told about at the bottom.
    pub(crate) fn table_saved(&mut self, job: JobId, result: SaveEnd, now: Now) -> Vec<Effect> {
        let table = self.check_all_mut().and_then(CheckAll::table_mut);
        let Some(table) = table.filter(|table| table.saving.job() == Some(job)) else {
            self.tell_late_save(result, now);
            return Vec::new();
        };
        table.saving = match result {
            SaveEnd::Saved { path } => Saving::Saved { path },
            SaveEnd::NotChosen => Saving::Idle,
            SaveEnd::Failed(failure) => Saving::Failed(failure),
        };
        Vec::new()
    }

    fn tell_late_save(&mut self, result: SaveEnd, now: Now) {
        match result {
            SaveEnd::Saved { path } => {
                let told = format!("The table was saved all the same: {path}");
                self.notice(Tone::Good, told, now);
            }
            SaveEnd::Failed(failure) => {
                let told = format!("The table was not saved. {}.", failure.message().headline);
                self.notice(Tone::Bad, told, now);
            }
            SaveEnd::NotChosen => {}
        }
    }

    fn whole_table(&self) -> Option<&Table> {
        match &self.state.check_all()?.phase {
            CheckAllPhase::Done(table) => Some(table),
            CheckAllPhase::Choosing | CheckAllPhase::Running(_) => None,
        }
    }
}
