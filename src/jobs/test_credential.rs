//! Signs in once with what stands in the editor. Writes nothing.

use super::fetch_token::sign_in;
use super::{Outbox, Ports};
use crate::app::flow::{AttemptEnd, Event, JobId, SecretSource};
use crate::model::{Account, ConsoleUrl, Failure, KeyringFailure, Secret};
use crate::os::Cancel;
use crate::vault::Vault;

pub(super) fn run(
    ports: &Ports,
    job: JobId,
    console: &ConsoleUrl,
    account: &Account,
    secret: SecretSource,
    cancel: &Cancel,
    outbox: &Outbox,
) -> Event {
    let result = match secret_for(&*ports.vault, secret, console, cancel) {
        Ok(secret) => sign_in(
            &ports.console,
            job,
            (console, account),
            &secret,
            cancel,
            outbox,
        ),
        Err(Failure::Keyring(KeyringFailure::Cancelled)) => AttemptEnd::Cancelled,
        Err(failure) => AttemptEnd::Failed(failure),
    };
    Event::CredentialTested { job, result }
}

/// The secret itself. A stored one is given out only for the console that it was stored for.
pub(super) fn secret_for(
    vault: &dyn Vault,
    source: SecretSource,
    console: &ConsoleUrl,
    cancel: &Cancel,
) -> Result<Secret, Failure> {
    match source {
        SecretSource::Typed(secret) => Ok(secret),
        SecretSource::Stored(id) => match vault.read(id, cancel) {
            Ok(Some(stored)) if stored.profile.console == *console => Ok(stored.secret),
            Ok(Some(_)) => Err(Failure::ChangedElsewhere),
            Ok(None) => Err(Failure::Keyring(KeyringFailure::NotFound)),
            Err(failure) => Err(Failure::Keyring(failure)),
        },
    }
}
