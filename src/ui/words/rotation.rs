//! The words of the check of a reset.

pub(in crate::ui) const COUNTS: &str = "If it is no longer right, that is one more failed sign-in, which counts towards the locking of the account.";
