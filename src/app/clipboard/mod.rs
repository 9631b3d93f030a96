pub(crate) mod basic_header;
pub(crate) mod confirm;
pub(crate) mod copy;
pub(crate) mod paste_target;
pub(crate) mod secret_detection;
pub(crate) mod state;

pub use state::*;
