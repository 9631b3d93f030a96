//! Makes the header of basic authentication of a user account. Nothing is sent: whoever asked sends it himself.

use crate::app::job::{Learned, MakeBasicHeaderOutcome, Outcome};
use crate::export;
use crate::jobs::JobContext;
use crate::jobs::profiles::read_if_unchanged;
use crate::model::{Account, Failure, Profile, Secret};

pub(crate) fn run(
    context: JobContext<'_>,
    shown: &Profile,
    typed: Option<Secret>,
) -> (Learned, Outcome) {
    let (stored, outcome) = match typed {
        Some(password) => (None, header(shown, &password)),
        None => of_stored(context, shown),
    };
    let learned = Learned {
        stored,
        login: None,
    };
    (learned, Outcome::MakeBasicHeader(outcome))
}

fn of_stored(
    context: JobContext<'_>,
    shown: &Profile,
) -> (Option<Profile>, MakeBasicHeaderOutcome) {
    let stored = match read_if_unchanged(context, shown) {
        Ok(stored) => stored,
        // A header of another account is not what the person asked for.
        Err(why) => {
            return why.outcome(
                MakeBasicHeaderOutcome::Canceled,
                MakeBasicHeaderOutcome::Failed,
            );
        }
    };
    let outcome = match &stored.secret {
        Some(password) => header(&stored.profile, password),
        None => MakeBasicHeaderOutcome::PasswordRequired,
    };
    (Some(stored.profile), outcome)
}

fn header(profile: &Profile, password: &Secret) -> MakeBasicHeaderOutcome {
    match &profile.account {
        Account::User { username, .. } => {
            MakeBasicHeaderOutcome::Made(export::basic_header(username, password))
        }
        // The secret of an API client is for its token request alone; no screen asks for this.
        Account::ApiClient { .. } => MakeBasicHeaderOutcome::Failed(Failure::Defect),
    }
}
