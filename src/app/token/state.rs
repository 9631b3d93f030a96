//! Per profile: its check, prompt, probe and sign-in, and what its token card shows.

use jiff::Timestamp;

use crate::app::job::{JobId, MissingInput};
use crate::model::{
    CheckOutcome, ClipboardFailure, ConnectionCheck, CopyId, Failure, Grant, Now, TokenPhase,
};

/// *Check secret* and *Check password*.
///
/// | state | next |
/// |---|---|
/// | none | `Running` by *Check secret* |
/// | `Running` | `Done`; what was before by *Cancel*; a prompt on the card, if something must be typed first |
/// | `Done` | `Running` by *Check secret* |
/// | `Done` | another `Done` by a newer sign-in or rotation check |
/// | any | none when the account changed, another secret was saved, or the profile was saved elsewhere, perhaps with another secret (a running check reads that one) |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    Running {
        job: JobId,
        before: Option<Verified>,
    },
    Done {
        verified: Verified,
        /// The result was closed on the card; head and list still show it.
        is_closed: bool,
    },
}

/// A check's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub outcome: CheckOutcome,
    pub at: Now,
}

impl Check {
    /// The newest known result.
    pub fn verified(&self) -> Option<&Verified> {
        match self {
            Self::Running { before, .. } => before.as_ref(),
            Self::Done { verified, .. } => Some(verified),
        }
    }

    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Running { job, .. } => Some(*job),
            Self::Done { .. } => None,
        }
    }

    /// After a cancel. The earlier result was seen before, so its message stays closed.
    pub(crate) fn before(self) -> Option<Self> {
        match self {
            Self::Running { before, .. } => before.map(|verified| Self::Done {
                verified,
                is_closed: true,
            }),
            Self::Done { .. } => Some(self),
        }
    }

    /// After the profile was saved elsewhere, perhaps with another secret. A running check reads the secret itself.
    pub(crate) fn without_verified(mut self) -> Option<Self> {
        match &mut self {
            Self::Running { before, .. } => *before = None,
            Self::Done { .. } => return None,
        }
        Some(self)
    }
}

/// What a sign-in still needs. The typed text is in [`crate::app::Drafts::sign_ins`].
///
/// | state | next |
/// |---|---|
/// | none | a prompt by *Get token*, *Renew*, *Check password* or *Use a two-factor code*, if something must be typed |
/// | a prompt | none by *Cancel*, or by the sign-in that it was for |
/// | none | a prompt again, when a password that isn't saved was refused |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Counts the prompts of this run: a new one takes the focus.
    pub serial: u64,
    pub missing: MissingInput,
    pub purpose: Purpose,
    /// The fields of an attempt that was invalid: they show their errors.
    pub tried: Option<MissingInput>,
    /// Opened by the refusal of what was typed before: the form says so.
    pub is_retry: bool,
}

/// What a prompted sign-in is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// *Get token*: then copies the header.
    CopyHeader,
    /// *Renew*: copies nothing.
    Renew,
    /// *Check password*: keeps the token, copies nothing.
    Check,
}

/// *Check address*
///
/// | state | next |
/// |---|---|
/// | none | `Asking` by *Check address* |
/// | `Asking` | `Answered`; none by *Stop checking* |
/// | `Answered` | none by *Close* |
/// | any | none by the next sign-in |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleProbe {
    Asking { job: JobId },
    Answered(ConnectionCheck),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub job: JobId,
    /// The last copy before the click, if the header is to be copied; `None` for a renewal.
    pub copy_after: Option<LastCopy>,
}

impl Attempt {
    pub(crate) fn purpose(&self) -> Purpose {
        match self.copy_after {
            Some(_) => Purpose::CopyHeader,
            None => Purpose::Renew,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastCopy(pub Option<CopyId>);

/// How the last sign-in or token ended, unless with a live token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastOutcome {
    Expired { at: Timestamp },
    Failed(Failure),
    Canceled,
}

/// Why a new header wasn't copied automatically.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopySkipped {
    SelectionMoved,
    OtherCopy,
    /// The token expires within seconds.
    ExpiresTooSoon,
    /// Its tag requires confirmation, but didn't at the click.
    TagAsks,
    /// The first copy asks for the format, but another dialog was open.
    NoFormat,
    Clipboard(ClipboardFailure),
}

#[derive(Clone, Copy, Debug)]
pub enum Card<'a> {
    NoToken,
    Prompt(&'a Prompt),
    /// A sign-in without a live token.
    Fetching(&'a Attempt),
    /// A renewal may be running, or may have failed.
    Token {
        grant: &'a Grant,
        /// Never `Expired`.
        phase: TokenPhase,
        renewing: Option<&'a Attempt>,
        renewal_failed: Option<&'a Failure>,
        copy_skipped: Option<CopySkipped>,
    },
    Expired {
        at: Timestamp,
    },
    Failed(&'a Failure),
}

impl ConsoleProbe {
    pub fn job(&self) -> Option<JobId> {
        match self {
            Self::Asking { job } => Some(*job),
            Self::Answered(_) => None,
        }
    }
}
