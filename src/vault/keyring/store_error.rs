//! Why a call to a store failed: the library's errors and panics, reduced to what the vault decides by.

use crate::model::KeyringFailure;
use crate::model::failure::{Missing, Unreadable};

/// | | was anything done? | is the store usable? |
/// |---|---|---|
/// | `NotFound`, `Locked`, `NoDefaultCollection`, `NotGiven`, `Ambiguous` | no | yes |
/// | `Missing` | no | no |
/// | `SessionEnded` | no: refused before anything else was looked at | no |
/// | `ConnectionLost` | unknown | no |
/// | `Other` | unknown | yes |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoreError {
    NotFound,
    /// Still locked after the person was asked.
    Locked,
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only the Secret Service can lack one")
    )]
    NoDefaultCollection,
    /// The item is there, but its content cannot be read.
    NotGiven,
    Ambiguous,
    /// There is no keyring to talk to.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only D-Bus can tell")
    )]
    Missing(Missing),
    /// The keyring restarted since the store connected.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only D-Bus can tell")
    )]
    SessionEnded,
    /// The connection or the library broke during the call.
    ConnectionLost,
    Other,
}

/// Why work on a store failed.
pub(super) enum StoreFailure {
    /// The whole call fails with this.
    Failed(KeyringFailure),
    /// The store refused before anything was changed or listed: a retry is safe.
    Refused(StoreError),
}

impl StoreError {
    /// For a call that was about no item: "not found" then means the call, not a profile.
    pub(super) fn without_item(self) -> Self {
        match self {
            Self::NotFound => Self::Other,
            other => other,
        }
    }

    /// Whether a new connection may do what this one cannot.
    pub(super) fn is_store_dead(self) -> bool {
        matches!(
            self,
            Self::Missing(_) | Self::SessionEnded | Self::ConnectionLost
        )
    }

    /// Whether a write that failed with this certainly wrote nothing.
    pub(super) fn changed_nothing(self) -> bool {
        !matches!(self, Self::ConnectionLost | Self::Other)
    }
}

impl From<StoreError> for KeyringFailure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Locked => Self::Locked,
            StoreError::NoDefaultCollection => Self::NoCollection,
            StoreError::NotGiven => Self::Unreadable(Unreadable::NotGiven),
            StoreError::Ambiguous => Self::Ambiguous,
            StoreError::Missing(what) => Self::Unavailable(what),
            StoreError::SessionEnded | StoreError::ConnectionLost | StoreError::Other => {
                Self::Other
            }
        }
    }
}

impl From<StoreError> for StoreFailure {
    fn from(error: StoreError) -> Self {
        Self::Refused(error)
    }
}

impl From<KeyringFailure> for StoreFailure {
    fn from(failure: KeyringFailure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreFailure> for KeyringFailure {
    fn from(failure: StoreFailure) -> Self {
        match failure {
            StoreFailure::Failed(failure) => failure,
            StoreFailure::Refused(error) => error.into(),
        }
    }
}
