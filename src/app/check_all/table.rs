//! The results table: progress, sorting, and the text of its cells.

use std::cmp::Reverse;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::check_all::{Column, LeftOut, Line, LineState, Saving, Sort, StoppedWhile, Table};
use crate::app::job::JobId;
use crate::model::{CheckAllReport, CheckAllReportLine, CheckOutcome, Profile, Verdict};

impl Table {
    pub(in crate::app) fn of(lines: Vec<Line>) -> Self {
        Self {
            lines,
            sort: Sort::default(),
            saving: Saving::default(),
        }
    }

    /// How many checks have finished.
    pub fn ended(&self) -> usize {
        self.tried().filter(|line| line.state.is_finished()).count()
    }

    /// How many profiles are checked, without those left out.
    pub fn total(&self) -> usize {
        self.tried().count()
    }

    fn tried(&self) -> impl Iterator<Item = &Line> {
        let is_tried = |line: &&Line| !matches!(line.state, LineState::LeftOut(_));
        self.lines.iter().filter(is_tried)
    }

    /// In the order shown. Unknown values come last in either direction; ties are sorted by name.
    pub fn sorted(&self) -> Vec<&Line> {
        let mut lines: Vec<_> = self.lines.iter().collect();
        lines.sort_by_cached_key(|line| {
            let Profile { name, account, .. } = &line.profile;
            (name.folded(), account.login().to_owned())
        });
        match self.sort.by {
            Column::Profile if self.sort.is_descending => lines.reverse(),
            Column::Profile => {}
            Column::Console => self.sort_by(&mut lines, |line| Some(line.profile.console.host())),
            Column::Verdict => self.sort_by(&mut lines, |line| line.state.verdict()),
            Column::Lifetime => self.sort_by(&mut lines, |line| line.state.lifetime()),
            Column::Duration => self.sort_by(&mut lines, |line| line.state.took()),
            Column::Time => self.sort_by(&mut lines, |line| line.state.at()),
        }
        lines
    }

    fn sort_by<K: Ord>(&self, lines: &mut [&Line], key: impl Fn(&Line) -> Option<K>) {
        lines.sort_by(|a, b| match (key(a), key(b)) {
            (Some(a), Some(b)) if self.sort.is_descending => Reverse(a).cmp(&Reverse(b)),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
    }

    pub(in crate::app) fn jobs(&self) -> impl Iterator<Item = JobId> {
        self.lines.iter().filter_map(|line| line.state.job())
    }

    /// In the order shown, for copying and saving.
    pub(in crate::app) fn report(&self, made_at: Timestamp) -> CheckAllReport {
        CheckAllReport {
            lines: self.sorted().into_iter().map(Line::report).collect(),
            made_at,
        }
    }
}

impl Line {
    fn report(&self) -> CheckAllReportLine {
        CheckAllReportLine {
            profile: self.profile.name.to_string(),
            console: self.profile.console.host(),
            login: self.profile.account.display_login(),
            verdict: self.state.verdict_word().to_owned(),
            reason: self.state.reason(),
            lifetime: self.state.lifetime(),
            took: self.state.took(),
            at: self.state.at(),
        }
    }
}

impl LineState {
    pub fn is_finished(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Running { .. })
    }

    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job, .. } => Some(*job),
            _ => None,
        }
    }

    pub fn verdict_word(&self) -> &'static str {
        match self {
            Self::LeftOut(_) => "left out",
            Self::Waiting => "waiting",
            Self::Running { .. } => "checking…",
            Self::Done { outcome, .. } => outcome.verdict().word(),
            Self::Stopped(_) => "stopped",
        }
    }

    /// Empty if there is nothing to explain.
    pub fn reason(&self) -> String {
        match self {
            Self::LeftOut(why) => why.message().to_owned(),
            Self::Done { outcome, .. } => outcome
                .failure()
                .map_or_else(String::new, |failure| failure.message().headline),
            Self::Stopped(StoppedWhile::Waiting) => "nothing was sent".to_owned(),
            Self::Stopped(StoppedWhile::Running) => "may count as an attempt".to_owned(),
            Self::Waiting | Self::Running { .. } => String::new(),
        }
    }

    /// `None` if it wasn't checked.
    pub fn verdict(&self) -> Option<Verdict> {
        self.outcome().map(CheckOutcome::verdict)
    }

    /// If it was accepted.
    pub fn lifetime(&self) -> Option<Duration> {
        match self.outcome()? {
            CheckOutcome::Accepted(acceptance) => Some(acceptance.lifetime),
            CheckOutcome::Refused(_) | CheckOutcome::Untested(_) => None,
        }
    }

    /// From request to response, if one was sent.
    pub fn took(&self) -> Option<Duration> {
        self.outcome()?.took()
    }

    /// When it was checked.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Done { at, .. } => Some(at.wall),
            _ => None,
        }
    }

    fn outcome(&self) -> Option<&CheckOutcome> {
        match self {
            Self::Done { outcome, .. } => Some(outcome),
            _ => None,
        }
    }
}

impl LeftOut {
    pub fn message(self) -> &'static str {
        match self {
            Self::UserAccount => "user accounts are not included",
            Self::NoPassword => "no saved password",
            Self::NeedsCode => "needs a two-factor code",
            Self::Busy => "already signing in",
            Self::Changed => "changed during the check",
        }
    }
}

impl Sort {
    /// By this column; if it is already, in reverse.
    pub(in crate::app) fn toggled(self, column: Column) -> Self {
        Self {
            by: column,
            is_descending: self.by == column && !self.is_descending,
        }
    }
}

impl Saving {
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job } => Some(*job),
            _ => None,
        }
    }
}
