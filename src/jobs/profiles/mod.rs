pub(super) mod delete;
pub(super) mod list;
pub(super) mod read_if_unchanged;
