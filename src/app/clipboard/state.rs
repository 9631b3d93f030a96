//! The note before a header of basic authentication is copied: deprecated, so it is explained first and copied by a second click.

use crate::app::Action;
use crate::app::flow::JobId;
use crate::model::{CopyId, Failure, Now, Profile, ProfileId};

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

/// What we put onto the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedItem {
    /// Which copy.
    pub copy_id: CopyId,
    /// Whose it is, or "Selected text".
    pub name: String,
    /// The profile whose it is, as it was when it was copied: it outlives the row.
    pub profile: Option<Box<Profile>>,
    /// The profile whose token it is.
    pub of: Option<ProfileId>,
    /// Whether its profile has a newer token by now.
    pub is_earlier: bool,
    /// What it is: "header", "token", "secret", "Basic header".
    pub noun: &'static str,
    /// When it is cleared.
    pub clear_at: ClearAt,
    /// Whether the order to clear it is on its way.
    pub is_clearing: bool,
}

/// When what we put onto the clipboard is cleared. *Clear now* and the window's close come before any of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearAt {
    /// At this time: after the delay, or at the token's end if that is sooner.
    At(Now),
    /// At the token's end alone: the person wants no delay.
    WithToken(Now),
}

impl ClearAt {
    /// When it is due.
    pub const fn due(self) -> Now {
        match self {
            Self::At(at) | Self::WithToken(at) => at,
        }
    }
}

/// The question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyQuestion {
    /// Whose token would be copied.
    pub id: ProfileId,
    /// What was asked for, and is done after *Copy header*.
    pub wanted: Action,
}
