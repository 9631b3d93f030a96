//! Signs in once with what stands in the editor. Writes nothing.

use crate::app::job::{AttemptEnd, Learned, Outcome, SecretSource, TypedCode};
use crate::jobs::JobContext;
use crate::jobs::token::{SecretUnavailable, SignIn, stored_secret};
use crate::model::{Account, ConsoleUrl, Failure, KeyringFailure, KnownLogin};

pub(crate) fn run(
    context: JobContext<'_>,
    (console, account, code): (&ConsoleUrl, &Account, &TypedCode),
    secret: SecretSource,
    known: KnownLogin,
) -> (Learned, Outcome) {
    let mut sign_in = SignIn::new(context, console, account, code);
    let end = sign_in
        .ask_kind(known, true)
        .unwrap_or_else(|| test(&mut sign_in, secret));
    (sign_in.learned(None), Outcome::TestCredential(end))
}

fn test(sign_in: &mut SignIn<'_>, secret: SecretSource) -> AttemptEnd {
    let of = (sign_in.console, sign_in.account.kind());
    let secret = match secret {
        SecretSource::Typed(secret) => secret,
        SecretSource::Stored(id) => {
            let JobContext { ports, cancel, .. } = sign_in.context;
            match stored_secret(&*ports.vault, id, of, cancel) {
                Ok(secret) => secret,
                Err(SecretUnavailable::Keyring(KeyringFailure::Canceled)) => {
                    return AttemptEnd::Canceled;
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
