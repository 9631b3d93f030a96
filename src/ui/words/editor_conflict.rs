//! The words of an edit that met another one.

pub(in crate::ui) const CHANGED: &str = "Changed elsewhere meanwhile";
pub(in crate::ui) const CHANGED_MORE: &str = "The keyring holds a newer save than the one this edit began with. It was left as it is, and what you typed is kept.";
pub(in crate::ui) const SECRET_UNKNOWN: &str = "Whether the secret changed cannot be shown. With the field left empty, the one that is stored now stays.";
pub(in crate::ui) const PASSWORD_UNKNOWN: &str = "Whether the password changed cannot be shown. With the field left empty, the one that is stored now stays.";
pub(in crate::ui) const NO_SECRET: &str =
    "No secret of an API client is stored with it now: to keep yours, enter the secret.";
pub(in crate::ui) const NO_PASSWORD: &str =
    "No password is stored with it now: to keep yours, enter the password.";
pub(in crate::ui) const NOT_KEPT: &str =
    "Keeping yours removes the stored password from the keyring.";
pub(in crate::ui) const NO_DIFFERENCE: &str = "Name, console and account are as you typed them.";
pub(in crate::ui) const IN_KEYRING: &str = "in the keyring";
pub(in crate::ui) const ASKED_EACH_TIME: &str = "asked for at each sign-in";
pub(in crate::ui) const GONE: &str = "Deleted elsewhere meanwhile";
pub(in crate::ui) const GONE_MORE: &str = "The keyring no longer has this profile, or does not give it. Nothing was written, and what you typed is kept.";
pub(in crate::ui) const SOURCE_GONE: &str = "The profile to copy from is gone";
pub(in crate::ui) const SOURCE_GONE_MORE: &str = "The keyring no longer has it, or does not give it. Nothing was written, and what you typed is kept.";
pub(in crate::ui) const NEEDS_SECRET: &str =
    "The stored secret went with it: enter the secret to save a new profile.";
pub(in crate::ui) const NEEDS_PASSWORD: &str =
    "The stored password went with it: enter the password to save a new profile.";
