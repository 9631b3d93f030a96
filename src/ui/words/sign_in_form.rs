//! The words of the form on the card.

pub(in crate::ui) const NO_PASSWORD: &str = "Enter the password.";
pub(in crate::ui) const WITHOUT_CODE_MORE: &str = "For an account without two-factor sign-in: a console asks for a code also where it does not know the username.";
