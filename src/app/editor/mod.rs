pub(crate) mod discard;
pub(crate) mod fields;
pub(crate) mod open;
pub(crate) mod paste;
pub(crate) mod save;
pub(crate) mod state;
pub(crate) mod test;

pub use fields::{Checked, NameError, SecretError, check};
pub use paste::{cut_client_id, is_with_other_client_id};
pub use state::*;
