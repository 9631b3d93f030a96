//! The main job: reads a profile's secret, signs in, drops the secret.

use super::attempt::{self, Attempt};
use super::sign_in::SignIn;
use crate::app::flow::Event;
use crate::model::{Profile, Secret};

pub(super) fn run(
    sign_in: &SignIn<'_>,
    shown: &Profile,
    password: Option<Secret>,
    asks_kind: bool,
) -> Event {
    // A clipboard that cannot be looked at is not in the way of the token.
    let mark = sign_in.ports.clipboard.mark().ok();
    let Attempt { stored, login, end } = attempt::run(sign_in, shown, password, asks_kind);
    Event::TokenFetched {
        job: sign_in.job,
        id: shown.id,
        stored,
        mark,
        login,
        result: end,
    }
}
