//! The program killed at every call to the bus of a save, a change and a deletion: before the call left, and after.

use std::env;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use rustix::process::{Pid, Signal, kill_process};
use tokendesk::model::{ProfileId, StoredProfile};
use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault};

use super::{edited, profile, relay};
use crate::keyring_session::{Desk, run_test_unlocked};

const DEED: &str = "TOKENDESK_TEST_DEED";
const OF: &str = "TOKENDESK_TEST_PROFILE";
/// More calls than any deed takes: one that does not end there would not end at all.
const MANY: usize = 200;

#[test]
fn a_new_profile_is_there_whole_or_not_at_all() {
    every_kill_of(
        "create",
        "vault::moods::killed::a_new_profile_is_there_whole_or_not_at_all",
    );
}

#[test]
fn a_changed_profile_is_the_old_or_the_new_one() {
    every_kill_of(
        "replace",
        "vault::moods::killed::a_changed_profile_is_the_old_or_the_new_one",
    );
}

#[test]
fn a_deleted_profile_is_there_whole_or_gone() {
    every_kill_of(
        "delete",
        "vault::moods::killed::a_deleted_profile_is_there_whole_or_gone",
    );
}

fn old(id: ProfileId) -> StoredProfile {
    let mut old = profile("Old");
    old.profile.id = id;
    old
}

fn every_kill_of(kind: &str, test: &str) {
    if let (Ok(kind), Ok(id)) = (env::var(DEED), env::var(OF)) {
        return does(&kind, ProfileId::parse(&id).unwrap());
    }
    let Some(desk) = Desk::inside() else {
        return run_test_unlocked(test);
    };
    let (mut olds, mut news) = (0, 0);
    for after in [false, true] {
        let calls = (1..MANY)
            .find(|call| {
                let (id, was_killed) = one_kill(&desk, kind, test, *call, after);
                let is_new = look(kind, id, &format!("{kind} {call} {after}"));
                if is_new {
                    news += 1;
                } else {
                    olds += 1;
                }
                assert!(was_killed || is_new, "it ended, and did nothing");
                !was_killed
            })
            .expect("it ends");
        assert!(calls > 7, "only {calls} calls were seen");
    }
    // Both were seen: the kills fell on both sides of the change.
    assert!(olds > 5 && news > 2, "{olds} old, {news} new");
}

/// The deed itself, in its own process.
fn does(kind: &str, id: ProfileId) {
    let (vault, old, cancel) = (KeyringVault::new(), old(id), Cancel::default());
    match kind {
        "create" => vault.create(&old, &cancel),
        "replace" => vault.replace(1, &edited(&old, "New"), &cancel),
        _ => vault.delete(id, &cancel),
    }
    .unwrap();
}

/// Does the deed in a process that is killed at its `call`th call to the bus; whether it came so far.
fn one_kill(desk: &Desk, kind: &str, test: &str, call: usize, after: bool) -> (ProfileId, bool) {
    let id = ProfileId::random();
    if kind != "create" {
        let vault = KeyringVault::new();
        vault.create(&old(id), &Cancel::default()).unwrap();
    }
    let victim: Arc<Mutex<Option<Child>>> = Arc::default();
    let killed = Arc::clone(&victim);
    let path = PathBuf::from(env::var("HOME").unwrap()).join("relay");
    let watch = move |number, is_after| {
        if number != call || is_after != after {
            return true;
        }
        // Held until the process was put there: it may call before.
        let victim = killed.lock().unwrap();
        let pid = Pid::from_child(victim.as_ref().unwrap());
        kill_process(pid, Signal::KILL).unwrap();
        false
    };
    relay::begin(&path, desk.address(), Arc::new(watch));
    let mut slot = victim.lock().unwrap();
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(DEED, kind)
        .env(OF, id.to_string())
        .env(
            "DBUS_SESSION_BUS_ADDRESS",
            format!("unix:path={}", path.display()),
        )
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    *slot = Some(child);
    drop(slot);
    let end = loop {
        if let Some(end) = victim.lock().unwrap().as_mut().unwrap().try_wait().unwrap() {
            break end;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    let was_killed = std::os::unix::process::ExitStatusExt::signal(&end) == Some(9);
    assert!(was_killed || end.success(), "{kind} {call} {after}: {end}");
    (id, was_killed)
}

/// What a fresh vault finds: `true` for the new, `false` for the old; anything else fails.
fn look(kind: &str, id: ProfileId, when: &str) -> bool {
    let found = KeyringVault::new().read(id, &Cancel::default()).unwrap();
    let (old, new) = (old(id), edited(&old(id), "New"));
    let is = |found: &Option<StoredProfile>, wanted: Option<&StoredProfile>| match (found, wanted) {
        (None, None) => true,
        (Some(found), Some(wanted)) => {
            found.profile == wanted.profile
                && found.secret.as_ref().unwrap().expose_secret()
                    == wanted.secret.as_ref().unwrap().expose_secret()
        }
        _ => false,
    };
    let (before, afterwards) = match kind {
        "create" => (None, Some(&old)),
        "replace" => (Some(&old), Some(&new)),
        _ => (Some(&old), None),
    };
    let (is_old, is_new) = (is(&found, before), is(&found, afterwards));
    assert!(is_old || is_new, "{when}: neither the old nor the new");
    is_new
}
