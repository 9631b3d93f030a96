//! Builds a user account's Basic header. Sends nothing.

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
        // Never a header for another account than the one shown.
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
        // An API client's secret is only for its token request; no screen offers this.
        Account::ApiClient { .. } => MakeBasicHeaderOutcome::Failed(Failure::Defect),
    }
}
