pub(crate) mod basic_header;
pub(crate) mod confirm;
pub(crate) mod copy;
pub(crate) mod selected_text;
pub(crate) mod state;

pub use state::*;
