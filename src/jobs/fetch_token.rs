//! The main job: reads a profile's secret, signs in, drops the secret.

use super::attempt::{self, Attempt, Stored};
use super::sign_in::SignIn;
use crate::app::flow::Event;

pub(super) fn run(sign_in: &SignIn<'_>, with: Stored<'_>) -> Event {
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
