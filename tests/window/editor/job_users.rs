//! User accounts through the jobs: what a save keeps, and when a stored secret is not given out.

use tokendesk::app::job::{AttemptOutcome, ProfileWrite, SecretSource};
use tokendesk::model::{
    Account, Failure, KeyringFailure, KnownLogin, PasswordStorage, Profile, ProfileId, Username,
};

use crate::harness::job::{JobHarness, write};

fn account(password: PasswordStorage) -> Account {
    Account::User {
        username: Username::parse("ada@example.com").unwrap(),
        password,
    }
}

/// A user account in the vault, with this password.
fn user(harness: &JobHarness, password: Option<&str>) -> Profile {
    let kept = match password {
        Some(_) => PasswordStorage::InKeyring,
        None => PasswordStorage::AskedEachTime,
    };
    let profile = Profile {
        id: ProfileId::random(),
        account: account(kept),
        ..harness.works()
    };
    harness.store(&profile, password);
    profile
}

#[test]
fn a_save_removes_a_password_that_is_no_longer_kept_from_the_keyring() {
    let mut harness = JobHarness::new();
    let kept = user(&harness, Some("hunter2-stored"));
    let saved = harness.save(ProfileWrite {
        account: account(PasswordStorage::AskedEachTime),
        ..write(&kept, SecretSource::NotKept)
    });
    assert_eq!(saved.unwrap().rev, kept.rev + 1);
    assert!(harness.stored(kept.id).unwrap().secret.is_none());
    let [payload] = &harness.vault.payloads(&kept.id.to_string())[..] else {
        panic!("not one item")
    };
    assert!(!String::from_utf8_lossy(payload).contains("hunter2"));
}

#[test]
fn a_save_keeps_a_stored_password_and_a_duplicate_takes_it_along() {
    let mut harness = JobHarness::new();
    let kept = user(&harness, Some("hunter2-stored"));
    let duplicate = ProfileWrite {
        id: ProfileId::random(),
        base_rev: None,
        ..write(&kept, SecretSource::Stored(kept.id))
    };
    for write in [duplicate, write(&kept, SecretSource::Stored(kept.id))] {
        let id = harness.save(write).unwrap().id;
        let secret = harness.stored(id).unwrap().secret.unwrap();
        assert!(secret.expose_secret() == "hunter2-stored");
    }
}

#[test]
fn a_stored_secret_is_not_kept_for_another_kind_of_account() {
    let mut harness = JobHarness::new();
    let (client, kept) = (harness.works(), user(&harness, Some("hunter2-stored")));
    for (base, other) in [
        (&client, account(PasswordStorage::InKeyring)),
        (&kept, client.account.clone()),
    ] {
        let refused = harness.save(ProfileWrite {
            account: other,
            ..write(base, SecretSource::Stored(base.id))
        });
        assert_eq!(refused, Err(KeyringFailure::SecretNotThere));
        assert_eq!(&harness.stored(base.id).unwrap().profile, base);
    }
}

#[test]
fn nothing_is_written_if_the_password_to_keep_is_no_longer_stored() {
    let mut harness = JobHarness::new();
    let asked = user(&harness, None);
    let id = ProfileId::random();
    let keeping = |base_rev, id| ProfileWrite {
        id,
        base_rev,
        account: account(PasswordStorage::InKeyring),
        ..write(&asked, SecretSource::Stored(asked.id))
    };
    let copied = harness.save(keeping(None, id));
    assert_eq!(copied, Err(KeyringFailure::SecretNotThere));
    assert!(harness.stored(id).is_none());

    // The edit began before the password was removed elsewhere: a conflict like any other.
    let edited = harness.save(keeping(Some(asked.rev - 1), asked.id));
    let conflict = KeyringFailure::Conflict(Box::new(asked.clone()));
    assert_eq!(edited, Err(conflict));
    assert_eq!(harness.stored(asked.id).unwrap().profile, asked);
}

#[test]
fn a_test_does_not_send_a_secret_that_is_stored_for_another_kind_of_account() {
    let mut harness = JobHarness::new();
    let client = harness.works();
    let (console, account) = (client.console, account(PasswordStorage::InKeyring));
    let result = harness.test_stored(client.id, console, account, KnownLogin::Unanswered);
    let is_withheld = matches!(result, AttemptOutcome::Failed(Failure::ChangedElsewhere));
    assert!(is_withheld, "{result:?}");
    assert_eq!(harness.console.sign_ins(), 0);
}
