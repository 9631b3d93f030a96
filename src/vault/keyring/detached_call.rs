//! Calls to the keyring on threads of their own, so that one that does not end can be left behind.
//!
//! A keyring that waits for a person, or that is frozen, does not answer, and nothing makes it. Whoever waits for it can
//! leave; the call is then abandoned: what it still reads is wiped unseen, and it changes nothing any more.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, mpsc};

use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::oneshot;

use crate::model::{KeyringFailure, Listed};
use crate::os::{Cancel, thread};

/// Stands between the looking of a write and the change that it makes.
///
/// | state | by | then |
/// |---|---|---|
/// | looking | | the call can be left at any time, and has changed nothing |
/// | changing | [`CommitGate::enter`] | the call is waited for, whatever was cancelled |
/// | shut | [`CommitGate::shut`] | the call was left, and does not come through |
#[derive(Clone, Default)]
pub(super) struct CommitGate(Arc<AtomicU8>);

const LOOKING: u8 = 0;
const CHANGING: u8 = 1;
const SHUT: u8 = 2;

impl CommitGate {
    /// Goes through, to change something. May be done again.
    pub(super) fn enter(&self) -> Result<(), KeyringFailure> {
        match self.turn_to(CHANGING) {
            LOOKING | CHANGING => Ok(()),
            _ => Err(KeyringFailure::Cancelled),
        }
    }

    /// Shuts it; `false` if the call came through before.
    fn shut(&self) -> bool {
        self.turn_to(SHUT) != CHANGING
    }

    /// Leaves the first state, once. The state before.
    fn turn_to(&self, state: u8) -> u8 {
        let turned = (self.0).compare_exchange(LOOKING, state, Ordering::AcqRel, Ordering::Acquire);
        turned.unwrap_or_else(|other| other)
    }
}

/// Looks, and is left as soon as `cancel` is thrown.
pub(super) fn look<T: Send + 'static>(
    cancel: &Cancel,
    work: impl FnOnce() -> Result<T, KeyringFailure> + Send + 'static,
) -> Result<T, KeyringFailure> {
    write(cancel, |_no_change| work())
}

/// Changes something. It is left when `cancel` is thrown before the change begins; from there on it reports when it ends.
pub(super) fn write<T: Send + 'static>(
    cancel: &Cancel,
    work: impl FnOnce(&CommitGate) -> Result<T, KeyringFailure> + Send + 'static,
) -> Result<T, KeyringFailure> {
    if cancel.is_cancelled() {
        return Err(KeyringFailure::Cancelled);
    }
    let (gate, (tell, mut told)) = (CommitGate::default(), oneshot::channel());
    let its_gate = gate.clone();
    spawn(move || {
        // Where nobody waits any more, what was read is dropped here, and wiped by that.
        let _heard = tell.send(work(&its_gate)).is_ok();
    })?;
    match cancel.block_on(&mut told) {
        None if gate.shut() => Err(KeyringFailure::Cancelled),
        None => told.blocking_recv().unwrap_or_else(defect),
        Some(end) => end.unwrap_or_else(defect),
    }
}

/// Looks at one thing after the other, and is left as soon as `cancel` is thrown. What is given is handled, by `each` and
/// on this thread, before the next is looked at; `give` says whether to go on.
pub(super) fn listing(
    cancel: &Cancel,
    each: &mut dyn FnMut(Listed),
    work: impl FnOnce(&dyn Fn(Listed) -> bool) -> Result<(), KeyringFailure> + Send + 'static,
) -> Result<(), KeyringFailure> {
    if cancel.is_cancelled() {
        return Err(KeyringFailure::Cancelled);
    }
    let (tell, mut told) = unbounded_channel();
    let (handled, is_handled) = mpsc::channel();
    spawn(move || {
        let give = |row| tell.send(WorkerMessage::Row(row)).is_ok() && is_handled.recv().is_ok();
        let end = work(&give);
        let _heard = tell.send(WorkerMessage::End(end)).is_ok();
    })?;
    loop {
        match cancel.block_on(told.recv()) {
            None => return Err(KeyringFailure::Cancelled),
            Some(None) => return Err(KeyringFailure::Defect),
            Some(Some(WorkerMessage::End(end))) => return end,
            Some(Some(WorkerMessage::Row(row))) => each(row),
        }
        // If it is gone, that is heard above.
        let _goes_on = handled.send(()).is_ok();
    }
}

enum WorkerMessage {
    Row(Listed),
    End(Result<(), KeyringFailure>),
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), KeyringFailure> {
    match thread::spawn("keyring", work) {
        Ok(_detached) => Ok(()),
        Err(_no_thread) => Err(KeyringFailure::Defect),
    }
}

/// The call's thread ended by a panic.
fn defect<T>(_gone: oneshot::error::RecvError) -> Result<T, KeyringFailure> {
    Err(KeyringFailure::Defect)
}
