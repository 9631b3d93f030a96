pub(crate) mod check;
pub(crate) mod open;
pub(crate) mod preview;
pub(crate) mod run;
pub(crate) mod state;
mod vendor;

pub use state::*;
