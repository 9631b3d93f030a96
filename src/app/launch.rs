//! What the command line asked for.

/// A profile to show, once the list is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Its name, as it was typed; case does not count.
    pub name: String,
    /// Whether its token is to be fetched and its header copied.
    pub gets_token: bool,
}
