pub(super) mod hints;
pub(super) mod reset_secret;
