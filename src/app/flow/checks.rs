//! Trying credentials: what is ordered, and what is reported.

use jiff::Timestamp;

use super::{JobId, MissingInput};
use crate::model::{CheckOutcome, Failure, Grant, KnownLogin, Profile, ProfileId, RotationOutcome};

/// The end of a check of a stored (or just typed) credential.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The job.
    pub job: JobId,
    /// The profile.
    pub id: ProfileId,
    /// The profile as the keyring has it, where it was read: rows follow it.
    pub stored: Option<Profile>,
    /// What the console said of the username, if it was asked; else [`KnownLogin::Unasked`].
    pub login: KnownLogin,
    /// How.
    pub result: CheckEnd,
}

/// How a check ended. The token that it obtained was dropped in the job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckEnd {
    /// The credential was tried; or it could not be, and the trial says why.
    Tried(CheckOutcome),
    /// Not begun: this is to be typed first. No password was sent.
    MissingInput(MissingInput),
    /// Stopped by the person.
    Cancelled,
}

/// Whether the stored secret is tried in a check of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryStored {
    /// Once, after the new one.
    Once,
    /// Not: it was refused just before, at this time. It is only compared with the new one.
    RefusedBefore {
        /// When.
        at: Timestamp,
    },
    /// Not: for a user account this was not asked for. It is only compared with the new one.
    NotAsked,
}

/// The end of a check of a reset.
#[derive(Clone, Debug)]
pub struct RotationChecked {
    /// The job.
    pub job: JobId,
    /// The profile.
    pub id: ProfileId,
    /// The profile as the keyring has it, where it was read: rows follow it.
    pub stored: Option<Profile>,
    /// What the console said of the username, if it was asked; else [`KnownLogin::Unasked`].
    pub login: KnownLogin,
    /// How.
    pub result: RotationEnd,
}

/// How a check of a reset ended.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum RotationEnd {
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
    Cancelled,
}
