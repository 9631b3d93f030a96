//! Calls to the keyring on threads of their own, so that one that never ends can be abandoned.
//!
//! A keyring that waits for a person, or hangs, does not answer, and nothing makes it. The caller can stop waiting; what the abandoned
//! call still reads is wiped unseen, and it changes nothing anymore.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, mpsc};

use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::oneshot;

use crate::model::{KeyringFailure, Listed};
use crate::os::{Cancel, thread};

/// Stands between the reads of a write and the change that it makes.
///
/// | state | by | then |
/// |---|---|---|
/// | `READING` | | the call can be abandoned at any time, and has changed nothing |
/// | `COMMITTED` | [`CommitGate::commit`] | the call is waited for, canceled or not |
/// | `CLOSED` | [`CommitGate::close`] | the call was abandoned, and can no longer commit |
#[derive(Clone, Default)]
pub(super) struct CommitGate(Arc<AtomicU8>);

const READING: u8 = 0;
const COMMITTED: u8 = 1;
const CLOSED: u8 = 2;

impl CommitGate {
    /// Passes the gate, to change something. A retry passes again.
    pub(super) fn commit(&self) -> Result<(), KeyringFailure> {
        match self.leave_reading(COMMITTED) {
            READING | COMMITTED => Ok(()),
            _ => Err(KeyringFailure::Canceled),
        }
    }

    /// `false` if the call has already committed.
    fn close(&self) -> bool {
        self.leave_reading(CLOSED) != COMMITTED
    }

    /// Returns the state before.
    fn leave_reading(&self, state: u8) -> u8 {
        let exchanged =
            (self.0).compare_exchange(READING, state, Ordering::AcqRel, Ordering::Acquire);
        exchanged.unwrap_or_else(|other| other)
    }
}

/// Runs a call that changes nothing.
pub(super) fn read<T: Send + 'static>(
    cancel: &Cancel,
    work: impl FnOnce() -> Result<T, KeyringFailure> + Send + 'static,
) -> Result<T, KeyringFailure> {
    write(cancel, |_no_change| work())
}

/// Runs a call that is abandoned if it is canceled before it commits; after that, it reports its outcome.
pub(super) fn write<T: Send + 'static>(
    cancel: &Cancel,
    work: impl FnOnce(&CommitGate) -> Result<T, KeyringFailure> + Send + 'static,
) -> Result<T, KeyringFailure> {
    if cancel.is_canceled() {
        return Err(KeyringFailure::Canceled);
    }
    let (gate, (sender, mut result)) = (CommitGate::default(), oneshot::channel());
    let gate_of_call = gate.clone();
    spawn(move || {
        // If nobody waits anymore, this drops the result, which wipes it.
        let _received = sender.send(work(&gate_of_call)).is_ok();
    })?;
    match cancel.block_on(&mut result) {
        None if gate.close() => Err(KeyringFailure::Canceled),
        None => result.blocking_recv().unwrap_or_else(panicked),
        Some(end) => end.unwrap_or_else(panicked),
    }
}

/// Takes a row of a listing, and says whether to go on.
pub(super) type Emit<'a> = dyn Fn(Listed) -> bool + 'a;

/// Runs a listing. `each` handles each row on the caller's thread; `emit` returns once it has.
pub(super) fn listing(
    cancel: &Cancel,
    each: &mut dyn FnMut(Listed),
    work: impl FnOnce(&Emit<'_>) -> Result<(), KeyringFailure> + Send + 'static,
) -> Result<(), KeyringFailure> {
    if cancel.is_canceled() {
        return Err(KeyringFailure::Canceled);
    }
    let (sender, mut messages) = unbounded_channel();
    let (handled, is_handled) = mpsc::channel();
    spawn(move || {
        let emit = |row| sender.send(WorkerMessage::Row(row)).is_ok() && is_handled.recv().is_ok();
        let end = work(&emit);
        let _received = sender.send(WorkerMessage::End(end)).is_ok();
    })?;
    loop {
        match cancel.block_on(messages.recv()) {
            None => return Err(KeyringFailure::Canceled),
            Some(None) => return Err(KeyringFailure::Defect),
            Some(Some(WorkerMessage::End(end))) => return end,
            Some(Some(WorkerMessage::Row(row))) => each(row),
        }
        // A worker that is gone shows in the next `recv`.
        let _goes_on = handled.send(()).is_ok();
    }
}

/// Runs work in the background; nobody waits for it.
pub(super) fn in_background(work: impl FnOnce() + Send + 'static) {
    spawn(work).ok();
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

fn panicked<T>(_sender_dropped: oneshot::error::RecvError) -> Result<T, KeyringFailure> {
    Err(KeyringFailure::Defect)
}
