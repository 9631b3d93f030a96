//! *Check all*: many stored credentials, each tried once, at most four at a time.

use std::collections::BTreeSet;

use crate::app::check_all::{
    AT_A_TIME, CheckAll, CheckAllAction, CheckAllPhase, CheckScope, LeftOut, Line, LineState,
    StoppedWhile, Table,
};
use crate::app::flow::{Effect, JobId, Typed};
use crate::app::profiles::{ProfileRow, Row};
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{ActivityKind, KnownLogin, LoginKind, Now};

impl App {
    /// Opens the dialog. What the search finds is offered, else everything.
    pub(crate) fn open_check_all(&mut self) -> Vec<Effect> {
        if self.state.check_all().is_some() {
            return Vec::new();
        }
        let effects = self.leave_dialog();
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
        effects
    }

    pub(crate) fn on_check_all_action(&mut self, action: CheckAllAction, now: Now) -> Vec<Effect> {
        match action {
            CheckAllAction::Start => self.start_check_all(now),
            CheckAllAction::Stop => self.stop_check_all(now),
            CheckAllAction::CopyTable => self.copy_table(now),
            CheckAllAction::SaveTable => self.save_table(now),
            CheckAllAction::ChooseAgain => self.choose_again(),
            CheckAllAction::Sort(column) => {
                if let Some(table) = self.check_all_mut().and_then(CheckAll::table_mut) {
                    table.sort = table.sort.turned_to(column);
                }
                Vec::new()
            }
            CheckAllAction::Choose(_)
            | CheckAllAction::Tick(..)
            | CheckAllAction::IncludeUsers(_) => self.choose(action),
        }
    }

    /// What is meant, while that is being chosen.
    fn choose(&mut self, action: CheckAllAction) -> Vec<Effect> {
        let Some(check) = self
            .check_all_mut()
            .filter(|check| matches!(check.phase, CheckAllPhase::Choosing))
        else {
            return Vec::new();
        };
        match action {
            CheckAllAction::Choose(scope) => check.scope = scope,
            CheckAllAction::Tick(id, true) => {
                check.ticked.insert(id);
            }
            CheckAllAction::Tick(id, false) => {
                check.ticked.remove(&id);
            }
            CheckAllAction::IncludeUsers(included) => check.with_users = included,
            _ => {}
        }
        Vec::new()
    }

    /// *Check all*. Nothing begins where nothing is meant.
    fn start_check_all(&mut self, now: Now) -> Vec<Effect> {
        let Some(check) = self.state.check_all() else {
            return Vec::new();
        };
        if !matches!(check.phase, CheckAllPhase::Choosing) {
            return Vec::new();
        }
        let lines: Vec<_> = check
            .meant(&self.state)
            .map(|row| Line {
                profile: row.profile.clone(),
                state: match check.why_left_out(row) {
                    Some(why) => LineState::LeftOut(why),
                    None => LineState::Waiting,
                },
            })
            .collect();
        if lines.is_empty() {
            return Vec::new();
        }
        if let Some(check) = self.check_all_mut() {
            check.phase = CheckAllPhase::Running(Table::of(lines));
        }
        self.go_on_with_table(now)
    }

    /// Starts what may run now; with nothing left to wait for, the table is whole.
    pub(crate) fn go_on_with_table(&mut self, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(index) = self.next_of_table() {
            effects.extend(self.try_line(index, now));
        }
        if let Some(check) = self.check_all_mut() {
            check.end_when_whole();
        }
        effects
    }

    /// The line whose turn it is, if fewer than [`AT_A_TIME`] run.
    fn next_of_table(&self) -> Option<usize> {
        let lines = &self.running_table()?.lines;
        let is_running = |line: &&Line| line.state.job().is_some();
        let may_start = lines.iter().filter(is_running).count() < AT_A_TIME;
        let is_waiting = |line: &Line| line.state == LineState::Waiting;
        lines.iter().position(is_waiting).filter(|_| may_start)
    }

    /// Tries one line, as its profile is by now. One that changed since the table began is left out: it is not what was meant.
    fn try_line(&mut self, index: usize, now: Now) -> Option<Effect> {
        let job = self.next_job();
        let check = self.state.check_all()?;
        let meant = &check.table()?.lines.get(index)?.profile;
        let row = self.state.profile(meant.id);
        let row = row.filter(|row| row.profile.signs_in_like(meant));
        let tried = match row {
            None => Err(LeftOut::Changed),
            Some(row) => match check.why_left_out(row) {
                Some(why) => Err(why),
                None => Ok((row.profile.clone(), asks_kind(row))),
            },
        };
        let line = self.check_all_mut()?.table_mut()?.lines.get_mut(index)?;
        match tried {
            Err(why) => {
                line.state = LineState::LeftOut(why);
                None
            }
            Ok((shown, asks_kind)) => {
                line.profile = shown.clone();
                line.state = LineState::running(job, now);
                Some(Effect::CheckCredential {
                    job,
                    shown,
                    typed: Typed::default(),
                    asks_kind,
                })
            }
        }
    }

    /// *Cancel*: what waits and what runs is stopped; the table stays as far as it is.
    pub(crate) fn stop_check_all(&mut self, now: Now) -> Vec<Effect> {
        let Some(check) = self.check_all_mut() else {
            return Vec::new();
        };
        let CheckAllPhase::Running(table) = &mut check.phase else {
            return Vec::new();
        };
        let effects = cancels(table.jobs());
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
        check.end_when_whole();
        for id in begun {
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
        effects
    }

    /// *Choose again*: which ones, is chosen anew.
    fn choose_again(&mut self) -> Vec<Effect> {
        let Some(check) = self.check_all_mut() else {
            return Vec::new();
        };
        let CheckAllPhase::Done(table) = &check.phase else {
            return Vec::new();
        };
        let effects = cancels(table.saving.job());
        check.phase = CheckAllPhase::Choosing;
        effects
    }

    pub(crate) fn check_all_mut(&mut self) -> Option<&mut CheckAll> {
        match &mut self.state.dialog {
            Some(Dialog::CheckAll(check)) => Some(check),
            _ => None,
        }
    }

    pub(crate) fn running_table(&self) -> Option<&Table> {
        match &self.state.check_all()?.phase {
            CheckAllPhase::Running(table) => Some(table),
            CheckAllPhase::Choosing | CheckAllPhase::Done(_) => None,
        }
    }
}

/// Leaving the dialog stops what runs in it, without a question.
pub(crate) fn leave(check: &CheckAll) -> Vec<Effect> {
    let table = check.table().into_iter();
    cancels(table.flat_map(|table| table.jobs().chain(table.saving.job())))
}

/// Whether the console is asked first, without a password. One that said *single sign-on* is asked again, so that no password goes
/// where it is of no use: its answer is then the end.
fn asks_kind(row: &ProfileRow) -> bool {
    row.asks_kind() || row.login == KnownLogin::Is(LoginKind::SingleSignOn)
}

fn cancels(jobs: impl IntoIterator<Item = JobId>) -> Vec<Effect> {
    jobs.into_iter().map(|job| Effect::Cancel { job }).collect()
}
