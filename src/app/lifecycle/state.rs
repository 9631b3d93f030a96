//! What the command line asked for.
//!
//! | state | next |
//! |---|---|
//! | wanted ([`crate::app::State::launch`]) | none once the list is whole: shown, or told why not; none by anything that the person asks for meanwhile; `--get`: none after [`GET_WITHIN`] |
//! | the reading failed or was stopped | wanted: it waits for the next reading |

use std::time::Duration;

use crate::model::{ClipboardFailure, Now, Profile};

/// After so long the person is no longer waiting: a header that replaced the clipboard then would come as a surprise.
pub const GET_WITHIN: Duration = Duration::from_mins(2);

/// A profile to show, once the list is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Its name, as it was typed; case does not count. Or its id.
    pub name: String,
    /// Until when its token may be fetched and its header copied; `None` where it is only to be shown.
    pub get_until: Option<Now>,
}

impl Launch {
    /// Whether this is the id of the profile.
    pub(crate) fn is_id_of(&self, profile: &Profile) -> bool {
        self.folded() == profile.id.to_string()
    }

    /// Whether the profile has this name.
    pub(crate) fn names(&self, profile: &Profile) -> bool {
        self.folded() == profile.name.folded()
    }

    fn folded(&self) -> String {
        self.name.trim().to_lowercase()
    }
}

/// The life of a close while something of ours is on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosePhase {
    /// The question stands.
    Asking,
    /// The clipboard is being cleared.
    Clearing,
    /// It could not be cleared: *Close anyway* or *Cancel*.
    Failed(ClipboardFailure),
}

/// How far the closing of the window is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Closing {
    #[default]
    No,
    /// *Discard* was answered: unsaved changes are not asked about again.
    Discarding,
    /// The window closes when the keyring is written.
    AfterWrites,
    Now,
}
