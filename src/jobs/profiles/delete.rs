//! Deletes an item, if it is still the one that was shown.

use crate::app::flow::{Event, JobId};
use crate::jobs::Ports;
use crate::model::{KeyringFailure, ProfileId};
use crate::os::Cancel;

pub(crate) fn run(
    ports: &Ports,
    job: JobId,
    id: ProfileId,
    rev: Option<u64>,
    cancel: &Cancel,
) -> Event {
    Event::ProfileDeleted {
        job,
        id,
        result: delete(ports, id, rev, cancel),
    }
}

/// The stores have no compare-and-delete: a save made elsewhere between the look and the deletion goes unseen.
fn delete(
    ports: &Ports,
    id: ProfileId,
    rev: Option<u64>,
    cancel: &Cancel,
) -> Result<(), KeyringFailure> {
    if cancel.is_cancelled() {
        return Err(KeyringFailure::Cancelled);
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
