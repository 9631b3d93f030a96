//! The main job: reads a profile's secret, signs in, drops the secret.

use crate::app::flow::Event;
use crate::jobs::token::attempt;
use crate::jobs::token::attempt::{Attempt, Stored};
use crate::jobs::token::sign_in::SignIn;

pub(crate) fn run(sign_in: &SignIn<'_>, with: Stored<'_>) -> Event {
    let id = with.shown.id;
    // A clipboard that cannot be looked at is not in the way of the token.
    let owner = sign_in.ports.clipboard.owner().ok();
    let Attempt { stored, login, end } = attempt::run(sign_in, with);
    Event::TokenFetched {
        job: sign_in.job,
        id,
        stored,
        owner,
        login,
        result: end,
    }
}
