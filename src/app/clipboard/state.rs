//! What was copied, what is being copied, and the note about Basic headers.

use std::collections::BTreeSet;

use crate::app::job::JobId;
use crate::model::{CopyFormat, CopyId, Failure, Now, Profile, ProfileId};

/// The note that explains a Basic header before it is copied.
#[derive(Clone, Debug)]
pub struct BasicHeaderNote {
    /// As it was when the note opened, or as last read from the keyring.
    pub profile: Profile,
    pub phase: BasicHeaderPhase,
    /// *Copy Basic header* was pressed without a password: the field shows its error.
    pub shows_error: bool,
}

/// *Copy Basic header*.
///
/// | state | next |
/// |---|---|
/// | `Asking` | `Making` by *Copy Basic header* |
/// | `Making` | the note closes and the header is copied; `Failed`; `Asking`, if the password must be typed |
/// | `Failed` | `Making` by *Copy Basic header* |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BasicHeaderPhase {
    Asking,
    Making { job: JobId },
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
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            phase: BasicHeaderPhase::Asking,
            shows_error: false,
        }
    }

    /// Whether the password must be typed because none is saved.
    pub fn wants_password(&self) -> bool {
        !self.profile.account.stores_secret()
    }

    pub fn is_making(&self) -> bool {
        matches!(self.phase, BasicHeaderPhase::Making { .. })
    }
}

/// Our copy on the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedItem {
    pub copy_id: CopyId,
    /// The profile's name; empty for text of the window.
    pub name: String,
    /// The profile as it was when copied: outlives the row.
    pub profile: Option<Box<Profile>>,
    /// The profile whose token is in it.
    pub of: Option<ProfileId>,
    /// The profile whose activity records the clear.
    pub recorded_for: Option<ProfileId>,
    /// Its profile has a newer token.
    pub is_earlier: bool,
    /// "header", "token", "selected text", "Basic header".
    pub noun: &'static str,
    /// Of a header or a token; `None` for anything else.
    pub format: Option<CopyFormat>,
    pub clear_at: ClearAt,
    pub is_clearing: bool,
    /// The clear is a part of *Clear session*, which says so itself.
    pub clears_with_session: bool,
}

/// When our copy is cleared, unless *Clear now* or closing the window comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearAt {
    /// After the delay, or when the token expires if that is sooner.
    At(Now),
    /// Only when the token expires: no delay is set.
    WithToken(Now),
}

impl ClearAt {
    pub const fn due(self) -> Now {
        match self {
            Self::At(at) | Self::WithToken(at) => at,
        }
    }
}

/// A copy in progress.
#[derive(Clone, Debug)]
pub struct PendingCopy {
    pub(crate) copy_id: CopyId,
    /// The profile whose token is in it.
    pub(crate) of: Option<ProfileId>,
    /// `None` for text without a secret: it stays on the clipboard.
    pub(crate) source: Option<CopySource>,
    /// "header", "client ID".
    pub(crate) noun: &'static str,
    /// The profile whose activity records it.
    pub(crate) recorded_for: Option<ProfileId>,
    /// The clipboard is cleared at this time at the latest.
    pub(crate) expires_at: Option<Now>,
    /// Cleared as soon as it is on the clipboard.
    pub(crate) is_revoked: bool,
}

impl PendingCopy {
    pub(crate) fn new(copy_id: CopyId, noun: &'static str) -> Self {
        Self {
            copy_id,
            of: None,
            source: None,
            noun,
            recorded_for: None,
            expires_at: None,
            is_revoked: false,
        }
    }
}

/// Where a copied secret comes from, for the banner. By default, from text of the window.
#[derive(Clone, Debug, Default)]
pub(crate) struct CopySource {
    pub(crate) name: String,
    pub(crate) profile: Option<Box<Profile>>,
    /// Of a header or a token.
    pub(crate) format: Option<CopyFormat>,
}

impl CopySource {
    /// From this profile, under its current name.
    pub(crate) fn of(profile: Profile) -> Self {
        Self {
            name: profile.name.to_string(),
            profile: Some(Box::new(profile)),
            format: None,
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct CopyLog {
    pub(crate) last: Option<CopyId>,
    /// Profiles whose copy was confirmed, for the sign-in it was about.
    pub(crate) consents: BTreeSet<ProfileId>,
}

impl CopyLog {
    pub(crate) fn next_id(&mut self) -> CopyId {
        let next = CopyId(self.last.map_or(1, |CopyId(last)| last + 1));
        self.last = Some(next);
        next
    }
}
