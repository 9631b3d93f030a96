//! The words of the two-factor code in the check of a reset.

pub(in crate::ui) const NEEDED: &str = "Two-factor code needed";
pub(in crate::ui) const CODE_SPENT: &str =
    "A code is good for one sign-in, so the stored password is not tried along with it.";
pub(in crate::ui) const FIELD: &str = "reset check code";
