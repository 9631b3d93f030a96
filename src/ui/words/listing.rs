//! The words of the window when no profile is shown.

pub(in crate::ui) const EMPTY: &str = "No profiles yet";
pub(in crate::ui) const EMPTY_MORE: &str = "A profile is a console address with an API client or a user account. It is kept in the system keyring, never in a file.";
pub(in crate::ui) const READING: &str = "Reading the keyring…";
pub(in crate::ui) const STOPPED: &str = "Reading the keyring was cancelled";
pub(in crate::ui) const STOPPED_MORE: &str =
    "It is not known which profiles there are. Nothing was changed.";
pub(in crate::ui) const CHOOSE: &str = "Choose a profile on the left.";
pub(in crate::ui) const UNREADABLE: &str = "This keyring item cannot be read as a profile";
pub(in crate::ui) const UNREADABLE_NEXT: &str =
    "It was left as it is. Open it with the version that wrote it, or delete it.";
pub(in crate::ui) const UNREADABLE_NO_ID: &str =
    "It was left as it is. It has no id, so look at it with the keyring’s own program.";
