pub(crate) mod send;
pub(crate) mod state;

pub use state::*;
