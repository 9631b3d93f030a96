//! A listing reads many items in one call, encrypted.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault};

use super::{profile, relay};
use crate::keyring_session::{Desk, run_test_unlocked};
use crate::vault::suite::rows;

const TEST: &str = "vault::moods::batches::a_listing_makes_fewer_calls_than_there_are_profiles";
const IN_CHILD: &str = "TOKENDESK_TEST_LISTS";
const PROFILES: usize = 60;

#[test]
fn a_listing_makes_fewer_calls_than_there_are_profiles() {
    if env::var_os(IN_CHILD).is_some() {
        assert_eq!(rows(&KeyringVault::new()).len(), PROFILES);
        return;
    }
    let Some(desk) = Desk::inside() else {
        return run_test_unlocked(TEST);
    };
    let vault = KeyringVault::new();
    for n in 0..PROFILES {
        let new = profile(&format!("Profile {n}"));
        vault.create(&new, &Cancel::default()).unwrap();
    }
    let path = PathBuf::from(env::var("HOME").unwrap()).join("relay");
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let watch = move |number, _| {
        counted.fetch_max(number, Ordering::Relaxed);
        true
    };
    let received = relay::begin(&path, desk.address(), Arc::new(watch));
    let lists = Command::new(env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(IN_CHILD, "")
        .env(
            "DBUS_SESSION_BUS_ADDRESS",
            format!("unix:path={}", path.display()),
        )
        .status()
        .unwrap();
    assert!(lists.success());
    let calls = calls.load(Ordering::Relaxed);
    assert!((3..PROFILES / 2).contains(&calls), "{calls} calls");

    let received = received.lock().unwrap();
    let has = |text: &str| {
        received
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(has("/org/freedesktop/secrets/collection/"));
    assert!(!has("a secret") && !has("console.example"));
}
