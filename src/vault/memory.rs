//! A vault in memory, for the sandbox and for tests. It stores items as a keyring does, so that they can be broken in the same ways.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Vault;
use super::record;
use super::record::Payload;
use crate::model::failure::Unreadable;
use crate::model::{
    KeyringFailure, Listed, ProfileId, Secret, StoredProfile, VendorItem, VendorSecret,
};
use crate::os::Cancel;

#[derive(Default)]
pub struct MemoryVault {
    items: Mutex<Vec<StoredItem>>,
    vendor_secrets: Mutex<Vec<(VendorItem, Secret)>>,
}

struct StoredItem {
    user: String,
    payload: Payload,
}

impl MemoryVault {
    pub fn with_profiles(profiles: &[StoredProfile]) -> Result<Self, KeyringFailure> {
        let items = profiles
            .iter()
            .map(|stored| Ok(StoredItem::new(stored.profile.id, record::write(stored)?)))
            .collect::<Result<_, KeyringFailure>>()?;
        Ok(Self {
            items: Mutex::new(items),
            vendor_secrets: Mutex::default(),
        })
    }

    /// Adds an item as another program could: any user, any payload, duplicates included.
    pub fn add_foreign_item(&self, user: &str, payload: &[u8]) {
        self.items().push(StoredItem {
            user: user.to_owned(),
            payload: payload.to_vec().into(),
        });
    }

    /// Adds an item as a vendor's tool does.
    pub fn add_vendor_secret(&self, item: VendorItem, secret: Secret) {
        self.vendor_secrets().push((item, secret));
    }

    pub fn remove_items(&self, user: &str) {
        self.items().retain(|item| item.user != user);
    }

    pub fn payloads(&self, user: &str) -> Vec<Vec<u8>> {
        let items = self.items();
        let of_user = items.iter().filter(|item| item.user == user);
        of_user.map(|item| item.payload.to_vec()).collect()
    }

    fn lock(&self, cancel: &Cancel) -> Result<MutexGuard<'_, Vec<StoredItem>>, KeyringFailure> {
        let items = self.items();
        if cancel.is_canceled() {
            return Err(KeyringFailure::Canceled);
        }
        Ok(items)
    }

    fn vendor_secrets(&self) -> MutexGuard<'_, Vec<(VendorItem, Secret)>> {
        self.vendor_secrets
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn items(&self) -> MutexGuard<'_, Vec<StoredItem>> {
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for MemoryVault {
    fn lists_without_prompt(&self) -> bool {
        true
    }

    fn list(&self, cancel: &Cancel, each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        // Copied first, so that `each` does not run under the lock.
        let rows: Vec<_> = self.items().iter().map(StoredItem::row).collect();
        for row in rows {
            if cancel.is_canceled() {
                return Err(KeyringFailure::Canceled);
            }
            each(row);
        }
        Ok(())
    }

    fn read(
        &self,
        id: ProfileId,
        cancel: &Cancel,
    ) -> Result<Option<StoredProfile>, KeyringFailure> {
        let items = self.lock(cancel)?;
        let Some(place) = only(&items, id)? else {
            return Ok(None);
        };
        record::read(id, &items[place].payload)
            .map(Some)
            .map_err(KeyringFailure::Unreadable)
    }

    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure> {
        let item = StoredItem::new(new.profile.id, record::write(new)?);
        let mut items = self.lock(cancel)?;
        if items.iter().any(|present| present.user == item.user) {
            return Err(KeyringFailure::Ambiguous);
        }
        items.push(item);
        Ok(())
    }

    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        let mut items = self.lock(cancel)?;
        let place = only(&items, new.profile.id)?.ok_or(KeyringFailure::NotFound)?;
        items[place].payload = record::rewrite(&items[place].payload, base_rev, new)?;
        Ok(())
    }

    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure> {
        let mut items = self.lock(cancel)?;
        let place = only(&items, id)?.ok_or(KeyringFailure::NotFound)?;
        items.remove(place);
        Ok(())
    }

    fn find_vendor_secrets(&self, items: &[VendorItem], _cancel: &Cancel) -> Vec<VendorSecret> {
        let secrets = self.vendor_secrets();
        let find = |item: &VendorItem| {
            let mut found = secrets.iter().filter(|(of, _)| of == item);
            found
                .next()
                .map_or(VendorSecret::Missing, |_| VendorSecret::Found)
        };
        items.iter().map(find).collect()
    }

    fn vendor_secret(
        &self,
        item: &VendorItem,
        cancel: &Cancel,
    ) -> Result<Option<Secret>, KeyringFailure> {
        if cancel.is_canceled() {
            return Err(KeyringFailure::Canceled);
        }
        let secrets = self.vendor_secrets();
        let found = secrets.iter().find(|(of, _)| of == item);
        Ok(found.map(|(_, secret)| secret.clone()))
    }
}

impl StoredItem {
    fn new(id: ProfileId, payload: Payload) -> Self {
        let user = id.to_string();
        Self { user, payload }
    }

    fn row(&self) -> Listed {
        match ProfileId::parse(&self.user) {
            Some(id) => record::read_row(id, &self.payload),
            None => Listed::Unreadable {
                id: None,
                why: Unreadable::Field("id"),
            },
        }
    }
}

/// The index of a profile's item.
fn only(items: &[StoredItem], id: ProfileId) -> Result<Option<usize>, KeyringFailure> {
    let user = id.to_string();
    let mut places = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.user == user)
        .map(|(place, _)| place);
    match (places.next(), places.next()) {
        (place, None) => Ok(place),
        _ => Err(KeyringFailure::Ambiguous),
    }
}
