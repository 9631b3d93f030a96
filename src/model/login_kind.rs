//! What a console says of a username before any password: how it signs in. It says the same of a name that it does not know as of
//! one with two-factor sign-in, so that nobody can look for names.

/// The `loginType` of `LoginConfiguration`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKind {
    /// `LOCAL`: a password alone.
    Local,
    /// `LOCAL_2FA`: a password and a code; or the username is unknown.
    LocalTwoFactor,
    /// `CLOUD_SSO`: single sign-on. Such accounts cannot use the API with a password.
    SingleSignOn,
}

/// How the question ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKindEnd {
    /// With an answer.
    Known(LoginKind),
    /// Without one that is understood, or without any: a sign-in goes on without it.
    Unknown,
    /// Stopped before it ended.
    Cancelled,
}

/// What is known of a username, in this run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KnownLogin {
    /// The console was not asked yet, or its answer was forgotten after a refusal.
    #[default]
    Unasked,
    /// It was asked, and gave no answer that is understood.
    Unanswered,
    /// This is its answer.
    Is(LoginKind),
}
