pub(crate) mod check;
pub(crate) mod fetch;
pub(crate) mod login_kinds;
pub(crate) mod probe;
pub(crate) mod prompt;
pub(crate) mod state;

pub use login_kinds::LoginKinds;
pub use state::*;
