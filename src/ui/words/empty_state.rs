//! The words of the window when no profile is shown.

pub(in crate::ui) const EMPTY: &str = "No profiles yet";
pub(in crate::ui) const EMPTY_MORE: &str = "A profile is a console address with an API client or a user account. It is kept in the system keyring, never in a file.";
pub(in crate::ui) const MISSING: &str = "Your profiles aren’t in this keyring";
pub(in crate::ui) const MISSING_NEXT: &str =
    "Read the keyring again once the right one is back, or create your profiles again.";
pub(in crate::ui) const READING: &str = "Reading the keyring…";
pub(in crate::ui) const STOPPED: &str = "Reading the keyring was cancelled";
pub(in crate::ui) const STOPPED_MORE: &str =
    "It is not known which profiles there are. Nothing was changed.";
/// Why profiles that were used here before may not be there.
pub(in crate::ui) fn missing(count: usize) -> String {
    let (profiles, they_were) = match count {
        1 => ("a profile".to_owned(), "it was"),
        count => (format!("{count} profiles"), "they were"),
    };
    format!(
        "Tokendesk has used {profiles} here before, and your keyring holds none now. The keyring may have been reset or recreated, another keyring may be the default, or {they_were} deleted, though not by this window."
    )
}
pub(in crate::ui) const CHOOSE: &str = "Choose a profile on the left.";
pub(in crate::ui) const UNREADABLE: &str = "This keyring item cannot be read as a profile";
pub(in crate::ui) const UNREADABLE_NEXT: &str =
    "It was left as it is. Open it with the version that wrote it, or delete it.";
pub(in crate::ui) const UNREADABLE_NO_ID: &str =
    "It was left as it is. It has no id, so look at it with the keyring’s own program.";
