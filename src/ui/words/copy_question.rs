//! The words of copy question.

pub(in crate::ui) const CURL: &str = "curl command";
