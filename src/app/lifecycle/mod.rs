pub(crate) mod close;
pub(crate) mod launch;
pub(crate) mod state;

pub use state::*;
