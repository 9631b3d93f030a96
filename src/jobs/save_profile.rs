//! Writes a new or changed profile into the keyring, whole.

use super::Ports;
use super::test_credential::secret_for;
use crate::app::flow::{Event, JobId, ProfileWrite};
use crate::model::{Failure, KeyringFailure, Now, Profile, StoredProfile};
use crate::os::{Cancel, clock};

pub(super) fn run(ports: &Ports, job: JobId, write: ProfileWrite, cancel: &Cancel) -> Event {
    Event::ProfileSaved {
        job,
        id: write.id,
        result: save(ports, write, cancel),
    }
}

fn save(ports: &Ports, write: ProfileWrite, cancel: &Cancel) -> Result<Profile, KeyringFailure> {
    if cancel.is_cancelled() {
        return Err(KeyringFailure::Cancelled);
    }
    let ProfileWrite {
        id,
        base_rev,
        name,
        console,
        account,
        secret,
    } = write;
    let secret = secret_for(&*ports.vault, secret, (&console, account.kind()), cancel).map_err(
        |failure| match failure {
            Failure::Keyring(failure) => failure,
            _ => KeyringFailure::SecretOfAnotherConsole,
        },
    )?;
    let rev = base_rev.map_or(1, |base| base.saturating_add(1));
    let saved_at = to_the_second(Now::from(clock::read()));
    let new = StoredProfile {
        profile: Profile {
            id,
            rev,
            name,
            console,
            account,
            saved_at,
        },
        secret,
    };
    match base_rev {
        Some(base_rev) => ports.vault.replace(base_rev, &new, cancel)?,
        None => ports.vault.create(&new, cancel)?,
    }
    Ok(new.profile)
}

fn to_the_second(now: Now) -> jiff::Timestamp {
    jiff::Timestamp::from_second(now.wall.as_second()).unwrap_or(now.wall)
}
