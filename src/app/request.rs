//! *Try a request*, of one profile.

use std::sync::Arc;

use super::flow::JobId;
use crate::model::failure::Stage;
use crate::model::{AnswerText, Failure, Now, SecretDraft};

/// What stands in the tab of one profile, besides what is typed ([`RequestDraft`]).
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What it is sent with.
    pub way: RequestWay,
    /// How far it is.
    pub phase: RequestPhase,
    /// How an answer is shown.
    pub shown_as: ShownAs,
    /// Whether its headers are shown.
    pub shows_headers: bool,
    /// Whether it was to be sent while a field was missing or wrong: then the fields say so.
    pub shows_errors: bool,
}

/// What is typed for it.
#[derive(Debug, Default)]
pub struct RequestDraft {
    /// *Path*: an example, or one's own. Perhaps with [`crate::model::examples::ORGANIZATION`] in it.
    pub path: String,
    /// *Organization ID*, where the path wants one.
    pub organization: String,
    /// *Password*, for the basic way of a profile whose password is not stored. Wiped when the request ended.
    pub password: SecretDraft,
    /// *Search the answer*.
    pub search: String,
}

/// What a request is sent with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestWay {
    /// The live token.
    #[default]
    Token,
    /// Username and password, which is deprecated. For user accounts.
    Basic,
}

/// How an answer is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownAs {
    /// Its JSON laid out, where it is JSON.
    #[default]
    Pretty,
    /// As it came.
    Raw,
}

/// The life of a request.
///
/// | state | next |
/// |---|---|
/// | `Idle` | `Sending` by *Send* |
/// | `Sending` | `Answered`; `Failed`; `Idle` by *Cancel the request*, or where the password is to be typed after all |
/// | `Answered`, `Failed` | `Sending` by *Send* |
#[derive(Clone, Debug, Default)]
pub enum RequestPhase {
    /// Nothing was sent, or what was sent was stopped.
    #[default]
    Idle,
    /// It is under way.
    Sending {
        /// The job.
        job: JobId,
        /// Since when.
        started: Now,
        /// How far it is.
        stage: Stage,
    },
    /// An answer came, whatever its status.
    Answered(Arc<AnswerText>),
    /// None came.
    Failed(Failure),
}

impl Request {
    /// The job, while it runs.
    pub fn job(&self) -> Option<JobId> {
        match self.phase {
            RequestPhase::Sending { job, .. } => Some(job),
            _ => None,
        }
    }
}

impl RequestDraft {
    /// The path with the organization's ID in its place, percent-encoded as one part of a path.
    pub fn filled_path(&self) -> String {
        self.path.clone()
    }
}
