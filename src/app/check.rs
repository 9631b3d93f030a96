//! The check of a profile's stored credential.

use super::flow::JobId;
use crate::model::failure::Stage;
use crate::model::{CheckOutcome, Now};

/// The life of *Check secret* and *Check password*.
///
/// | state | next |
/// |---|---|
/// | none | `Running` by *Check secret* |
/// | `Running` | `Done`; what was before by *Cancel*; a prompt on the card, where something is to be typed first |
/// | `Done` | `Running` by *Check secret* |
/// | `Done` | another `Done` by what a sign-in or a check of a reset found since |
/// | any | none when the account changed, when another secret was saved, or when the profile was saved elsewhere, perhaps with another one (what runs then reads it) |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// It is under way.
    Running {
        /// The job.
        job: JobId,
        /// Since when.
        started: Now,
        /// How far it is.
        stage: Stage,
        /// What was known before.
        before: Option<Verified>,
    },
    /// It ended.
    Done {
        /// With what.
        verified: Verified,
        /// Whether the message about it was closed: head and list still say it.
        is_closed: bool,
    },
}

/// What a check found, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What.
    pub outcome: CheckOutcome,
    /// When it ended.
    pub at: Now,
}

impl Check {
    /// What is known by now.
    pub fn verified(&self) -> Option<&Verified> {
        match self {
            Self::Running { before, .. } => before.as_ref(),
            Self::Done { verified, .. } => Some(verified),
        }
    }

    /// The job, while it runs.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job, .. } => Some(*job),
            Self::Done { .. } => None,
        }
    }

    /// What is left when it is stopped. What was known before was told before: its message does not come back.
    pub(super) fn before(self) -> Option<Self> {
        match self {
            Self::Running { before, .. } => before.map(|verified| Self::Done {
                verified,
                is_closed: true,
            }),
            Self::Done { .. } => Some(self),
        }
    }

    /// What is left when the profile was saved elsewhere, perhaps with another secret. A check under way reads the secret itself.
    pub(super) fn without_verified(mut self) -> Option<Self> {
        match &mut self {
            Self::Running { before, .. } => *before = None,
            Self::Done { .. } => return None,
        }
        Some(self)
    }
}
