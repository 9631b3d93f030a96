//! A locked keyring that waits for a person, on a screen of its own.

use std::cell::Cell;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use tokendesk::model::KeyringFailure;
use tokendesk::os::Cancel;
use tokendesk::vault::{KeyringVault, Vault};

use super::stuck::aside;
use super::{ANSWERED, profile};
use crate::keyring_session::{Desk, KeyringSession, Services};
use crate::x11::{XServer, boot, until};

/// On a busy machine, a keyring that has to be started first included.
const ASKED_WITHIN: Duration = Duration::from_secs(30);

/// How long keys that were pressed are given.
const BETWEEN_KEYS: Duration = Duration::from_millis(500);

#[test]
fn while_the_keyrings_question_is_open_cancel_answers_and_its_answer_is_heard_later() {
    let Some(desk) = Desk::inside() else {
        let screen = XServer::start();
        let session = KeyringSession::start_on(Services::Installed, Some(&screen.display));
        session.desk().unlock_keyring();
        return session.run_test(
            "vault::moods::person::while_the_keyrings_question_is_open_cancel_answers_and_its_answer_is_heard_later",
        );
    };
    let vault = Arc::new(KeyringVault::new());
    let (one, two) = (profile("One"), profile("Two"));
    let (id, other) = (one.profile.id, two.profile.id);
    vault.create(&one, &Cancel::default()).unwrap();
    desk.kill_keyring();
    // The program that asks ends by itself after a while, and a question that comes just then is lost: a person who sees
    // none cancels and reads again, and so does this.
    let asked = || {
        (0..3)
            .find_map(|_| {
                let cancel = Cancel::default();
                let reading = aside(&vault, &cancel, move |vault, cancel| {
                    vault.read(id, cancel).map(|read| read.is_some())
                });
                let deadline = boot() + ASKED_WITHIN;
                while boot() < deadline {
                    if is_asked(&desk) {
                        return Some((reading, cancel));
                    }
                }
                cancel.cancel();
                None
            })
            .expect("the keyring asks")
    };

    // Left, and dismissed afterwards.
    let (reading, cancel) = asked();
    let creating = aside(&vault, &cancel, move |vault, cancel| {
        vault.create(&two, cancel)
    });
    cancel.cancel();
    assert_eq!(
        reading.recv_timeout(ANSWERED).unwrap(),
        Err(KeyringFailure::Canceled)
    );
    assert_eq!(
        creating.recv_timeout(ANSWERED).unwrap(),
        Err(KeyringFailure::Canceled)
    );
    dismiss_all(&desk);

    // Dismissed while it is waited for.
    let (reading, _) = asked();
    let dismissed = until_told(&reading, || key(&desk, "Escape"));
    assert_eq!(dismissed, Err(KeyringFailure::Locked));

    // Answered.
    let (reading, _) = asked();
    let answered = until_told(&reading, || {
        key(&desk, "ctrl+a");
        assert!(xdotool(&desk, &["type", "test"]));
        key(&desk, "Return");
    });
    assert_eq!(answered, Ok(true));
    assert!(vault.read(other, &Cancel::default()).unwrap().is_none());
}

fn is_asked(desk: &Desk) -> bool {
    xdotool(
        desk,
        &["search", "--onlyvisible", "--class", "gcr-prompter"],
    )
}

/// A question may be followed by the next: each call that was left had one.
fn dismiss_all(desk: &Desk) {
    let quiet = Cell::new(0);
    until("no question is open", || {
        if is_asked(desk) {
            quiet.set(0);
            key(desk, "Escape");
        } else {
            quiet.set(quiet.get() + 1);
        }
        quiet.get() > 10
    });
}

/// Presses keys until it is heard what came of it: the question takes them a moment after it is there.
fn until_told<T>(told: &Receiver<T>, press: impl Fn()) -> T {
    (0..120)
        .find_map(|_| {
            press();
            told.recv_timeout(BETWEEN_KEYS).ok()
        })
        .expect("an end")
}

fn key(desk: &Desk, key: &str) {
    assert!(xdotool(desk, &["key", key]));
}

fn xdotool(desk: &Desk, arguments: &[&str]) -> bool {
    desk.command("xdotool")
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("xdotool, of the package of that name")
        .success()
}
