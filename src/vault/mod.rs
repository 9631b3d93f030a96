//! Where profiles live: the system keyring, or memory in the sandbox and in tests.
//!
//! One profile is one item. Nothing outside this room knows how an item looks; inside it, `record` does.

mod keyring;
mod memory;
mod record;
mod store;
mod store_error;

pub use keyring::KeyringVault;
pub use memory::MemoryVault;

use crate::model::{KeyringFailure, Listed, ProfileId, StoredProfile};
use crate::os::Cancel;

/// A place that keeps profiles. Every call blocks, perhaps for as long as the system's keyring asks for its password: call
/// from jobs only.
pub trait Vault: Send + Sync {
    /// Reads every item, and gives each one as soon as it is read, in no particular order.
    ///
    /// Ends with [`KeyringFailure::Cancelled`] as soon as `cancel` is thrown, whatever the store does meanwhile.
    fn list(&self, cancel: &Cancel, each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure>;

    /// Reads one profile with its secret. `Ok(None)` if there is no such item.
    ///
    /// Ends with [`KeyringFailure::Cancelled`] as soon as `cancel` is thrown, whatever the store does meanwhile.
    fn read(&self, id: ProfileId, cancel: &Cancel)
    -> Result<Option<StoredProfile>, KeyringFailure>;

    /// Keeps a new profile, and reads it back. An item with this id that already exists is left alone, and
    /// [`KeyringFailure::Ambiguous`] returned.
    ///
    /// Can be cancelled until the change begins, and has changed nothing then; from there on it reports how it ended.
    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure>;

    /// Replaces a profile whose `rev` in the store is still `base_rev`, and reads it back. A different `rev` is
    /// [`KeyringFailure::Conflict`]; an item that is gone is [`KeyringFailure::NotFound`], and is not made again.
    ///
    /// Can be cancelled until the change begins, and has changed nothing then; from there on it reports how it ended.
    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure>;

    /// Deletes a profile, readable or not, and looks whether it is gone. [`KeyringFailure::NotFound`] if it was not there.
    ///
    /// Can be cancelled until the change begins, and has changed nothing then; from there on it reports how it ended.
    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure>;
}
