//! How a username signs in, as the console reports before any password. It answers for an unknown username as
//! for one with two-factor sign-in, so that usernames cannot be enumerated.

/// The `loginType` of `LoginConfiguration`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKind {
    /// `LOCAL`: a password only.
    Local,
    /// `LOCAL_2FA`: a password and a code; or the username is unknown.
    LocalTwoFactor,
    /// `CLOUD_SSO`: single sign-on, which cannot use the API with a password.
    SingleSignOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKindOutcome {
    Known(LoginKind),
    /// No usable reply; the sign-in goes on without it.
    Unknown,
    Canceled,
}

/// What this run knows about a username.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KnownLogin {
    /// Not looked up yet, or forgotten after a rejection.
    #[default]
    Unasked,
    /// Looked up without a usable reply.
    Unanswered,
    Is(LoginKind),
}
