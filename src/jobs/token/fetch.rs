//! The main job: reads a profile's secret, signs in, drops the secret.

use crate::app::job::{Learned, Outcome, StoredSignIn};
use crate::jobs::JobContext;
use crate::jobs::token::stored_sign_in::stored_sign_in;

pub(crate) fn run(context: JobContext<'_>, sign_in: StoredSignIn) -> (Learned, Outcome) {
    // A clipboard that cannot be looked at is not in the way of the token.
    let owner = context.ports.clipboard.owner().ok();
    let (learned, outcome) = stored_sign_in(context, sign_in);
    (learned, Outcome::FetchToken { outcome, owner })
}
