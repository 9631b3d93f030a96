//! What a call to a store came to when it failed: the library's errors and panics, reduced to what the vault decides by.
//!
//! `keyring_core::Error` derives `Debug`, and some of its variants carry the secret: it is taken apart here by variant,
//! never printed, and goes no further.

use std::panic::{AssertUnwindSafe, catch_unwind};

use keyring_core::Error;
use zeroize::Zeroize as _;

use super::store;
use crate::model::KeyringFailure;
use crate::model::failure::{Missing, Unreadable};

/// Why a call to a store failed.
///
/// | | was anything done? | is the store of use? |
/// |---|---|---|
/// | `Gone`, `Locked`, `NoHome`, `NotGiven`, `Twice` | no | yes |
/// | `Missing` | no | no |
/// | `SessionEnded` | no: refused before anything else was looked at | no |
/// | `Lost` | not known | no |
/// | `Other` | not known | yes |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The item is not there.
    Gone,
    /// Locked, and not unlocked when it asked.
    Locked,
    /// There is no place for new items.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only the Secret Service can lack one")
    )]
    NoHome,
    /// The item is there but its content cannot be given.
    NotGiven,
    /// More than one item matches.
    Twice,
    /// There is no keyring to talk to.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only D-Bus can tell")
    )]
    Missing(Missing),
    /// The keyring was restarted since the store was built, and no longer knows it.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only D-Bus can tell")
    )]
    SessionEnded,
    /// The connection or the library broke in the midst of the call.
    Lost,
    /// Anything else.
    Other,
}

impl Trouble {
    /// Takes an error of the library apart, and wipes what it may carry.
    pub(super) fn of(error: Error) -> Self {
        match error {
            Error::NoEntry => Self::Gone,
            Error::Ambiguous(_) => Self::Twice,
            Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
                bytes.zeroize();
                Self::NotGiven
            }
            // A store tells "not allowed" by the variant alone; what is inside can only make it more precise.
            Error::NoStorageAccess(inner) => match store::trouble_of(inner.as_ref()) {
                Self::Other => Self::Locked,
                precise => precise,
            },
            Error::PlatformFailure(inner) => store::trouble_of(inner.as_ref()),
            // `Error` is non-exhaustive; the rest would be defects of the vault (a bad attribute, an unsupported call).
            _ => Self::Other,
        }
    }

    /// The trouble of a call that was about no item: "not there" then means the call, not a profile.
    pub(super) fn of_no_item(self) -> Self {
        match self {
            Self::Gone => Self::Other,
            other => other,
        }
    }

    /// Whether a fresh store may do what this one cannot.
    pub(super) fn store_is_of_no_use(self) -> bool {
        matches!(self, Self::Missing(_) | Self::SessionEnded | Self::Lost)
    }

    /// Whether it is certain that a refused write wrote nothing.
    pub(super) fn nothing_was_done(self) -> bool {
        !matches!(self, Self::Lost | Self::Other)
    }
}

impl From<Trouble> for KeyringFailure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Gone => Self::NotFound,
            Trouble::Locked => Self::Locked,
            Trouble::NoHome => Self::NoCollection,
            Trouble::NotGiven => Self::Unreadable(Unreadable::NotGiven),
            Trouble::Twice => Self::Ambiguous,
            Trouble::Missing(what) => Self::Unavailable(what),
            Trouble::SessionEnded | Trouble::Lost | Trouble::Other => Self::Other,
        }
    }
}

/// Makes one call to a store. A panic inside it is a trouble like others: it poisons the store's own mutex, so that every
/// later call would panic too, until a fresh store takes its place.
pub(super) fn call<T>(call: impl FnOnce() -> keyring_core::Result<T>) -> Result<T, Trouble> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Trouble::of(error)),
        Err(_panic) => Err(Trouble::Lost),
    }
}
