//! *Try a request*: what is ordered, and what is reported. And tables that are saved.

use std::sync::Arc;

use super::JobId;
use crate::model::{
    AnswerText, BasicPath, Failure, FileFailure, Profile, ProfileId, ResourcePath, Secret, Token,
};

/// What a request is sent with: each way has the paths that it may go to.
#[derive(Clone, Debug)]
pub enum RequestWith {
    /// The profile's live token.
    Token {
        /// The resource.
        path: ResourcePath,
        /// The token.
        token: Token,
    },
    /// Username and password, which is deprecated. To the console it is a sign-in.
    Basic {
        /// The resource.
        path: BasicPath,
        /// The password, if it was typed; else the stored one is read.
        password: Option<Secret>,
    },
}

/// The end of a request.
#[derive(Clone, Debug)]
pub struct RequestEnded {
    /// The job.
    pub job: JobId,
    /// The profile.
    pub id: ProfileId,
    /// The profile as the keyring has it, where it was read: rows follow it.
    pub stored: Option<Profile>,
    /// How.
    pub result: RequestEnd,
}

/// How a request ended.
#[derive(Clone, Debug)]
pub enum RequestEnd {
    /// With an answer, whatever its status.
    Answered(Arc<AnswerText>),
    /// Without one.
    Failed(Failure),
    /// Not sent: the password is no longer stored, and is to be typed.
    PasswordRequired,
    /// Stopped by the person. If it was on its way, the console may have carried it out.
    Cancelled,
}

/// The end of saving a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveEnd {
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
