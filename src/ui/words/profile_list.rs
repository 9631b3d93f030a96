//! The words of profile list.

pub(in crate::ui) const NOTHING_FOUND: &str = "No profile matches.";
pub(in crate::ui) const NOTHING_FOUND_MORE: &str =
    "The search looks at names, consoles, client IDs, usernames and tags. Esc clears it.";
pub(in crate::ui) const READING: &str = "Reading the keyring…";
