//! Tries a profile's credential once. The token is dropped here: nothing of it leaves, and the clipboard is not looked at.

use crate::app::flow::{AttemptEnd, CheckEnd, Checked, Event};
use crate::jobs::token::attempt;
use crate::jobs::token::attempt::{Attempt, Stored};
use crate::jobs::token::sign_in::SignIn;
use crate::model::CheckOutcome;

pub(crate) fn run(sign_in: &SignIn<'_>, with: Stored<'_>) -> Event {
    let id = with.shown.id;
    let Attempt { stored, login, end } = attempt::run(sign_in, with);
    Event::CredentialChecked(Checked {
        job: sign_in.job,
        id,
        stored,
        login,
        result: match end {
            AttemptEnd::Granted(grant) => CheckEnd::Tried(CheckOutcome::of_grant(&grant)),
            AttemptEnd::Failed(failure) => CheckEnd::Tried(CheckOutcome::of_failure(failure)),
            AttemptEnd::MissingInput(wanted) => CheckEnd::MissingInput(wanted),
            AttemptEnd::Cancelled => CheckEnd::Cancelled,
        },
    })
}
