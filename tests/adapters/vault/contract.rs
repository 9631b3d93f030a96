//! What every vault promises, held against the one in memory and against a real keyring in a private session; and what is
//! promised of the keyring alone: it comes back after a restart, and says which part of it is missing.

use std::sync::Arc;

use super::suite::{CONTRACT, Place};
use tokendesk::os::Cancel;
use tokendesk::vault::{MemoryVault, Vault};

/// A vault in memory; its "second program" holds the same one.
#[derive(Default)]
struct Memory(Arc<MemoryVault>);

impl Place for Memory {
    fn vault(&self) -> Arc<dyn Vault> {
        Arc::clone(&self.0) as _
    }

    fn add_item(&self, user: &str, payload: &[u8]) {
        self.0.add_foreign_item(user, payload);
    }

    fn remove_items(&self, user: &str) {
        self.0.remove_items(user);
    }

    fn payloads(&self, user: &str) -> Vec<Vec<u8>> {
        self.0.payloads(user)
    }
}

#[test]
fn the_vault_in_memory_keeps_the_contract() {
    for promise in CONTRACT {
        promise(&Memory::default());
    }
}

#[test]
fn the_vault_in_memory_can_begin_with_profiles() {
    let (one, two) = (
        crate::vault::suite::profile("One"),
        crate::vault::suite::profile("Two"),
    );
    let vault = MemoryVault::with_profiles(&[one.clone(), two]).unwrap();
    assert_eq!(crate::vault::suite::rows(&vault).len(), 2);
    let read = vault
        .read(one.profile.id, &Cancel::default())
        .unwrap()
        .unwrap();
    assert_eq!(read.profile, one.profile);
}

#[cfg(target_os = "linux")]
mod keyring {
    use tokendesk::model::failure::Missing;
    use tokendesk::model::{KeyringFailure, ProfileName};
    use tokendesk::vault::KeyringVault;

    use super::*;
    use crate::keyring_session::{
        Desk, KeyringSession, Services, run_test_unlocked, run_test_without_session,
    };
    use crate::vault::keyring_place::Keyring;
    use crate::vault::suite::{profile, rows};

    #[test]
    fn the_keyring_keeps_the_contract() {
        let Some(_desk) = Desk::inside() else {
            return run_test_unlocked("vault::contract::keyring::the_keyring_keeps_the_contract");
        };
        for promise in CONTRACT {
            let place = Keyring::connect();
            place.clear();
            promise(&place);
        }
    }

    #[test]
    fn the_keyring_read_one_by_one_keeps_the_contract() {
        let Some(_desk) = Desk::inside() else {
            return run_test_unlocked(
                "vault::contract::keyring::the_keyring_read_one_by_one_keeps_the_contract",
            );
        };
        for promise in CONTRACT {
            let place = Keyring::without_batches();
            place.clear();
            promise(&place);
        }
    }

    #[test]
    fn an_item_is_found_by_service_and_id_and_its_label_follows_the_name() {
        let Some(_desk) = Desk::inside() else {
            return run_test_unlocked(
                "vault::contract::keyring::an_item_is_found_by_service_and_id_and_its_label_follows_the_name",
            );
        };
        let (place, cancel) = (Keyring::connect(), Cancel::default());
        let mut stored = profile("Production “EU” 🔑");
        let id = stored.profile.id;
        place.vault().create(&stored, &cancel).unwrap();
        assert_eq!(place.labels(id), ["Tokendesk: Production “EU” 🔑"]);
        stored.profile.rev = 2;
        stored.profile.name = ProfileName::parse("Renamed").unwrap();
        place.vault().replace(1, &stored, &cancel).unwrap();
        assert_eq!(place.labels(id), ["Tokendesk: Renamed"]);
    }

    #[test]
    fn an_item_that_goes_away_during_a_listing_is_no_row() {
        let Some(_desk) = Desk::inside() else {
            return run_test_unlocked(
                "vault::contract::keyring::an_item_that_goes_away_during_a_listing_is_no_row",
            );
        };
        let (place, vault) = (Keyring::connect(), KeyringVault::new());
        for n in 0..30 {
            let new = profile(&format!("Profile {n}"));
            vault.create(&new, &Cancel::default()).unwrap();
        }
        // The rest of the first batch was already read.
        for (vault, listed) in [(vault, 25), (KeyringVault::one_by_one(), 1)] {
            let mut rows = Vec::new();
            let end = vault.list(&Cancel::default(), &mut |row| {
                rows.push(row);
                place.clear();
            });
            assert_eq!(end, Ok(()));
            assert_eq!(rows.len(), listed, "{rows:?}");
            vault.create(&profile("One"), &Cancel::default()).unwrap();
            vault.create(&profile("Two"), &Cancel::default()).unwrap();
        }
    }

    #[test]
    fn a_restarted_keyring_is_reconnected_to_without_a_word() {
        let Some(desk) = Desk::inside() else {
            let session = KeyringSession::start(Services::None);
            session.desk().unlock_keyring();
            return session.run_test(
                "vault::contract::keyring::a_restarted_keyring_is_reconnected_to_without_a_word",
            );
        };
        let restart = || {
            desk.kill_keyring();
            desk.unlock_keyring();
        };
        let (vault, cancel) = (KeyringVault::new(), Cancel::default());
        let (mut one, two) = (profile("One"), profile("Two"));
        let (id, secret) = (
            one.profile.id,
            one.secret.as_ref().unwrap().expose_secret().to_owned(),
        );
        vault.create(&one, &cancel).unwrap();
        restart();
        let read = vault
            .read(id, &Cancel::default())
            .unwrap()
            .expect("still there");
        assert_eq!(read.secret.unwrap().expose_secret(), secret);
        restart();
        assert_eq!(rows(&vault).len(), 1);
        restart();
        one.profile.rev = 2;
        vault.replace(1, &one, &cancel).unwrap();
        restart();
        // Looking needs no session; the write itself is what is refused, and done once more.
        vault.create(&two, &cancel).unwrap();
        assert_eq!(rows(&vault).len(), 2);
        restart();
        vault.delete(id, &cancel).unwrap();
        assert!(vault.read(id, &Cancel::default()).unwrap().is_none());

        desk.kill_keyring();
        let gone = KeyringFailure::Unavailable(Missing::Service);
        assert_eq!(vault.read(id, &Cancel::default()).unwrap_err(), gone);
        assert_eq!(vault.create(&one, &cancel).unwrap_err(), gone);
        desk.unlock_keyring();
        assert_eq!(rows(&vault).len(), 1);
    }

    #[test]
    fn a_keyring_that_came_back_locked_is_read_once_it_is_unlocked() {
        let Some(desk) = Desk::inside() else {
            return run_test_unlocked(
                "vault::contract::keyring::a_keyring_that_came_back_locked_is_read_once_it_is_unlocked",
            );
        };
        let (vault, cancel) = (KeyringVault::new(), Cancel::default());
        let mut stored = profile("One");
        let id = stored.profile.id;
        vault.create(&stored, &cancel).unwrap();
        // The bus starts it again at the next call, locked; its question has no display to be asked on.
        desk.kill_keyring();
        assert_eq!(
            vault.read(id, &Cancel::default()).unwrap_err(),
            KeyringFailure::Locked
        );
        stored.profile.rev = 2;
        assert_eq!(
            vault.replace(1, &stored, &cancel).unwrap_err(),
            KeyringFailure::Locked
        );
        desk.unlock_keyring();
        assert_eq!(
            vault
                .read(id, &Cancel::default())
                .unwrap()
                .expect("there")
                .profile
                .rev,
            1
        );
        vault.replace(1, &stored, &cancel).unwrap();
    }

    #[test]
    fn without_a_bus_the_bus_is_what_is_missing() {
        if Desk::inside().is_none() {
            return run_test_without_session(
                "vault::contract::keyring::without_a_bus_the_bus_is_what_is_missing",
            );
        }
        everything_fails_with(&KeyringFailure::Unavailable(Missing::Bus));
    }

    #[test]
    fn on_a_bus_without_a_keyring_the_service_is_what_is_missing() {
        if Desk::inside().is_none() {
            return KeyringSession::start(Services::None)
                .run_test("vault::contract::keyring::on_a_bus_without_a_keyring_the_service_is_what_is_missing");
        }
        everything_fails_with(&KeyringFailure::Unavailable(Missing::Service));
    }

    fn everything_fails_with(failure: &KeyringFailure) {
        let (vault, cancel) = (KeyringVault::new(), Cancel::default());
        let stored = profile("One");
        let id = stored.profile.id;
        assert_eq!(
            vault.list(&Cancel::default(), &mut |_| ()).unwrap_err(),
            *failure
        );
        assert_eq!(vault.read(id, &Cancel::default()).unwrap_err(), *failure);
        assert_eq!(vault.create(&stored, &cancel).unwrap_err(), *failure);
        assert_eq!(vault.replace(1, &stored, &cancel).unwrap_err(), *failure);
        assert_eq!(vault.delete(id, &cancel).unwrap_err(), *failure);
    }
}
