//! What the vault does when its store breaks, with a store that breaks on order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use keyring_core::Error;
use secret_service::Error as ServiceError;

use super::breaking_store::{At, Break, Keyring, SECRET, Store, method_error, platform};

use super::*;
use crate::model::failure::Missing;
use crate::model::failure::Unreadable;
use crate::model::{Account, ClientId, ConsoleUrl, Profile, Secret};
use crate::os::thread;

fn vault() -> (Arc<Keyring>, KeyringVault) {
    let keyring = Arc::new(Keyring::default());
    let opened = Arc::clone(&keyring);
    let open = move || {
        opened.stores_built.fetch_add(1, Ordering::Relaxed);
        Ok(Arc::new(Store(Arc::clone(&opened))) as _)
    };
    let vault = KeyringVault::opened_by(open, |_| Ok(()), |_| false);
    (keyring, vault)
}

fn stored() -> StoredProfile {
    StoredProfile {
        profile: Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse("One").unwrap(),
            console: ConsoleUrl::parse("console.example").unwrap(),
            account: Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            },
            saved_at: "2026-03-01T09:30:00Z".parse().unwrap(),
        },
        secret: Secret::new(SECRET),
    }
}

/// A vault with one profile, and that profile's next save.
fn vault_with_one() -> (Arc<Keyring>, KeyringVault, StoredProfile) {
    let ((keyring, vault), mut stored) = (vault(), stored());
    vault.create(&stored, &Cancel::default()).unwrap();
    stored.profile.rev = 2;
    keyring.sets.store(0, Ordering::Relaxed);
    (keyring, vault, stored)
}

fn count(counter: &AtomicUsize) -> usize {
    counter.load(Ordering::Relaxed)
}

#[test]
fn a_look_that_breaks_is_done_once_more_on_a_fresh_store_and_not_twice() {
    for how in [Break::SessionEnded, Break::LostBefore, Break::Panic] {
        for at in [At::Search, At::Get] {
            let (keyring, vault, stored) = vault_with_one();
            keyring.break_at(at, how);
            let read = vault.read(stored.profile.id, &Cancel::default());
            assert!(matches!(read, Ok(Some(_))), "{at:?} {how:?}");
            assert_eq!(count(&keyring.stores_built), 2, "{at:?} {how:?}");

            keyring.break_at(at, how);
            keyring.break_at(at, how);
            let failure = vault
                .read(stored.profile.id, &Cancel::default())
                .unwrap_err();
            assert_eq!(failure, KeyringFailure::Other, "{at:?} {how:?}");
            assert_eq!(count(&keyring.stores_built), 3, "{at:?} {how:?}");
            assert!(vault.read(stored.profile.id, &Cancel::default()).is_ok());
        }
    }
}

#[test]
fn a_write_to_an_ended_session_was_refused_and_is_done_once_more() {
    let (keyring, vault, stored) = vault_with_one();
    keyring.break_at(At::Set, Break::SessionEnded);
    vault.replace(1, &stored, &Cancel::default()).unwrap();
    assert_eq!(count(&keyring.sets), 2);
    assert_eq!(
        vault
            .read(stored.profile.id, &Cancel::default())
            .unwrap()
            .unwrap()
            .profile
            .rev,
        2
    );
}

#[test]
fn a_write_whose_end_is_unclear_is_settled_by_looking_and_never_repeated() {
    for (how, end) in [
        (Break::LostAfter, Ok(())),
        (Break::Complain, Ok(())),
        (Break::LostBefore, Err(KeyringFailure::Other)),
        (Break::Panic, Err(KeyringFailure::Other)),
        (Break::Refuse, Err(KeyringFailure::Other)),
        (Break::Lie, Err(KeyringFailure::NotAsWritten)),
    ] {
        let (keyring, vault, changed) = vault_with_one();
        keyring.break_at(At::Set, how);
        let replaced = vault.replace(1, &changed, &Cancel::default());
        assert_eq!(replaced, end, "{how:?}");
        assert_eq!(count(&keyring.sets), 1, "{how:?}");

        let new = stored();
        keyring.break_at(At::Set, how);
        assert_eq!(vault.create(&new, &Cancel::default()), end, "{how:?}");
        assert_eq!(count(&keyring.sets), 2, "{how:?}");
        let is_there = vault
            .read(new.profile.id, &Cancel::default())
            .unwrap()
            .is_some();
        assert_eq!(is_there, end.is_ok(), "{how:?}");
    }
}

#[test]
fn a_deletion_is_believed_only_when_the_item_is_gone() {
    for (how, end) in [
        (Break::LostAfter, Ok(())),
        (Break::Complain, Ok(())),
        (Break::LostBefore, Err(KeyringFailure::Other)),
        (Break::Refuse, Err(KeyringFailure::Other)),
        (Break::Lie, Err(KeyringFailure::Other)),
    ] {
        let (keyring, vault, stored) = vault_with_one();
        keyring.break_at(At::Delete, how);
        let deleted = vault.delete(stored.profile.id, &Cancel::default());
        assert_eq!(deleted, end, "{how:?}");
    }
}

#[test]
fn a_listing_gives_no_row_twice_even_when_it_breaks_in_the_middle() {
    let (keyring, vault, _) = vault_with_one();
    vault.create(&stored(), &Cancel::default()).unwrap();
    let rows = || {
        let mut rows = 0;
        let end = vault.list(&Cancel::default(), &mut |_| rows += 1);
        (rows, end)
    };
    keyring.break_at(At::Get, Break::SessionEnded);
    assert_eq!(rows(), (2, Ok(())), "before the first row");

    // The second item's content: the first one's is asked for before it.
    keyring.break_at(At::User, Break::Refuse);
    keyring.break_at(At::Get, Break::SessionEnded);
    assert_eq!(
        rows(),
        (1, Err(KeyringFailure::Other)),
        "after the first row"
    );
    assert_eq!(rows(), (2, Ok(())), "and the next listing is whole");
}

#[test]
fn an_item_that_is_not_given_is_a_row_and_no_end_of_the_listing() {
    let (keyring, vault, stored) = vault_with_one();
    keyring.break_at(At::Get, Break::Refuse);
    let mut rows = Vec::new();
    vault
        .list(&Cancel::default(), &mut |row| rows.push(row))
        .unwrap();
    let (id, why) = (Some(stored.profile.id), Unreadable::NotGiven);
    assert_eq!(rows, [Listed::Unreadable { id, why }]);
}

#[test]
fn an_item_that_went_away_since_it_was_found_is_absent_and_not_written() {
    let (keyring, vault, stored) = vault_with_one();
    keyring.break_at(At::Get, Break::Vanish);
    assert!(
        vault
            .read(stored.profile.id, &Cancel::default())
            .unwrap()
            .is_none()
    );
    for at in [At::Get, At::Set] {
        keyring.break_at(at, Break::Vanish);
        let replaced = vault.replace(1, &stored, &Cancel::default());
        assert_eq!(replaced, Err(KeyringFailure::NotFound), "{at:?}");
    }
    // Where no item was asked for yet, the same answer means the call.
    keyring.break_at(At::Search, Break::Vanish);
    let failure = vault
        .read(stored.profile.id, &Cancel::default())
        .unwrap_err();
    assert_eq!(failure, KeyringFailure::Other);
    keyring.break_at(At::Set, Break::Vanish);
    let created = vault.create(&self::stored(), &Cancel::default());
    assert_eq!(created, Err(KeyringFailure::Other));
}

#[test]
fn a_store_that_cannot_be_opened_is_tried_anew_at_the_next_call() {
    let is_there = Arc::new(Mutex::new(false));
    let opened = Arc::clone(&is_there);
    let open = move || {
        if *opened.lock().unwrap() {
            Ok(Arc::new(Store(Arc::default())) as _)
        } else {
            Err(platform(ServiceError::Unavailable))
        }
    };
    let vault = KeyringVault::opened_by(open, |_| Ok(()), |_| false);
    let id = ProfileId::random();
    let no_bus = KeyringFailure::Unavailable(Missing::Bus);
    assert_eq!(vault.read(id, &Cancel::default()).unwrap_err(), no_bus);
    *is_there.lock().unwrap() = true;
    assert!(vault.read(id, &Cancel::default()).unwrap().is_none());
}

/// Runs a call elsewhere, and comes back when it is stuck.
fn stuck<T: Send + 'static>(
    (keyring, vault, at): (&Keyring, &Arc<KeyringVault>, At),
    call: impl FnOnce(&KeyringVault) -> T + Send + 'static,
) -> std::sync::mpsc::Receiver<T> {
    let (vault, (sender, result)) = (Arc::clone(vault), std::sync::mpsc::channel());
    let so_far = count(&keyring.freezes);
    keyring.break_at(at, Break::Freeze);
    thread::spawn("stuck", move || sender.send(call(&vault)).unwrap()).unwrap();
    while keyring.freezes.load(Ordering::Acquire) == so_far {
        std::thread::yield_now();
    }
    result
}

/// Each call on its way holds the stores.
fn until_those_left_have_ended(vault: &KeyringVault) {
    while Arc::strong_count(&vault.0) > 1 {
        std::thread::yield_now();
    }
}

#[test]
fn a_call_that_is_stuck_stands_in_nobodys_way_and_can_be_left() {
    let (keyring, vault, stored) = vault_with_one();
    let (vault, id) = (Arc::new(vault), stored.profile.id);
    for at in [At::Search, At::Get] {
        let cancel = Cancel::default();
        let frozen = keyring.frozen.lock().unwrap();
        let its_cancel = cancel.clone();
        let result = stuck((&keyring, &vault, at), move |vault| {
            vault.read(id, &its_cancel).map(drop)
        });
        assert!(vault.read(id, &Cancel::default()).unwrap().is_some());
        // By another store: the one that is stuck is locked.
        assert_eq!(count(&keyring.stores_built), 2, "{at:?}");
        assert!(result.try_recv().is_err());
        cancel.cancel();
        assert_eq!(result.recv().unwrap(), Err(KeyringFailure::Canceled));
        drop(frozen);
        until_those_left_have_ended(&vault);
    }
}

#[test]
fn a_dead_store_takes_the_idle_ones_along_whose_connection_is_as_dead() {
    let (keyring, vault, stored) = vault_with_one();
    let (vault, id) = (Arc::new(vault), stored.profile.id);
    let read = move |vault: &KeyringVault| vault.read(id, &Cancel::default()).map(drop);
    let two_at_once = || {
        let frozen = keyring.frozen.lock().unwrap();
        let result = stuck((&keyring, &vault, At::Get), read);
        read(&vault).unwrap();
        drop(frozen);
        result.recv().unwrap().unwrap();
        until_those_left_have_ended(&vault);
        count(&keyring.stores_built)
    };
    assert_eq!(two_at_once(), 2);
    assert_eq!(two_at_once(), 2, "both are idle and used again");
    keyring.break_at(At::Get, Break::SessionEnded);
    read(&vault).unwrap();
    assert_eq!(two_at_once(), 4, "both are new");
}

#[test]
fn a_write_can_be_left_until_its_change_begins_and_then_reports_how_that_ended() {
    let (keyring, vault, stored) = vault_with_one();
    let (vault, id) = (Arc::new(vault), stored.profile.id);
    for (at, end, rev) in [
        (At::Search, Err(KeyringFailure::Canceled), 1),
        (At::Get, Err(KeyringFailure::Canceled), 1),
        (At::Set, Ok(()), 2),
    ] {
        let cancel = Cancel::default();
        let frozen = keyring.frozen.lock().unwrap();
        let (its_cancel, its_save) = (cancel.clone(), stored.clone());
        let result = stuck((&keyring, &vault, at), move |vault| {
            vault.replace(1, &its_save, &its_cancel)
        });
        cancel.cancel();
        if end.is_err() {
            assert_eq!(
                result.recv().unwrap(),
                end,
                "{at:?}: left while it is stuck"
            );
            // What is stuck is waited for below by the lock alone: it comes to its gate, and not through.
            drop(frozen);
        } else {
            drop(frozen);
            assert_eq!(result.recv().unwrap(), end, "{at:?}");
        }
        until_those_left_have_ended(&vault);
        let read = vault.read(id, &Cancel::default()).unwrap().unwrap();
        assert_eq!(read.profile.rev, rev, "{at:?}");
    }
}

#[test]
fn an_empty_listing_is_believed_only_where_there_is_a_place_for_profiles() {
    let keyring = Arc::new(Keyring::default());
    let open = move || Ok(Arc::new(Store(Arc::clone(&keyring))) as _);
    let vault = KeyringVault::opened_by(open, |_| Err(platform(ServiceError::NoResult)), |_| false);
    let listed = vault.list(&Cancel::default(), &mut |_| ());
    assert_eq!(listed, Err(KeyringFailure::NoCollection));
    let created = vault.create(&stored(), &Cancel::default());
    assert_eq!(created, Err(KeyringFailure::NoCollection));
}

/// Each call that lists in batches emits the next rows, and reports whether those were all.
fn vault_with_batches(
    batches: Vec<(Vec<StoredProfile>, bool)>,
) -> (KeyringVault, Arc<AtomicUsize>) {
    let keyring = Arc::new(Keyring::default());
    let open = move || Ok(Arc::new(Store(Arc::clone(&keyring))) as _);
    let (calls, batches) = (
        Arc::new(AtomicUsize::new(0)),
        Mutex::new(batches.into_iter()),
    );
    let counted = Arc::clone(&calls);
    let list_in_batches = move |emit: &Emit<'_>| {
        counted.fetch_add(1, Ordering::Relaxed);
        let (rows, is_complete) = batches.lock().unwrap().next().unwrap_or_default();
        rows.into_iter().all(|row| emit(Listed::from(row.profile))) && is_complete
    };
    let vault = KeyringVault::opened_by(open, |_| Ok(()), list_in_batches);
    (vault, calls)
}

fn listed_profiles(vault: &KeyringVault) -> Vec<Profile> {
    let mut profiles = Vec::new();
    let each = &mut |row| match row {
        Listed::Profile { profile, .. } => profiles.push(profile),
        Listed::Unreadable { .. } => panic!("{row:?}"),
    };
    vault.list(&Cancel::default(), each).unwrap();
    profiles
}

fn listed_names(vault: &KeyringVault) -> Vec<String> {
    let profiles = listed_profiles(vault).into_iter();
    let mut names: Vec<_> = profiles.map(|it| it.name.as_str().to_owned()).collect();
    names.sort();
    names
}

fn listed_ids(vault: &KeyringVault) -> Vec<ProfileId> {
    let profiles = listed_profiles(vault).into_iter();
    profiles.map(|profile| profile.id).collect()
}

#[test]
fn the_store_lists_what_the_batches_left_and_nothing_twice() {
    let named = |name| {
        let mut stored = stored();
        stored.profile.name = ProfileName::parse(name).unwrap();
        stored
    };
    let (one, two) = (named("One"), named("Two"));
    for (batches, calls_made) in [
        (vec![(vec![one.clone(), two.clone()], true)], 1),
        (vec![(vec![one.clone()], false)], 1),
        // Locked; the store's search unlocks.
        (
            vec![(vec![], false), (vec![one.clone(), two.clone()], true)],
            2,
        ),
        (vec![(vec![], false), (vec![two.clone()], false)], 2),
        (vec![], 2),
    ] {
        let (vault, calls) = vault_with_batches(batches);
        for stored in [&one, &two] {
            vault.create(stored, &Cancel::default()).unwrap();
        }
        assert_eq!(listed_names(&vault), ["One", "Two"]);
        assert_eq!(count(&calls), calls_made);
    }
}

#[test]
fn a_prefetched_listing_serves_the_first_one_and_no_other() {
    let (one, two) = (stored(), stored());
    let both = vec![one.clone(), two.clone()];
    for prefetched in [(both.clone(), true), (vec![one], false)] {
        let (vault, calls) = vault_with_batches(vec![prefetched, (both.clone(), true)]);
        for stored in &both {
            vault.create(stored, &Cancel::default()).unwrap();
        }
        assert!(!vault.lists_without_prompt());
        vault.prefetch();
        while !vault.lists_without_prompt() {
            std::thread::yield_now();
        }
        assert_eq!(count(&calls), 1);
        assert_eq!(listed_names(&vault).len(), 2);
        assert_eq!(count(&calls), 1);
        assert!(!vault.lists_without_prompt());
        assert_eq!(listed_names(&vault).len(), 2);
        assert_eq!(count(&calls), 2);
    }
}

#[test]
fn after_an_id_that_leads_to_no_item_the_store_lists() {
    let (listed, in_store) = (stored(), stored());
    let (vault, calls) = vault_with_batches(vec![(vec![listed.clone()], true); 2]);
    vault.create(&in_store, &Cancel::default()).unwrap();
    assert_eq!(listed_ids(&vault), [listed.profile.id]);
    let read = vault.read(listed.profile.id, &Cancel::default());
    assert!(matches!(read, Ok(None)));
    assert_eq!(listed_ids(&vault), [in_store.profile.id]);
    assert_eq!(count(&calls), 1);
}

#[test]
fn rows_and_then_an_empty_keyring_that_cannot_store_are_no_complete_listing() {
    let open = || Ok(Arc::new(Store(Arc::default())) as _);
    let some_rows = |emit: &Emit<'_>| {
        emit(Listed::from(stored().profile));
        false
    };
    let vault = KeyringVault::opened_by(open, |_| Err(platform(ServiceError::NoResult)), some_rows);
    let listed = vault.list(&Cancel::default(), &mut |_| ());
    assert_eq!(listed, Err(KeyringFailure::NoCollection));
}

#[test]
fn what_is_prepared_serves_the_next_call() {
    let (keyring, vault) = vault();
    vault.prepare();
    assert_eq!(count(&keyring.stores_built), 1);
    vault.prepare();
    let read = vault.read(ProfileId::random(), &Cancel::default());
    assert!(matches!(read, Ok(None)));
    assert_eq!(count(&keyring.stores_built), 1);
}

#[test]
fn every_error_of_the_library_becomes_a_failure_without_its_content() {
    use KeyringFailure as F;
    let secret = || SECRET.as_bytes().to_vec();
    let inner = || Box::new(std::io::Error::other(SECRET));
    let text = || SECRET.to_owned();
    let unreadable = F::Unreadable(Unreadable::NotGiven);
    for (error, failure) in [
        (Error::NoEntry, F::NotFound),
        (Error::BadEncoding(secret()), unreadable.clone()),
        (Error::BadDataFormat(secret(), inner()), unreadable),
        (Error::BadStoreFormat(text()), F::Other),
        (Error::TooLong(text(), 9), F::Other),
        (Error::Invalid(text(), text()), F::Other),
        (Error::Ambiguous(Vec::new()), F::Ambiguous),
        (Error::NoDefaultStore, F::Other),
        (Error::NotSupportedByStore(text()), F::Other),
        (Error::PlatformFailure(inner()), F::Other),
        (Error::NoStorageAccess(inner()), F::Locked),
        (platform(ServiceError::Prompt), F::Locked),
        (platform(ServiceError::Locked), F::Locked),
        (platform(ServiceError::NoResult), F::NoCollection),
        (platform(ServiceError::PromptDisconnected), F::Other),
        (platform(ServiceError::Crypto("")), F::Other),
        (
            platform(ServiceError::Unavailable),
            F::Unavailable(Missing::Bus),
        ),
        (
            method_error("org.freedesktop.Secret.Error.IsLocked"),
            F::Locked,
        ),
        (
            method_error("org.freedesktop.Secret.Error.NoSuchObject"),
            F::NotFound,
        ),
        (
            method_error("org.freedesktop.Secret.Error.NoSession"),
            F::Other,
        ),
        (
            method_error("org.freedesktop.DBus.Error.ServiceUnknown"),
            F::Unavailable(Missing::Service),
        ),
        (
            method_error("org.freedesktop.DBus.Error.Spawn.ChildExited"),
            F::Unavailable(Missing::Service),
        ),
        (method_error("org.freedesktop.DBus.Error.NoReply"), F::Other),
        (method_error("org.example.Error"), F::Other),
    ] {
        let became: F = store::classify(error).into();
        assert_eq!(became, failure);
        assert!(!format!("{became:?} {:?}", became.message()).contains(SECRET));
    }
}
