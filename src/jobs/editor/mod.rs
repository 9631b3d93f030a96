pub(super) mod save;
pub(super) mod test;
