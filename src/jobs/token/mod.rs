pub(super) mod attempt;
pub(super) mod check;
pub(super) mod fetch;
pub(super) mod probe;
pub(super) mod sign_in;
pub(super) mod stored_secret;
