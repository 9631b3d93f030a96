//! Reads a saved profile, if its console and account are still what the user saw when starting the job.

use crate::jobs::JobContext;
use crate::model::{Failure, KeyringFailure, Profile, StoredProfile};

/// Why the saved profile can't be used.
pub(crate) enum NotAsShown {
    Canceled,
    Keyring(KeyringFailure),
    /// Its console or account changed; the saved version.
    Changed(Box<Profile>),
}

/// With its secret, which must only go where the user saw it go.
pub(crate) fn read_if_unchanged(
    context: JobContext<'_>,
    shown: &Profile,
) -> Result<StoredProfile, NotAsShown> {
    match context.ports.vault.read(shown.id, context.cancel) {
        Ok(Some(stored)) if stored.profile.signs_in_like(shown) => Ok(stored),
        Ok(Some(stored)) => Err(NotAsShown::Changed(Box::new(stored.profile))),
        Ok(None) => Err(NotAsShown::Keyring(KeyringFailure::NotFound)),
        Err(KeyringFailure::Canceled) => Err(NotAsShown::Canceled),
        Err(failure) => Err(NotAsShown::Keyring(failure)),
    }
}

impl NotAsShown {
    /// The job's outcome, with the saved profile if it was read, to update its row.
    pub(crate) fn outcome<E>(
        self,
        canceled: E,
        failed: impl FnOnce(Failure) -> E,
    ) -> (Option<Profile>, E) {
        match self {
            Self::Canceled => (None, canceled),
            Self::Keyring(failure) => (None, failed(Failure::Keyring(failure))),
            Self::Changed(profile) => (Some(*profile), failed(Failure::ChangedElsewhere)),
        }
    }
}
