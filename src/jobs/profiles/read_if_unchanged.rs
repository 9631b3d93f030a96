//! Reads a stored profile for a job that a person started by looking at it: whoever signs in, and where, must be what was shown.

use crate::jobs::JobContext;
use crate::model::{Failure, KeyringFailure, Profile, StoredProfile};

/// Why there is no stored profile to work with.
pub(crate) enum NotAsShown {
    /// The person stopped the reading.
    Canceled,
    /// The keyring did not give it.
    Keyring(KeyringFailure),
    /// It has another console or account than was shown; what it is by now.
    Changed(Box<Profile>),
}

/// The profile as it is stored, with its secret. That goes only where the person saw it go.
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
    /// The end that it means to a job, and the profile as it was read, if it was: rows follow it.
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
