pub(crate) mod basic_header;
pub(crate) mod copy;
