//! The system's keyring as a vault: one item per profile.
//!
//! A store is connected on first use, and again when it proves dead: after a restart of the keyring an old connection fails forever.
//! Reads, and writes that were refused before they did anything, are then retried once. A write with an unknown outcome is never
//! retried; the item is read back.
//!
//! Every call runs on its own thread and its own connection, so that it can be abandoned: see `detached_call` and `store_pool`.

#[cfg(target_os = "linux")]
mod batches;
mod detached_call;
mod items;
mod prefetched;
mod store;
mod store_error;
mod store_pool;
mod vendor_items;

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use keyring_core::CredentialStore;

#[cfg(target_os = "linux")]
use self::batches::list as list_in_batches;
use self::detached_call::{CommitGate, Emit};
use self::items::{Unclear, change, find, only, read, row};
use self::store::Unlock;
use self::store_error::{StoreError, StoreFailure};
use self::store_pool::StorePool;
use super::Vault;
use super::record;
use super::record::Payload;
use crate::model::{
    KeyringFailure, Listed, ProfileId, ProfileName, Secret, StoredProfile, VendorItem, VendorSecret,
};
use crate::os::Cancel;

/// Profiles in the system's keyring.
///
/// Nothing is locked here. The caller orders the writes to one profile; a concurrent write from elsewhere (a second window, another
/// program) is a conflict, detected but not prevented: it can still slip in within the milliseconds between reading an item and
/// writing it.
pub struct KeyringVault(Arc<StorePool>);

impl KeyringVault {
    pub fn new() -> Self {
        Self::opened_by(
            store::connect,
            store::check_default_collection,
            list_in_batches,
        )
    }

    /// Never asks the person: a locked keyring is [`KeyringFailure::Locked`].
    pub fn without_prompts() -> Self {
        let pool = StorePool::new(
            Box::new(store::connect),
            Box::new(store::check_default_collection),
            Arc::new(list_in_batches),
        );
        Self(Arc::new(pool.without_prompts()))
    }

    /// Starts the first listing, as far as it needs no prompt.
    pub fn prefetch(&self) {
        self.0.prefetch();
    }

    /// For tests: never reads in batches, as if the keyring had none.
    #[doc(hidden)]
    pub fn one_by_one() -> Self {
        Self::opened_by(store::connect, store::check_default_collection, |_| false)
    }

    fn opened_by(
        open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
        check_default_collection: impl Fn(Unlock) -> keyring_core::Result<()> + Send + Sync + 'static,
        list_in_batches: impl Fn(&Emit<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(StorePool::new(
            Box::new(open),
            Box::new(check_default_collection),
            Arc::new(list_in_batches),
        )))
    }

    fn write(
        &self,
        cancel: &Cancel,
        work: impl FnOnce(&StorePool, &CommitGate) -> Result<(), KeyringFailure> + Send + 'static,
    ) -> Result<(), KeyringFailure> {
        let pool = Arc::clone(&self.0);
        detached_call::write(cancel, move |gate| work(&pool, gate))
    }
}

impl Default for KeyringVault {
    fn default() -> Self {
        Self::new()
    }
}

impl Vault for KeyringVault {
    fn lists_without_prompt(&self) -> bool {
        self.0.has_prefetched_rows()
    }

    fn prepare(&self) {
        self.0.connect_ahead();
    }

    fn list(&self, cancel: &Cancel, each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        let pool = Arc::clone(&self.0);
        detached_call::listing(cancel, each, move |emit| list(&pool, emit))
    }

    fn read(
        &self,
        id: ProfileId,
        cancel: &Cancel,
    ) -> Result<Option<StoredProfile>, KeyringFailure> {
        let pool = Arc::clone(&self.0);
        detached_call::read(cancel, move || read_profile(&pool, id))
    }

    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure> {
        let (id, label) = (new.profile.id, label(&new.profile.name));
        let payload = record::write(new)?;
        self.write(cancel, move |pool, gate| {
            create(pool, gate, id, &label, &payload)
        })
    }

    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        let new = new.clone();
        self.write(cancel, move |pool, gate| {
            replace(pool, gate, base_rev, &new)
        })
    }

    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure> {
        self.write(cancel, move |pool, gate| delete(pool, gate, id))
    }

    fn find_vendor_secrets(&self, items: &[VendorItem], cancel: &Cancel) -> Vec<VendorSecret> {
        if items.is_empty() {
            return Vec::new();
        }
        let wanted = items.to_vec();
        let found = detached_call::read(cancel, move || vendor_items::find(&wanted));
        found.unwrap_or_else(|failure| vec![VendorSecret::Unknown(failure); items.len()])
    }

    fn vendor_secret(
        &self,
        item: &VendorItem,
        cancel: &Cancel,
    ) -> Result<Option<Secret>, KeyringFailure> {
        let (pool, item) = (Arc::clone(&self.0), item.clone());
        detached_call::read(cancel, move || vendor_items::read(&pool, &item))
    }
}

/// Only a Secret Service has batches.
#[cfg(not(target_os = "linux"))]
fn list_in_batches(_: &Emit<'_>) -> bool {
    false
}

fn list(pool: &StorePool, emit: &Emit<'_>) -> Result<(), KeyringFailure> {
    let in_batches = RefCell::new(HashSet::new());
    let emit_in_batch = |row: Listed| {
        in_batches.borrow_mut().extend(row.id());
        emit(row)
    };
    if pool.list_ahead(&emit_in_batch) {
        return Ok(());
    }
    let mut any_listed = !in_batches.borrow().is_empty();
    pool.with(|store| {
        let found = store::call(|| store::search_all(store));
        let found = found.map_err(StoreError::without_item)?;
        if found.is_empty() {
            // A keyring that cannot read its file finds nothing, without an error.
            return Ok(pool.check_default_collection(Unlock::Never)?);
        }
        // It may have been locked before.
        if !any_listed && pool.list_ahead(&emit_in_batch) {
            return Ok(());
        }
        any_listed |= !in_batches.borrow().is_empty();
        for item in found {
            match row(&item) {
                Ok(Some(row))
                    if row
                        .id()
                        .is_some_and(|id| in_batches.borrow_mut().remove(&id)) => {}
                Ok(Some(row)) => {
                    any_listed = true;
                    if !emit(row) {
                        return Ok(());
                    }
                }
                Ok(None) => {}
                // A retry would list the same rows twice.
                Err(error) if any_listed => return Err(StoreFailure::Failed(error.into())),
                Err(error) => return Err(StoreFailure::Refused(error)),
            }
        }
        Ok(())
    })
}

fn read_profile(pool: &StorePool, id: ProfileId) -> Result<Option<StoredProfile>, KeyringFailure> {
    pool.with(|store| {
        let Some(item) = only(find(store, id)?)? else {
            pool.doubt_record_ids();
            return Ok(None);
        };
        match read(&item) {
            Ok(payload) => Ok(Some(
                record::read(id, &payload).map_err(KeyringFailure::Unreadable)?,
            )),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(StoreFailure::Refused(error)),
        }
    })
}

fn create(
    pool: &StorePool,
    gate: &CommitGate,
    id: ProfileId,
    label: &str,
    payload: &Payload,
) -> Result<(), KeyringFailure> {
    let end = pool.with(|store| {
        if !find(store, id)?.is_empty() {
            return Err(StoreFailure::Failed(KeyringFailure::Ambiguous));
        }
        // Asks the person here, where the write can still be canceled, not in the middle of the change.
        pool.check_default_collection(Unlock::IfLocked)?;
        let item = store::call(|| store::new_entry(store, &id.to_string(), label))?;
        change(gate, || item.set_secret(payload)).map_err(|failure| match failure {
            StoreFailure::Refused(error) => StoreFailure::Refused(error.without_item()),
            failed @ StoreFailure::Failed(_) => failed,
        })
    })?;
    confirm_written(pool, id, payload, end)
}

fn replace(
    pool: &StorePool,
    gate: &CommitGate,
    base_rev: u64,
    new: &StoredProfile,
) -> Result<(), KeyringFailure> {
    let id = new.profile.id;
    let (payload, end) = pool.with(|store| {
        let item = only(find(store, id)?)?.ok_or(KeyringFailure::NotFound)?;
        let payload = record::rewrite(&read(&item)?, base_rev, new)?;
        // Through the item that was found: an entry by name would recreate a deleted item.
        let end = change(gate, || item.set_secret(&payload))?;
        if end.is_ok() {
            // Best effort: the name that counts is in the payload, and some keyrings refuse labels.
            store::call(|| store::set_label(&item, &label(&new.profile.name))).ok();
        }
        Ok((payload, end))
    })?;
    confirm_written(pool, id, &payload, end)
}

fn delete(pool: &StorePool, gate: &CommitGate, id: ProfileId) -> Result<(), KeyringFailure> {
    let _end = pool.with(|store| {
        let item = only(find(store, id)?)?.ok_or(KeyringFailure::NotFound)?;
        change(gate, || item.delete_credential())
    })?;
    match pool.with(|store| find(store, id)) {
        Ok(left) if left.is_empty() => Ok(()),
        Ok(_still_there) => Err(KeyringFailure::Other),
        Err(_not_read) => Err(KeyringFailure::Unclear),
    }
}

/// Reads the item back.
fn confirm_written(
    pool: &StorePool,
    id: ProfileId,
    payload: &Payload,
    end: Result<(), Unclear>,
) -> Result<(), KeyringFailure> {
    let kept = pool.with(|store| match only(find(store, id)?)? {
        Some(item) => Ok(read(&item)? == *payload),
        None => Ok(false),
    });
    match (kept, end) {
        (Ok(true), _) => Ok(()),
        (Ok(false), Ok(())) => Err(KeyringFailure::NotAsWritten),
        (Ok(false), Err(Unclear)) => Err(KeyringFailure::Other),
        (Err(_not_read), _) => Err(KeyringFailure::Unclear),
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
