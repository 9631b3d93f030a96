//! Makes a basic header: from the stored password or a typed one, never for another account, and without a request.

use tokendesk::app::job::{CopyWhat, Job, MakeBasicHeaderOutcome, Outcome};
use tokendesk::model::{
    Account, ConsoleUrl, CopyOutcome, Failure, KeyringFailure, PasswordStorage, Profile, ProfileId,
    Secret, Username,
};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault as _;

use crate::harness::job::JobHarness;

/// The pair of Dana's username and stored password.
const STORED: &str = "Authorization: Basic ZGFuYUBleGFtcGxlLmNvbTpjb3JyZWN0IGhvcnNl";
/// The pair of Dana's username and a typed password.
const TYPED: &str = "Authorization: Basic ZGFuYUBleGFtcGxlLmNvbTp0eXBlZA==";

/// A harness whose vault holds Dana's profile.
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
    let is_stored = dana.account.stores_secret();
    harness.store(&dana, is_stored.then_some("correct horse"));
    (harness, dana)
}

fn make(
    harness: &mut JobHarness,
    shown: &Profile,
    typed: Option<&str>,
) -> (Option<Profile>, MakeBasicHeaderOutcome) {
    let report = harness.report(Job::MakeBasicHeader {
        shown: shown.clone(),
        password: typed.and_then(Secret::new),
    });
    match report.outcome {
        Outcome::MakeBasicHeader(outcome) => (report.learned.stored, outcome),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_basic_header_is_made_of_the_stored_or_typed_password_and_copied_without_a_request() {
    for (kept, typed, header) in [
        (PasswordStorage::InKeyring, None, STORED),
        (PasswordStorage::AskedEachTime, Some("typed"), TYPED),
    ] {
        let (mut harness, dana) = harness(kept);
        let (_, MakeBasicHeaderOutcome::Made(text)) = make(&mut harness, &dana, typed) else {
            panic!("no header")
        };
        let copied = harness.copy(CopyWhat::Text(text));
        assert_eq!(copied, Ok(CopyOutcome::Done));
        assert!(harness.clipboard_text() == header);
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
fn a_profile_that_is_gone_gives_no_header() {
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
fn a_password_that_is_not_stored_has_to_be_typed() {
    let (mut harness, dana) = harness(PasswordStorage::AskedEachTime);
    let (stored, outcome) = make(&mut harness, &dana, None);
    assert_eq!(stored, Some(dana));
    assert!(
        matches!(outcome, MakeBasicHeaderOutcome::PasswordRequired),
        "{outcome:?}"
    );
}
