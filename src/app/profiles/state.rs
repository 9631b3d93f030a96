//! A deletion: it can be undone for a while, and only then the keyring is asked to delete.

use super::row::{ProfileRow, Row, RowContent, RowKey};
use crate::app::job::JobId;
use crate::model::{KeyringFailure, Now, ProfileId};
use std::time::Duration;

/// How long a deletion can be undone.
pub(crate) const UNDO_FOR: Duration = Duration::from_secs(10);

/// An item that left the list, and is or will be deleted.
#[derive(Clone, Debug)]
pub struct Deletion {
    /// Which item.
    pub id: ProfileId,
    /// What it is called in a sentence: `“Production EU”`, or "this unreadable item".
    pub subject: String,
    /// How far it is.
    pub phase: DeletionPhase,
    /// Its row as it comes back: without token and sign-in.
    pub(crate) row: Row,
}

/// The life of a deletion.
///
/// | state | next |
/// |---|---|
/// | `Undoable` | gone by *Undo* or a change made elsewhere; `Deleting` after [`UNDO_FOR`], or when the window closes |
/// | `Deleting` | gone: deleted, or the row is back and the reason is told |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionPhase {
    /// Nothing has happened to the item yet.
    Undoable {
        /// When the keyring will be asked.
        until: Now,
    },
    /// The keyring is at work.
    Deleting { job: JobId },
}

impl Deletion {
    /// The deletion of the item of this row, called so in a sentence, from now on. `None` for a row without an id: nothing tells
    /// which item is meant.
    pub fn of(mut row: Row, subject: String, now: Now) -> Option<Self> {
        let RowKey::Item(id) = row.key else {
            return None;
        };
        if let RowContent::Profile(profile) = &mut row.content {
            **profile = ProfileRow::new(profile.profile.clone());
        }
        Some(Self {
            id,
            subject,
            phase: DeletionPhase::Undoable {
                until: now.plus(UNDO_FOR),
            },
            row,
        })
    }

    /// The `rev` of what is to be deleted; `None` for what cannot be read.
    pub fn rev(&self) -> Option<u64> {
        self.row.rev()
    }

    /// When the keyring will be asked, while it can be undone.
    pub fn undoable_until(&self) -> Option<Now> {
        match self.phase {
            DeletionPhase::Undoable { until } => Some(until),
            DeletionPhase::Deleting { .. } => None,
        }
    }
}

/// The life of the listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The window has not asked yet.
    NotYet,
    /// Rows come as they are read.
    Running {
        job: JobId,
        /// Deleted since it began: late rows of these are ignored.
        deleted: Vec<ProfileId>,
    },
    /// The list is whole.
    Done,
    /// The person stopped it; rows known before are still there.
    Stopped,
    /// The keyring did not answer; rows known before are still there.
    Failed(KeyringFailure),
}
