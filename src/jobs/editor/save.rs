use crate::app::job::{Outcome, ProfileWrite, SecretSource};
use crate::jobs::import::vendor_secret;
use crate::jobs::token::{SecretUnavailable, stored_secret};
use crate::jobs::{JobContext, Ports};
use crate::model::{KeyringFailure, Now, Profile, StoredProfile};
use crate::os::{Cancel, clock};

pub(crate) fn run(context: JobContext<'_>, write: ProfileWrite) -> Outcome {
    Outcome::SaveProfile(save(context.ports, write, context.cancel))
}

fn save(ports: &Ports, write: ProfileWrite, cancel: &Cancel) -> Result<Profile, KeyringFailure> {
    if cancel.is_canceled() {
        return Err(KeyringFailure::Canceled);
    }
    let ProfileWrite {
        id,
        base_rev,
        name,
        console,
        account,
        secret,
    } = write;
    let of = (&console, account.kind());
    let secret = match secret {
        SecretSource::NotKept => None,
        SecretSource::Typed(secret) => Some(secret),
        SecretSource::OfVendorTool(item) => Some(vendor_secret(ports, &item, of, cancel)?),
        SecretSource::Stored(source) => {
            let edited = base_rev.filter(|_| source == id);
            let secret = stored_secret(&*ports.vault, source, of, cancel);
            Some(secret.map_err(|unavailable| not_kept(unavailable, edited))?)
        }
    };
    let rev = base_rev.map_or(1, |base| base.saturating_add(1));
    let new = StoredProfile {
        profile: Profile {
            id,
            rev,
            name,
            console,
            account,
            saved_at: Now::from(clock::read()).to_the_second(),
        },
        secret,
    };
    match base_rev {
        Some(base_rev) => ports.vault.replace(base_rev, &new, cancel)?,
        None => ports.vault.create(&new, cancel)?,
    }
    Ok(new.profile)
}

/// Why the stored secret can't be kept. If the edited profile was saved elsewhere since, that is a conflict.
fn not_kept(unavailable: SecretUnavailable, edited: Option<u64>) -> KeyringFailure {
    match unavailable {
        SecretUnavailable::Keyring(failure) => failure,
        SecretUnavailable::OfAnotherConsole(theirs) | SecretUnavailable::NotThere(theirs)
            if edited.is_some_and(|base_rev| theirs.rev != base_rev) =>
        {
            KeyringFailure::Conflict(theirs)
        }
        SecretUnavailable::OfAnotherConsole(_) => KeyringFailure::SecretOfAnotherConsole,
        SecretUnavailable::NotThere(_) => KeyringFailure::SecretNotThere,
    }
}
