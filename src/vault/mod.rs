//! Where profiles are stored: the system keyring, or memory in the sandbox and in tests.
//!
//! One profile is one item. Only `record` knows what an item looks like.

mod keyring;
mod memory;
mod record;

pub use keyring::KeyringVault;
pub use memory::MemoryVault;

use crate::model::{
    KeyringFailure, Listed, ProfileId, Secret, StoredProfile, VendorItem, VendorSecret,
};
use crate::os::Cancel;

/// All calls but [`Vault::lists_without_prompt`] block, perhaps until the person has unlocked the keyring: call from jobs only.
///
/// A read ends with [`KeyringFailure::Canceled`] as soon as it is canceled, even if the store hangs. A write can be canceled until its
/// change begins, and has changed nothing then; after that it reports its outcome.
pub trait Vault: Send + Sync {
    /// Whether a listing that begins now is known to ask the person nothing. Does not block.
    fn lists_without_prompt(&self) -> bool {
        false
    }

    /// Connects before the next call needs it. Asks the person nothing; that call reports what fails.
    fn prepare(&self) {}

    /// Passes each item to `each` as soon as it is read, in no particular order.
    fn list(&self, cancel: &Cancel, each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure>;

    /// `Ok(None)` if there is no such item.
    fn read(&self, id: ProfileId, cancel: &Cancel)
    -> Result<Option<StoredProfile>, KeyringFailure>;

    /// Creates an item, and reads it back. If one with this id exists, it is left alone: [`KeyringFailure::Ambiguous`].
    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure>;

    /// Replaces the item if its `rev` is still `base_rev`, and reads it back. Another `rev` is [`KeyringFailure::Conflict`]; a deleted
    /// item is [`KeyringFailure::NotFound`], and is not recreated.
    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure>;

    /// Deletes an item, readable or not, and checks that it is gone. [`KeyringFailure::NotFound`] if there was none.
    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure>;

    /// Looks which secrets of the vendor's tools are there, in this order. Reads none, and asks the person nothing.
    fn find_vendor_secrets(&self, items: &[VendorItem], _cancel: &Cancel) -> Vec<VendorSecret> {
        vec![VendorSecret::Missing; items.len()]
    }

    /// Reads the secret of a vendor's tool, which is left as it is. `Ok(None)` if there is none.
    fn vendor_secret(
        &self,
        _item: &VendorItem,
        _cancel: &Cancel,
    ) -> Result<Option<Secret>, KeyringFailure> {
        Ok(None)
    }
}
