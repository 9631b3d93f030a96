//! What a check of a reset found: the new secret and the stored one, each tried at most once.

use jiff::Timestamp;

use super::{CheckOutcome, Verdict};

/// What a check of a reset found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RotationOutcome {
    /// The new secret is the stored one: tried once.
    Same(CheckOutcome),
    /// The new secret is the stored one, which was refused just before: nothing was sent.
    SameAsRefused {
        /// When it was refused.
        at: Timestamp,
    },
    /// They differ.
    Different {
        /// The new one.
        new: CheckOutcome,
        /// The stored one.
        stored: StoredOutcome,
    },
}

/// What is known of the stored secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredOutcome {
    /// It was tried once. Where the keyring did not give it, it is untested.
    Tried(CheckOutcome),
    /// It was refused just before, by the sign-in that led here: not sent again.
    RefusedBefore {
        /// When.
        at: Timestamp,
    },
    /// It was not tried.
    NotTried(NotTried),
}

/// Why a stored secret was not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTried {
    /// A stored password is tried only if that is asked for: failures lock accounts.
    NotAsked,
    /// None is stored.
    NotStored,
    /// The two-factor code went along with the new one, and is good for one sign-in.
    CodeSpent,
    /// The check ended first: the new secret did not get to the console, or the person stopped. If the stored one was on its way
    /// by then, the console may have counted it.
    NotReached,
}

impl StoredOutcome {
    /// It in one word. What was refused just before is refused.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Tried(outcome) => outcome.verdict(),
            Self::RefusedBefore { .. } => Verdict::Refused,
            Self::NotTried(_) => Verdict::Untested,
        }
    }
}

impl RotationOutcome {
    /// Whether the new secret is another one than what is stored.
    pub fn differs(&self) -> bool {
        matches!(self, Self::Different { .. })
    }

    /// What is known of the new secret, where something is.
    pub fn new_trial(&self) -> Option<&CheckOutcome> {
        match self {
            Self::Same(outcome) => Some(outcome),
            Self::SameAsRefused { .. } => None,
            Self::Different { new, .. } => Some(new),
        }
    }

    /// What came of the stored secret, where it was tried.
    pub fn stored_trial(&self) -> Option<&CheckOutcome> {
        match self {
            Self::Same(outcome)
            | Self::Different {
                stored: StoredOutcome::Tried(outcome),
                ..
            } => Some(outcome),
            Self::SameAsRefused { .. } | Self::Different { .. } => None,
        }
    }

    /// What was tried.
    pub fn trials(&self) -> impl Iterator<Item = &CheckOutcome> {
        self.new_trial().into_iter().chain(self.stored_trial())
    }

    /// That the stored secret was refused before says nothing of one that was stored since.
    pub fn forget_refusal_before(&mut self) {
        if let Self::Different { stored, .. } = self
            && matches!(stored, StoredOutcome::RefusedBefore { .. })
        {
            *stored = StoredOutcome::NotTried(NotTried::NotAsked);
        }
    }

    /// Whether the new secret differs from the stored one and was accepted: then one click replaces the stored one.
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

    /// Whether there is anything to replace: another secret than the new one, kept in the keyring.
    pub fn can_replace(&self) -> bool {
        match self {
            Self::Same(_) | Self::SameAsRefused { .. } => false,
            Self::Different { stored, .. } => {
                *stored != StoredOutcome::NotTried(NotTried::NotStored)
            }
        }
    }
}
