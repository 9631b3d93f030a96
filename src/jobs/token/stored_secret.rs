//! Takes a secret out of the keyring for what stands in the editor: only for the console and the kind of account that it was
//! stored for.

use crate::model::{AccountKind, ConsoleUrl, KeyringFailure, Profile, ProfileId, Secret};
use crate::os::Cancel;
use crate::vault::Vault;

/// Why a stored secret was not given out.
pub(crate) enum SecretUnavailable {
    /// The keyring did not give it.
    Keyring(KeyringFailure),
    /// It was stored for another console than this; the profile that it is of.
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
