pub(crate) mod check;
pub(crate) mod replace;
pub(crate) mod result;
pub(crate) mod state;

pub use state::*;
