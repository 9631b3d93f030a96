//! The making of a basic header: of the stored password or a typed one, never of another account, and without a request.

use tokendesk::app::Effect;
use tokendesk::app::job::{CopyWhat, Job, JobId, Learned, MakeBasicHeaderOutcome, Outcome, Report};
use tokendesk::model::{
    Account, ConsoleUrl, CopyId, CopyOutcome, Failure, KeyringFailure, PasswordStorage, Profile,
    ProfileId, Secret, StoredProfile, Username,
};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault as _;

use crate::harness::job::JobHarness;

/// The pair of Dana's username and stored password.
const STORED: &str = "Authorization: Basic ZGFuYUBleGFtcGxlLmNvbTpjb3JyZWN0IGhvcnNl";
/// The pair of Dana's username and a typed password.
const TYPED: &str = "Authorization: Basic ZGFuYUBleGFtcGxlLmNvbTp0eXBlZA==";

/// A bench whose vault holds Dana's profile.
fn harness(password: PasswordStorage) -> (JobHarness, Profile) {
    let harness = JobHarness::new();
    let dana = Profile {
        id: ProfileId::random(),
        rev: 1,
        account: Account::User {
            username: Username::parse("dana@example.com").unwrap(),
            password,
        },
        ..harness.works()
    };
    let stored = StoredProfile {
        profile: dana.clone(),
        secret: dana
            .account
            .stores_secret()
            .then(|| Secret::new("correct horse").unwrap()),
    };
    harness.vault.create(&stored, &Cancel::default()).unwrap();
    (harness, dana)
}

fn make(
    harness: &mut JobHarness,
    shown: &Profile,
    typed: Option<&str>,
) -> (Option<Profile>, MakeBasicHeaderOutcome) {
    let effect = Effect::Run(
        JobId(1),
        Job::MakeBasicHeader {
            shown: shown.clone(),
            password: typed.and_then(Secret::new),
        },
    );
    match harness.run(effect) {
        Report {
            learned: Learned { stored, .. },
            outcome: Outcome::MakeBasicHeader(result),
            ..
        } => (stored, result),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_is_made_of_the_stored_password_or_the_typed_one_and_copied_without_a_request() {
    for (kept, typed, header) in [
        (PasswordStorage::InKeyring, None, STORED),
        (PasswordStorage::AskedEachTime, Some("typed"), TYPED),
    ] {
        let (mut harness, dana) = harness(kept);
        let (_, MakeBasicHeaderOutcome::Made(text)) = make(&mut harness, &dana, typed) else {
            panic!("no header")
        };
        let copy = Effect::Run(
            JobId(1),
            Job::Copy {
                copy_id: CopyId(1),
                what: CopyWhat::Text(text),
                unless_taken_since: None,
            },
        );
        let copied = harness.run(copy);
        let is_done = matches!(
            copied,
            Report {
                outcome: Outcome::Copy(Ok(CopyOutcome::Done)),
                ..
            }
        );
        assert!(is_done, "{copied:?}");
        assert!(harness.clipboard.content().unwrap().expose_secret() == header);
        assert_eq!(harness.console.sign_ins(), 0);
    }
}

#[test]
fn a_profile_that_differs_from_what_was_shown_gives_no_header() {
    let (mut harness, dana) = harness(PasswordStorage::InKeyring);
    let mut shown = dana.clone();
    shown.console = ConsoleUrl::parse("https://console.us2.crashplan.com").unwrap();
    let (stored, outcome) = make(&mut harness, &shown, None);
    assert_eq!(stored, Some(dana));
    assert!(
        matches!(
            outcome,
            MakeBasicHeaderOutcome::Failed(Failure::ChangedElsewhere)
        ),
        "{outcome:?}"
    );
}

#[test]
fn a_profile_that_is_gone_is_told() {
    let (mut harness, dana) = harness(PasswordStorage::InKeyring);
    harness.vault.delete(dana.id, &Cancel::default()).unwrap();
    let (stored, outcome) = make(&mut harness, &dana, None);
    assert_eq!(stored, None);
    let gone = Failure::Keyring(KeyringFailure::NotFound);
    assert!(
        matches!(&outcome, MakeBasicHeaderOutcome::Failed(failure) if *failure == gone),
        "{outcome:?}"
    );
}

#[test]
fn a_password_that_is_not_stored_is_wanted() {
    let (mut harness, dana) = harness(PasswordStorage::AskedEachTime);
    let (stored, outcome) = make(&mut harness, &dana, None);
    assert_eq!(stored, Some(dana));
    assert!(
        matches!(outcome, MakeBasicHeaderOutcome::PasswordRequired),
        "{outcome:?}"
    );
}
