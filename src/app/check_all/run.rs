//! *Check all*: one sign-in for each of many profiles, a few at a time.

use std::collections::BTreeSet;

use crate::app::check_all::{
    CheckAll, CheckAllAction, CheckAllPhase, CheckScope, LeftOut, Line, LineState, MAX_CONCURRENT,
    Saving, Table,
};
use crate::app::job::{Job, Typed};
use crate::app::profiles::{ListFilter, Row};
use crate::app::running::JobKind;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{ActivityKind, Now};

impl App {
    /// Shows the last results, if there are any.
    pub(crate) fn open_check_all(&mut self, now: Now) {
        if self.state.check_all().is_some() {
            return;
        }
        self.leave_dialog(now);
        let last = self.state.last_check_all.take();
        let check = last.unwrap_or_else(|| Box::new(self.new_check_all(now)));
        self.state.dialog = Some(Dialog::CheckAll(check));
    }

    /// Preselects what a search or a filter shows, else everything.
    fn new_check_all(&self, now: Now) -> CheckAll {
        let search = self.drafts.search.trim().to_owned();
        let filter = self.state.filter_in_use(&search);
        let listed = self.state.listed(&search, now);
        let listed = listed.into_iter().filter_map(Row::profile);
        CheckAll {
            scope: if search.is_empty() && filter == ListFilter::All {
                CheckScope::All
            } else {
                CheckScope::Listed
            },
            listed: listed.map(|row| row.profile.id).collect(),
            search,
            filter,
            ticked: BTreeSet::new(),
            with_users: false,
            phase: CheckAllPhase::Choosing,
        }
    }

    /// Preselects the selected profiles. The last results stay until the check starts.
    pub(crate) fn open_check_selected(&mut self, now: Now) {
        let selected = self.state.several_selected();
        let ids: BTreeSet<_> = selected.iter().map(|row| row.profile.id).collect();
        if ids.is_empty() {
            return;
        }
        let check = CheckAll {
            scope: CheckScope::Ticked,
            ticked: ids,
            ..self.new_check_all(now)
        };
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::CheckAll(Box::new(check)));
    }

    pub(crate) fn on_check_all_action(&mut self, action: CheckAllAction, now: Now) {
        match action {
            CheckAllAction::Start => self.start_check_all(now),
            CheckAllAction::Stop => self.stop_check_all(now),
            CheckAllAction::CopyTable => self.copy_table(now),
            CheckAllAction::SaveTable => self.save_table(now),
            CheckAllAction::NewCheck => self.new_check(now),
            CheckAllAction::CheckFailedAgain => self.check_failed_again(now),
            CheckAllAction::OpenProfile(id) => self.open_line(id, now),
            CheckAllAction::Remedy(id) => self.remedy_line(id, now),
            CheckAllAction::ProblemsOnly(is_on) => {
                if let Some(table) = self.check_all_mut().and_then(CheckAll::table_mut) {
                    table.problems_only = is_on;
                }
            }
            CheckAllAction::Sort(column) => {
                if let Some(table) = self.check_all_mut().and_then(CheckAll::table_mut) {
                    table.sort = table.sort.toggled(column);
                }
            }
            CheckAllAction::TickShown(is_on) => {
                let shown = self.state.matching(&self.drafts.check_filter);
                let shown = shown.filter_map(Row::profile).map(|row| row.profile.id);
                let shown: Vec<_> = shown.collect();
                self.choose(|check| {
                    if is_on {
                        check.ticked.extend(shown);
                    } else {
                        check.ticked.retain(|id| !shown.contains(id));
                    }
                });
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
        self.state.last_check_all = None;
        self.run_table(Table::of(lines), now);
    }

    /// Once more what wasn't accepted; the other lines stay as they are. Ignored while the table is being saved.
    fn check_failed_again(&mut self, now: Now) {
        let Some(table) = self.state.check_all().and_then(CheckAll::finished_table) else {
            return;
        };
        if table.saving.job().is_some() {
            return;
        }
        let lines = table.lines.iter().map(|line| {
            let current = self.state.profile(line.profile.id);
            match current.map(|row| &row.profile) {
                Some(current) if line.may_be_checked_again(current) => Line {
                    profile: current.clone(),
                    state: LineState::Waiting,
                },
                _ => line.clone(),
            }
        });
        let again = Table::of(lines.collect());
        if !again.is_finished() {
            self.run_table(again, now);
        }
    }

    fn run_table(&mut self, table: Table, now: Now) {
        if let Some(check) = self.check_all_mut() {
            check.phase = CheckAllPhase::Running(table);
        }
        self.advance_table(now);
    }

    /// Starts as many checks as may run; finishes the table after the last one.
    pub(crate) fn advance_table(&mut self, now: Now) {
        while let Some(index) = self.next_line() {
            self.start_line(index, now);
        }
        if let Some(check) = self.check_all_mut() {
            check.finish_if_done(now);
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
        let begun = table.stop();
        check.finish_if_done(now);
        self.cancel_all(jobs);
        for id in begun {
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
    }

    /// *New check*: back to the selection of profiles, with the choices of the last one.
    fn new_check(&mut self, now: Now) {
        let Some(last) = self.state.check_all() else {
            return;
        };
        if last.finished_table().is_none() {
            return;
        }
        let fresh = self.new_check_all(now);
        let scope = match last.scope {
            CheckScope::Listed => fresh.scope,
            scope => scope,
        };
        let new = CheckAll {
            scope,
            ticked: last.ticked.clone(),
            with_users: last.with_users,
            ..fresh
        };
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::CheckAll(Box::new(new)));
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

    /// Cancels what runs, and keeps the results.
    pub(crate) fn leave_check_all(&mut self, mut check: Box<CheckAll>) {
        self.drafts.check_filter.clear();
        let Some(table) = check.table_mut() else {
            return;
        };
        let jobs: Vec<_> = table.jobs().chain(table.saving.job()).collect();
        table.stop();
        table.saving = Saving::Idle;
        if let CheckAllPhase::Running(table) = check.phase {
            check.phase = CheckAllPhase::Done(table);
        }
        self.state.last_check_all = Some(check);
        self.cancel_all(jobs);
    }
}
