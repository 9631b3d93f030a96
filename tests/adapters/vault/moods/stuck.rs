//! A keyring that does not answer, that died, or that lost its file.

use std::fs;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tokendesk::model::{KeyringFailure, ProfileId, StoredProfile};
use tokendesk::os::{Cancel, thread};
use tokendesk::vault::{KeyringVault, Vault};

use super::{ANSWERED, edited, profile, took};
use crate::keyring_session::{Desk, run_test_unlocked};
use crate::x11::until;

type Read = Result<Option<StoredProfile>, KeyringFailure>;

fn go() -> Cancel {
    Cancel::default()
}

/// Runs a call to the vault elsewhere.
pub(crate) fn aside<T: Send + 'static>(
    vault: &Arc<KeyringVault>,
    cancel: &Cancel,
    call: impl FnOnce(&KeyringVault, &Cancel) -> T + Send + 'static,
) -> Receiver<T> {
    let (vault, cancel, (tell, told)) = (Arc::clone(vault), cancel.clone(), channel());
    thread::spawn("call", move || {
        let _heard = tell.send(call(&vault, &cancel)).is_ok();
    })
    .unwrap();
    told
}

/// That a call does not end by itself: it is given this long.
const A_WHILE: Duration = Duration::from_millis(400);

fn is_absent(read: Read) -> bool {
    read.unwrap().is_none()
}

#[test]
fn a_frozen_keyring_holds_no_reading_that_is_canceled_and_no_write_before_it_changes_anything() {
    let Some(desk) = Desk::inside() else {
        return run_test_unlocked(
            "vault::moods::stuck::a_frozen_keyring_holds_no_reading_that_is_canceled_and_no_write_before_it_changes_anything",
        );
    };
    let vault = Arc::new(KeyringVault::new());
    let (one, two) = (profile("One"), profile("Two"));
    let (id, other) = (one.profile.id, two.profile.id);
    vault.create(&one, &go()).unwrap();
    desk.freeze_keyring();

    let cancel = go();
    let reading = aside(&vault, &cancel, move |vault, cancel| {
        vault.read(id, cancel).map(|read| read.is_some())
    });
    let listing = aside(&vault, &cancel, |vault, cancel| {
        vault.list(cancel, &mut |_| ())
    });
    let edit = edited(&one, "One, edited");
    let writing = aside(&vault, &cancel, move |vault, cancel| {
        vault.replace(1, &edit, cancel)
    });
    let deleting = aside(&vault, &cancel, move |vault, cancel| {
        vault.delete(id, cancel)
    });
    let creating = aside(&vault, &cancel, move |vault, cancel| {
        vault.create(&two, cancel)
    });
    assert!(reading.recv_timeout(A_WHILE).is_err(), "it is frozen");
    cancel.cancel();
    let canceled = Err(KeyringFailure::Canceled);
    assert_eq!(
        reading.recv_timeout(ANSWERED).unwrap().map(|_| ()),
        canceled
    );
    for end in [listing, writing, deleting, creating] {
        assert_eq!(end.recv_timeout(ANSWERED).unwrap(), canceled);
    }

    // What was left behind comes to life again, and changes nothing.
    desk.thaw_keyring();
    until_those_left_have_ended();
    let read = vault.read(id, &go()).unwrap().expect("there");
    assert_eq!(read.profile, one.profile);
    assert!(is_absent(vault.read(other, &go())));
    vault.replace(1, &edited(&one, "Now"), &go()).unwrap();
    assert_eq!(
        vault.read(id, &go()).unwrap().expect("there").profile.rev,
        2
    );
}

/// The vault's own threads, by their name.
fn until_those_left_have_ended() {
    until("the calls that were left have ended", || {
        let threads = fs::read_dir("/proc/self/task").unwrap().flatten();
        let names = threads.filter_map(|task| fs::read_to_string(task.path().join("comm")).ok());
        names.into_iter().all(|name| name.trim() != "keyring")
    });
}

#[test]
fn a_keyring_that_was_frozen_for_a_while_ends_what_waited_for_it() {
    let Some(desk) = Desk::inside() else {
        return run_test_unlocked(
            "vault::moods::stuck::a_keyring_that_was_frozen_for_a_while_ends_what_waited_for_it",
        );
    };
    let vault = Arc::new(KeyringVault::new());
    let one = profile("One");
    let id = one.profile.id;
    desk.freeze_keyring();
    let creating = aside(&vault, &go(), move |vault, cancel| {
        vault.create(&one, cancel)
    });
    assert!(creating.recv_timeout(A_WHILE).is_err(), "it is frozen");
    desk.thaw_keyring();
    assert_eq!(creating.recv_timeout(ANSWERED).unwrap(), Ok(()));
    assert!(vault.read(id, &go()).unwrap().is_some());
}

#[test]
fn a_keyring_that_is_killed_in_a_call_ends_it_and_the_profile_is_the_old_one() {
    let Some(desk) = Desk::inside() else {
        return run_test_unlocked(
            "vault::moods::stuck::a_keyring_that_is_killed_in_a_call_ends_it_and_the_profile_is_the_old_one",
        );
    };
    let vault = Arc::new(KeyringVault::new());
    let one = profile("One");
    let id = one.profile.id;
    vault.create(&one, &go()).unwrap();
    desk.freeze_keyring();
    let edit = edited(&one, "One, edited");
    let writing = aside(&vault, &go(), move |vault, cancel| {
        vault.replace(1, &edit, cancel)
    });
    assert!(writing.recv_timeout(A_WHILE).is_err(), "it is frozen");
    desk.kill_keyring();
    // The bus starts another one, locked, and there is no display to ask on.
    let end = writing.recv_timeout(ANSWERED).unwrap();
    assert_eq!(end, Err(KeyringFailure::Locked));
    desk.unlock_keyring();
    let read = vault.read(id, &go()).unwrap().expect("there");
    assert_eq!(read.profile, one.profile);
}

#[test]
fn a_damaged_file_is_not_reported_as_an_empty_keyring() {
    let Some(desk) = Desk::inside() else {
        return run_test_unlocked(
            "vault::moods::stuck::a_damaged_file_is_not_reported_as_an_empty_keyring",
        );
    };
    let (vault, one) = (KeyringVault::new(), profile("One"));
    vault.create(&one, &go()).unwrap();
    let home = std::env::var("HOME").unwrap();
    let file = format!("{home}/.local/share/keyrings/login.keyring");
    let whole = fs::read(&file).unwrap();
    desk.kill_keyring();
    let damaged = &whole[..whole.len() / 2];
    fs::write(&file, damaged).unwrap();

    let missing = KeyringFailure::NoCollection;
    assert_eq!(vault.list(&go(), &mut |_| ()), Err(missing.clone()));
    assert_eq!(vault.create(&profile("Two"), &go()), Err(missing));
    let edit = edited(&one, "One, edited");
    let not_found = vault.replace(1, &edit, &go()).unwrap_err();
    assert_eq!(not_found, KeyringFailure::NotFound);
    for failure in [KeyringFailure::NoCollection, not_found] {
        let words = failure.message();
        assert!(words.explanation.contains("may"), "{words:?}");
    }
    assert!(fs::read(&file).unwrap() == damaged, "left as it was");

    desk.kill_keyring();
    fs::write(&file, &whole).unwrap();
    desk.unlock_keyring();
    let read = vault.read(one.profile.id, &go()).unwrap().expect("back");
    assert_eq!(read.profile, one.profile);
}

#[test]
fn a_call_that_is_canceled_before_it_begins_reaches_no_keyring() {
    let (vault, cancel) = (KeyringVault::new(), go());
    cancel.cancel();
    let (read, time) = took(|| vault.read(ProfileId::random(), &cancel).map(drop));
    assert_eq!(read, Err(KeyringFailure::Canceled));
    assert!(time < ANSWERED);
}
