//! Outcomes of jobs that are more than a `Result`.

use std::fmt;
use std::sync::Arc;

use super::inputs::MissingInput;
use crate::model::{
    CheckOutcome, ClipText, ExportFailure, Failure, FailureText, FileFailure, Grant, ImportList,
    ImportOrigin, ResponseText, RotationOutcome, SealedFile,
};

/// What came of a sign-in, including reading the secret.
#[derive(Clone, Debug)]
pub enum AttemptOutcome {
    Granted(Grant),
    Failed(Failure),
    /// Not started: this must be typed first. No password was sent.
    MissingInput(MissingInput),
    Canceled,
}

/// What came of checking a credential. The job drops the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckCredentialOutcome {
    /// The sign-in was made, or failed as [`CheckOutcome::Untested`] says.
    Tried(CheckOutcome),
    /// Not started: this must be typed first. No password was sent.
    MissingInput(MissingInput),
    Canceled,
}

#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum CheckRotationOutcome {
    Checked {
        outcome: RotationOutcome,
        /// The new secret's token, if the secret was accepted and differs from the stored one.
        grant: Option<Grant>,
    },
    /// Nothing was sent: the profile is gone or changed, or its account can't sign in with a password.
    Failed(Failure),
    /// Not started: a two-factor code must be typed first. No password was sent.
    CodeRequired,
    /// Canceled before anything was found. The console may count what was sent.
    Canceled,
}

#[derive(Clone, Debug)]
pub enum SendRequestOutcome {
    /// Whatever its status.
    Response(Arc<ResponseText>),
    Failed(Failure),
    /// Not sent: the password is no longer saved and must be typed.
    PasswordRequired,
    /// The console may have carried it out.
    Canceled,
}

#[derive(Clone, Debug)]
pub enum MakeBasicHeaderOutcome {
    Made(ClipText),
    Failed(Failure),
    /// The password is no longer saved and must be typed.
    PasswordRequired,
    Canceled,
}

/// What came of reading profiles.
#[derive(Clone, Debug)]
pub enum ReadImportOutcome {
    Read {
        list: ImportList,
        origin: ImportOrigin,
    },
    /// A key is needed first.
    Sealed(SealedFile),
    /// The file dialog was closed, or the job canceled.
    NotChosen,
    Failed(FailureText),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveFileOutcome {
    Saved {
        /// For display.
        path: String,
    },
    /// The file dialog was closed.
    NotChosen,
    Failed(FileFailure),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportOutcome {
    Saved {
        /// For display.
        path: String,
    },
    /// The file dialog was closed, or the job canceled: nothing was written.
    NotSaved,
    Failed(ExportFailure),
}

/// What the owner of a sandbox account knows. Demo data, but kept out of logs.
#[derive(Clone, PartialEq, Eq)]
pub struct SandboxHint {
    pub username: String,
    pub password: String,
    /// Only for accounts with two-factor.
    pub code: Option<HintedCode>,
}

#[derive(Clone, PartialEq, Eq)]
pub enum HintedCode {
    /// Valid and not used yet.
    Counts(String),
    /// Every valid code was used; the next one comes within 30 s.
    ComesSoon,
}

/// The new secret of the sandbox's API client. Demo data, but kept out of logs.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSandboxSecret {
    pub client_id: String,
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
