//! Checks a rotation: signs in with the new secret, then with the stored one, each at most once, and only as long as something
//! can be learned.
//!
//! | the stored one | what is sent |
//! |---|---|
//! | is the new one | it, once; nothing if it was refused just before |
//! | is another one, to be tried | the new one, then the stored one |
//! | is another one, not to be tried or refused just before | the new one |
//! | is not saved, or can't be read | the new one |
//! | belongs to a deleted or changed profile | nothing |

use crate::app::job::{
    AttemptOutcome, CheckRotationOutcome, Learned, Outcome, Progress, TryStored, TypedCode,
};
use crate::jobs::JobContext;
use crate::jobs::profiles::{NotAsShown, read_if_unchanged};
use crate::jobs::token::SignIn;
use crate::model::failure::Stage;
use crate::model::{
    AccountKind, CheckOutcome, Failure, Grant, KeyringFailure, KnownLogin, Profile,
    RotationOutcome, Secret, SignInFailure, SkipReason, StoredOutcome, StoredProfile,
};

pub(crate) fn run(
    context: JobContext<'_>,
    shown: &Profile,
    (new, code): (&Secret, &TypedCode),
    (tries, known): (TryStored, KnownLogin),
) -> (Learned, Outcome) {
    let mut sign_in = SignIn::new(context, &shown.console, &shown.account, code);
    let (stored, outcome) = match sign_in.ask_kind(known, true) {
        Some(outcome) => (None, before_any_password(outcome)),
        None => with_stored(&mut sign_in, shown, new, tries),
    };
    (sign_in.learned(stored), Outcome::CheckRotation(outcome))
}

fn before_any_password(outcome: AttemptOutcome) -> CheckRotationOutcome {
    match outcome {
        AttemptOutcome::Failed(failure) => CheckRotationOutcome::Failed(failure),
        AttemptOutcome::MissingInput(_) => CheckRotationOutcome::CodeRequired,
        AttemptOutcome::Canceled => CheckRotationOutcome::Canceled,
        // A lookup returns no token.
        AttemptOutcome::Granted(_) => CheckRotationOutcome::Failed(Failure::Defect),
    }
}

fn with_stored(
    sign_in: &mut SignIn<'_>,
    shown: &Profile,
    new: &Secret,
    tries: TryStored,
) -> (Option<Profile>, CheckRotationOutcome) {
    sign_in.stage(Stage::Keyring);
    let (profile, other) = match read_if_unchanged(sign_in.context, shown) {
        Ok(stored) => {
            let tries = tries_of(tries, shown, &stored);
            let profile = stored.profile;
            match stored.secret {
                Some(secret) if is_same(&secret, new) => {
                    return (Some(profile), same(sign_in, new, tries));
                }
                Some(secret) => (Some(profile), Other::of(secret, tries)),
                None => (Some(profile), Other::Skipped(SkipReason::NotStored)),
            }
        }
        // The new one can still be tried.
        Err(NotAsShown::Keyring(why)) if why != KeyringFailure::NotFound => {
            let untested = CheckOutcome::Untested(Failure::Keyring(why));
            (None, Other::Known(StoredOutcome::Tried(untested)))
        }
        Err(why) => {
            return why.outcome(CheckRotationOutcome::Canceled, CheckRotationOutcome::Failed);
        }
    };
    (profile, different(sign_in, new, other))
}

/// A recent refusal counts only for the revision it was seen on.
fn tries_of(tries: TryStored, shown: &Profile, stored: &StoredProfile) -> TryStored {
    match (tries, shown.account.kind()) {
        (TryStored::RefusedBefore { .. }, _) if stored.profile.rev == shown.rev => tries,
        (TryStored::RefusedBefore { .. }, AccountKind::ApiClient) => TryStored::Once,
        (TryStored::RefusedBefore { .. }, AccountKind::User) => TryStored::NotAsked,
        (TryStored::Once | TryStored::NotAsked, _) => tries,
    }
}

/// Not constant-time: the user has both secrets and is shown the result, so timing reveals nothing.
fn is_same(one: &Secret, other: &Secret) -> bool {
    one.expose_secret() == other.expose_secret()
}

fn same(sign_in: &mut SignIn<'_>, secret: &Secret, tries: TryStored) -> CheckRotationOutcome {
    let outcome = match tries {
        TryStored::RefusedBefore { at } => RotationOutcome::SameAsRefused { at },
        TryStored::Once | TryStored::NotAsked => match attempt(sign_in, secret) {
            Some((outcome, _dropped)) => RotationOutcome::Same(outcome),
            None => return CheckRotationOutcome::Canceled,
        },
    };
    CheckRotationOutcome::Checked {
        outcome,
        grant: None,
    }
}

fn different(sign_in: &mut SignIn<'_>, new: &Secret, other: Other) -> CheckRotationOutcome {
    let Some((new, grant)) = attempt(sign_in, new) else {
        return CheckRotationOutcome::Canceled;
    };
    let stored = match other {
        Other::Known(outcome) => outcome,
        Other::Skipped(why) => StoredOutcome::Skipped(why),
        Other::ToBeTried(secret) => match skip_reason(sign_in, &new) {
            Some(why) => StoredOutcome::Skipped(why),
            None => try_stored(sign_in, &secret, &new),
        },
    };
    let outcome = RotationOutcome::Different { new, stored };
    CheckRotationOutcome::Checked { outcome, grant }
}

fn try_stored(sign_in: &mut SignIn<'_>, secret: &Secret, new: &CheckOutcome) -> StoredOutcome {
    let tried = Progress::NewSecretTried(new.clone());
    sign_in.context.progress.send(tried);
    match attempt(sign_in, secret) {
        Some((outcome, _dropped)) => StoredOutcome::Tried(outcome),
        None => StoredOutcome::Skipped(SkipReason::NotReached),
    }
}

/// Why the stored secret isn't sent after this result of the new one.
fn skip_reason(sign_in: &SignIn<'_>, new: &CheckOutcome) -> Option<SkipReason> {
    if sign_in.code.code().is_some() {
        return Some(SkipReason::CodeSpent);
    }
    let is_pointless =
        sign_in.context.cancel.is_canceled() || new.failure().is_some_and(would_fail_again);
    is_pointless.then_some(SkipReason::NotReached)
}

/// Whether a second request would fail the same way: the console is unreachable, another server answers, or it is rate limiting.
fn would_fail_again(failure: &Failure) -> bool {
    use SignInFailure as F;
    failure.report().is_some_and(|report| {
        matches!(
            report.failure,
            F::TimedOut { .. }
                | F::CannotConnect(_)
                | F::Proxy(_)
                | F::Certificate(_)
                | F::TrustStore(_)
                | F::Redirected { .. }
                | F::Maintenance { .. }
                | F::TooManyRequests { .. }
        )
    })
}

/// `None` if canceled.
fn attempt(sign_in: &mut SignIn<'_>, secret: &Secret) -> Option<(CheckOutcome, Option<Grant>)> {
    match sign_in.send(secret) {
        AttemptOutcome::Granted(grant) => Some((CheckOutcome::of_grant(&grant), Some(grant))),
        AttemptOutcome::Failed(failure) => Some((CheckOutcome::of_failure(failure), None)),
        // Everything it needs was sent.
        AttemptOutcome::MissingInput(_) | AttemptOutcome::Canceled => None,
    }
}

/// What to do with a stored secret that differs from the new one.
enum Other {
    ToBeTried(Secret),
    Skipped(SkipReason),
    Known(StoredOutcome),
}

impl Other {
    fn of(secret: Secret, tries: TryStored) -> Self {
        match tries {
            TryStored::Once => Self::ToBeTried(secret),
            TryStored::NotAsked => Self::Skipped(SkipReason::NotAsked),
            TryStored::RefusedBefore { at } => Self::Known(StoredOutcome::RefusedBefore { at }),
        }
    }
}
