//! Makes the header of basic authentication of a user account. Nothing is sent: whoever asked sends it himself.

use super::Ports;
use crate::app::flow::{BasicHeaderEnd, Event, JobId};
use crate::exchange;
use crate::model::{Account, Failure, KeyringFailure, Profile, Secret};
use crate::os::Cancel;

pub(super) fn run(
    ports: &Ports,
    job: JobId,
    shown: &Profile,
    typed: Option<Secret>,
    cancel: &Cancel,
) -> Event {
    let (stored, result) = match typed {
        Some(password) => (None, header(shown, &password)),
        None => of_stored(ports, shown, cancel),
    };
    Event::BasicHeaderMade {
        job,
        stored,
        result,
    }
}

fn of_stored(ports: &Ports, shown: &Profile, cancel: &Cancel) -> (Option<Profile>, BasicHeaderEnd) {
    let failed = |failure| (None, BasicHeaderEnd::Failed(Failure::Keyring(failure)));
    let stored = match ports.vault.read(shown.id, cancel) {
        Ok(Some(stored)) => stored,
        Err(KeyringFailure::Cancelled) => return (None, BasicHeaderEnd::Cancelled),
        Ok(None) => return failed(KeyringFailure::NotFound),
        Err(failure) => return failed(failure),
    };
    let profile = stored.profile;
    // A header of another account is not what the person asked for.
    let end = match stored.secret {
        _ if !profile.signs_in_like(shown) => BasicHeaderEnd::Failed(Failure::ChangedElsewhere),
        Some(password) => header(&profile, &password),
        None => BasicHeaderEnd::PasswordWanted,
    };
    (Some(profile), end)
}

fn header(profile: &Profile, password: &Secret) -> BasicHeaderEnd {
    match &profile.account {
        Account::User { username, .. } => {
            BasicHeaderEnd::Made(exchange::basic_header(username, password))
        }
        // The secret of an API client is for its token request alone; no screen asks for this.
        Account::ApiClient { .. } => BasicHeaderEnd::Failed(Failure::Defect),
    }
}
