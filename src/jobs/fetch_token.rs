//! The main job: reads a profile's secret, signs in, drops the secret.

use super::sign_in::SignIn;
use super::{Outbox, Ports};
use crate::app::flow::{AttemptEnd, Event, JobId, Typed, Wanted};
use crate::model::failure::Stage;
use crate::model::{Failure, KeyringFailure, KnownLogin, Profile, Secret};
use crate::os::Cancel;

pub(super) fn run(
    ports: &Ports,
    job: JobId,
    shown: &Profile,
    (typed, asks_kind): (Typed, bool),
    cancel: &Cancel,
    outbox: &Outbox,
) -> Event {
    // A clipboard that cannot be looked at is not in the way of the token.
    let mark = ports.clipboard.mark().ok();
    let sign_in = SignIn {
        ports,
        job,
        console: &shown.console,
        account: &shown.account,
        code: &typed.code,
        cancel,
        outbox,
    };
    let (login, end) = if asks_kind {
        sign_in.ask_kind(shown.account.keeps_secret() || typed.password.is_some())
    } else {
        (KnownLogin::Unasked, None)
    };
    let (stored, result) = if let Some(end) = end {
        (None, end)
    } else {
        // It may wait for a person, and the window says so.
        sign_in.stage(Stage::Keyring);
        fetch(&sign_in, shown, typed.password)
    };
    Event::TokenFetched {
        job,
        id: shown.id,
        stored,
        mark,
        login,
        result,
    }
}

fn fetch(
    sign_in: &SignIn<'_>,
    shown: &Profile,
    typed: Option<Secret>,
) -> (Option<Profile>, AttemptEnd) {
    let failed = |failure| (None, AttemptEnd::Failed(Failure::Keyring(failure)));
    let stored = match sign_in.ports.vault.read(shown.id, sign_in.cancel) {
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
    // What was typed for this sign-in counts before what is stored.
    let end = match typed.or(stored.secret) {
        Some(secret) => sign_in.send(&secret),
        // Changed elsewhere: it was stored when the window last looked. A code that was typed is not sent alone.
        None if sign_in.code.code().is_some() => AttemptEnd::Wanted(Wanted::PasswordAndCode),
        None => AttemptEnd::Wanted(Wanted::Password),
    };
    (Some(profile), end)
}
