pub(super) mod basic_header;
pub(super) mod confirm;
pub(super) mod paste_target;
