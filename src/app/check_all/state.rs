//! *Check all*: the stored credentials of many profiles, one sign-in each.

use std::collections::BTreeSet;
use std::mem;

use jiff::Timestamp;

use crate::app::job::JobId;
use crate::app::profiles::ListFilter;
use crate::model::{CheckOutcome, FileFailure, Now, Profile, ProfileId};

/// Sign-ins at a time.
pub const MAX_CONCURRENT: usize = 4;

#[derive(Clone, Debug)]
pub struct CheckAll {
    pub scope: CheckScope,
    /// The list's search when the dialog opened; while it was empty, the filter.
    pub search: String,
    pub filter: ListFilter,
    /// The profiles that the list showed then.
    pub listed: BTreeSet<ProfileId>,
    /// For [`CheckScope::Ticked`].
    pub ticked: BTreeSet<ProfileId>,
    /// Includes user accounts.
    pub with_users: bool,
    pub phase: CheckAllPhase,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckScope {
    #[default]
    All,
    /// Those that the list showed when the dialog opened.
    Listed,
    Ticked,
}

/// | state | next |
/// |---|---|
/// | `Choosing` | `Running` by *Check all* |
/// | `Running` | `Done` when every line has a result; also by *Cancel*, which stops the other lines |
/// | `Done` | `Running` by *Check failed again*; `Choosing` by *New check* |
///
/// `Done` outlasts the dialog, in `State::last_check_all`, until the next check starts.
#[derive(Clone, Debug)]
pub enum CheckAllPhase {
    Choosing,
    Running(Table),
    Done(Table),
}

#[derive(Clone, Debug)]
pub struct Table {
    /// One line for each profile, in the order of the checks.
    pub lines: Vec<Line>,
    pub sort: Sort,
    /// Hides what works. On when a check ends with problems.
    pub problems_only: bool,
    /// How many lines the running check had at its start: *Check failed again* has fewer than the table.
    pub to_check: usize,
    /// `None` while it runs.
    pub ended_at: Option<Timestamp>,
    pub saving: Saving,
}

/// "3 of 40 need attention", "36 work · 1 changed since · 1 skipped".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub headline: String,
    /// May be empty.
    pub others: String,
}

#[derive(Clone, Debug)]
pub struct Line {
    /// As it was when its check started.
    pub profile: Profile,
    pub state: LineState,
}

/// | state | next |
/// |---|---|
/// | `Waiting` | `Running` when fewer than [`MAX_CONCURRENT`] run; `Stopped` by *Cancel* |
/// | `Running` | `Done`; `Stopped` by *Cancel* |
/// | `LeftOut`, `Done`, `Stopped` | `Waiting` by *Check failed again*, unless it works or can't be checked |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Not checked; nothing is sent.
    LeftOut(LeftOut),
    Waiting,
    Running {
        job: JobId,
    },
    Done {
        outcome: CheckOutcome,
        at: Now,
    },
    Stopped(StoppedWhile),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoppedWhile {
    /// Nothing was sent.
    Waiting,
    /// The console may count it.
    Running,
}

/// Why a profile isn't checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// User accounts weren't included: failed sign-ins can lock them.
    UserAccount,
    NoPassword,
    NeedsCode,
    Busy,
    /// Deleted, or its console or account changed.
    Changed,
}

/// What to do about a line: its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineRemedy {
    EnterNewSecret,
    CheckAddress,
    /// With what a sign-in needs and Check all never asks for.
    CheckPassword,
    MakeApiClient,
}

/// From left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Profile,
    Tag,
    /// The worst first.
    #[default]
    Verdict,
    /// The token's lifetime.
    Lifetime,
    /// From request to response.
    Duration,
    /// When it was checked.
    Time,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub by: Column,
    pub is_descending: bool,
}

/// *Save as CSV*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Not asked for.
    #[default]
    Idle,
    /// The file dialog is open, or the file is being written.
    Running {
        job: JobId,
    },
    Saved {
        path: String,
    },
    Failed(FileFailure),
}

impl Column {
    pub const ALL: [Self; 6] = [
        Self::Profile,
        Self::Tag,
        Self::Verdict,
        Self::Lifetime,
        Self::Duration,
        Self::Time,
    ];
}

impl CheckAll {
    pub fn table(&self) -> Option<&Table> {
        match &self.phase {
            CheckAllPhase::Choosing => None,
            CheckAllPhase::Running(table) | CheckAllPhase::Done(table) => Some(table),
        }
    }

    pub fn finished_table(&self) -> Option<&Table> {
        match &self.phase {
            CheckAllPhase::Done(table) => Some(table),
            CheckAllPhase::Choosing | CheckAllPhase::Running(_) => None,
        }
    }

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.phase {
            CheckAllPhase::Choosing => None,
            CheckAllPhase::Running(table) | CheckAllPhase::Done(table) => Some(table),
        }
    }

    /// Ends the run once every line has a result.
    pub(crate) fn finish_if_done(&mut self, now: Now) {
        self.phase = match mem::replace(&mut self.phase, CheckAllPhase::Choosing) {
            CheckAllPhase::Running(mut table) if table.is_finished() => {
                table.problems_only = table.has_problems();
                table.ended_at = Some(now.wall);
                CheckAllPhase::Done(table)
            }
            phase => phase,
        };
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckAllAction {
    Choose(CheckScope),
    Tick(ProfileId, bool),
    /// Those that the filter shows.
    TickShown(bool),
    IncludeUsers(bool),
    Start,
    /// *Cancel*: keeps the results so far.
    Stop,
    /// *New check*: back to the selection of profiles. The table stays until the next check starts.
    NewCheck,
    /// *Check failed again*: once more what wasn't accepted.
    CheckFailedAgain,
    ProblemsOnly(bool),
    /// Again: reverses the order.
    Sort(Column),
    /// Closes the dialog and shows the profile.
    OpenProfile(ProfileId),
    /// Shows the profile and does what its line offers.
    Remedy(ProfileId),
    /// *Copy as Markdown*.
    CopyTable,
    /// *Save as CSV*.
    SaveTable,
}
