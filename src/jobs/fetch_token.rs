//! The main job: reads a profile's secret, signs in, drops the secret.

use super::{Outbox, Ports};
use crate::app::flow::{AttemptEnd, Event, JobId};
use crate::console::ConsoleClient;
use crate::model::{Account, ConsoleUrl, Failure, KeyringFailure, Profile, Secret, SignInEnd};
use crate::os::Cancel;

pub(super) fn run(
    ports: &Ports,
    job: JobId,
    shown: &Profile,
    cancel: &Cancel,
    outbox: &Outbox,
) -> Event {
    // A clipboard that cannot be looked at is not in the way of the token.
    let mark = ports.clipboard.mark().ok();
    let (stored, result) = fetch(ports, job, shown, cancel, outbox);
    Event::TokenFetched {
        job,
        id: shown.id,
        stored,
        mark,
        result,
    }
}

fn fetch(
    ports: &Ports,
    job: JobId,
    shown: &Profile,
    cancel: &Cancel,
    outbox: &Outbox,
) -> (Option<Profile>, AttemptEnd) {
    let failed = |failure| (None, AttemptEnd::Failed(Failure::Keyring(failure)));
    let stored = match ports.vault.read(shown.id, cancel) {
        Ok(Some(stored)) => stored,
        Err(KeyringFailure::Cancelled) => return (None, AttemptEnd::Cancelled),
        Ok(None) => return failed(KeyringFailure::NotFound),
        Err(failure) => return failed(failure),
    };
    let profile = stored.profile;
    // The secret goes only where the person saw it go.
    if !profile.signs_in_like(shown) {
        return (Some(profile), AttemptEnd::Failed(Failure::ChangedElsewhere));
    }
    let end = sign_in(
        &ports.console,
        job,
        (&profile.console, &profile.account),
        &stored.secret,
        cancel,
        outbox,
    );
    (Some(profile), end)
}

/// One sign-in; its stages go to the outbox.
pub(super) fn sign_in(
    console_client: &ConsoleClient,
    job: JobId,
    (console, account): (&ConsoleUrl, &Account),
    secret: &Secret,
    cancel: &Cancel,
    outbox: &Outbox,
) -> AttemptEnd {
    let stage = |stage| outbox.send(Event::SignInStage { job, stage });
    let end = match account {
        Account::ApiClient { client_id } => {
            console_client.api_client_token(console, client_id, secret, cancel, &stage)
        }
    };
    match end {
        SignInEnd::Granted(grant) => AttemptEnd::Granted(grant),
        SignInEnd::Failed(report) => AttemptEnd::Failed(Failure::SignIn(report)),
        SignInEnd::Cancelled => AttemptEnd::Cancelled,
    }
}
