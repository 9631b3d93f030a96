//! A job that panics.

use std::sync::Arc;

use tokendesk::app::job::AttemptOutcome;
use tokendesk::model::{Failure, KeyringFailure, Listed, ProfileId, StoredProfile};
use tokendesk::os::Cancel;
use tokendesk::vault::Vault;

use crate::harness::job::JobHarness;

/// A vault with a defect.
struct Defective;

impl Vault for Defective {
    fn list(&self, _cancel: &Cancel, _each: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn read(
        &self,
        _id: ProfileId,
        _cancel: &Cancel,
    ) -> Result<Option<StoredProfile>, KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn create(&self, _new: &StoredProfile, _cancel: &Cancel) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn replace(
        &self,
        _base_rev: u64,
        _new: &StoredProfile,
        _cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }

    fn delete(&self, _id: ProfileId, _cancel: &Cancel) -> Result<(), KeyringFailure> {
        unreachable!("a planted defect")
    }
}

#[test]
fn a_panic_in_a_job_becomes_its_report_and_the_next_write_still_runs() {
    let mut harness = JobHarness::new().behind(Arc::new(Defective));
    let works = harness.works();
    let fetched = harness.fetch(works.clone());
    assert!(
        matches!(fetched, AttemptOutcome::Failed(Failure::Defect)),
        "{fetched:?}"
    );
    for _ in 0..2 {
        let deleted = harness.delete(works.id, None);
        assert_eq!(deleted, Err(KeyringFailure::Defect));
    }
}
