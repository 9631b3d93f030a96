//! The words of the note before a basic header is copied.

pub(in crate::ui) const READABLE: &str = "It holds the username and the password in readable form: whoever sees the header has the password, and tools keep headers in their histories.";
pub(in crate::ui) const DEPRECATED: &str = "CrashPlan calls this way deprecated. It is good for v1 resources and for v4 and later; of v3 for auth/jwt alone; an account with two-factor sign-in cannot use it at all. A token is good for all of them.";
pub(in crate::ui) const READING: &str = "Reading the keyring…";
pub(in crate::ui) const NO_PASSWORD: &str = "Enter the password.";
