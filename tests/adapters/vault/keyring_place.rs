//! A real keyring as a place for the contract of vaults: what other programs do to it goes through a connection of its own.

use std::collections::HashMap;
use std::sync::Arc;

use secret_service::EncryptionType;
use secret_service::blocking::SecretService;
use tokendesk::model::ProfileId;
use tokendesk::vault::{KeyringVault, Vault};

use crate::vault::suite::Place;

/// The keyring of the session that this process runs in.
pub(crate) struct Keyring {
    service: SecretService<'static>,
    open_vault: fn() -> KeyringVault,
}

impl Keyring {
    /// Connects to it as another program would.
    pub(crate) fn connect() -> Self {
        Self {
            service: SecretService::connect(EncryptionType::Dh).unwrap(),
            open_vault: KeyringVault::new,
        }
    }

    /// Its vaults read one item a call, as if it had no batches.
    pub(crate) fn without_batches() -> Self {
        Self {
            open_vault: KeyringVault::one_by_one,
            ..Self::connect()
        }
    }

    /// Removes every item of the service.
    pub(crate) fn clear(&self) {
        self.each(&[], |item| item.delete().unwrap());
    }

    /// The labels of a profile's items.
    pub(crate) fn labels(&self, id: ProfileId) -> Vec<String> {
        self.each(&[("username", &id.to_string())], |item| {
            item.get_label().unwrap()
        })
    }

    fn each<T>(
        &self,
        attributes: &[(&str, &str)],
        look: impl FnMut(&secret_service::blocking::Item<'_>) -> T,
    ) -> Vec<T> {
        let mut wanted = HashMap::from([("service", "tokendesk")]);
        wanted.extend(attributes.iter().copied());
        let found = self.service.search_items(wanted).unwrap();
        assert!(found.locked.is_empty());
        found.unlocked.iter().map(look).collect()
    }
}

impl Place for Keyring {
    fn vault(&self) -> Arc<dyn Vault> {
        Arc::new((self.open_vault)())
    }

    fn add_item(&self, user: &str, payload: &[u8]) {
        let attributes = HashMap::from([("service", "tokendesk"), ("username", user)]);
        self.service
            .get_default_collection()
            .unwrap()
            .create_item("foreign", attributes, payload, false, "text/plain")
            .unwrap();
    }

    fn remove_items(&self, user: &str) {
        self.each(&[("username", user)], |item| item.delete().unwrap());
    }

    fn payloads(&self, user: &str) -> Vec<Vec<u8>> {
        self.each(&[("username", user)], |item| item.get_secret().unwrap())
    }
}

/// A keyring that makes text of what another program gives it as text, as `KeePassXC` and `KWallet` do.
pub(crate) struct AsText(pub(crate) Keyring);

impl Place for AsText {
    fn vault(&self) -> Arc<dyn Vault> {
        self.0.vault()
    }

    fn add_item(&self, user: &str, payload: &[u8]) {
        self.0.add_item(user, payload);
    }

    fn remove_items(&self, user: &str) {
        self.0.remove_items(user);
    }

    fn keeps_any_bytes(&self) -> bool {
        false
    }

    fn payloads(&self, user: &str) -> Vec<Vec<u8>> {
        self.0.payloads(user)
    }
}
