pub(crate) mod check;
pub(crate) mod fetch;
pub(crate) mod probe;
pub(crate) mod prompt;
pub(crate) mod state;

pub use state::*;
