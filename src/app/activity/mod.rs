pub(crate) mod state;
pub(crate) mod update;

pub use state::*;
