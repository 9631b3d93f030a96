//! *Check all*: one sign-in for each of many profiles, a few at a time.

use std::collections::BTreeSet;

use crate::app::check_all::{
    CheckAll, CheckAllAction, CheckAllPhase, CheckScope, LeftOut, Line, LineState, MAX_CONCURRENT,
    StoppedWhile, Table,
};
use crate::app::job::{Job, Typed};
use crate::app::profiles::Row;
use crate::app::running::JobKind;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{ActivityKind, Now};

impl App {
    /// Preselects what the search found, else everything.
    pub(crate) fn open_check_all(&mut self) {
        if self.state.check_all().is_some() {
            return;
        }
        self.leave_dialog();
        let search = self.drafts.search.trim().to_owned();
        let matching = self.state.matching(&search);
        let matching = matching.filter_map(Row::profile).map(|row| row.profile.id);
        self.state.dialog = Some(Dialog::CheckAll(Box::new(CheckAll {
            scope: if search.is_empty() {
                CheckScope::All
            } else {
                CheckScope::Matching
            },
            matching: matching.collect(),
            search,
            ticked: BTreeSet::new(),
            with_users: false,
            phase: CheckAllPhase::Choosing,
        })));
    }

    pub(crate) fn on_check_all_action(&mut self, action: CheckAllAction, now: Now) {
        match action {
            CheckAllAction::Start => self.start_check_all(now),
            CheckAllAction::Stop => self.stop_check_all(now),
            CheckAllAction::CopyTable => self.copy_table(now),
            CheckAllAction::SaveTable => self.save_table(now),
            CheckAllAction::ChooseAgain => self.choose_again(),
            CheckAllAction::Sort(column) => {
                if let Some(table) = self.check_all_mut().and_then(CheckAll::table_mut) {
                    table.sort = table.sort.toggled(column);
                }
            }
            CheckAllAction::Choose(scope) => self.choose(|check| check.scope = scope),
            CheckAllAction::Tick(id, true) => self.choose(|check| {
                check.ticked.insert(id);
            }),
            CheckAllAction::Tick(id, false) => self.choose(|check| {
                check.ticked.remove(&id);
            }),
            CheckAllAction::IncludeUsers(included) => {
                self.choose(|check| check.with_users = included);
            }
        }
    }

    /// Ignored once the check runs.
    fn choose(&mut self, change: impl FnOnce(&mut CheckAll)) {
        if let Some(check) = self.check_all_mut()
            && matches!(check.phase, CheckAllPhase::Choosing)
        {
            change(check);
        }
    }

    /// Ignored if no profile is selected.
    fn start_check_all(&mut self, now: Now) {
        let Some(check) = self.state.check_all() else {
            return;
        };
        if !matches!(check.phase, CheckAllPhase::Choosing) {
            return;
        }
        let lines: Vec<_> = self
            .state
            .in_check_scope(check)
            .map(|row| Line {
                profile: row.profile.clone(),
                state: match self.state.why_left_out(check, row) {
                    Some(why) => LineState::LeftOut(why),
                    None => LineState::Waiting,
                },
            })
            .collect();
        if lines.is_empty() {
            return;
        }
        if let Some(check) = self.check_all_mut() {
            check.phase = CheckAllPhase::Running(Table::of(lines));
        }
        self.advance_table(now);
    }

    /// Starts as many checks as may run; finishes the table after the last one.
    pub(crate) fn advance_table(&mut self, now: Now) {
        while let Some(index) = self.next_line() {
            self.start_line(index, now);
        }
        if let Some(check) = self.check_all_mut() {
            check.finish_if_done();
        }
    }

    /// The next waiting line, if fewer than [`MAX_CONCURRENT`] run.
    fn next_line(&self) -> Option<usize> {
        let lines = &self.running_table()?.lines;
        let is_running = |line: &&Line| line.state.job().is_some();
        let may_start = lines.iter().filter(is_running).count() < MAX_CONCURRENT;
        let is_waiting = |line: &Line| line.state == LineState::Waiting;
        lines.iter().position(is_waiting).filter(|_| may_start)
    }

    /// Checks one line, unless there is a reason to leave it out by now.
    fn start_line(&mut self, index: usize, now: Now) {
        let Some(check) = self.state.check_all() else {
            return;
        };
        let Some(line) = check.table().and_then(|table| table.lines.get(index)) else {
            return;
        };
        let row = self.state.profile(line.profile.id);
        let row = row.filter(|row| row.profile.signs_in_like(&line.profile));
        let why = match row {
            None => Some(LeftOut::Changed),
            Some(row) => self.state.why_left_out(check, row),
        };
        let (state, shown) = match (row, why) {
            (Some(row), None) => {
                let shown = row.profile.clone();
                let sign_in = self.stored_sign_in(shown.clone(), Typed::default());
                let kind = JobKind::CheckLine(shown.id);
                let job = self.begin(kind, Job::CheckCredential(sign_in), now);
                (LineState::Running { job }, Some(shown))
            }
            (_, why) => (LineState::LeftOut(why.unwrap_or(LeftOut::Changed)), None),
        };
        let table = self.check_all_mut().and_then(CheckAll::table_mut);
        if let Some(line) = table.and_then(|table| table.lines.get_mut(index)) {
            line.state = state;
            if let Some(shown) = shown {
                line.profile = shown;
            }
        }
    }

    /// *Cancel*: keeps the results so far.
    pub(crate) fn stop_check_all(&mut self, now: Now) {
        let Some(check) = self.check_all_mut() else {
            return;
        };
        let CheckAllPhase::Running(table) = &mut check.phase else {
            return;
        };
        let jobs: Vec<_> = table.jobs().collect();
        let mut begun = Vec::new();
        for line in &mut table.lines {
            let at = match line.state {
                LineState::Waiting => StoppedWhile::Waiting,
                LineState::Running { .. } => {
                    begun.push(line.profile.id);
                    StoppedWhile::Running
                }
                _ => continue,
            };
            line.state = LineState::Stopped(at);
        }
        check.finish_if_done();
        self.cancel_all(jobs);
        for id in begun {
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
    }

    /// *Choose again*: back to the selection of profiles.
    fn choose_again(&mut self) {
        let Some(check) = self.check_all_mut() else {
            return;
        };
        let CheckAllPhase::Done(table) = &check.phase else {
            return;
        };
        let saving = table.saving.job();
        check.phase = CheckAllPhase::Choosing;
        self.cancel_all(saving);
    }

    pub(crate) fn check_all_mut(&mut self) -> Option<&mut CheckAll> {
        match &mut self.state.dialog {
            Some(Dialog::CheckAll(check)) => Some(check),
            _ => None,
        }
    }

    fn running_table(&self) -> Option<&Table> {
        match &self.state.check_all()?.phase {
            CheckAllPhase::Running(table) => Some(table),
            CheckAllPhase::Choosing | CheckAllPhase::Done(_) => None,
        }
    }

    pub(crate) fn leave_check_all(&mut self, check: &CheckAll) {
        let table = check.table().into_iter();
        self.cancel_all(table.flat_map(|table| table.jobs().chain(table.saving.job())));
    }
}
