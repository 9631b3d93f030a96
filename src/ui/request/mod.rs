pub(super) mod path;
pub(super) mod response;
pub(super) mod tab;
