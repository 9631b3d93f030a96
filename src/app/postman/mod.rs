pub(crate) mod save;
pub(crate) mod state;

pub use state::*;
