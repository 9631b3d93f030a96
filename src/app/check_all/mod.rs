pub(crate) mod results;
pub(crate) mod run;
pub(crate) mod state;
pub(crate) mod table;

pub use state::*;
