mod read_if_unchanged;

pub(crate) use read_if_unchanged::{NotAsShown, read_if_unchanged};

use crate::app::job::{Outcome, Progress};
use crate::jobs::JobContext;
use crate::model::{KeyringFailure, ProfileId};

/// Reports profiles as they are read, without their secrets. Marks come first: a tag may require confirmation before a copy.
pub(crate) fn list(context: JobContext<'_>) -> Outcome {
    // The sandbox has its own marks, which aren't saved.
    if context.ports.sandbox.is_none() {
        let marks = context.ports.files.marks_of_other_windows();
        context.progress.send(Progress::MarksOfOtherWindows(marks));
    }
    let result = context.ports.vault.list(context.cancel, &mut |row| {
        context.progress.send(Progress::Listed(row));
    });
    Outcome::ListProfiles(result)
}

/// Deletes an item if it is still the revision that was shown.
pub(crate) fn delete(context: JobContext<'_>, id: ProfileId, rev: Option<u64>) -> Outcome {
    Outcome::DeleteProfile(try_delete(context, id, rev))
}

/// The stores have no compare-and-delete: a save elsewhere between the check and the deletion is lost.
fn try_delete(
    context: JobContext<'_>,
    id: ProfileId,
    rev: Option<u64>,
) -> Result<(), KeyringFailure> {
    let JobContext { ports, cancel, .. } = context;
    if cancel.is_canceled() {
        return Err(KeyringFailure::Canceled);
    }
    if let Some(rev) = rev {
        let stored = ports
            .vault
            .read(id, cancel)?
            .ok_or(KeyringFailure::NotFound)?;
        if stored.profile.rev != rev {
            return Err(KeyringFailure::Conflict(Box::new(stored.profile)));
        }
    }
    ports.vault.delete(id, cancel)
}
