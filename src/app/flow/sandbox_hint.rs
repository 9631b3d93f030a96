//! What signs in as a user account of the sandbox, told to whoever looks around there.

use std::fmt;

/// What a person would know who had this account. Pretend and the same for everyone, and yet kept out of logs.
#[derive(Clone, PartialEq, Eq)]
pub struct SandboxHint {
    /// The username.
    pub username: String,
    /// The password.
    pub password: String,
    /// What the authenticator app shows, where the account has one.
    pub code: Option<HintedCode>,
}

/// What an authenticator app shows, and whether it counts.
#[derive(Clone, PartialEq, Eq)]
pub enum HintedCode {
    /// These digits: they count now, and were not used yet.
    Counts(String),
    /// Only codes that were used; the next one comes within half a minute.
    ComesSoon,
}

/// The secret that the pretend API client was just given. Pretend and the same for everyone who looks, and yet kept out of logs.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSandboxSecret {
    /// The client ID.
    pub client_id: String,
    /// The secret.
    pub secret: String,
}

impl fmt::Debug for NewSandboxSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSandboxSecret(redacted)")
    }
}

impl fmt::Debug for SandboxHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SandboxHint(redacted)")
    }
}
