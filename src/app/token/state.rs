//! The check of a profile's stored credential.

use jiff::Timestamp;

use crate::app::job::{JobId, MissingInput};
use crate::model::{
    CheckOutcome, ClipboardFailure, CopyId, Failure, Grant, Now, ProbeResult, TokenPhase,
};

/// The life of *Check secret* and *Check password*.
///
/// | state | next |
/// |---|---|
/// | none | `Running` by *Check secret* |
/// | `Running` | `Done`; what was before by *Cancel*; a prompt on the card, where something is to be typed first |
/// | `Done` | `Running` by *Check secret* |
/// | `Done` | another `Done` by what a sign-in or a check of a reset found since |
/// | any | none when the account changed, when another secret was saved, or when the profile was saved elsewhere, perhaps with another one (what runs then reads it) |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// It is under way.
    Running {
        job: JobId,
        /// What was known before.
        before: Option<Verified>,
    },
    /// It ended.
    Done {
        /// With what.
        verified: Verified,
        /// Whether the message about it was closed: head and list still say it.
        is_closed: bool,
    },
}

/// What a check found, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What.
    pub outcome: CheckOutcome,
    /// When it ended.
    pub at: Now,
}

impl Check {
    /// What is known by now.
    pub fn verified(&self) -> Option<&Verified> {
        match self {
            Self::Running { before, .. } => before.as_ref(),
            Self::Done { verified, .. } => Some(verified),
        }
    }

    /// The job, while it runs.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job, .. } => Some(*job),
            Self::Done { .. } => None,
        }
    }

    /// What is left when it is stopped. What was known before was told before: its message does not come back.
    pub(crate) fn before(self) -> Option<Self> {
        match self {
            Self::Running { before, .. } => before.map(|verified| Self::Done {
                verified,
                is_closed: true,
            }),
            Self::Done { .. } => Some(self),
        }
    }

    /// What is left when the profile was saved elsewhere, perhaps with another secret. A check under way reads the secret itself.
    pub(crate) fn without_verified(mut self) -> Option<Self> {
        match &mut self {
            Self::Running { before, .. } => *before = None,
            Self::Done { .. } => return None,
        }
        Some(self)
    }
}

/// The life of what is typed for a sign-in. What stands in the fields is in [`crate::app::Drafts::sign_ins`].
///
/// | state | next |
/// |---|---|
/// | none | a prompt by *Get token*, *Renew*, *Check password* or *Use a two-factor code*, where something is to be typed |
/// | a prompt | none by *Cancel*, or by the sign-in that it was for |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Counts the prompts of this run: tells a freshly opened one (which takes the focus) from the one before.
    pub serial: u64,
    /// What is to be typed.
    pub missing: MissingInput,
    /// What the sign-in is for.
    pub purpose: Purpose,
    /// What a sign-in was asked for with while a field of it was wrong: those fields show their errors then.
    pub tried: Option<MissingInput>,
}

/// What a sign-in is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// *Get token*: the header is copied afterwards.
    CopyHeader,
    /// *Renew*: nothing is copied.
    Renew,
    /// *Check password*: the token is dropped.
    Check,
}

/// The life of *Is this a console?*
///
/// | state | next |
/// |---|---|
/// | none | `Asking` by *Is this a console?* |
/// | `Asking` | `Answered`; none by *Cancel* |
/// | any | none by the next sign-in |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleProbe {
    /// The question is on its way.
    Asking { job: JobId },
    /// What is known now.
    Answered(ProbeResult),
}

/// A sign-in under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub job: JobId,
    /// The last copy before the click, if the header is to be copied; `None` for a renewal.
    pub copy_after: Option<LastCopy>,
}

/// The last copy of this run, at the moment of a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastCopy(pub Option<CopyId>);

/// How a sign-in or a token ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastOutcome {
    /// The token's time was over.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// The sign-in failed.
    Failed(Failure),
    /// The person stopped the sign-in.
    Canceled,
}

/// Why a header was not copied by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopySkipped {
    /// Another profile was selected meanwhile.
    SelectionMoved,
    /// Something else was copied meanwhile.
    OtherCopy,
    /// The token ends within seconds.
    ExpiresTooSoon,
    /// Its tag asks before a copy, and that was not known when it was asked for.
    TagAsks,
    /// The clipboard could not be reached.
    Clipboard(ClipboardFailure),
}

/// What the token card shows.
#[derive(Clone, Copy, Debug)]
pub enum Card<'a> {
    /// Nothing happened yet, or the sign-in was canceled.
    NoToken,
    /// Something is to be typed before the sign-in.
    Prompt(&'a Prompt),
    /// A first sign-in is under way.
    Fetching(&'a Attempt),
    /// A token. A renewal may be under way, or may have failed.
    Token {
        /// It.
        grant: &'a Grant,
        /// Its life; never `Expired`.
        phase: TokenPhase,
        /// The renewal under way.
        renewing: Option<&'a Attempt>,
        /// Why the renewal failed.
        renewal_failed: Option<&'a Failure>,
        /// Why it was not copied by itself.
        copy_skipped: Option<CopySkipped>,
    },
    /// The token ended.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// The sign-in failed.
    Failed(&'a Failure),
}

impl ConsoleProbe {
    /// The job, while it runs.
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Asking { job } => Some(*job),
            Self::Answered(_) => None,
        }
    }
}
