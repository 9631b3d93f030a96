//! Signs in once with the editor's values. Saves nothing.

use crate::app::job::{AttemptOutcome, Learned, Outcome, SecretSource, TypedCode};
use crate::jobs::JobContext;
use crate::jobs::import::vendor_secret;
use crate::jobs::token::{SecretUnavailable, SignIn, stored_secret};
use crate::model::{Account, ConsoleUrl, Failure, KeyringFailure, KnownLogin};

pub(crate) fn run(
    context: JobContext<'_>,
    (console, account, code): (&ConsoleUrl, &Account, &TypedCode),
    secret: SecretSource,
    known: KnownLogin,
) -> (Learned, Outcome) {
    let mut sign_in = SignIn::new(context, console, account, code);
    let outcome = sign_in
        .ask_kind(known, true)
        .unwrap_or_else(|| test(&mut sign_in, secret));
    (sign_in.learned(None), Outcome::TestCredential(outcome))
}

fn test(sign_in: &mut SignIn<'_>, secret: SecretSource) -> AttemptOutcome {
    let of = (sign_in.console, sign_in.account.kind());
    let JobContext { ports, cancel, .. } = sign_in.context;
    let secret = match secret {
        SecretSource::Typed(secret) => secret,
        SecretSource::OfVendorTool(item) => match vendor_secret(ports, &item, of, cancel) {
            Ok(secret) => secret,
            Err(KeyringFailure::Canceled) => return AttemptOutcome::Canceled,
            Err(failure) => return AttemptOutcome::Failed(Failure::Keyring(failure)),
        },
        SecretSource::Stored(id) => match stored_secret(&*ports.vault, id, of, cancel) {
            Ok(secret) => secret,
            Err(SecretUnavailable::Keyring(KeyringFailure::Canceled)) => {
                return AttemptOutcome::Canceled;
            }
            Err(SecretUnavailable::Keyring(failure)) => {
                return AttemptOutcome::Failed(Failure::Keyring(failure));
            }
            Err(SecretUnavailable::OfAnotherConsole(_) | SecretUnavailable::NotThere(_)) => {
                return AttemptOutcome::Failed(Failure::ChangedElsewhere);
            }
        },
        // The editor doesn't test without a secret.
        SecretSource::NotKept => return AttemptOutcome::Failed(Failure::Defect),
    };
    sign_in.send(&secret)
}
