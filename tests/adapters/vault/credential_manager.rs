//! Windows' Credential Manager as a place for the contract of vaults. It has no second, private one: the contract runs in the
//! account's own, and only if it holds nothing of Tokendesk's.

use std::collections::HashMap;
use std::env;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault};
use windows_native_keyring_store::Store;

use crate::vault::suite::{CONTRACT, Place, profile, rows};

/// With a store of its own, as another program has.
struct CredentialManager(Arc<CredentialStore>);

impl CredentialManager {
    fn connect() -> Self {
        Self(Store::new().unwrap())
    }

    fn items(&self) -> Vec<Entry> {
        let pattern = HashMap::from([("pattern", r"\.tokendesk$")]);
        self.0.search(&pattern).unwrap()
    }

    fn clear(&self) {
        for item in self.items() {
            item.delete_credential().unwrap();
        }
    }

    fn entry(&self, user: &str) -> Entry {
        let local = HashMap::from([("persistence", "Local")]);
        self.0.build("tokendesk", user, Some(&local)).unwrap()
    }
}

impl Place for CredentialManager {
    fn vault(&self) -> Arc<dyn Vault> {
        Arc::new(KeyringVault::new())
    }

    fn add_item(&self, user: &str, payload: &[u8]) {
        self.entry(user).set_secret(payload).unwrap();
    }

    fn remove_items(&self, user: &str) {
        self.entry(user).delete_credential().unwrap();
    }

    /// A target names one item.
    fn keeps_doubles(&self) -> bool {
        false
    }

    /// Wine's `CredEnumerateW` counts, then reads, and crashes if there is one more by then.
    fn takes_two_at_once(&self) -> bool {
        env::var_os("WINEPREFIX").is_none()
    }

    fn payloads(&self, user: &str) -> Vec<Vec<u8>> {
        match self.entry(user).get_secret() {
            Ok(payload) => vec![payload],
            Err(Error::NoEntry) => Vec::new(),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
#[ignore = "writes to the Credential Manager of this account: for a fresh one, as Wine's"]
fn the_credential_manager_keeps_the_contract() {
    let place = CredentialManager::connect();
    assert!(
        place.items().is_empty(),
        "this account has profiles of Tokendesk; nothing was changed"
    );
    for promise in CONTRACT {
        promise(&place);
        place.clear();
    }
    // What another start of the program finds.
    let stored = profile("Production “EU” 🔑");
    place.vault().create(&stored, &Cancel::default()).unwrap();
    assert_eq!(rows(&*place.vault()).len(), 1);
    assert_eq!(place.items().len(), 1);
    place.clear();
}
