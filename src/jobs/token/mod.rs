pub(crate) mod check;
pub(crate) mod fetch;
mod sign_in;
mod stored_secret;
mod stored_sign_in;

pub(crate) use sign_in::SignIn;
pub(crate) use stored_secret::{SecretUnavailable, stored_secret};
