pub(super) mod basic_header;
pub(super) mod copy;
