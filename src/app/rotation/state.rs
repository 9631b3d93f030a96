//! The dialog *Check a secret reset*.

use jiff::Timestamp;

use crate::app::job::JobId;
use crate::model::{CheckOutcome, Failure, Grant, KeyringFailure, Profile, RotationOutcome};

/// The open dialog. The new secret is in [`crate::app::Drafts::new_secret`].
#[derive(Clone, Debug)]
pub struct Rotation {
    /// Whose secret was reset, as the dialog opened, or as the keyring was last found to have it.
    pub profile: Profile,
    /// When the stored secret was refused, if the dialog was opened from that: then it is not sent again.
    pub refused_before: Option<Timestamp>,
    /// For a user account: whether the stored password is to be tried too.
    pub tries_stored: bool,
    /// How far it is.
    pub phase: RotationPhase,
    /// Whether something was asked for while a field was missing or wrong: then the fields say so.
    pub shows_error: bool,
}

/// The life of the dialog.
///
/// | state | next |
/// |---|---|
/// | `Asking` | `Checking` by *Check* |
/// | `CodeRequired` | `Checking` by *Check*, with the code or without one |
/// | `Checking` | `Found`; `Failed`; `CodeRequired`; `Asking` by a changed field, and by *Cancel the check*, which leaves `Found` where the new secret was tried by then |
/// | `Found` | `Checking` by *Check again*; `Replacing` by *Replace stored secret*; `Asking` by a changed field |
/// | `Failed` | `Checking` by *Check again*; `Asking` by a changed field |
/// | `Replacing` | the dialog closes; `Found` with why not |
#[derive(Clone, Debug)]
pub enum RotationPhase {
    /// The new secret is to be typed.
    Asking,
    /// A two-factor code is to be typed too.
    CodeRequired,
    /// The secrets are being tried.
    Checking {
        job: JobId,
        /// What came of the new one, once it is known: the stored one is then being tried.
        new: Option<CheckOutcome>,
    },
    /// Each was tried.
    Found(Box<Found>),
    /// Nothing was sent.
    Failed(Failure),
    /// The new secret is being written.
    Replacing {
        job: JobId,
        /// What was found, to be shown again if nothing is written.
        found: Box<Found>,
    },
}

/// What was found, and what became of replacing the stored secret.
#[derive(Clone, Debug)]
pub struct Found {
    /// What.
    pub outcome: RotationOutcome,
    /// The token of the new secret: kept only if that replaces the stored one.
    pub grant: Option<Grant>,
    /// How far the replacing is.
    pub replacing: Replacing,
}

/// Replacing the stored secret, while it is not under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replacing {
    /// Not asked for.
    Idle,
    /// *Replace stored secret* was pressed though the new one was not accepted: a second click does it.
    Confirming,
    /// The keyring did not take it, or may not have: [`KeyringFailure::replace_message`]. After a conflict, or where the item is
    /// gone, what was found is no longer about what is stored: it is not replaced before another check.
    Failed(KeyringFailure),
}

impl Rotation {
    /// Whether the secrets are being tried, or the new one is being written.
    pub fn is_busy(&self) -> bool {
        matches!(
            self.phase,
            RotationPhase::Checking { .. } | RotationPhase::Replacing { .. }
        )
    }

    /// Whether a two-factor code is asked for.
    pub fn wants_code(&self) -> bool {
        matches!(self.phase, RotationPhase::CodeRequired)
    }

    /// Whether *Replace stored secret* can be asked for: something else was found stored than the new one, is kept in the
    /// keyring, and is still what was tried.
    pub fn can_replace(&self) -> bool {
        let RotationPhase::Found(found) = &self.phase else {
            return false;
        };
        let has_other = found.outcome.can_replace() && self.profile.account.stores_secret();
        has_other && !found.replacing.is_outdated()
    }

    /// What was found, while it counts.
    pub fn found(&self) -> Option<&Found> {
        match &self.phase {
            RotationPhase::Found(found) | RotationPhase::Replacing { found, .. } => Some(found),
            _ => None,
        }
    }
}

impl Replacing {
    /// Whether it failed because what was found is no longer about what is stored: another check is next.
    pub fn is_outdated(&self) -> bool {
        matches!(
            self,
            Self::Failed(KeyringFailure::Conflict(_) | KeyringFailure::NotFound)
        )
    }
}

impl Found {
    /// What was found, without a token, and nothing asked for yet.
    pub(crate) fn of(outcome: RotationOutcome) -> Self {
        Self {
            outcome,
            grant: None,
            replacing: Replacing::Idle,
        }
    }
}

/// A wish in the dialog *Check a secret reset*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationAction {
    /// A field changed: what was found no longer counts.
    Changed,
    /// For a user account: whether the stored password is to be tried too.
    TryStored(bool),
    /// *Check*, *Check again*: each is tried once. Where a code is asked for, it goes along.
    Check,
    /// *Use a two-factor code*.
    UseCode,
    /// *Sign in without a code*, though one is asked for.
    CheckWithoutCode,
    /// *Cancel the check*.
    Cancel,
    /// *Replace stored secret*. Where the new one was not accepted, it asks again.
    Replace,
    /// *Replace all the same*.
    ReplaceAnyway,
    /// *Copy result*.
    CopyResult,
}

impl RotationPhase {
    /// The job, while one runs.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Checking { job, .. } | Self::Replacing { job, .. } => Some(*job),
            _ => None,
        }
    }
}
