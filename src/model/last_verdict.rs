//! What is remembered of the last sign-in with a saved credential. Why it failed is known only in the run that sent it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastVerdict {
    pub verdict: SecretVerdict,
    /// To the second.
    pub at: Timestamp,
    /// [`super::Profile::rev`] of the save that holds this credential.
    pub rev: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecretVerdict {
    Works,
    Rejected,
}
