//! The system's keyring as a vault: one item a profile.
//!
//! A connection to the store is made when it is first needed, and made anew when it proves dead: after a restart of the
//! keyring an old one fails for ever. What only looked, or was refused before it did anything, is then done once more. A
//! write whose end is not known is not repeated: the store is asked what it holds.
//!
//! Every call runs on a thread and a connection of its own, so that it can be left: see `aside` and `stores`.

mod detached_call;
mod items;
mod stores;
mod write_queue;

use std::sync::Arc;

use keyring_core::CredentialStore;

use self::detached_call::CommitGate;
use self::items::{StoreFailure, Unclear, change, find, only, read, row};
use self::stores::Stores;
pub(super) use self::stores::Unlocked;
use self::write_queue::Turns;
use super::record;
use super::record::Payload;
use super::store_error;
use super::store_error::Trouble;
use super::{Vault, store};
use crate::model::{KeyringFailure, Listed, ProfileId, ProfileName, StoredProfile};
use crate::os::Cancel;

/// Profiles in the system's keyring.
///
/// Writes of one profile through one vault queue. Writes of another vault (a second window, another program) are noticed,
/// not prevented: between the look at an item and the write to it lie milliseconds in which it can still change.
pub struct KeyringVault {
    stores: Arc<Stores>,
    turns: Turns,
}

impl KeyringVault {
    /// A vault that connects to the keyring when it is first used.
    pub fn new() -> Self {
        Self::opened_by(store::open, store::home)
    }

    fn opened_by(
        open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
        home: impl Fn(Unlocked) -> keyring_core::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self {
            stores: Arc::new(Stores::new(Box::new(open), Box::new(home))),
            turns: Turns::default(),
        }
    }

    /// Does `work` with the stores when it is this profile's turn to be written.
    fn write(
        &self,
        id: ProfileId,
        cancel: &Cancel,
        work: impl FnOnce(&Stores, &CommitGate) -> Result<(), KeyringFailure> + Send + 'static,
    ) -> Result<(), KeyringFailure> {
        // A write that is left before its change begins gives its turn away at once: it changes nothing any more.
        let _turn = self.turns.take(id, cancel)?;
        let stores = Arc::clone(&self.stores);
        detached_call::write(cancel, move |gate| work(&stores, gate))
    }
}

impl Default for KeyringVault {
    fn default() -> Self {
        Self::new()
    }
}

impl Vault for KeyringVault {
    fn list(&self, cancel: &Cancel, each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        let stores = Arc::clone(&self.stores);
        detached_call::listing(cancel, each, move |give| list(&stores, give))
    }

    fn read(
        &self,
        id: ProfileId,
        cancel: &Cancel,
    ) -> Result<Option<StoredProfile>, KeyringFailure> {
        let stores = Arc::clone(&self.stores);
        detached_call::look(cancel, move || read_profile(&stores, id))
    }

    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure> {
        let (id, label) = (new.profile.id, label(&new.profile.name));
        let payload = record::write(new)?;
        self.write(id, cancel, move |stores, gate| {
            create(stores, gate, id, &label, &payload)
        })
    }

    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        let new = new.clone();
        self.write(new.profile.id, cancel, move |stores, gate| {
            replace(stores, gate, base_rev, &new)
        })
    }

    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure> {
        self.write(id, cancel, move |stores, gate| delete(stores, gate, id))
    }
}

fn list(stores: &Stores, give: &dyn Fn(Listed) -> bool) -> Result<(), KeyringFailure> {
    let mut any_found = false;
    let mut any_given = false;
    stores.with(|store| {
        let found = store_error::call(|| store::search_all(store));
        for item in found.map_err(Trouble::of_no_item)? {
            any_found = true;
            match row(&item) {
                Ok(Some(row)) => {
                    any_given = true;
                    if !give(row) {
                        return Ok(());
                    }
                }
                Ok(None) => {}
                // A second run would give the same rows twice.
                Err(why) if any_given => return Err(StoreFailure::Failed(why.into())),
                Err(why) => return Err(StoreFailure::Refused(why)),
            }
        }
        if !any_found {
            // A keyring that could not read its file finds nothing and says nothing.
            stores.home(Unlocked::No)?;
        }
        Ok(())
    })
}

fn read_profile(stores: &Stores, id: ProfileId) -> Result<Option<StoredProfile>, KeyringFailure> {
    stores.with(|store| {
        let Some(item) = only(find(store, id)?)? else {
            return Ok(None);
        };
        match read(&item) {
            Ok(payload) => Ok(Some(
                record::read(id, &payload).map_err(KeyringFailure::Unreadable)?,
            )),
            Err(Trouble::Gone) => Ok(None),
            Err(why) => Err(StoreFailure::Refused(why)),
        }
    })
}

fn create(
    stores: &Stores,
    gate: &CommitGate,
    id: ProfileId,
    label: &str,
    payload: &Payload,
) -> Result<(), KeyringFailure> {
    let end = stores.with(|store| {
        if !find(store, id)?.is_empty() {
            return Err(StoreFailure::Failed(KeyringFailure::Ambiguous));
        }
        // The person is asked here, where the write can still be left, not in the midst of the change.
        stores.home(Unlocked::Needed)?;
        let item = store_error::call(|| store::new_entry(store, &id.to_string(), label))?;
        change(gate, || item.set_secret(payload)).map_err(|stop| match stop {
            StoreFailure::Refused(why) => StoreFailure::Refused(why.of_no_item()),
            failed @ StoreFailure::Failed(_) => failed,
        })
    })?;
    confirm_written(stores, id, payload, end)
}

fn replace(
    stores: &Stores,
    gate: &CommitGate,
    base_rev: u64,
    new: &StoredProfile,
) -> Result<(), KeyringFailure> {
    let id = new.profile.id;
    let (payload, end) = stores.with(|store| {
        let item = only(find(store, id)?)?.ok_or(KeyringFailure::NotFound)?;
        let payload = record::rewrite(&read(&item)?, base_rev, new)?;
        // Through the item that was found: an entry by name would make a deleted item again.
        let end = change(gate, || item.set_secret(&payload))?;
        if end.is_ok() {
            // Best effort: the name that counts is in the payload, and some keyrings refuse.
            store_error::call(|| store::set_label(&item, &label(&new.profile.name))).ok();
        }
        Ok((payload, end))
    })?;
    confirm_written(stores, id, &payload, end)
}

fn delete(stores: &Stores, gate: &CommitGate, id: ProfileId) -> Result<(), KeyringFailure> {
    let _end = stores.with(|store| {
        let item = only(find(store, id)?)?.ok_or(KeyringFailure::NotFound)?;
        change(gate, || item.delete_credential())
    })?;
    match stores.with(|store| find(store, id)) {
        Ok(left) if left.is_empty() => Ok(()),
        Ok(_still_there) => Err(KeyringFailure::Other),
        Err(_no_look) => Err(KeyringFailure::Unclear),
    }
}

/// Reads back what was written, or what may have been.
fn confirm_written(
    stores: &Stores,
    id: ProfileId,
    payload: &Payload,
    end: Result<(), Unclear>,
) -> Result<(), KeyringFailure> {
    let kept = stores.with(|store| match only(find(store, id)?)? {
        Some(item) => Ok(read(&item)? == *payload),
        None => Ok(false),
    });
    match (kept, end) {
        (Ok(true), _) => Ok(()),
        (Ok(false), Ok(())) => Err(KeyringFailure::NotAsWritten),
        (Ok(false), Err(Unclear)) => Err(KeyringFailure::Other),
        (Err(_no_look), _) => Err(KeyringFailure::Unclear),
    }
}

fn label(name: &ProfileName) -> String {
    format!("Tokendesk: {name}")
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod breaking_store;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
