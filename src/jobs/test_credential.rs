//! Signs in once with what stands in the editor. Writes nothing.

use super::sign_in::SignIn;
use crate::app::flow::{AttemptEnd, Event, SecretSource};
use crate::model::{AccountKind, ConsoleUrl, Failure, KeyringFailure, KnownLogin, Secret};
use crate::os::Cancel;
use crate::vault::Vault;

pub(super) fn run(sign_in: &SignIn<'_>, secret: SecretSource, asks_kind: bool) -> Event {
    let (login, end) = if asks_kind {
        sign_in.ask_kind(true)
    } else {
        (KnownLogin::Unasked, None)
    };
    Event::CredentialTested {
        job: sign_in.job,
        login,
        result: end.unwrap_or_else(|| test(sign_in, secret)),
    }
}

fn test(sign_in: &SignIn<'_>, secret: SecretSource) -> AttemptEnd {
    let of = (sign_in.console, sign_in.account.kind());
    match secret_for(&*sign_in.ports.vault, secret, of, sign_in.cancel) {
        Ok(Some(secret)) => sign_in.send(&secret),
        // The editor does not test without a secret.
        Ok(None) => AttemptEnd::Failed(Failure::Defect),
        Err(Failure::Keyring(KeyringFailure::Cancelled)) => AttemptEnd::Cancelled,
        Err(failure) => AttemptEnd::Failed(failure),
    }
}

/// The secret itself; `None` for one that is not to be kept. A stored one is given out only for the console and the kind of account
/// that it was stored for.
pub(super) fn secret_for(
    vault: &dyn Vault,
    source: SecretSource,
    (console, kind): (&ConsoleUrl, AccountKind),
    cancel: &Cancel,
) -> Result<Option<Secret>, Failure> {
    match source {
        SecretSource::NotKept => Ok(None),
        SecretSource::Typed(secret) => Ok(Some(secret)),
        SecretSource::Stored(id) => match vault.read(id, cancel) {
            Ok(Some(stored)) => {
                let profile = &stored.profile;
                let is_for = profile.console == *console && profile.account.kind() == kind;
                match stored.secret {
                    Some(secret) if is_for => Ok(Some(secret)),
                    _ => Err(Failure::ChangedElsewhere),
                }
            }
            Ok(None) => Err(Failure::Keyring(KeyringFailure::NotFound)),
            Err(failure) => Err(Failure::Keyring(failure)),
        },
    }
}
