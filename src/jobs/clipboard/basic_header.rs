//! Makes the header of basic authentication of a user account. Nothing is sent: whoever asked sends it himself.

use crate::app::flow::{BasicHeaderEnd, Event, JobId};
use crate::export;
use crate::jobs::Ports;
use crate::jobs::profiles::read_if_unchanged;
use crate::model::{Account, Failure, Profile, Secret};
use crate::os::Cancel;

pub(crate) fn run(
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
    let stored = match read_if_unchanged::read(ports, shown, cancel) {
        Ok(stored) => stored,
        // A header of another account is not what the person asked for.
        Err(why) => return why.end(BasicHeaderEnd::Cancelled, BasicHeaderEnd::Failed),
    };
    let end = match &stored.secret {
        Some(password) => header(&stored.profile, password),
        None => BasicHeaderEnd::PasswordRequired,
    };
    (Some(stored.profile), end)
}

fn header(profile: &Profile, password: &Secret) -> BasicHeaderEnd {
    match &profile.account {
        Account::User { username, .. } => {
            BasicHeaderEnd::Made(export::basic_header(username, password))
        }
        // The secret of an API client is for its token request alone; no screen asks for this.
        Account::ApiClient { .. } => BasicHeaderEnd::Failed(Failure::Defect),
    }
}
