//! *Check all*: signs in once and drops the token. Doesn't touch the clipboard.

use crate::app::job::{AttemptOutcome, CheckCredentialOutcome, Learned, Outcome, StoredSignIn};
use crate::jobs::JobContext;
use crate::jobs::token::stored_sign_in::stored_sign_in;
use crate::model::CheckOutcome;

pub(crate) fn run(context: JobContext<'_>, sign_in: StoredSignIn) -> (Learned, Outcome) {
    let (learned, outcome) = stored_sign_in(context, sign_in);
    let outcome = match outcome {
        AttemptOutcome::Granted(grant) => {
            CheckCredentialOutcome::Tried(CheckOutcome::of_grant(&grant))
        }
        AttemptOutcome::Failed(failure) => {
            CheckCredentialOutcome::Tried(CheckOutcome::of_failure(failure))
        }
        AttemptOutcome::MissingInput(missing) => CheckCredentialOutcome::MissingInput(missing),
        AttemptOutcome::Canceled => CheckCredentialOutcome::Canceled,
    };
    (learned, Outcome::CheckCredential(outcome))
}
