//! The words of the form on the card.

pub(in crate::ui) const NO_PASSWORD: &str = "Enter the password.";
pub(in crate::ui) const SPACE_AT_ENDS: &str =
    "There is white space at an end of the password. It will be sent as it is.";
pub(in crate::ui) const WITHOUT_CODE_MORE: &str = "For an account without two-factor sign-in: a console asks for a code also where it does not know the username.";
