//! The system's keyring as a vault: one item a profile.
//!
//! The connection to the store is made when it is first needed, and made anew when it proves dead: after a restart of the
//! keyring an old one fails for ever. What only looked, or was refused before it did anything, is then done once more. A
//! write whose end is not known is not repeated: the store is asked what it holds.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keyring_core::{CredentialStore, Entry};
use zeroize::Zeroizing;

use super::record::{self, Payload};
use super::trouble::{self, Trouble};
use super::{Vault, store};
use crate::model::failure::Unreadable;
use crate::model::{KeyringFailure, Listed, ProfileId, ProfileName, StoredProfile};
use crate::os::Cancel;

/// Profiles in the system's keyring.
///
/// Writes of one vault queue. Writes of another (a second window, another program) are noticed, not prevented:
/// between the look at an item and the write to it lie milliseconds in which it can still change.
pub struct KeyringVault {
    open: Box<Open>,
    store: Mutex<Option<Arc<CredentialStore>>>,
    writers: Mutex<()>,
}

type Open = dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync;

impl KeyringVault {
    /// A vault that connects to the keyring when it is first used.
    pub fn new() -> Self {
        Self::opened_by(store::open)
    }

    fn opened_by(
        open: impl Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            open: Box::new(open),
            store: Mutex::new(None),
            writers: Mutex::new(()),
        }
    }

    /// Waits for the other writers, then looks whether the write is still wanted.
    fn turn(&self, cancel: &Cancel) -> Result<MutexGuard<'_, ()>, KeyringFailure> {
        let turn = unpoisoned(&self.writers);
        if cancel.is_cancelled() {
            return Err(KeyringFailure::Cancelled);
        }
        Ok(turn)
    }

    /// Does `work` with the store; if that proves dead, once more with a fresh one.
    fn on_store<T>(
        &self,
        mut work: impl FnMut(&CredentialStore) -> Result<T, Stop>,
    ) -> Result<T, KeyringFailure> {
        let store = self.store()?;
        match work(&*store) {
            Err(Stop::Refused(why)) if why.store_is_of_no_use() => self.forget(&store),
            end => return Ok(end?),
        }
        let fresh = self.store()?;
        let end = work(&*fresh);
        if matches!(&end, Err(Stop::Refused(why)) if why.store_is_of_no_use()) {
            self.forget(&fresh);
        }
        Ok(end?)
    }

    fn store(&self) -> Result<Arc<CredentialStore>, KeyringFailure> {
        let mut slot = unpoisoned(&self.store);
        if let Some(store) = &*slot {
            return Ok(Arc::clone(store));
        }
        let store = trouble::call(|| (self.open)())?;
        *slot = Some(Arc::clone(&store));
        Ok(store)
    }

    /// Forgets a dead store, unless another job has replaced it already.
    fn forget(&self, dead: &Arc<CredentialStore>) {
        let mut slot = unpoisoned(&self.store);
        if slot.as_ref().is_some_and(|store| Arc::ptr_eq(store, dead)) {
            *slot = None;
        }
    }

    /// Reads back what was written, or what may have been.
    fn confirm_written(
        &self,
        id: ProfileId,
        payload: &Payload,
        end: Result<(), Unclear>,
    ) -> Result<(), KeyringFailure> {
        let kept = self.on_store(|store| match only(find(store, id)?)? {
            Some(item) => Ok(read(&item)? == *payload),
            None => Ok(false),
        });
        match (kept, end) {
            (Ok(true), _) => Ok(()),
            (_, Ok(())) => Err(KeyringFailure::NotAsWritten),
            // The only one that does not say what the keyring holds now.
            (_, Err(Unclear)) => Err(KeyringFailure::Other),
        }
    }
}

impl Default for KeyringVault {
    fn default() -> Self {
        Self::new()
    }
}

impl Vault for KeyringVault {
    fn list(&self, _cancel: &Cancel, each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        let mut any_given = false;
        self.on_store(|store| {
            let found = trouble::call(|| store::search_all(store));
            for item in found.map_err(Trouble::of_no_item)? {
                match row(&item) {
                    Ok(Some(row)) => {
                        any_given = true;
                        each(row);
                    }
                    Ok(None) => {}
                    // A second run would give the same rows twice.
                    Err(why) if any_given => return Err(Stop::Failed(why.into())),
                    Err(why) => return Err(Stop::Refused(why)),
                }
            }
            Ok(())
        })
    }

    fn read(
        &self,
        id: ProfileId,
        _cancel: &Cancel,
    ) -> Result<Option<StoredProfile>, KeyringFailure> {
        self.on_store(|store| {
            let Some(item) = only(find(store, id)?)? else {
                return Ok(None);
            };
            match read(&item) {
                Ok(payload) => Ok(Some(
                    record::read(id, &payload).map_err(KeyringFailure::Unreadable)?,
                )),
                Err(Trouble::Gone) => Ok(None),
                Err(why) => Err(Stop::Refused(why)),
            }
        })
    }

    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure> {
        let id = new.profile.id;
        let payload = record::write(new)?;
        let _turn = self.turn(cancel)?;
        let end = self.on_store(|store| {
            if !find(store, id)?.is_empty() {
                return Err(Stop::Failed(KeyringFailure::Ambiguous));
            }
            let label = label(&new.profile.name);
            let item = trouble::call(|| store::new_entry(store, &id.to_string(), &label))?;
            change(|| item.set_secret(&payload)).map_err(|stop| match stop {
                Stop::Refused(why) => Stop::Refused(why.of_no_item()),
                failed @ Stop::Failed(_) => failed,
            })
        })?;
        self.confirm_written(id, &payload, end)
    }

    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        let id = new.profile.id;
        let _turn = self.turn(cancel)?;
        let (payload, end) = self.on_store(|store| {
            let item = only(find(store, id)?)?.ok_or(KeyringFailure::NotFound)?;
            let payload = record::rewrite(&read(&item)?, base_rev, new)?;
            // Through the item that was found: an entry by name would make a deleted item again.
            let end = change(|| item.set_secret(&payload))?;
            if end.is_ok() {
                // Best effort: the name that counts is in the payload, and some keyrings refuse.
                trouble::call(|| store::set_label(&item, &label(&new.profile.name))).ok();
            }
            Ok((payload, end))
        })?;
        self.confirm_written(id, &payload, end)
    }

    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure> {
        let _turn = self.turn(cancel)?;
        let _end = self.on_store(|store| {
            let item = only(find(store, id)?)?.ok_or(KeyringFailure::NotFound)?;
            change(|| item.delete_credential())
        })?;
        if self
            .on_store(|store| find(store, id))
            .is_ok_and(|left| left.is_empty())
        {
            Ok(())
        } else {
            Err(KeyringFailure::Other)
        }
    }
}

/// Why `work` on a store came to no end of its own.
enum Stop {
    /// This is how the whole call fails.
    Failed(KeyringFailure),
    /// The store refused, and nothing was changed or given yet.
    Refused(Trouble),
}

impl From<Trouble> for Stop {
    fn from(why: Trouble) -> Self {
        Self::Refused(why)
    }
}

impl From<KeyringFailure> for Stop {
    fn from(failure: KeyringFailure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Stop> for KeyringFailure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Failed(failure) => failure,
            Stop::Refused(why) => why.into(),
        }
    }
}

/// A change may have been made, or not.
struct Unclear;

/// Makes a change. `Err` if it certainly was not made, `Ok(Err)` if that is not known.
fn change(call: impl FnOnce() -> keyring_core::Result<()>) -> Result<Result<(), Unclear>, Stop> {
    match trouble::call(call) {
        Ok(()) => Ok(Ok(())),
        Err(why) if why.nothing_was_done() => Err(Stop::Refused(why)),
        Err(_) => Ok(Err(Unclear)),
    }
}

fn find(store: &CredentialStore, id: ProfileId) -> Result<Vec<Entry>, Stop> {
    let found = trouble::call(|| store::search_user(store, &id.to_string()));
    Ok(found.map_err(Trouble::of_no_item)?)
}

fn only(mut found: Vec<Entry>) -> Result<Option<Entry>, KeyringFailure> {
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(KeyringFailure::Ambiguous),
    }
}

fn read(item: &Entry) -> Result<Payload, Trouble> {
    trouble::call(|| item.get_secret()).map(Zeroizing::new)
}

/// One row of a listing; `None` for an item that went away since the search. `Err` if the others will not be given either.
fn row(item: &Entry) -> Result<Option<Listed>, Trouble> {
    let user = match trouble::call(|| store::user(item)) {
        Ok(user) => user,
        Err(why) => return row_without_content(None, why),
    };
    let Some(id) = ProfileId::parse(&user) else {
        let why = Unreadable::Field("id");
        return Ok(Some(Listed::Unreadable { id: None, why }));
    };
    match read(item) {
        Ok(payload) => Ok(Some(record::read_row(id, &payload))),
        Err(why) => row_without_content(Some(id), why),
    }
}

fn row_without_content(id: Option<ProfileId>, why: Trouble) -> Result<Option<Listed>, Trouble> {
    match why {
        Trouble::Gone => Ok(None),
        Trouble::Locked => Err(why),
        _ if why.store_is_of_no_use() => Err(why),
        _ => Ok(Some(Listed::Unreadable {
            id,
            why: Unreadable::NotGiven,
        })),
    }
}

fn label(name: &ProfileName) -> String {
    format!("Tokendesk: {name}")
}

/// A lock that a panic left behind is as good as any here: it guards a turn, or a store that is tried before it is trusted.
fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod breaking_store;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests;
