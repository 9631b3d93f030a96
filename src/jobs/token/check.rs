//! Tries a profile's credential once. The token is dropped here: nothing of it leaves, and the clipboard is not looked at.

use crate::app::job::{AttemptEnd, CheckEnd, Learned, Outcome, StoredSignIn};
use crate::jobs::JobContext;
use crate::jobs::token::stored_sign_in::stored_sign_in;
use crate::model::CheckOutcome;

pub(crate) fn run(context: JobContext<'_>, sign_in: StoredSignIn) -> (Learned, Outcome) {
    let (learned, end) = stored_sign_in(context, sign_in);
    let end = match end {
        AttemptEnd::Granted(grant) => CheckEnd::Tried(CheckOutcome::of_grant(&grant)),
        AttemptEnd::Failed(failure) => CheckEnd::Tried(CheckOutcome::of_failure(failure)),
        AttemptEnd::MissingInput(missing) => CheckEnd::MissingInput(missing),
        AttemptEnd::Canceled => CheckEnd::Canceled,
    };
    (learned, Outcome::CheckCredential(end))
}
