//! Listing a Secret Service in batches: one call returns many items, where the store's library makes up to eight calls for each. It never
//! prompts, and nothing is lost if it fails: the store then reads the rest. See docs/PERFORMANCE.md.

mod service;
mod session;

use std::collections::HashSet;

use self::service::{ItemPath, NotRead, Service};
use self::session::Session;
use super::detached_call::Emit;
use super::store::USER;
use crate::model::failure::Unreadable;
use crate::model::{Listed, ProfileId};
use crate::vault::record;
use crate::vault::record::Payload;

/// Few enough that the first rows come within milliseconds, many enough that the calls cost little.
const BATCH: usize = 25;

/// Whether all items were emitted, or nobody wants more. `false` if some are left, or if there are none. If any is locked, none is
/// emitted.
pub(super) fn list(emit: &Emit<'_>) -> bool {
    try_list(emit).unwrap_or(false)
}

fn try_list(emit: &Emit<'_>) -> Result<bool, NotRead> {
    let service = Service::connect()?;
    // KeePassXC would ask to unlock it at the search.
    if service.is_default_collection_locked()? {
        return Ok(false);
    }
    let found = service.search()?;
    if found.unlocked.is_empty() || !found.locked.is_empty() {
        return Ok(false);
    }
    let session = Session::open(&service)?;
    let mut ids = HashSet::new();
    // Emitted last: the store could not tell that they were emitted before.
    let mut without_id = 0;
    for batch in found.unlocked.chunks(BATCH) {
        let mut secrets = service.secrets(batch, session.path())?;
        for item in batch {
            let payload = session.decrypt(secrets.remove(item).ok_or(NotRead)?)?;
            let Some(id) = id(&service, item, &payload)? else {
                without_id += 1;
                continue;
            };
            // A copy under another id still has this one in its record.
            if !ids.insert(id) {
                return Err(NotRead);
            }
            if !emit(record::read_row(id, &payload)) {
                return Ok(true);
            }
        }
    }
    for _ in 0..without_id {
        let why = Unreadable::Field("id");
        if !emit(Listed::Unreadable { id: None, why }) {
            break;
        }
    }
    Ok(true)
}

/// From the record, or from the item's attributes: earlier versions wrote no id into the record.
fn id(service: &Service, item: &ItemPath, payload: &Payload) -> Result<Option<ProfileId>, NotRead> {
    if let Some(id) = record::id(payload) {
        return Ok(Some(id));
    }
    let attributes = service.attributes(item)?;
    Ok(attributes.get(USER).and_then(|user| ProfileId::parse(user)))
}
