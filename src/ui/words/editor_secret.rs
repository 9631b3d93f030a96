//! The words of the editor’s secret.

pub(in crate::ui) const STORED: &str = "stored, unchanged";
pub(in crate::ui) const STORED_STILL: &str = "stored until you save";
pub(in crate::ui) const SHOWN_ONCE: &str =
    "Shown once by the console: Administration › Integrations › API clients.";
pub(in crate::ui) const KEEP_SECRET: &str = "Leave it empty to keep the stored secret.";
pub(in crate::ui) const KEEP_PASSWORD: &str = "Leave it empty to keep the stored password.";
pub(in crate::ui) const ASKED_EACH_TIME: &str = "The card asks for it at each sign-in, and forgets it afterwards. Here it is for Test alone, and may stay empty.";
pub(in crate::ui) const NO_LONGER_KEPT: &str = "The card asks for it at each sign-in, and forgets it afterwards. Saving takes the stored one out of the keyring.";
pub(in crate::ui) const CODE_MORE: &str =
    "For Test: the code of an authenticator app is asked for first.";
