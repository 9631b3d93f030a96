//! User accounts through the jobs: what a save keeps, and when a stored secret is not given out.

use tokendesk::app::Effect;
use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, Outcome, ProfileWrite, Report, SecretSource, TypedCode,
};
use tokendesk::model::{
    Account, Failure, KeyringFailure, KnownLogin, PasswordStorage, Profile, ProfileId, Secret,
    StoredProfile, Username,
};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault as _;

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
    let stored = StoredProfile {
        profile: profile.clone(),
        secret: password.and_then(Secret::new),
    };
    harness.vault.create(&stored, &Cancel::default()).unwrap();
    profile
}

fn stored(harness: &JobHarness, id: ProfileId) -> StoredProfile {
    harness.vault.read(id, &Cancel::default()).unwrap().unwrap()
}

#[test]
fn a_save_takes_a_password_that_is_no_longer_kept_out_of_the_keyring() {
    let mut harness = JobHarness::new();
    let kept = user(&harness, Some("hunter2-stored"));
    let saved = harness.save(ProfileWrite {
        account: account(PasswordStorage::AskedEachTime),
        ..write(&kept, SecretSource::NotKept)
    });
    assert_eq!(saved.unwrap().rev, kept.rev + 1);
    assert!(stored(&harness, kept.id).secret.is_none());
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
        let secret = stored(&harness, id).secret.unwrap();
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
        assert_eq!(&stored(&harness, base.id).profile, base);
    }
}

#[test]
fn a_password_that_is_no_longer_stored_is_missed_before_anything_is_written() {
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
    assert!(
        harness
            .vault
            .read(id, &Cancel::default())
            .unwrap()
            .is_none()
    );

    // The edit began before somebody else took the password out: that is a conflict as any other.
    let edited = harness.save(keeping(Some(asked.rev - 1), asked.id));
    let conflict = KeyringFailure::Conflict(Box::new(asked.clone()));
    assert_eq!(edited, Err(conflict));
    assert_eq!(stored(&harness, asked.id).profile, asked);
}

#[test]
fn what_is_stored_for_another_kind_is_not_sent_in_a_test() {
    let mut harness = JobHarness::new();
    let client = harness.works();
    let test = Effect::Run(
        JobId(3),
        Job::TestCredential {
            console: client.console.clone(),
            account: account(PasswordStorage::InKeyring),
            secret: SecretSource::Stored(client.id),
            code: TypedCode::Unsaid,
            known: KnownLogin::Unanswered,
        },
    );
    let Report {
        outcome: Outcome::TestCredential(result),
        ..
    } = harness.run(test)
    else {
        panic!("no verdict")
    };
    let is_withheld = matches!(result, AttemptOutcome::Failed(Failure::ChangedElsewhere));
    assert!(is_withheld, "{result:?}");
    assert_eq!(harness.console.sign_ins(), 0);
}
