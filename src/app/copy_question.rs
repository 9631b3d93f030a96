//! The question before a copy, for profiles whose tag asks.

use super::Action;
use crate::model::ProfileId;

/// The question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyQuestion {
    /// Whose token would be copied.
    pub id: ProfileId,
    /// What was asked for, and is done after *Copy header*.
    pub wanted: Action,
}
