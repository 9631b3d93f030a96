//! Makes the header of basic authentication of a user account. Nothing is sent: whoever asked sends it himself.

use crate::app::job::{BasicHeaderEnd, Learned, Outcome};
use crate::export;
use crate::jobs::JobContext;
use crate::jobs::profiles::read_if_unchanged;
use crate::model::{Account, Failure, Profile, Secret};

pub(crate) fn run(
    context: JobContext<'_>,
    shown: &Profile,
    typed: Option<Secret>,
) -> (Learned, Outcome) {
    let (stored, end) = match typed {
        Some(password) => (None, header(shown, &password)),
        None => of_stored(context, shown),
    };
    let learned = Learned {
        stored,
        login: None,
    };
    (learned, Outcome::MakeBasicHeader(end))
}

fn of_stored(context: JobContext<'_>, shown: &Profile) -> (Option<Profile>, BasicHeaderEnd) {
    let stored = match read_if_unchanged(context, shown) {
        Ok(stored) => stored,
        // A header of another account is not what the person asked for.
        Err(why) => return why.end(BasicHeaderEnd::Canceled, BasicHeaderEnd::Failed),
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
