//! The turns of those who change a profile: one after the other for one profile, in the order they came, and not in the
//! way of another profile's.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Mutex as FairMutex, OwnedMutexGuard};

use crate::model::{KeyringFailure, ProfileId};
use crate::os::Cancel;

/// Who is writing, and who waits for it.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<ProfileId, Arc<FairMutex<()>>>>);

impl Turns {
    /// Waits for the others who write this profile, unless `cancel` is thrown first.
    pub(super) fn take(&self, id: ProfileId, cancel: &Cancel) -> Result<Turn<'_>, KeyringFailure> {
        let queue = Arc::clone(self.queues().entry(id).or_default());
        let turn = cancel.block_on(Arc::clone(&queue).lock_owned());
        drop(queue);
        let is_ours = turn.is_some();
        // Made in any case, so that a queue that was only waited in is tidied away too.
        let turn = Turn {
            turns: self,
            id,
            lock: turn,
        };
        is_ours.then_some(turn).ok_or(KeyringFailure::Cancelled)
    }

    fn queues(&self) -> MutexGuard<'_, HashMap<ProfileId, Arc<FairMutex<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One's turn to write; the next one's when it is dropped.
pub(super) struct Turn<'a> {
    turns: &'a Turns,
    id: ProfileId,
    lock: Option<OwnedMutexGuard<()>>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.lock = None;
        let mut queues = self.turns.queues();
        // Counted under the lock under which it is given out.
        let is_idle = |queue: &Arc<FairMutex<()>>| Arc::strong_count(queue) == 1;
        if queues.get(&self.id).is_some_and(is_idle) {
            queues.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_of_one_profile_wait_and_those_of_others_do_not_and_nothing_is_left_behind() {
        let (turns, go) = (Turns::default(), Cancel::default());
        let (one, two) = (ProfileId::random(), ProfileId::random());
        let first = turns.take(one, &go).unwrap();
        drop(turns.take(two, &go).unwrap());
        let cancel = Cancel::default();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| turns.take(one, &cancel).map(drop));
            let in_order = scope.spawn(|| turns.take(one, &go).map(drop));
            cancel.cancel();
            assert_eq!(waiting.join().unwrap(), Err(KeyringFailure::Cancelled));
            assert!(!in_order.is_finished());
            drop(first);
            assert_eq!(in_order.join().unwrap(), Ok(()));
        });
        assert!(turns.queues().is_empty());
    }
}
