//! The words of what a check of one profile found.

pub(in crate::ui) const DROPPED: &str = "The token was dropped, and the clipboard is as it was.";
