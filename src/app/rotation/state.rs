//! *Check secret reset…*.

use jiff::Timestamp;

use crate::app::job::JobId;
use crate::model::{CheckOutcome, Failure, Grant, KeyringFailure, Profile, RotationOutcome};

/// The dialog. The new secret is in [`crate::app::Drafts::new_secret`].
#[derive(Clone, Debug)]
pub struct Rotation {
    /// As it was when the dialog opened, or as last read from the keyring.
    pub profile: Profile,
    /// When the stored secret was refused, if the dialog opened from that: it isn't sent again.
    pub refused_before: Option<Timestamp>,
    /// For a user account: whether to sign in with the stored password too.
    pub tries_stored: bool,
    /// Opened from the table of *Check all*, which is shown again afterward.
    pub returns_to_table: bool,
    pub phase: RotationPhase,
    /// *Check* was pressed with a missing or invalid field: the fields show their errors.
    pub shows_error: bool,
}

/// | state | next |
/// |---|---|
/// | `Asking` | `Checking` by *Check* |
/// | `CodeRequired` | `Checking` by *Check*, with the code or without one |
/// | `Checking` | `Found`; `Failed`; `CodeRequired`; `Asking` by a changed field, and by *Cancel*, which leaves `Found` if the new secret was tried by then |
/// | `Found` | `Checking` by *Check again*; `Replacing` by *Replace saved secret*; `Asking` by a changed field |
/// | `Failed` | `Checking` by *Check again*; `Asking` by a changed field |
/// | `Replacing` | `Replaced`; `Found` with the failure |
/// | `Replaced` | – |
#[derive(Clone, Debug)]
pub enum RotationPhase {
    /// The new secret must be typed.
    Asking,
    /// A two-factor code must be typed too.
    CodeRequired,
    Checking {
        job: JobId,
        /// The new secret's result, once known: then the stored one is being tried.
        new: Option<CheckOutcome>,
    },
    Found(Box<Found>),
    Failed(Failure),
    Replacing {
        job: JobId,
        /// Shown again if the save fails.
        found: Box<Found>,
    },
    /// The new secret is saved and its draft wiped; the result can still be copied.
    Replaced {
        found: Box<Found>,
        at: Timestamp,
    },
}

/// The result, and how far replacing the stored secret is.
#[derive(Clone, Debug)]
pub struct Found {
    pub outcome: RotationOutcome,
    /// The new secret's token: kept only if the secret replaces the stored one.
    pub grant: Option<Grant>,
    pub replacing: Replacing,
}

/// Replacing the stored secret, while no save runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacing {
    Idle,
    /// *Replace saved secret* was pressed though the new one wasn't accepted: needs a second click.
    Confirming,
    /// See [`KeyringFailure::replace_message`]. After a conflict, or if the profile is gone, the result no longer applies to the
    /// stored secret: another check comes first.
    Failed(KeyringFailure),
}

impl Rotation {
    /// Whether a check or a save runs.
    pub fn is_busy(&self) -> bool {
        matches!(
            self.phase,
            RotationPhase::Checking { .. } | RotationPhase::Replacing { .. }
        )
    }

    pub fn wants_code(&self) -> bool {
        matches!(self.phase, RotationPhase::CodeRequired)
    }

    /// Whether a different secret is stored and it is still the one that was checked.
    pub fn can_replace(&self) -> bool {
        let RotationPhase::Found(found) = &self.phase else {
            return false;
        };
        let has_other = found.outcome.can_replace() && self.profile.account.stores_secret();
        has_other && !found.replacing.is_outdated()
    }

    pub fn found(&self) -> Option<&Found> {
        match &self.phase {
            RotationPhase::Found(found)
            | RotationPhase::Replacing { found, .. }
            | RotationPhase::Replaced { found, .. } => Some(found),
            _ => None,
        }
    }

    pub fn replaced_at(&self) -> Option<Timestamp> {
        match self.phase {
            RotationPhase::Replaced { at, .. } => Some(at),
            _ => None,
        }
    }
}

impl Replacing {
    /// Whether the result no longer applies to the stored secret, so another check comes first.
    pub fn is_outdated(&self) -> bool {
        matches!(
            self,
            Self::Failed(KeyringFailure::Conflict(_) | KeyringFailure::NotFound)
        )
    }
}

impl Found {
    /// Without a token.
    pub(crate) fn of(outcome: RotationOutcome) -> Self {
        Self {
            outcome,
            grant: None,
            replacing: Replacing::Idle,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationAction {
    /// A field changed: drops the result.
    Changed,
    /// For a user account: whether to sign in with the stored password too.
    TryStored(bool),
    /// *Check*, *Check again*: one sign-in for each secret, with the code if one is prompted for.
    Check,
    /// *Use a two-factor code*.
    UseCode,
    /// *Sign in without a code*.
    CheckWithoutCode,
    /// *Cancel*.
    Cancel,
    /// *Replace saved secret*. Asks again if the new one wasn't accepted.
    Replace,
    /// *Replace anyway*.
    ReplaceAnyway,
    /// *Copy result*.
    CopyResult,
}

impl RotationPhase {
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Checking { job, .. } | Self::Replacing { job, .. } => Some(*job),
            _ => None,
        }
    }
}
