//! A fetch with a stored secret: one sign-in, and none for a profile that is not as it was shown.

use tokendesk::app::job::{AttemptOutcome, Job, JobId, Outcome};
use tokendesk::model::{ConsoleUrl, Failure, KeyringFailure, Profile, ProfileId};

use crate::harness::job::{JobHarness, stored_sign_in};

#[test]
fn a_profile_that_differs_from_what_was_shown_sends_nothing() {
    let mut harness = JobHarness::new();
    let mut shown = harness.works();
    shown.console = ConsoleUrl::parse("https://console.us1.crashplan.com").unwrap();
    let outcome = harness.fetch(shown);
    assert!(
        matches!(outcome, AttemptOutcome::Failed(Failure::ChangedElsewhere)),
        "{outcome:?}"
    );
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_profile_that_is_gone_sends_nothing() {
    let mut harness = JobHarness::new();
    let shown = Profile {
        id: ProfileId::random(),
        ..harness.works()
    };
    let outcome = harness.fetch(shown);
    assert!(
        matches!(
            outcome,
            AttemptOutcome::Failed(Failure::Keyring(KeyringFailure::NotFound))
        ),
        "{outcome:?}"
    );
    assert_eq!(harness.console.sign_ins(), 0);
}

#[test]
fn a_canceled_sign_in_ends_at_once() {
    let mut harness = JobHarness::new();
    let slow = harness.sample("Answers after 8 seconds");
    harness.start(JobId(5), Job::FetchToken(stored_sign_in(slow)));
    harness.cancel(JobId(5));
    let Outcome::FetchToken { outcome, .. } = harness.end().outcome else {
        panic!("another report")
    };
    assert!(matches!(outcome, AttemptOutcome::Canceled), "{outcome:?}");
}
