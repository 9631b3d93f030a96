use crate::app::job::{AttemptOutcome, Learned, MissingInput, StoredSignIn};
use crate::jobs::JobContext;
use crate::jobs::profiles::read_if_unchanged;
use crate::jobs::token::SignIn;
use crate::model::failure::Stage;
use crate::model::{Profile, Secret};

/// Looks up an unknown login kind, reads the secret, signs in, drops the secret.
pub(crate) fn stored_sign_in(
    context: JobContext<'_>,
    order: StoredSignIn,
) -> (Learned, AttemptOutcome) {
    let StoredSignIn {
        shown,
        typed,
        known,
    } = order;
    let mut sign_in = SignIn::new(context, &shown.console, &shown.account, &typed.code);
    let has_password = shown.account.stores_secret() || typed.password.is_some();
    let (stored, outcome) = match sign_in.ask_kind(known, has_password) {
        Some(outcome) => (None, outcome),
        None => with_stored(&mut sign_in, &shown, typed.password),
    };
    (sign_in.learned(stored), outcome)
}

fn with_stored(
    sign_in: &mut SignIn<'_>,
    shown: &Profile,
    typed: Option<Secret>,
) -> (Option<Profile>, AttemptOutcome) {
    // The keyring may prompt the user, and the window says so.
    sign_in.stage(Stage::Keyring);
    let stored = match read_if_unchanged(sign_in.context, shown) {
        Ok(stored) => stored,
        Err(why) => return why.outcome(AttemptOutcome::Canceled, AttemptOutcome::Failed),
    };
    let outcome = match typed.or(stored.secret) {
        Some(secret) => sign_in.send(&secret),
        // Changed elsewhere: it was saved when the window last looked. A typed code isn't sent alone.
        None if sign_in.code.code().is_some() => {
            AttemptOutcome::MissingInput(MissingInput::PasswordAndCode)
        }
        None => AttemptOutcome::MissingInput(MissingInput::Password),
    };
    (Some(stored.profile), outcome)
}
