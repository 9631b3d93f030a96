mod checked;
pub(crate) mod run;
pub(crate) mod state;

pub use checked::{PassphraseError, PassphraseErrors};
pub use state::*;
