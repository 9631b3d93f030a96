//! The words of the head of a profile.

pub(in crate::ui) const KEPT: &str = "in the system keyring";
pub(in crate::ui) const ASKED_FOR: &str = "asked for at each sign-in";
pub(in crate::ui) const KEPT_IN_MEMORY: &str = "in memory, for this run";
