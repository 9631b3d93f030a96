//! *Check all*: the stored credentials of many profiles, one sign-in each.

use std::collections::BTreeSet;
use std::mem;

use crate::app::job::JobId;
use crate::model::{CheckOutcome, FileFailure, Now, Profile, ProfileId};

/// Sign-ins at a time.
pub const MAX_CONCURRENT: usize = 4;

#[derive(Clone, Debug)]
pub struct CheckAll {
    pub scope: CheckScope,
    /// The search when the dialog opened.
    pub search: String,
    /// The profiles that the search found then.
    pub matching: BTreeSet<ProfileId>,
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
    /// Those that the search found.
    Matching,
    Ticked,
}

/// | state | next |
/// |---|---|
/// | `Choosing` | `Running` by *Check all* |
/// | `Running` | `Done` when every line has a result; also by *Cancel*, which stops the other lines |
/// | `Done` | `Choosing` by *Choose again* |
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
    pub saving: Saving,
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
/// | `LeftOut`, `Done`, `Stopped` | – |
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

/// From left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    #[default]
    Profile,
    Console,
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
        Self::Console,
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

    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.phase {
            CheckAllPhase::Choosing => None,
            CheckAllPhase::Running(table) | CheckAllPhase::Done(table) => Some(table),
        }
    }

    /// Ends the run once every line has a result.
    pub(crate) fn finish_if_done(&mut self) {
        self.phase = match mem::replace(&mut self.phase, CheckAllPhase::Choosing) {
            CheckAllPhase::Running(table) if table.ended() == table.total() => {
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
    IncludeUsers(bool),
    Start,
    /// *Cancel*: keeps the results so far.
    Stop,
    /// *Choose again*: back to the selection of profiles.
    ChooseAgain,
    /// Again: reverses the order.
    Sort(Column),
    /// *Copy as Markdown*.
    CopyTable,
    /// *Save as CSV*.
    SaveTable,
}
