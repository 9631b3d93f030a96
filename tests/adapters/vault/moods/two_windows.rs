//! Two windows at once: processes that hold the same keyring.

use std::collections::HashSet;
use std::env;
use std::process::{Child, Command, Stdio};

use tokendesk::model::{KeyringFailure, Listed, ProfileId};
use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault};

use super::{edited, profile};
use crate::keyring_session::{Desk, run_test_unlocked};

/// Which part a process takes, where it is a window of the test.
const WINDOW: &str = "TOKENDESK_TEST_WINDOW";

/// Another process of this test: a window.
fn window(test: &str, part: &str) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(WINDOW, part)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn two_windows_that_add_fifty_profiles_each_make_a_hundred() {
    const NAME: &str =
        "vault::moods::two_windows::two_windows_that_add_fifty_profiles_each_make_a_hundred";
    let cancel = Cancel::default();
    if let Ok(part) = env::var(WINDOW) {
        let vault = KeyringVault::new();
        for n in 0..50 {
            vault
                .create(&profile(&format!("{part} {n}")), &cancel)
                .unwrap();
        }
        return;
    }
    if Desk::inside().is_none() {
        return run_test_unlocked(NAME);
    }
    let windows = ["one", "two"].map(|part| window(NAME, part));
    for mut window in windows {
        assert!(window.wait().unwrap().success());
    }
    let (vault, mut names) = (KeyringVault::new(), HashSet::new());
    vault
        .list(&cancel, &mut |row| match row {
            Listed::Profile { profile, .. } => {
                assert!(names.insert(profile.name.as_str().to_owned()));
            }
            unreadable @ Listed::Unreadable { .. } => panic!("{unreadable:?}"),
        })
        .unwrap();
    assert_eq!(names.len(), 100);
}

#[test]
fn the_second_of_two_windows_to_save_is_reported_and_the_first_save_stays() {
    const NAME: &str = "vault::moods::two_windows::the_second_of_two_windows_to_save_is_reported_and_the_first_save_stays";
    let (vault, cancel) = (KeyringVault::new(), Cancel::default());
    if let Ok(id) = env::var(WINDOW) {
        let id = ProfileId::parse(&id).unwrap();
        let seen = vault.read(id, &cancel).unwrap().unwrap();
        return vault.replace(1, &edited(&seen, "Theirs"), &cancel).unwrap();
    }
    if Desk::inside().is_none() {
        return run_test_unlocked(NAME);
    }
    let ours = profile("One");
    let id = ours.profile.id;
    vault.create(&ours, &cancel).unwrap();
    let mut other = window(NAME, &id.to_string());
    assert!(other.wait().unwrap().success());
    let theirs = vault.read(id, &cancel).unwrap().unwrap();
    let conflict = KeyringFailure::Conflict(Box::new(theirs.profile.clone()));
    let second = vault.replace(1, &edited(&ours, "Ours"), &cancel);
    assert_eq!(second, Err(conflict));
    let kept = vault.read(id, &cancel).unwrap().unwrap();
    assert_eq!(kept.profile, theirs.profile);
    assert_eq!(kept.profile.name.as_str(), "Theirs");
}
