//! Whether a person's username, password and code are accepted, and what a refusal says.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;

use super::authenticator;
use super::authorization::{basic, only};
use super::ledger::Record;
use super::reply;
use super::server::Shared;
use super::users::{Refusals, SandboxUser, Takes, user};

/// Carries a two-factor code.
const TOTP_AUTH: &str = "totp-auth";

/// The user whose username, password and (where it takes one) code a request carries.
///
/// A refusal counts towards the lock of the account, unless it is locked already.
pub(super) fn admit(headers: &HeaderMap, shared: &Shared) -> Result<&'static SandboxUser, Refusal> {
    let (username, password) = basic(headers).ok_or(Refusal::Bare)?;
    // One answer for an unknown username and an account that says nothing: neither is a hint at the other.
    let user = user(&username).ok_or(Refusal::Bare)?;
    let code = only(headers, TOTP_AUTH);
    let now = shared.now();
    let checked = shared
        .ledger
        .with(user, |record| attempt(user, &password, code, now, record));
    checked
        .map(|()| user)
        .map_err(|why| Refusal::of(user.refusals, why))
}

/// The user whose username and password a request to a resource carries, in the deprecated way. An account with two-factor sign-in
/// has no such way, with a code or without, as the vendor's article on two-factor authentication says; its password is not looked
/// at, and its code not used up.
pub(super) fn admit_basic(
    headers: &HeaderMap,
    shared: &Shared,
) -> Result<&'static SandboxUser, Refusal> {
    let claimed = basic(headers).and_then(|(username, _)| user(&username));
    match claimed {
        Some(user) if matches!(user.takes, Takes::PasswordAndCode(_)) => Err(Refusal::Bare),
        _ => admit(headers, shared),
    }
}

/// One attempt, written down.
fn attempt(
    user: &SandboxUser,
    password: &str,
    code: Option<&str>,
    now: Timestamp,
    record: &mut Record,
) -> Result<(), Why> {
    if record.is_locked(now) {
        return Err(Why::Locked);
    }
    let checked = check(user, password, code, now, record);
    match checked {
        Ok(()) => record.succeeded(),
        Err(_) => record.failed(now),
    }
    checked
}

/// The password first: a code that comes with a wrong one is not used up.
fn check(
    user: &SandboxUser,
    password: &str,
    code: Option<&str>,
    now: Timestamp,
    record: &mut Record,
) -> Result<(), Why> {
    if matches!(
        user.takes,
        Takes::NothingWhileBlocked | Takes::AnotherProvider
    ) || password != user.password
    {
        return Err(Why::Credentials);
    }
    match user.takes {
        Takes::PasswordAfterSetUp => Err(Why::NotSetUp),
        Takes::PasswordAndCode(key) => {
            let code = code.ok_or(Why::CodeMissing)?;
            let step = authenticator::accepts(&key, code, now, record.last_code);
            record.last_code = Some(step.ok_or(Why::CodeWrong)?);
            Ok(())
        }
        Takes::Password | Takes::NothingWhileBlocked | Takes::AnotherProvider => Ok(()),
    }
}

/// Why a person is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The password is wrong, or none helps.
    Credentials,
    /// There is no code, or more than one.
    CodeMissing,
    /// The code is wrong, too old, too early, or was used.
    CodeWrong,
    /// There is nothing that could make a code.
    NotSetUp,
    /// Too many failures before.
    Locked,
}

/// A 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Without a body.
    Bare,
    /// With a sentence.
    FailureText(&'static str),
    /// With a key that clients may know, and a sentence.
    Key(&'static str, &'static str),
}

impl Refusal {
    fn of(refusals: Refusals, why: Why) -> Self {
        match (refusals, why) {
            (Refusals::Bare, _) => Self::Bare,
            (Refusals::Keyed, Why::Credentials) => Self::FailureText("Could not authenticate user"),
            (Refusals::Keyed, Why::CodeMissing) => Self::Key(
                "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED",
                "This account signs in with a two-factor code too.",
            ),
            (Refusals::Keyed, Why::CodeWrong) => Self::Key(
                "INVALID_TIME_BASED_ONE_TIME_PASSWORD",
                "This two-factor code is not accepted.",
            ),
            (Refusals::Keyed, Why::NotSetUp) => Self::Key(
                "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER",
                "Two-factor sign-in is to be set up for this account.",
            ),
            (Refusals::Keyed, Why::Locked) => {
                Self::FailureText("This account is locked after too many failed sign-ins.")
            }
        }
    }

    /// The reply.
    pub(super) fn reply(self) -> Response {
        match self {
            Self::Bare => StatusCode::UNAUTHORIZED.into_response(),
            Self::FailureText(why) => reply::unauthorized(why),
            Self::Key(key, why) => reply::unauthorized_with(key, why),
        }
    }
}
