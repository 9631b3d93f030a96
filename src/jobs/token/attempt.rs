//! One sign-in with what a profile has stored, or with what was typed for it: asks what kind of account this is where that is
//! wanted, reads the secret, signs in, drops the secret.

use crate::app::flow::{AttemptEnd, MissingInput};
use crate::jobs::profiles::read_if_unchanged;
use crate::jobs::token::sign_in::SignIn;
use crate::model::failure::Stage;
use crate::model::{KnownLogin, Profile, Secret};

/// What it signs in with.
pub(crate) struct Stored<'a> {
    /// The profile, as the window shows it.
    pub(crate) shown: &'a Profile,
    /// The password that was typed for this sign-in: it counts before a stored one.
    pub(crate) typed: Option<Secret>,
    /// Whether the console is asked first what kind of account this is.
    pub(crate) asks_kind: bool,
}

/// How it ended, and what was learned on the way.
pub(crate) struct Attempt {
    /// The profile as the keyring has it, where it was read.
    pub(crate) stored: Option<Profile>,
    /// What the console said of the username, if it was asked.
    pub(crate) login: KnownLogin,
    /// How.
    pub(crate) end: AttemptEnd,
}

/// Signs in once, at most.
pub(crate) fn run(sign_in: &SignIn<'_>, with: Stored<'_>) -> Attempt {
    let Stored {
        shown,
        typed,
        asks_kind,
    } = with;
    let (login, end) = if asks_kind {
        sign_in.ask_kind(shown.account.keeps_secret() || typed.is_some())
    } else {
        (KnownLogin::Unasked, None)
    };
    let (stored, end) = match end {
        Some(end) => (None, end),
        None => with_stored(sign_in, shown, typed),
    };
    Attempt { stored, login, end }
}

fn with_stored(
    sign_in: &SignIn<'_>,
    shown: &Profile,
    typed: Option<Secret>,
) -> (Option<Profile>, AttemptEnd) {
    // It may wait for a person, and the window says so.
    sign_in.stage(Stage::Keyring);
    let stored = match read_if_unchanged::read(sign_in.ports, shown, sign_in.cancel) {
        Ok(stored) => stored,
        Err(why) => return why.end(AttemptEnd::Cancelled, AttemptEnd::Failed),
    };
    let end = match typed.or(stored.secret) {
        Some(secret) => sign_in.send(&secret),
        // Changed elsewhere: it was stored when the window last looked. A code that was typed is not sent alone.
        None if sign_in.code.code().is_some() => {
            AttemptEnd::MissingInput(MissingInput::PasswordAndCode)
        }
        None => AttemptEnd::MissingInput(MissingInput::Password),
    };
    (Some(stored.profile), end)
}
