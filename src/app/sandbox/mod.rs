pub(crate) mod hints;
pub(crate) mod secret;
pub(crate) mod state;

pub use state::*;
