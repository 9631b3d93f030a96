//! How far the listing and each deletion are, and which rows the list shows.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::app::job::JobId;
use crate::app::profiles::{ProfileRow, Row, RowContent, RowKey};
use crate::model::{KeyringFailure, Now, ProfileId, Tag};

pub(crate) const UNDO_FOR: Duration = Duration::from_secs(10);

/// An item that left the list and is, or will be, deleted.
#[derive(Clone, Debug)]
pub struct Deletion {
    pub id: ProfileId,
    /// In a sentence: `“Production EU”`, or "this unreadable item".
    pub subject: String,
    pub phase: DeletionPhase,
    /// As it is restored: without token and sign-in.
    pub(crate) row: Row,
}

/// | state | next |
/// |---|---|
/// | `Undoable` | gone by *Undo* or a change made elsewhere; `Deleting` after `UNDO_FOR`, or when the window closes |
/// | `Deleting` | gone: deleted, or the row is back and a notice says why |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeletionPhase {
    Undoable { until: Now },
    Deleting { job: JobId },
}

impl Deletion {
    /// Starts the undo time for this row's item. `None` for a row without an id: the item can't be identified.
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

    /// `None` for an item that can't be read.
    pub fn rev(&self) -> Option<u64> {
        self.row.rev()
    }

    /// `None` once the keyring is deleting it.
    pub fn undoable_until(&self) -> Option<Now> {
        match self.phase {
            DeletionPhase::Undoable { until } => Some(until),
            DeletionPhase::Deleting { .. } => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Not started.
    NotYet,
    /// Rows appear as they are read.
    Running {
        job: JobId,
        /// Deleted since it started: late rows for these are ignored.
        deleted: Vec<ProfileId>,
    },
    Done,
    /// Canceled. Rows known before are still shown.
    Stopped,
    /// Rows known before are still shown.
    Failed(KeyringFailure),
}

/// A chip above the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListFilter {
    #[default]
    All,
    /// Has a live token.
    Live,
    /// Rejected, or its token expires soon.
    Attention,
    Tagged(Tag),
}

/// Several selected profiles, for commands on all of them; with fewer than two there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectedProfiles {
    pub ids: BTreeSet<ProfileId>,
    /// Where a range begins: the row that was last selected without Shift.
    pub anchor: Option<RowKey>,
}

/// "Delete …?"
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteQuestion {
    /// In a sentence: `“Production EU”`, or "3 profiles".
    pub subject: String,
    /// With the `rev` that the question was about; `None` for an item that can't be read.
    pub items: Vec<(ProfileId, Option<u64>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListAction {
    Filter(ListFilter),
    /// Says why the key of the primary button did nothing: the search finds no profile.
    ExplainNoMatch,
    /// Adds this profile to the selected ones, or takes it out.
    ToggleSelected(RowKey),
    /// Selects everything from where the selection began to this row.
    SelectRange(RowKey),
    /// Selects all profiles that the list shows.
    SelectListed,
    /// Of several selected profiles, keeps only the last one.
    SelectOne,
    SetTagOfSelected(Option<Tag>),
    /// Sets the tags again that the notice names.
    UndoTags,
    /// Opens *Check all* with the selected profiles ticked.
    CheckSelected,
    /// Opens *Export profiles* for the selected ones.
    ExportSelected,
    /// Asks whether to delete all selected profiles.
    AskDeleteSelected,
}
