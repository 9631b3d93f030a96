pub(crate) mod state;
pub(crate) mod update;
pub(crate) mod usage;

pub use state::*;
