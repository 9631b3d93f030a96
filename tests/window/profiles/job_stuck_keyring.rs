//! A keyring that does not answer: what is canceled ends, and what has nothing to do with it goes on.

use std::sync::{Arc, Mutex};

use tokendesk::app::Effect;
use tokendesk::app::job::{
    AttemptOutcome, Job, JobId, Outcome, Report, SecretSource, StoredSignIn, Typed,
};
use tokendesk::clipboard::MemoryClipboard;
use tokendesk::model::{
    KeyringFailure, KnownLogin, Listed, Profile, ProfileId, Secret, StoredProfile,
};
use tokendesk::os::Cancel;
use tokendesk::vault::{MemoryVault, Vault};

use crate::harness::job::{JobHarness, end, runtime, write};

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

fn save(job: u64, of: &Profile) -> Effect {
    Effect::Run(
        JobId(job),
        Job::SaveProfile(write(
            of,
            SecretSource::Typed(Secret::new("typed").unwrap()),
        )),
    )
}

#[test]
fn what_is_canceled_ends_while_the_keyring_is_stuck_and_other_profiles_are_saved() {
    let harness = JobHarness::new();
    let (works, other) = (harness.works(), harness.profiles[1].profile.clone());
    assert!(works.id != other.id);
    let stuck = Arc::new(Mutex::new(()));
    let vault = Stuck {
        inner: harness.vault.clone(),
        id: works.id,
        stops: Arc::clone(&stuck),
    };
    let (mut runtime, woken) = runtime(Arc::new(vault), Arc::new(MemoryClipboard::default()), None);

    let fetch = Effect::Run(
        JobId(1),
        Job::FetchToken(StoredSignIn {
            shown: works.clone(),
            typed: Typed::default(),
            known: KnownLogin::Unanswered,
        }),
    );
    runtime.run(fetch);
    runtime.run(Effect::Cancel(JobId(1)));
    let fetched = end(&mut runtime, &woken);
    let Report {
        outcome: Outcome::FetchToken {
            outcome: result, ..
        },
        ..
    } = &fetched
    else {
        panic!("{fetched:?}");
    };
    assert!(matches!(result, AttemptOutcome::Canceled), "{fetched:?}");
    assert_eq!(harness.console.sign_ins(), 0);
    runtime.run(Effect::Run(JobId(2), Job::ListProfiles));
    runtime.run(Effect::Cancel(JobId(2)));
    let listed = end(&mut runtime, &woken);
    let canceled = Err(KeyringFailure::Canceled);
    assert!(
        matches!(&listed, Report { outcome: Outcome::ListProfiles(result), .. } if *result == canceled),
        "{listed:?}"
    );

    let stops = stuck.lock().unwrap();
    runtime.run(save(3, &works));
    let (job, id) = (JobId(4), works.id);
    runtime.run(Effect::Run(job, Job::DeleteProfile { id, rev: None }));
    runtime.run(save(5, &other));
    let saved = end(&mut runtime, &woken);
    let is_of = |report: &Report, wanted: ProfileId| matches!(&report.outcome, Outcome::SaveProfile(Ok(saved)) if saved.id == wanted);
    assert!(is_of(&saved, other.id), "{saved:?}");
    runtime.run(Effect::Cancel(job));
    let deleted = end(&mut runtime, &woken);
    assert!(
        matches!(&deleted, Report { outcome: Outcome::DeleteProfile(result), .. } if *result == canceled),
        "{deleted:?}"
    );
    drop(stops);
    let saved = end(&mut runtime, &woken);
    assert!(is_of(&saved, works.id), "{saved:?}");
    assert!(!harness.vault.payloads(&works.id.to_string()).is_empty());
}
