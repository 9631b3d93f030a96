//! A stored secret replaced while the keyring dies, or the way to it breaks, at every call of the write. What stands is the old item
//! or the new one, whole; and what is told of it is true.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tokendesk::app::job::Job;
use tokendesk::app::job::Outcome;
use tokendesk::jobs::JobContext;

use tokendesk::app::job::{JobId, ProfileWrite, SecretSource};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::console::{ConsoleClient, Limits};
use tokendesk::files::Files;
use tokendesk::jobs;
use tokendesk::jobs::{Ports, ProgressSender};
use tokendesk::model::{AccountKind, KeyringFailure, ProfileId, Secret, StoredProfile};
use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault};

use super::{profile, relay};
use crate::keyring_session::{Desk, run_test_unlocked};

/// The profile whose secret a process replaces, where it is one that does.
const OF: &str = "TOKENDESK_TEST_PROFILE";
/// Where it writes what it was told.
const TOLD: &str = "TOKENDESK_TEST_TOLD";
/// More calls than a save takes.
const MANY: usize = 200;
const NEW: &str = "new-GYb4wQ";

#[test]
fn a_secret_that_is_replaced_while_the_connection_breaks_is_the_old_or_the_new_one_as_reported() {
    every_break(
        "vault::moods::replacing::a_secret_that_is_replaced_while_the_connection_breaks_is_the_old_or_the_new_one_as_reported",
        |_| GoOn::No,
    );
}

#[test]
fn a_secret_that_is_replaced_while_the_keyring_dies_is_the_old_or_the_new_one_as_reported() {
    every_break(
        "vault::moods::replacing::a_secret_that_is_replaced_while_the_keyring_dies_is_the_old_or_the_new_one_as_reported",
        |desk| {
            desk.kill_keyring();
            GoOn::Yes
        },
    );
}

/// Whether the connection stands afterwards.
#[derive(PartialEq, Eq)]
enum GoOn {
    Yes,
    No,
}

/// How a replacement ended, as it was told, and what stands.
struct Seen {
    told: Result<(), String>,
    is_new: bool,
    was_reached: bool,
}

fn every_break(test: &str, breaks: fn(&Desk) -> GoOn) {
    if let Ok(id) = env::var(OF) {
        return replace(ProfileId::parse(&id).unwrap());
    }
    if Desk::inside().is_none() {
        return run_test_unlocked(test);
    }
    let (mut olds, mut news) = (0, 0);
    for after in [false, true] {
        for call in 1..MANY {
            let seen = one_break(test, breaks, call, after);
            let when = format!("call {call}, after: {after}");
            match &seen.told {
                Ok(()) => assert!(seen.is_new, "{when}: told as done, and the old one stands"),
                // It may be the one or the other, and that is what is said.
                Err(told) if told.contains("may be saved") => {}
                Err(told) => assert!(
                    !seen.is_new,
                    "{when}: the new one stands, and told is: {told}"
                ),
            }
            if !seen.was_reached {
                assert_eq!(seen.told, Ok(()), "nothing broke");
                break;
            }
            if seen.is_new {
                news += 1;
            } else {
                olds += 1;
            }
        }
    }
    assert!(olds > 2 && news > 2, "{olds} old, {news} new: both sides");
}

/// Replaces the secret in a process of its own, whose way to the keyring breaks at its `call`th call.
fn one_break(test: &str, breaks: fn(&Desk) -> GoOn, call: usize, after: bool) -> Seen {
    let desk = Desk::inside().unwrap();
    let (vault, old) = (KeyringVault::new(), profile("One"));
    vault.create(&old, &Cancel::default()).unwrap();
    let home = PathBuf::from(env::var("HOME").unwrap());
    let (path, told) = (home.join("relay"), home.join("told"));
    let reached = home.join("reached");
    fs::remove_file(&reached).ok();
    let marks = reached.clone();
    let watch = move |number, is_after| {
        if number != call || is_after != after {
            return true;
        }
        fs::write(&marks, "").unwrap();
        breaks(&Desk::inside().unwrap()) == GoOn::Yes
    };
    relay::begin(&path, desk.address(), Arc::new(watch));
    let bus = format!("unix:path={}", path.display());
    let end = Command::new(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(OF, old.profile.id.to_string())
        .env(TOLD, &told)
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(end.success());
    desk.unlock_keyring();
    Seen {
        told: read_told(&told),
        is_new: is_new(&old),
        was_reached: reached.exists(),
    }
}

/// Runs the job of *Replace saved secret* in a process of its own, which writes the message to a file.
fn replace(id: ProfileId) {
    let ports = Ports {
        vault: Arc::new(KeyringVault::new()),
        console: Arc::new(ConsoleClient::new(Limits::default())),
        clipboard: Arc::new(MemoryClipboard::default()),
        files: Files::with(None, None),
        sandbox: None,
    };
    let shown = profile("One").profile;
    let write = ProfileWrite {
        id,
        base_rev: Some(shown.rev),
        name: shown.name,
        console: shown.console,
        account: shown.account,
        secret: SecretSource::Typed(Secret::new(NEW).unwrap()),
    };
    let context = JobContext {
        ports: &ports,
        cancel: &Cancel::default(),
        progress: &ProgressSender::new(|_| {}),
    };
    let report = jobs::run(JobId(1), Job::SaveProfile(write), context);
    let Outcome::SaveProfile(result) = report.outcome else {
        unreachable!("another report")
    };
    let told = result.map_or_else(|failure| message(&failure), |_| String::new());
    assert!(!told.contains(NEW));
    fs::write(env::var(TOLD).unwrap(), told).unwrap();
}

fn message(failure: &KeyringFailure) -> String {
    let words = failure.replace_message(AccountKind::ApiClient);
    format!("{}. {}", words.headline, words.explanation)
}

fn read_told(path: &Path) -> Result<(), String> {
    let told = fs::read_to_string(path).unwrap();
    fs::remove_file(path).unwrap();
    if told.is_empty() { Ok(()) } else { Err(told) }
}

/// Whether the new one stands. Neither the old nor the new fails.
fn is_new(old: &StoredProfile) -> bool {
    let found = KeyringVault::new().read(old.profile.id, &Cancel::default());
    let found = found.unwrap().expect("an item stands");
    let secret = found.secret.unwrap();
    if found.profile.rev == 1 {
        assert_eq!(found.profile, old.profile);
        assert_eq!(secret.expose_secret(), "a secret");
        false
    } else {
        assert_eq!(secret.expose_secret(), NEW);
        true
    }
}
