//! The dialog *Check all*: many profiles' stored credentials, each tried once.

use std::collections::BTreeSet;
use std::mem;

use crate::app::job::JobId;
use crate::model::{CheckOutcome, FileFailure, Now, Profile, ProfileId};

/// How many are tried at a time.
pub const MAX_CONCURRENT: usize = 4;

/// The open dialog.
#[derive(Clone, Debug)]
pub struct CheckAll {
    /// Which profiles are meant.
    pub scope: CheckScope,
    /// What was searched for when the dialog opened; empty if nothing was.
    pub search: String,
    /// The profiles that the search found then.
    pub matching: BTreeSet<ProfileId>,
    /// The profiles that are ticked, for [`CheckScope::Ticked`].
    pub ticked: BTreeSet<ProfileId>,
    /// Whether user accounts are included.
    pub with_users: bool,
    /// How far it is.
    pub phase: CheckAllPhase,
}

/// Which profiles are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckScope {
    /// All of them.
    #[default]
    All,
    /// Those that the search found.
    Matching,
    /// Those that are ticked.
    Ticked,
}

/// The life of the dialog.
///
/// | state | next |
/// |---|---|
/// | `Choosing` | `Running` by *Check all* |
/// | `Running` | `Done` when every line has an end; also by *Cancel*, which stops what waits and what runs |
/// | `Done` | `Choosing` by *Check again* |
#[derive(Clone, Debug)]
pub enum CheckAllPhase {
    /// Which ones, is being chosen.
    Choosing,
    /// The table fills.
    Running(Table),
    /// The table is whole.
    Done(Table),
}

/// The table.
#[derive(Clone, Debug)]
pub struct Table {
    /// One line a profile, in the order in which they are tried.
    pub lines: Vec<Line>,
    /// How it is sorted.
    pub sort: Sort,
    /// How the saving of it is getting on.
    pub saving: Saving,
}

/// One profile's line.
#[derive(Clone, Debug)]
pub struct Line {
    /// The profile, as it was shown when the check began.
    pub profile: Profile,
    /// How far it is.
    pub state: LineState,
}

/// The life of a line.
///
/// | state | next |
/// |---|---|
/// | `Waiting` | `Running` when fewer than [`MAX_CONCURRENT`] run; `Stopped` by *Cancel* |
/// | `Running` | `Done`; `Stopped` by *Cancel* |
/// | `LeftOut`, `Done`, `Stopped` | – |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineState {
    /// It is not tried, and nothing is sent.
    LeftOut(LeftOut),
    /// Its turn comes.
    Waiting,
    /// It is being tried.
    Running { job: JobId },
    /// It was tried; or could not be, and the trial says why.
    Done {
        /// What came of it.
        outcome: CheckOutcome,
        /// When.
        at: Now,
    },
    /// The person stopped it.
    Stopped(StoppedWhile),
}

/// How far a line was when it was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoppedWhile {
    /// It had not begun: nothing was sent.
    Waiting,
    /// It had begun: the console may have counted it.
    Running,
}

/// Why a profile is not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// User accounts were not ticked: failures lock them.
    UserAccount,
    /// Its password is not stored.
    NoPassword,
    /// It signs in with a two-factor code.
    NeedsCode,
    /// It is signing in already.
    Busy,
    /// It is gone, or signs in otherwise by now.
    Changed,
}

/// The columns, from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The profile's name.
    #[default]
    Profile,
    /// The console's host.
    Console,
    /// Accepted, refused, not tested.
    Verdict,
    /// How long the token would have lived.
    Lifetime,
    /// From the request to the end.
    Duration,
    /// When it ended.
    Time,
}

/// How the table is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub by: Column,
    /// Whether from the largest to the smallest.
    pub is_descending: bool,
}

/// The life of *Save as CSV*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Not asked for.
    #[default]
    Idle,
    /// The person chooses where, or it is being written.
    Running {
        /// The job.
        job: JobId,
    },
    /// It is in this file.
    Saved {
        /// The path.
        path: String,
    },
    /// It could not be written.
    Failed(FileFailure),
}

impl Column {
    /// All of them.
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
    /// The table, once there is one.
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

    /// A table that runs and in which nothing more comes is done.
    pub(crate) fn finish_if_done(&mut self) {
        self.phase = match mem::replace(&mut self.phase, CheckAllPhase::Choosing) {
            CheckAllPhase::Running(table) if table.ended() == table.total() => {
                CheckAllPhase::Done(table)
            }
            phase => phase,
        };
    }
}

/// A wish in the dialog *Check all*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckAllAction {
    /// Which profiles are meant.
    Choose(CheckScope),
    /// Tick this profile, or not.
    Tick(ProfileId, bool),
    /// Include user accounts, or not.
    IncludeUsers(bool),
    /// *Check all*: begin.
    Start,
    /// *Cancel* while it runs: the table stays as far as it is.
    Stop,
    /// *Check again*: choose anew.
    ChooseAgain,
    /// Sort by this column; once more, the other way round.
    Sort(Column),
    /// *Copy as Markdown*.
    CopyTable,
    /// *Save as CSV*.
    SaveTable,
}
