//! The words of the two-factor code in the editor.

pub(in crate::ui) const NEEDED: &str = "Two-factor code needed";
pub(in crate::ui) const OFFERED: &str = "With a two-factor code";
pub(in crate::ui) const OR_UNKNOWN: &str =
    "The console says the same of a username that it does not know.";
