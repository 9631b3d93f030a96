//! The words of *Compare the methods*, after the vendor’s article.

pub(in crate::ui) const LIFETIME: &str = "Token lives";
pub(in crate::ui) const ACCEPTED: &str = "Accepted for";
