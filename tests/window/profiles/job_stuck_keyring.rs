//! A keyring that does not answer: canceled jobs end, and jobs that do not need it go on.

use std::sync::{Arc, Mutex};

use tokendesk::app::job::{AttemptOutcome, Job, JobId, Outcome, Report, SecretSource};
use tokendesk::model::{KeyringFailure, Listed, Profile, ProfileId, Secret, StoredProfile};
use tokendesk::os::Cancel;
use tokendesk::vault::{MemoryVault, Vault};

use crate::harness::job::{JobHarness, stored_sign_in, write};

/// A vault that gives nothing until it is canceled, and whose changes of one profile wait until the lock is let go.
struct Stuck {
    inner: Arc<MemoryVault>,
    id: ProfileId,
    stops: Arc<Mutex<()>>,
}

impl Stuck {
    fn until_canceled(cancel: &Cancel) -> KeyringFailure {
        cancel.block_on(std::future::pending::<()>());
        KeyringFailure::Canceled
    }
}

impl Vault for Stuck {
    fn list(&self, cancel: &Cancel, _: &mut dyn FnMut(Listed)) -> Result<(), KeyringFailure> {
        Err(Self::until_canceled(cancel))
    }

    fn read(&self, _: ProfileId, cancel: &Cancel) -> Result<Option<StoredProfile>, KeyringFailure> {
        Err(Self::until_canceled(cancel))
    }

    fn create(&self, new: &StoredProfile, cancel: &Cancel) -> Result<(), KeyringFailure> {
        self.inner.create(new, cancel)
    }

    fn replace(
        &self,
        base_rev: u64,
        new: &StoredProfile,
        cancel: &Cancel,
    ) -> Result<(), KeyringFailure> {
        if new.profile.id == self.id {
            drop(self.stops.lock());
        }
        self.inner.replace(base_rev, new, cancel)
    }

    fn delete(&self, id: ProfileId, cancel: &Cancel) -> Result<(), KeyringFailure> {
        self.inner.delete(id, cancel)
    }
}

fn save(of: &Profile) -> Job {
    let typed = SecretSource::Typed(Secret::new("typed").unwrap());
    Job::SaveProfile(write(of, typed))
}

fn is_save_of(id: ProfileId, report: &Report) -> bool {
    matches!(&report.outcome, Outcome::SaveProfile(Ok(saved)) if saved.id == id)
}

#[test]
fn canceled_jobs_end_while_the_keyring_is_stuck_and_other_profiles_are_saved() {
    let harness = JobHarness::new();
    let (works, other) = (harness.works(), harness.profiles[1].profile.clone());
    assert!(works.id != other.id);
    let stuck = Arc::new(Mutex::new(()));
    let vault = Stuck {
        inner: harness.vault.clone(),
        id: works.id,
        stops: Arc::clone(&stuck),
    };
    let mut harness = harness.behind(Arc::new(vault));

    harness.start(JobId(1), Job::FetchToken(stored_sign_in(works.clone())));
    harness.cancel(JobId(1));
    let Outcome::FetchToken {
        outcome: fetched, ..
    } = harness.end().outcome
    else {
        panic!("another report")
    };
    assert!(matches!(fetched, AttemptOutcome::Canceled), "{fetched:?}");
    assert_eq!(harness.console.sign_ins(), 0);
    harness.start(JobId(2), Job::ListProfiles);
    harness.cancel(JobId(2));
    let canceled = Err(KeyringFailure::Canceled);
    let listed = harness.end().outcome;
    assert!(
        matches!(&listed, Outcome::ListProfiles(result) if *result == canceled),
        "{listed:?}"
    );

    let stops = stuck.lock().unwrap();
    harness.start(JobId(3), save(&works));
    let (deletion, id) = (JobId(4), works.id);
    harness.start(deletion, Job::DeleteProfile { id, rev: None });
    harness.start(JobId(5), save(&other));
    let saved = harness.end();
    assert!(is_save_of(other.id, &saved), "{saved:?}");
    harness.cancel(deletion);
    let deleted = harness.end().outcome;
    assert!(
        matches!(&deleted, Outcome::DeleteProfile(result) if *result == canceled),
        "{deleted:?}"
    );
    drop(stops);
    let saved = harness.end();
    assert!(is_save_of(works.id, &saved), "{saved:?}");
    assert!(!harness.vault.payloads(&works.id.to_string()).is_empty());
}
