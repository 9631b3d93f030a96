//! Signs in once with what stands in the editor. Writes nothing.

use crate::app::flow::{AttemptEnd, Event, SecretSource};
use crate::jobs::token::sign_in::SignIn;
use crate::jobs::token::stored_secret::{SecretUnavailable, stored_secret};
use crate::model::{Failure, KeyringFailure, KnownLogin};

pub(crate) fn run(sign_in: &SignIn<'_>, secret: SecretSource, asks_kind: bool) -> Event {
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
    let secret = match secret {
        SecretSource::Typed(secret) => secret,
        SecretSource::Stored(id) => {
            match stored_secret(&*sign_in.ports.vault, id, of, sign_in.cancel) {
                Ok(secret) => secret,
                Err(SecretUnavailable::Keyring(KeyringFailure::Cancelled)) => {
                    return AttemptEnd::Cancelled;
                }
                Err(SecretUnavailable::Keyring(failure)) => {
                    return AttemptEnd::Failed(Failure::Keyring(failure));
                }
                Err(SecretUnavailable::OfAnotherConsole(_) | SecretUnavailable::NotThere(_)) => {
                    return AttemptEnd::Failed(Failure::ChangedElsewhere);
                }
            }
        }
        // The editor does not test without a secret.
        SecretSource::NotKept => return AttemptEnd::Failed(Failure::Defect),
    };
    sign_in.send(&secret)
}
