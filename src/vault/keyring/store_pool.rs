//! The connections to the keyring. Each call has one to itself: a store has a single lock, and a call that waits for a person holds it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keyring_core::CredentialStore;

use super::detached_call::Emit;
use super::prefetched::Prefetched;
use super::store;
use super::store::Unlock;
use super::store_error::{StoreError, StoreFailure};
use crate::model::KeyringFailure;

/// How long a call waits for another's connection before it opens its own: longer than most calls and than connecting take (50 ms).
const MAX_WAIT: Duration = Duration::from_millis(100);

const MAX_IDLE: usize = 2;

pub(super) type Open = dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync;
pub(super) type CheckDefaultCollection = dyn Fn(Unlock) -> keyring_core::Result<()> + Send + Sync;
pub(super) type ListInBatches = dyn Fn(&Emit<'_>) -> bool + Send + Sync;

pub(super) struct StorePool {
    open: Box<Open>,
    check_default_collection: Box<CheckDefaultCollection>,
    list_in_batches: Arc<ListInBatches>,
    /// Whether a locked keyring may ask the person to unlock it.
    may_prompt: bool,
    prefetched: Mutex<Option<Prefetched>>,
    doubts_record_ids: AtomicBool,
    state: Mutex<PoolState>,
    returned: Condvar,
}

#[derive(Default)]
struct PoolState {
    idle: Vec<Arc<CredentialStore>>,
    in_use: usize,
}

impl StorePool {
    pub(super) fn new(
        open: Box<Open>,
        check_default_collection: Box<CheckDefaultCollection>,
        list_in_batches: Arc<ListInBatches>,
    ) -> Self {
        Self {
            open,
            check_default_collection,
            list_in_batches,
            may_prompt: true,
            prefetched: Mutex::default(),
            doubts_record_ids: AtomicBool::default(),
            state: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// A locked keyring is then an error.
    pub(super) fn without_prompts(mut self) -> Self {
        self.may_prompt = false;
        self
    }

    /// Runs `work` with a store; if that proves dead, once more with a new one.
    pub(super) fn with<T>(
        &self,
        mut work: impl FnMut(&CredentialStore) -> Result<T, StoreFailure>,
    ) -> Result<T, KeyringFailure> {
        if !self.may_prompt {
            store::call(store::check_unlocked).map_err(StoreError::without_item)?;
        }
        let mut pooled = self.check_out()?;
        match work(&*pooled.store) {
            Err(StoreFailure::Refused(error)) if error.is_store_dead() => pooled.discard(),
            end => return Ok(end?),
        }
        drop(pooled);
        let mut fresh = self.connect()?;
        let end = work(&*fresh.store);
        if matches!(&end, Err(StoreFailure::Refused(error)) if error.is_store_dead()) {
            fresh.discard();
        }
        Ok(end?)
    }

    /// Whether new items can be stored.
    pub(super) fn check_default_collection(&self, unlock: Unlock) -> Result<(), StoreError> {
        store::call(|| (self.check_default_collection)(unlock)).map_err(StoreError::without_item)
    }

    /// Lists what was prefetched, if nobody did yet, or else in batches. Whether all items were listed.
    pub(super) fn list_ahead(&self, emit: &Emit<'_>) -> bool {
        let prefetched = self.prefetched().take();
        if self.doubts_record_ids.load(Ordering::Relaxed) {
            return false;
        }
        match prefetched {
            Some(prefetched) if prefetched.is_recent() => prefetched.list(emit),
            _ => (self.list_in_batches)(emit),
        }
    }

    /// A listed item was not found by its id: it was deleted, or another program copied it to another id. From now on, listings look at
    /// the ids of the items themselves.
    pub(super) fn doubt_record_ids(&self) {
        self.doubts_record_ids.store(true, Ordering::Relaxed);
    }

    pub(super) fn prefetch(&self) {
        let list = Arc::clone(&self.list_in_batches);
        *self.prefetched() = Some(Prefetched::start(move |emit| list(emit)));
    }

    pub(super) fn has_prefetched_rows(&self) -> bool {
        self.prefetched().as_ref().is_some_and(Prefetched::has_rows)
    }

    fn prefetched(&self) -> MutexGuard<'_, Option<Prefetched>> {
        self.prefetched
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// So that the next call need not wait for it.
    pub(super) fn connect_ahead(&self) {
        if self.state().idle.is_empty() {
            self.connect().ok();
        }
    }

    fn check_out(&self) -> Result<PooledStore<'_>, StoreError> {
        let all_are_out = |state: &mut PoolState| state.idle.is_empty() && state.in_use > 0;
        let wait = (self.returned).wait_timeout_while(self.state(), MAX_WAIT, all_are_out);
        let (mut state, _) = wait.unwrap_or_else(PoisonError::into_inner);
        let Some(store) = state.idle.pop() else {
            drop(state);
            return self.connect();
        };
        state.in_use += 1;
        drop(state);
        Ok(PooledStore::new(self, store))
    }

    fn connect(&self) -> Result<PooledStore<'_>, StoreError> {
        // Without the lock: connecting can hang too.
        let store = store::call(|| (self.open)())?;
        self.state().in_use += 1;
        Ok(PooledStore::new(self, store))
    }

    /// A poisoned lock is harmless: a store is tried before it is trusted.
    fn state(&self) -> MutexGuard<'_, PoolState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A store that one call has to itself, returned to the pool on drop.
struct PooledStore<'a> {
    pool: &'a StorePool,
    store: Arc<CredentialStore>,
    is_reusable: bool,
}

impl<'a> PooledStore<'a> {
    fn new(pool: &'a StorePool, store: Arc<CredentialStore>) -> Self {
        Self {
            pool,
            store,
            is_reusable: true,
        }
    }

    /// Also drops the idle ones, which are older and as dead.
    fn discard(&mut self) {
        self.is_reusable = false;
        self.pool.state().idle.clear();
    }
}

impl Drop for PooledStore<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        state.in_use = state.in_use.saturating_sub(1);
        if self.is_reusable && state.idle.len() < MAX_IDLE {
            state.idle.push(Arc::clone(&self.store));
        }
        drop(state);
        self.pool.returned.notify_one();
    }
}
