//! Checks a user's username, password and code.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::authorization_header::{basic, only};
use super::reply;
use super::sign_in_history::SignInHistory;
use super::state::ConsoleState;
use super::totp;
use super::users::{ErrorDetail, SandboxUser, SignInMethod, user};

/// The header with the two-factor code.
const TOTP_AUTH: &str = "totp-auth";

/// Authenticates a sign-in by username, password and, where required, code.
///
/// A failure counts towards the account's lockout unless it is locked already.
pub(super) fn authenticate(
    headers: &HeaderMap,
    state: &ConsoleState,
) -> Result<&'static SandboxUser, Unauthorized> {
    let (username, password) = basic(headers).ok_or(Unauthorized::Bare)?;
    // Same reply as for an account without error details, so that usernames cannot be enumerated.
    let user = user(&username).ok_or(Unauthorized::Bare)?;
    let code = only(headers, TOTP_AUTH);
    let now = state.now();
    state
        .histories
        .with(user, |history| attempt(user, &password, code, now, history))
        .map(|()| user)
        .map_err(|error| Unauthorized::new(user.error_detail, error))
}

/// Authenticates a resource request by HTTP Basic (deprecated). By the vendor's article on two-factor authentication, an account
/// with a code cannot use it at all; its password is not checked and its code not used up.
pub(super) fn authenticate_resource_request(
    headers: &HeaderMap,
    state: &ConsoleState,
) -> Result<&'static SandboxUser, Unauthorized> {
    let claimed = basic(headers).and_then(|(username, _)| user(&username));
    match claimed {
        Some(user) if matches!(user.sign_in_method, SignInMethod::PasswordAndCode(_)) => {
            Err(Unauthorized::Bare)
        }
        _ => authenticate(headers, state),
    }
}

/// One attempt, recorded in the history.
fn attempt(
    user: &SandboxUser,
    password: &str,
    code: Option<&str>,
    now: Timestamp,
    history: &mut SignInHistory,
) -> Result<(), AuthError> {
    if history.is_locked(now) {
        return Err(AuthError::Locked);
    }
    let checked = check(user, password, code, now, history);
    match checked {
        Ok(()) => history.succeeded(),
        Err(_) => history.failed(now),
    }
    checked
}

/// The password first, so that a wrong one does not use up the code.
fn check(
    user: &SandboxUser,
    password: &str,
    code: Option<&str>,
    now: Timestamp,
    history: &mut SignInHistory,
) -> Result<(), AuthError> {
    let is_password_wrong = password != user.password;
    match user.sign_in_method {
        SignInMethod::Blocked | SignInMethod::SingleSignOn => Err(AuthError::Credentials),
        _ if is_password_wrong => Err(AuthError::Credentials),
        SignInMethod::Password => Ok(()),
        SignInMethod::TwoFactorNotSetUp => Err(AuthError::TwoFactorNotSetUp),
        SignInMethod::PasswordAndCode(key) => {
            let code = code.ok_or(AuthError::CodeMissing)?;
            let step = totp::verify(&key, code, now, history.last_code);
            history.last_code = Some(step.ok_or(AuthError::CodeWrong)?);
            Ok(())
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AuthError {
    /// The password is wrong, or the account takes none.
    Credentials,
    /// No code, or more than one.
    CodeMissing,
    /// Wrong, too old, too early, or already used.
    CodeWrong,
    TwoFactorNotSetUp,
    Locked,
}

/// A 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unauthorized {
    /// Without a body.
    Bare,
    Description(&'static str),
    /// An error key that clients may know, and a description.
    Key(&'static str, &'static str),
}

impl Unauthorized {
    fn new(detail: ErrorDetail, error: AuthError) -> Self {
        match (detail, error) {
            (ErrorDetail::None, _) => Self::Bare,
            (ErrorDetail::Keyed, AuthError::Credentials) => {
                Self::Description("Could not authenticate user")
            }
            (ErrorDetail::Keyed, AuthError::CodeMissing) => Self::Key(
                "TIME_BASED_ONE_TIME_PASSWORD_REQUIRED",
                "This account also needs a two-factor code.",
            ),
            (ErrorDetail::Keyed, AuthError::CodeWrong) => Self::Key(
                "INVALID_TIME_BASED_ONE_TIME_PASSWORD",
                "This two-factor code isn’t accepted.",
            ),
            (ErrorDetail::Keyed, AuthError::TwoFactorNotSetUp) => Self::Key(
                "TOTP_AUTH_CONFIGURATION_REQUIRED_FOR_USER",
                "Set up two-factor sign-in for this account first.",
            ),
            (ErrorDetail::Keyed, AuthError::Locked) => {
                Self::Description("This account is locked after too many failed sign-ins.")
            }
        }
    }
}

impl IntoResponse for Unauthorized {
    fn into_response(self) -> Response {
        match self {
            Self::Bare => StatusCode::UNAUTHORIZED.into_response(),
            Self::Description(description) => reply::unauthorized(description),
            Self::Key(key, description) => reply::unauthorized_with(key, description),
        }
    }
}
