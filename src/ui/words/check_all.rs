//! The words of the check of many profiles.

pub(in crate::ui) const WHICH: &str = "Which profiles";
pub(in crate::ui) const LOCKING: &str = "A failed sign-in counts towards the locking of a user account. Accounts that need a code, or whose password is not kept, are left out all the same.";
pub(in crate::ui) const NOTHING_COPIED: &str = "Nothing is copied; tokens are dropped.";
pub(in crate::ui) const TICK_ONE: &str = "Tick at least one profile.";
pub(in crate::ui) const NONE_FOUND: &str =
    "None of these profiles is there any more. Choose others.";
pub(in crate::ui) const NO_PASSWORDS: &str = "Only user accounts are meant, and none can be tried: no password is kept, or a code is needed. Choose others.";
pub(in crate::ui) const BUSY: &str =
    "Everything that could be tried is signing in just now. Wait until that has ended.";
pub(in crate::ui) const USERS_ALONE: &str = "Only user accounts are meant. Include them first.";
pub(in crate::ui) const WHERE: &str = "Choosing where, then writing the table…";
