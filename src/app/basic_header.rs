//! The note before a header of basic authentication is copied: deprecated, so it is explained first and copied by a second click.

use super::flow::JobId;
use super::state::{Dialog, State};
use crate::model::{Failure, Now, Profile};

/// The open note.
#[derive(Clone, Debug)]
pub struct BasicHeaderNote {
    /// Whose header it is, as the note opened, or as the keyring was last found to have it.
    pub profile: Profile,
    /// How far it is.
    pub phase: BasicHeaderPhase,
    /// Whether the header was asked for while the password was missing: then its field says so.
    pub shows_error: bool,
}

/// The life of *Copy Basic header*.
///
/// | state | next |
/// |---|---|
/// | `Asking` | `Making` by *Copy Basic header* |
/// | `Making` | the note closes and the header is copied; `Failed`; `Asking`, if the password is to be typed after all |
/// | `Failed` | `Making` by *Copy Basic header* |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BasicHeaderPhase {
    /// The note stands.
    Asking,
    /// The password is being read.
    Making {
        /// The job.
        job: JobId,
        /// Since when.
        started: Now,
    },
    /// It was not to be had.
    Failed(Failure),
}

impl BasicHeaderNote {
    /// A note over this profile.
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            phase: BasicHeaderPhase::Asking,
            shows_error: false,
        }
    }

    /// Whether the password is to be typed: none is stored.
    pub fn wants_password(&self) -> bool {
        !self.profile.account.keeps_secret()
    }

    /// Whether the password is being read.
    pub fn is_making(&self) -> bool {
        matches!(self.phase, BasicHeaderPhase::Making { .. })
    }
}

impl State {
    /// The open note before a basic header is copied.
    pub fn basic_header_note(&self) -> Option<&BasicHeaderNote> {
        match &self.dialog {
            Some(Dialog::BasicHeader(note)) => Some(note),
            _ => None,
        }
    }
}
