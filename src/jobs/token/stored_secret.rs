//! Reads a secret for a save or *Test*: only for the console and the kind of account that it was saved for.

use crate::model::{AccountKind, ConsoleUrl, KeyringFailure, Profile, ProfileId, Secret};
use crate::os::Cancel;
use crate::vault::Vault;

/// Why a saved secret can't be used.
pub(crate) enum SecretUnavailable {
    Keyring(KeyringFailure),
    /// It was saved for another console; that profile.
    OfAnotherConsole(Box<Profile>),
    /// The profile has none, or one for another kind of account.
    NotThere(Box<Profile>),
}

pub(crate) fn stored_secret(
    vault: &dyn Vault,
    id: ProfileId,
    (console, kind): (&ConsoleUrl, AccountKind),
    cancel: &Cancel,
) -> Result<Secret, SecretUnavailable> {
    let stored = vault
        .read(id, cancel)
        .map_err(SecretUnavailable::Keyring)?
        .ok_or(SecretUnavailable::Keyring(KeyringFailure::NotFound))?;
    if stored.profile.console != *console {
        return Err(SecretUnavailable::OfAnotherConsole(Box::new(
            stored.profile,
        )));
    }
    match stored.secret {
        Some(secret) if stored.profile.account.kind() == kind => Ok(secret),
        _ => Err(SecretUnavailable::NotThere(Box::new(stored.profile))),
    }
}
