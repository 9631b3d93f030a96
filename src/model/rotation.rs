//! The outcome of checking a rotated secret: the new one and the stored one, each tried at most once.

use jiff::Timestamp;

use super::{CheckOutcome, Verdict};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RotationOutcome {
    /// The new secret is the stored one; tried once.
    Same(CheckOutcome),
    /// The new secret is the stored one, which was just rejected; nothing was sent.
    SameAsRefused { at: Timestamp },
    Different {
        new: CheckOutcome,
        stored: StoredOutcome,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredOutcome {
    /// Tried once; untested if the keyring did not provide it.
    Tried(CheckOutcome),
    /// Rejected by the sign-in or check that led here; not sent again.
    RefusedBefore {
        at: Timestamp,
    },
    Skipped(SkipReason),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// A stored password is tried only on request: failures lock accounts.
    NotAsked,
    NotStored,
    /// The two-factor code went with the new secret, and works once.
    CodeSpent,
    /// The check ended first: the new secret did not reach the console, or the user canceled. The console may
    /// have counted a request that was in flight.
    NotReached,
}

impl StoredOutcome {
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Tried(outcome) => outcome.verdict(),
            Self::RefusedBefore { .. } => Verdict::Refused,
            Self::Skipped(_) => Verdict::Untested,
        }
    }
}

impl RotationOutcome {
    pub fn differs(&self) -> bool {
        matches!(self, Self::Different { .. })
    }

    pub fn new_outcome(&self) -> Option<&CheckOutcome> {
        match self {
            Self::Same(outcome) => Some(outcome),
            Self::SameAsRefused { .. } => None,
            Self::Different { new, .. } => Some(new),
        }
    }

    pub fn stored_outcome(&self) -> Option<&CheckOutcome> {
        match self {
            Self::Same(outcome)
            | Self::Different {
                stored: StoredOutcome::Tried(outcome),
                ..
            } => Some(outcome),
            Self::SameAsRefused { .. } | Self::Different { .. } => None,
        }
    }

    pub fn outcomes(&self) -> impl Iterator<Item = &CheckOutcome> {
        self.new_outcome().into_iter().chain(self.stored_outcome())
    }

    /// The earlier rejection does not apply to a secret stored since.
    pub fn forget_refusal_before(&mut self) {
        if let Self::Different { stored, .. } = self
            && matches!(stored, StoredOutcome::RefusedBefore { .. })
        {
            *stored = StoredOutcome::Skipped(SkipReason::NotAsked);
        }
    }

    /// Whether replacing the stored secret takes one click: the new one differs and was accepted.
    pub fn recommends_replacing(&self) -> bool {
        let is_accepted = matches!(
            self,
            Self::Different {
                new: CheckOutcome::Accepted(_),
                ..
            }
        );
        is_accepted && self.can_replace()
    }

    /// Whether a different secret is stored.
    pub fn can_replace(&self) -> bool {
        match self {
            Self::Same(_) | Self::SameAsRefused { .. } => false,
            Self::Different { stored, .. } => {
                *stored != StoredOutcome::Skipped(SkipReason::NotStored)
            }
        }
    }
}
