pub(super) mod card;
pub(super) mod check_message;
pub(super) mod failure;
pub(super) mod live;
pub(super) mod parts;
pub(super) mod prompt_focus;
pub(super) mod sign_in_form;
