//! What a check of a reset found, in words: one sentence for each combination, claiming no more than is known.

use super::expiry::lifetime_words;
use super::{AccountKind, ResetOutcome, StoredTrial, Trial, Verdict};

/// How the whole is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetTone {
    /// The new one works.
    Good,
    /// Worth a look.
    Warn,
    /// The new one does not work.
    Bad,
}

/// The whole in a sentence or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetTold {
    /// How it is to be taken.
    pub tone: ResetTone,
    /// What it says.
    pub sentence: String,
}

impl ResetOutcome {
    /// The whole in words.
    pub fn told(&self, kind: AccountKind) -> ResetTold {
        let noun = match kind {
            AccountKind::ApiClient => "secret",
            AccountKind::User => "password",
        };
        let (tone, sentence) = match self {
            Self::Same(_) | Self::SameAsRefused { .. } => {
                (ResetTone::Warn, format!("This is the stored {noun}."))
            }
            Self::Different { new, stored } => match (new.verdict(), stored.verdict()) {
                (Verdict::Accepted, Verdict::Refused) => (
                    ResetTone::Good,
                    format!(
                        "The reset took effect and the new {noun} works. Replace the stored one."
                    ),
                ),
                (Verdict::Accepted, _) => (ResetTone::Good, format!("The new {noun} works.")),
                (Verdict::Refused, _) => {
                    (ResetTone::Bad, format!("The new {noun} was not accepted."))
                }
                (Verdict::Untested, _) => (
                    ResetTone::Warn,
                    format!("The new {noun} could not be tested."),
                ),
            },
        };
        ResetTold { tone, sentence }
    }
}

impl Trial {
    /// It in a word or two.
    pub fn short(&self) -> String {
        self.verdict().word().to_owned()
    }

    /// What is known of it, in a line.
    pub fn facts(&self) -> String {
        let status = self.status().map(|status| format!("HTTP {status}"));
        let lifetime = match self {
            Self::Accepted(acceptance) => {
                Some(format!("{} token", lifetime_words(acceptance.lifetime)))
            }
            Self::Refused(_) | Self::Untested(_) => None,
        };
        let took = self.took().map(|took| format!("{} ms", took.as_millis()));
        let facts: Vec<_> = status.into_iter().chain(lifetime).chain(took).collect();
        facts.join(" · ")
    }
}

impl StoredTrial {
    /// It in a word or two.
    pub fn short(&self) -> String {
        match self {
            Self::Tried(Trial::Refused(_)) => "no longer accepted".to_owned(),
            Self::Tried(trial) => trial.short(),
            Self::RefusedBefore { .. } => "refused before".to_owned(),
            Self::NotTried(_) => "not tested".to_owned(),
        }
    }

    /// What is known of it, in a line.
    pub fn facts(&self) -> String {
        match self {
            Self::Tried(trial) => trial.facts(),
            Self::RefusedBefore { .. } | Self::NotTried(_) => String::new(),
        }
    }
}
