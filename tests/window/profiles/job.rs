//! Listing and deleting profiles through the jobs.

use tokendesk::app::Event;
use tokendesk::app::job::{Job, JobId, Outcome, Progress, Report};
use tokendesk::model::KeyringFailure;

use crate::harness::job::{JobHarness, LIMIT};

#[test]
fn a_listing_reports_each_row_before_its_end() {
    let mut harness = JobHarness::new();
    harness.start(JobId(4), Job::ListProfiles);
    // All of it comes between two frames: a wake for each row, and one for the end.
    for _ in 0..=harness.profiles.len() {
        let woken = harness.woken.recv_timeout(LIMIT);
        woken.expect("a listing reports");
    }
    let mut events = harness.runtime.poll();
    let end = events.pop();
    assert!(
        matches!(
            end,
            Some(Event::Ended(Report {
                job: JobId(4),
                outcome: Outcome::ListProfiles(Ok(())),
                ..
            }))
        ),
        "{end:?}"
    );
    let is_row = |event: &Event| matches!(event, Event::Progress(_, Progress::Listed(_)));
    assert!(events.iter().all(is_row), "{events:?}");
    assert_eq!(events.len(), harness.profiles.len());
}

#[test]
fn a_profile_of_another_rev_than_the_one_shown_is_not_deleted() {
    let mut harness = JobHarness::new();
    let works = harness.works();
    let conflict = KeyringFailure::Conflict(Box::new(works.clone()));
    let refused = harness.delete(works.id, Some(works.rev + 1));
    assert_eq!(refused, Err(conflict));
    assert!(harness.stored(works.id).is_some());

    assert_eq!(harness.delete(works.id, Some(works.rev)), Ok(()));
    assert!(harness.stored(works.id).is_none());
}
