//! The note before a header of basic authentication is copied: deprecated, so it is explained first and copied by a second click.

use std::collections::BTreeSet;

use crate::app::job::JobId;
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
    Making { job: JobId },
    /// It was not to be had.
    Failed(Failure),
}

impl BasicHeaderPhase {
    pub(crate) fn job(&self) -> Option<JobId> {
        match self {
            Self::Making { job } => Some(*job),
            Self::Asking | Self::Failed(_) => None,
        }
    }
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
        !self.profile.account.stores_secret()
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
    /// The profile in whose activity its clearing is recorded.
    pub recorded_for: Option<ProfileId>,
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

/// A copy on its way.
#[derive(Clone, Debug)]
pub struct PendingCopy {
    pub(crate) copy_id: CopyId,
    /// The profile whose token it is.
    pub(crate) of: Option<ProfileId>,
    /// What is cleared later, and what it is called; `None` for a text that is no secret and stays.
    pub(crate) source: Option<CopySource>,
    /// In whose activity it is recorded, and as what.
    pub(crate) recorded_as: Option<(ProfileId, &'static str)>,
    /// The token's expiry: the clipboard is cleared no later.
    pub(crate) expires_at: Option<Now>,
    /// Cleared as soon as it is there: it was revoked while on its way.
    pub(crate) is_revoked: bool,
}

impl PendingCopy {
    pub(crate) fn new(copy_id: CopyId) -> Self {
        Self {
            copy_id,
            of: None,
            source: None,
            recorded_as: None,
            expires_at: None,
            is_revoked: false,
        }
    }
}

/// Where a copied secret comes from, as the strip names it.
#[derive(Clone, Debug)]
pub(crate) struct CopySource {
    pub(crate) name: String,
    pub(crate) profile: Option<Box<Profile>>,
    pub(crate) noun: &'static str,
}

impl CopySource {
    /// Something of this profile, under its name at this moment.
    pub(crate) fn of(profile: Profile, noun: &'static str) -> Self {
        Self {
            name: profile.name.to_string(),
            profile: Some(Box::new(profile)),
            noun,
        }
    }

    /// A part of a secret that was selected.
    pub(crate) fn selected_text() -> Self {
        Self {
            name: "Selected text".to_owned(),
            profile: None,
            noun: "secret",
        }
    }
}

/// The copies of this run.
#[derive(Debug, Default)]
pub(crate) struct CopyLog {
    /// The newest one.
    pub(crate) last: Option<CopyId>,
    /// Profiles whose question before a copy was answered with yes, for the sign-in that it was about.
    pub(crate) consents: BTreeSet<ProfileId>,
}

impl CopyLog {
    pub(crate) fn next_id(&mut self) -> CopyId {
        let next = CopyId(self.last.map_or(1, |CopyId(last)| last + 1));
        self.last = Some(next);
        next
    }
}
