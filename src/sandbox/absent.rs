//! The sandbox of a build without the feature `sandbox`: there is none, and nothing listens. It has what the other rooms call, so
//! that none of them needs to know.

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;

use crate::model::{ConsoleUrl, PinAndTag, ProfileId, StoredProfile};

/// A running sandbox console: there is none.
pub enum SandboxConsole {}

impl SandboxConsole {
    /// Fails.
    pub fn start(_port: u16) -> io::Result<Self> {
        Err(absent())
    }

    /// See the other one.
    pub fn base_url(&self) -> String {
        match *self {}
    }

    /// See the other one.
    pub fn codes(&self) -> Vec<SandboxCode> {
        match *self {}
    }

    /// See the other one.
    pub fn reset_secret(&self) -> (&'static str, String) {
        match *self {}
    }
}

/// A user account of the sandbox console.
pub struct SandboxUser {
    /// The name it signs in with.
    pub username: &'static str,
    /// Its password.
    pub password: &'static str,
}

/// A two-factor code that was not used yet.
pub struct SandboxCode {
    /// Whose it is.
    pub user: &'static SandboxUser,
    /// Six digits.
    pub code: String,
    /// In how many seconds the console will accept it.
    pub counts_in_secs: u64,
}

/// None.
pub fn users() -> &'static [SandboxUser] {
    &[]
}

/// None.
pub fn sample_profiles(_console: &ConsoleUrl, _now: Timestamp) -> Vec<StoredProfile> {
    Vec::new()
}

/// None.
pub fn sample_marks(_samples: &[StoredProfile]) -> BTreeMap<ProfileId, PinAndTag> {
    BTreeMap::new()
}

/// Fails.
pub fn serve_console(_port: u16, _out: &mut dyn io::Write) -> io::Result<()> {
    Err(absent())
}

fn absent() -> io::Error {
    let why = "This build of Tokendesk has no sandbox: it was built without the feature `sandbox`";
    io::Error::new(io::ErrorKind::Unsupported, why)
}
