//! Opening on a profile from the command line, and closing the window.

use std::time::Duration;

use crate::model::{ClipboardFailure, Now};

/// After this long the user no longer expects a header on the clipboard.
pub const GET_WITHIN: Duration = Duration::from_mins(2);

/// `--profile` and `--get`.
///
/// | state | next |
/// |---|---|
/// | pending ([`crate::app::State::launch`]) | done once the list is complete; dropped by any action of the user; with `--get`, dropped after [`GET_WITHIN`] |
/// | the listing failed or was canceled | still pending: waits for the next listing |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Name (ignoring case) or id, as typed.
    pub name: String,
    /// Deadline for getting its token; `None`: only shows it.
    pub get_until: Option<Now>,
}

/// Closing while our copy is on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosePhase {
    Asking,
    Clearing,
    /// Couldn't clear: *Close anyway* or *Cancel*.
    Failed(ClipboardFailure),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Closing {
    #[default]
    No,
    /// *Discard* was pressed: doesn't ask about unsaved changes again.
    Discarding,
    /// Closes when the keyring writes are done.
    AfterWrites,
    Now,
}
