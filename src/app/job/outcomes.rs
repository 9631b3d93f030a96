//! How jobs end, where that is more than a `Result`.

use std::fmt;
use std::sync::Arc;

use super::inputs::MissingInput;
use crate::model::{
    CheckOutcome, ClipText, Failure, FileFailure, Grant, ResponseText, RotationOutcome,
};

/// How an attempt to sign in ended, the reading of the secret included.
#[derive(Clone, Debug)]
pub enum AttemptOutcome {
    /// With a token.
    Granted(Grant),
    /// Without one.
    Failed(Failure),
    /// Not begun: this is to be typed first. No password was sent.
    MissingInput(MissingInput),
    /// Stopped by the person.
    Canceled,
}

/// How a check ended. The token that it obtained was dropped in the job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckCredentialOutcome {
    /// The credential was tried; or it could not be, and the trial says why.
    Tried(CheckOutcome),
    /// Not begun: this is to be typed first. No password was sent.
    MissingInput(MissingInput),
    /// Stopped by the person.
    Canceled,
}

/// How a check of a reset ended.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum CheckRotationOutcome {
    /// What was found, and the token that the new secret obtained.
    Checked {
        /// What was found.
        outcome: RotationOutcome,
        /// The token of the new secret, if that was accepted and differs from the stored one.
        grant: Option<Grant>,
    },
    /// Nothing was sent: the profile is gone or changed elsewhere, or its account cannot sign in with a password.
    Failed(Failure),
    /// Not begun: a two-factor code is to be typed first. No password was sent.
    CodeRequired,
    /// Stopped by the person before anything was found. What was sent may have been counted by the console.
    Canceled,
}

/// How a request ended.
#[derive(Clone, Debug)]
pub enum SendRequestOutcome {
    /// With an answer, whatever its status.
    Response(Arc<ResponseText>),
    /// Without one.
    Failed(Failure),
    /// Not sent: the password is no longer stored, and is to be typed.
    PasswordRequired,
    /// Stopped by the person. If it was on its way, the console may have carried it out.
    Canceled,
}

/// How the making of a basic header ended.
#[derive(Clone, Debug)]
pub enum MakeBasicHeaderOutcome {
    /// The header line.
    Made(ClipText),
    /// None: the password was not to be had.
    Failed(Failure),
    /// None: the password is no longer stored, and is to be typed.
    PasswordRequired,
    /// Stopped by the person.
    Canceled,
}

/// The end of saving a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveTableOutcome {
    /// It is in this file.
    Saved {
        /// The path, as a person reads it.
        path: String,
    },
    /// The person chose no file.
    NotChosen,
    /// It could not be written.
    Failed(FileFailure),
}

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
