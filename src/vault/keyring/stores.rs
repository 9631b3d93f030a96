//! The connections to the keyring. A call has one to itself, so that a call that does not end stands in nobody's way: a
//! store has one lock, and a call that waits for a person holds it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keyring_core::CredentialStore;

use super::items::StoreFailure;
use crate::model::KeyringFailure;
use crate::vault::store_error;
use crate::vault::store_error::Trouble;

/// How long a call waits for another's connection before it makes its own: longer than most calls take, and than
/// connecting does (50 ms).
const PATIENCE: Duration = Duration::from_millis(100);

/// How many connections are kept for later.
const KEPT: usize = 2;

/// How connections are made.
pub(super) type Open = dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync;
/// How it is looked whether there is a place for new items, unlocked if the argument says so.
pub(super) type Home = dyn Fn(Unlocked) -> keyring_core::Result<()> + Send + Sync;

/// Whether the person is asked to unlock it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::vault) enum Unlocked {
    /// They are, if it is locked.
    Needed,
    /// It may be locked.
    No,
}

/// Connections, made when they are needed, kept while they are of use.
pub(super) struct Stores {
    open: Box<Open>,
    home: Box<Home>,
    state: Mutex<State>,
    came_back: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Arc<CredentialStore>>,
    in_use: usize,
}

impl Stores {
    pub(super) fn new(open: Box<Open>, home: Box<Home>) -> Self {
        Self {
            open,
            home,
            state: Mutex::default(),
            came_back: Condvar::new(),
        }
    }

    /// Does `work` with a store; if that proves dead, once more with a fresh one.
    pub(super) fn with<T>(
        &self,
        mut work: impl FnMut(&CredentialStore) -> Result<T, StoreFailure>,
    ) -> Result<T, KeyringFailure> {
        let mut taken = self.take()?;
        match work(&*taken.store) {
            Err(StoreFailure::Refused(why)) if why.store_is_of_no_use() => taken.is_dead(),
            end => return Ok(end?),
        }
        drop(taken);
        let mut fresh = self.fresh()?;
        let end = work(&*fresh.store);
        if matches!(&end, Err(StoreFailure::Refused(why)) if why.store_is_of_no_use()) {
            fresh.is_dead();
        }
        Ok(end?)
    }

    /// Looks whether there is a place for new items.
    pub(super) fn home(&self, unlocked: Unlocked) -> Result<(), Trouble> {
        store_error::call(|| (self.home)(unlocked)).map_err(Trouble::of_no_item)
    }

    fn take(&self) -> Result<Taken<'_>, Trouble> {
        let all_are_out = |state: &mut State| state.idle.is_empty() && state.in_use > 0;
        let wait = (self.came_back).wait_timeout_while(self.state(), PATIENCE, all_are_out);
        let (mut state, _) = wait.unwrap_or_else(PoisonError::into_inner);
        let Some(store) = state.idle.pop() else {
            drop(state);
            return self.fresh();
        };
        state.in_use += 1;
        drop(state);
        Ok(Taken::new(self, store))
    }

    fn fresh(&self) -> Result<Taken<'_>, Trouble> {
        // Without the lock: connecting can take for ever too.
        let store = store_error::call(|| (self.open)())?;
        self.state().in_use += 1;
        Ok(Taken::new(self, store))
    }

    /// A lock that a panic left behind is as good as any here: stores are tried before they are trusted.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A store that one call has to itself. It goes back when the call ended.
struct Taken<'a> {
    stores: &'a Stores,
    store: Arc<CredentialStore>,
    is_of_use: bool,
}

impl<'a> Taken<'a> {
    fn new(stores: &'a Stores, store: Arc<CredentialStore>) -> Self {
        Self {
            stores,
            store,
            is_of_use: true,
        }
    }

    /// It does not go back, and those made before it are as dead.
    fn is_dead(&mut self) {
        self.is_of_use = false;
        self.stores.state().idle.clear();
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut state = self.stores.state();
        state.in_use = state.in_use.saturating_sub(1);
        if self.is_of_use && state.idle.len() < KEPT {
            state.idle.push(Arc::clone(&self.store));
        }
        drop(state);
        self.stores.came_back.notify_one();
    }
}
