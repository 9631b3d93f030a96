pub(crate) mod clear_session;
pub(crate) mod close;
pub(crate) mod launch;
pub(crate) mod state;

pub use state::*;
