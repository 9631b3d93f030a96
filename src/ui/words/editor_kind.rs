//! The words of the choice between the kinds of account.

pub(in crate::ui) const API_CLIENT: &str =
    "Recommended: the secret can be reset; tokens live 15 minutes.";
pub(in crate::ui) const USER: &str =
    "For local accounts. Tokens live 30 minutes; not for single sign-on.";
