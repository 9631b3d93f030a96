//! What the command line asked for.
//!
//! | state | next |
//! |---|---|
//! | wanted ([`super::State::launch`]) | none once the list is whole: shown, or told why not; none by anything that the person asks for meanwhile |
//! | the reading failed or was stopped | wanted: it waits for the next reading |

use super::Action;
use crate::model::Profile;

/// A profile to show, once the list is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// Its name, as it was typed; case does not count. Or its id.
    pub name: String,
    /// Whether its token is to be fetched and its header copied.
    pub gets_token: bool,
}

impl Launch {
    /// Whether this is the id of the profile.
    pub(super) fn is_id_of(&self, profile: &Profile) -> bool {
        self.wanted() == profile.id.to_string()
    }

    /// Whether the profile has this name.
    pub(super) fn names(&self, profile: &Profile) -> bool {
        self.wanted() == profile.name.folded()
    }

    fn wanted(&self) -> String {
        self.name.trim().to_lowercase()
    }

    /// Whether it goes on after this. Everything that a person asks for ends it, so that nothing is copied by surprise; but not the
    /// reading that it waits for, nor what happens by itself.
    pub(super) fn survives(action: Action) -> bool {
        matches!(
            action,
            Action::Reload
                | Action::CancelListing
                | Action::FocusLost
                | Action::DismissNotice
                | Action::Hide
        )
    }
}
