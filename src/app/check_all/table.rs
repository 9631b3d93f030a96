//! The results table: progress, summary, sorting, and the text of its cells.

use std::cmp::Reverse;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::State;
use crate::app::check_all::{
    Column, LeftOut, Line, LineRemedy, LineState, Saving, Sort, StoppedWhile, Summary, Table,
};
use crate::app::job::{CheckCredentialOutcome, JobId};
use crate::model::failure::Remedy;
use crate::model::{
    AccountKind, CheckAllReport, CheckAllReportLine, CheckOutcome, Failure, KeyringFailure, Now,
    Profile, ProfileId, Settings, Verdict,
};

impl Table {
    pub(in crate::app) fn of(lines: Vec<Line>) -> Self {
        let mut table = Self {
            lines,
            sort: Sort::default(),
            problems_only: false,
            to_check: 0,
            ended_at: None,
            saving: Saving::default(),
        };
        table.to_check = table.open().count();
        table
    }

    /// Of the lines that the running check had at its start.
    pub fn ended(&self) -> usize {
        self.to_check.saturating_sub(self.open().count())
    }

    pub fn is_finished(&self) -> bool {
        self.open().next().is_none()
    }

    fn open(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| !line.state.is_finished())
    }

    pub fn has_problems(&self) -> bool {
        self.lines.iter().any(|line| line.state.is_problem())
    }

    pub fn has_failed(&self) -> bool {
        self.lines.iter().any(|line| line.state.has_failed())
    }

    pub fn summary(&self, state: &State) -> Summary {
        let count = |is_meant: fn(&LineState) -> bool| {
            let lines = self.lines.iter();
            lines.filter(|line| is_meant(&line.state)).count()
        };
        let total = self.lines.len();
        let works = count(|state| state.verdict() == Some(Verdict::Accepted));
        let failed = self.lines.iter();
        let failed = failed.filter(|line| line.state.has_been_tried_in_vain());
        let (changed, failed): (Vec<_>, Vec<_>) =
            failed.partition(|line| state.is_line_outdated(line));
        let (changed, failed) = (changed.len(), failed.len());
        let canceled = count(|state| matches!(state, LineState::Stopped(_)));
        let skipped = count(|state| matches!(state, LineState::LeftOut(_)));
        let headline = match (failed, total) {
            (0, _) if works == total => match total {
                1 => "It works".to_owned(),
                _ => format!("All {total} work"),
            },
            (0, _) => format!("{works} of {total} {}", work(works)),
            (1, _) => format!("1 of {total} needs attention"),
            _ => format!("{failed} of {total} need attention"),
        };
        let others = [
            (if failed > 0 { works } else { 0 }, work(works)),
            (changed, "changed since"),
            (skipped, "skipped"),
            (canceled, "canceled"),
        ];
        let others = others.into_iter().filter(|(count, _)| *count > 0);
        let others: Vec<_> = others
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        Summary {
            headline,
            others: others.join(" · "),
        }
    }

    pub(in crate::app) fn line(&self, id: ProfileId) -> Option<&Line> {
        self.lines.iter().find(|line| line.profile.id == id)
    }

    /// In the order shown, without what is hidden.
    pub fn shown(&self, settings: &Settings) -> Vec<&Line> {
        let is_shown = |line: &&Line| !self.problems_only || line.state.is_problem();
        let mut lines: Vec<_> = self.lines.iter().filter(is_shown).collect();
        self.sort(&mut lines, settings);
        lines
    }

    /// Unknown values come last in either direction; ties are sorted by name.
    fn sort(&self, lines: &mut [&Line], settings: &Settings) {
        lines.sort_by_cached_key(|line| {
            let Profile { name, account, .. } = &line.profile;
            (name.folded(), account.login().to_owned())
        });
        match self.sort.by {
            Column::Profile if self.sort.is_descending => lines.reverse(),
            Column::Profile => {}
            Column::Tag => self.sort_by(lines, |line| tag_name(settings, line.profile.id)),
            Column::Verdict => self.sort_by(lines, |line| Some(line.state.rank())),
            Column::Lifetime => self.sort_by(lines, |line| line.state.lifetime()),
            Column::Duration => self.sort_by(lines, |line| line.state.took()),
            Column::Time => self.sort_by(lines, |line| line.state.at()),
        }
    }

    fn sort_by<K: Ord>(&self, lines: &mut [&Line], key: impl Fn(&Line) -> Option<K>) {
        lines.sort_by(|a, b| match (key(a), key(b)) {
            (Some(a), Some(b)) if self.sort.is_descending => Reverse(a).cmp(&Reverse(b)),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
    }

    /// Stops what is open; returns the profiles whose check had begun.
    pub(in crate::app) fn stop(&mut self) -> Vec<ProfileId> {
        let mut begun = Vec::new();
        for line in &mut self.lines {
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
        begun
    }

    pub(in crate::app) fn jobs(&self) -> impl Iterator<Item = JobId> {
        self.lines.iter().filter_map(|line| line.state.job())
    }

    /// What is shown, for copying and saving.
    pub(in crate::app) fn report(&self, state: &State, made_at: Timestamp) -> CheckAllReport {
        let Summary { headline, others } = self.summary(state);
        let settings = &state.settings;
        let lines = self.shown(settings).into_iter();
        CheckAllReport {
            lines: lines.map(|line| line.report(state)).collect(),
            profiles: self.lines.len(),
            summary: [headline, others]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            made_at: self.ended_at.unwrap_or(made_at),
        }
    }
}

fn work(count: usize) -> &'static str {
    if count == 1 { "works" } else { "work" }
}

fn tag_name(settings: &Settings, id: ProfileId) -> Option<String> {
    let tag = settings.marks_of(id).tag?;
    Some(settings.tags.name(tag).to_owned())
}

impl Line {
    /// `None` if there is nothing to do but to try again.
    pub fn remedy(&self) -> Option<LineRemedy> {
        let account = &self.profile.account;
        match &self.state {
            LineState::Done { outcome, .. } => {
                let failure = outcome.failure()?;
                match failure.remedy() {
                    Remedy::EnterSecret if account.stores_secret() => {
                        Some(LineRemedy::EnterNewSecret)
                    }
                    Remedy::EnterCode => Some(LineRemedy::CheckPassword),
                    Remedy::MakeApiClient => Some(LineRemedy::MakeApiClient),
                    _ => failure
                        .may_ask_console()
                        .then_some(LineRemedy::CheckAddress),
                }
            }
            LineState::LeftOut(LeftOut::UserAccount | LeftOut::NoPassword | LeftOut::NeedsCode) => {
                Some(LineRemedy::CheckPassword)
            }
            _ => None,
        }
    }

    fn report(&self, state: &State) -> CheckAllReportLine {
        CheckAllReportLine {
            profile: self.profile.name.to_string(),
            console: self.profile.console.host(),
            login: self.profile.account.display_login(),
            tag: tag_name(&state.settings, self.profile.id).unwrap_or_default(),
            verdict: self.state.verdict_word().to_owned(),
            status: self.state.status(),
            reason: state.line_reason(self),
            lifetime: self.state.lifetime(),
            took: self.state.took(),
            at: self.state.at(),
        }
    }

    /// A rejected password isn't sent again: failures can lock the account.
    pub(in crate::app) fn may_be_checked_again(&self, current: &Profile) -> bool {
        let is_rejected_password = self.profile.account.kind() == AccountKind::User
            && self.state.verdict() == Some(Verdict::Refused);
        self.state.has_failed() && (!is_rejected_password || current.rev != self.profile.rev)
    }
}

impl LineState {
    pub fn of_check(outcome: CheckCredentialOutcome, at: Now) -> Self {
        match outcome {
            // The profile is gone or changed; nothing was sent.
            CheckCredentialOutcome::Tried(CheckOutcome::Untested(
                Failure::ChangedElsewhere | Failure::Keyring(KeyringFailure::NotFound),
            )) => Self::LeftOut(LeftOut::Changed),
            CheckCredentialOutcome::Tried(outcome) => Self::Done { outcome, at },
            CheckCredentialOutcome::MissingInput(missing) if missing.password() => {
                Self::LeftOut(LeftOut::NoPassword)
            }
            CheckCredentialOutcome::MissingInput(_) => Self::LeftOut(LeftOut::NeedsCode),
            CheckCredentialOutcome::Canceled => Self::Stopped(StoppedWhile::Running),
        }
    }

    pub fn is_finished(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Running { .. })
    }

    /// Everything but what works, or was left out by choice.
    pub fn is_problem(&self) -> bool {
        self.verdict() != Some(Verdict::Accepted) && *self != Self::LeftOut(LeftOut::UserAccount)
    }

    /// Whether another check could have another result.
    pub fn has_failed(&self) -> bool {
        match self {
            Self::Done { outcome, .. } => outcome.verdict() != Verdict::Accepted,
            Self::Stopped(_) | Self::LeftOut(LeftOut::Busy | LeftOut::Changed) => true,
            Self::LeftOut(_) | Self::Waiting | Self::Running { .. } => false,
        }
    }

    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job, .. } => Some(*job),
            _ => None,
        }
    }

    fn has_been_tried_in_vain(&self) -> bool {
        matches!(self.verdict(), Some(Verdict::Refused | Verdict::Untested))
    }

    /// The worst first.
    fn rank(&self) -> u8 {
        match (self, self.verdict()) {
            (_, Some(Verdict::Refused)) => 0,
            (_, Some(Verdict::Untested)) => 1,
            (Self::Stopped(_), _) => 2,
            (Self::Running { .. }, _) => 3,
            (Self::Waiting, _) => 4,
            (Self::LeftOut(LeftOut::UserAccount), _) => 6,
            (Self::LeftOut(_), _) => 5,
            (_, Some(Verdict::Accepted)) | (Self::Done { .. }, None) => 7,
        }
    }

    pub fn verdict_word(&self) -> &'static str {
        match self {
            Self::LeftOut(_) => "Skipped",
            Self::Waiting => "Waiting",
            Self::Running { .. } => "Checking…",
            Self::Done { outcome, .. } => match outcome.verdict() {
                Verdict::Accepted => "Works",
                Verdict::Refused => "Rejected",
                Verdict::Untested => "Couldn’t check",
            },
            Self::Stopped(_) => "Canceled",
        }
    }

    /// "Rejected · HTTP 401", "Couldn’t check · no response in 30 s".
    pub fn headline(&self) -> String {
        let word = self.verdict_word();
        let failure = self.outcome().and_then(CheckOutcome::failure);
        match failure.and_then(Failure::in_brief) {
            Some(brief) => format!("{word} · {brief}"),
            None => word.to_owned(),
        }
    }

    /// Complete sentences; empty if there is nothing to explain.
    pub fn reason(&self) -> String {
        match self {
            Self::LeftOut(why) => why.message().to_owned(),
            Self::Done { outcome, .. } => {
                outcome.failure().map_or_else(String::new, Failure::reason)
            }
            Self::Stopped(StoppedWhile::Waiting) => "Nothing was sent.".to_owned(),
            Self::Stopped(StoppedWhile::Running) => "May count as an attempt.".to_owned(),
            Self::Waiting | Self::Running { .. } => String::new(),
        }
    }

    /// `None` if it wasn't checked.
    pub fn verdict(&self) -> Option<Verdict> {
        self.outcome().map(CheckOutcome::verdict)
    }

    /// The HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.outcome()?.status()
    }

    /// If it was accepted.
    pub fn lifetime(&self) -> Option<Duration> {
        self.outcome()?
            .acceptance()
            .map(|accepted| accepted.lifetime)
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

    pub fn outcome(&self) -> Option<&CheckOutcome> {
        match self {
            Self::Done { outcome, .. } => Some(outcome),
            _ => None,
        }
    }
}

impl LeftOut {
    pub fn message(self) -> &'static str {
        match self {
            Self::UserAccount => "User accounts weren’t included.",
            Self::NoPassword => "No saved password.",
            Self::NeedsCode => "Needs a two-factor code.",
            Self::Busy => "Already signing in.",
            Self::Changed => "Changed during the check.",
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
