use crate::app::job::{Learned, Outcome, StoredSignIn};
use crate::jobs::JobContext;
use crate::jobs::token::stored_sign_in::stored_sign_in;

pub(crate) fn run(context: JobContext<'_>, sign_in: StoredSignIn) -> (Learned, Outcome) {
    // An unreadable clipboard doesn't keep the user from getting a token.
    let owner = context.ports.clipboard.owner().ok();
    let (learned, outcome) = stored_sign_in(context, sign_in);
    (learned, Outcome::FetchToken { outcome, owner })
}
