//! *Check address*, *Test* and *Save* of an API client through the jobs: what is sent, what is kept, and what is a conflict.

use tokendesk::app::job::{AttemptOutcome, Job, Outcome, ProfileWrite, SecretSource};
use tokendesk::model::{
    ConsoleUrl, Failure, KeyringFailure, KnownLogin, ProbeOutcome, ProfileId, ProfileName, Secret,
};

use crate::harness::job::{JobHarness, write};

#[test]
fn checking_an_address_costs_no_sign_in() {
    let mut harness = JobHarness::new();
    let console = harness.works().console;
    let Outcome::ProbeConsole(result) = harness.outcome(Job::ProbeConsole { console }) else {
        panic!("another report")
    };
    let ProbeOutcome::Done(check) = result else {
        panic!("{result:?}")
    };
    assert_eq!(check.failed, None);
    assert!(check.is_console());
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_stored_secret_is_neither_sent_nor_kept_for_another_console() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let other = ConsoleUrl::parse("http://localhost:1").unwrap();
    let (account, known) = (works.account.clone(), KnownLogin::Unasked);
    let result = harness.test_stored(works.id, other.clone(), account, known);
    assert!(
        matches!(result, AttemptOutcome::Failed(Failure::ChangedElsewhere)),
        "{result:?}"
    );

    for (id, base_rev) in [(works.id, Some(works.rev)), (ProfileId::random(), None)] {
        let write = ProfileWrite {
            id,
            base_rev,
            console: other.clone(),
            ..write(&works, SecretSource::Stored(works.id))
        };
        assert_eq!(
            harness.save(write),
            Err(KeyringFailure::SecretOfAnotherConsole)
        );
    }
    assert_eq!(harness.stored(works.id).unwrap().profile, works);
}

#[test]
fn a_save_raises_the_rev_and_a_second_edit_of_the_old_one_is_a_conflict() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let typed = SecretSource::Typed(Secret::new("new secret").unwrap());
    let renamed = ProfileWrite {
        name: ProfileName::parse("Renamed").unwrap(),
        ..write(&works, typed)
    };
    let saved = harness.save(renamed.clone()).unwrap();
    assert_eq!((saved.rev, saved.name.as_str()), (works.rev + 1, "Renamed"));
    let secret = harness.stored(works.id).unwrap().secret.unwrap();
    assert_eq!(secret.expose_secret(), "new secret");
    assert_eq!(
        harness.save(renamed),
        Err(KeyringFailure::Conflict(Box::new(saved)))
    );
}
