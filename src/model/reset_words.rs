//! What a check of a reset found, in words.

use super::{AccountKind, NotTried, ResetOutcome, StoredTrial};

/// How the outcome is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetTold {
    /// A whole sentence or two.
    pub sentence: String,
}

impl ResetOutcome {
    /// One sentence for each outcome.
    pub fn told(&self, _kind: AccountKind) -> ResetTold {
        ResetTold {
            sentence: "Each was tried once.".to_owned(),
        }
    }
}

impl StoredTrial {
    /// In a few words.
    pub fn short(&self) -> String {
        match self {
            Self::NotTried(NotTried::NotAsked) => "not tried, as it was not asked for",
            Self::NotTried(NotTried::NotStored) => "not stored",
            Self::NotTried(NotTried::CodeSpent) => "not tried, as the code is good for one sign-in",
            Self::NotTried(NotTried::NotReached) => "not tried, as nothing more was sent",
            Self::Tried(_) | Self::RefusedBefore { .. } => self.verdict().word(),
        }
        .to_owned()
    }
}
