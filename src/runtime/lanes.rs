//! Ordered work: one queue ("lane") for each target, with a thread while it has work.
//!
//! A stuck lane doesn't block others. Queued work can be taken out.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::os::thread;

pub(super) type Work = Box<dyn FnOnce() + Send>;

/// Lanes by target.
pub(super) struct Lanes<K>(Arc<Mutex<HashMap<K, VecDeque<Waiting>>>>);

/// Queued work, until the lane or [`Waiting::take`] takes it.
#[derive(Clone)]
pub(super) struct Waiting(Arc<Mutex<Option<Work>>>);

impl<K> Default for Lanes<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Copy + Eq + Hash + Send + 'static> Lanes<K> {
    /// Queues work. Returns `None` and drops the work if no thread could be started.
    pub(super) fn push(&self, lane: K, work: Work) -> Option<Waiting> {
        let waiting = Waiting(Arc::new(Mutex::new(Some(work))));
        let mut lanes = unpoisoned(&self.0);
        if let Some(queue) = lanes.get_mut(&lane) {
            queue.push_back(waiting.clone());
            return Some(waiting);
        }
        lanes.insert(lane, VecDeque::from([waiting.clone()]));
        drop(lanes);
        let all = Arc::clone(&self.0);
        if thread::spawn("lane", move || run(&all, lane)).is_err() {
            unpoisoned(&self.0).remove(&lane);
            return None;
        }
        Some(waiting)
    }
}

impl Waiting {
    /// `None` once the work has started.
    pub(super) fn take(&self) -> Option<Work> {
        unpoisoned(&self.0).take()
    }
}

/// Runs one lane's work, and removes the lane when it is empty.
fn run<K: Copy + Eq + Hash>(lanes: &Mutex<HashMap<K, VecDeque<Waiting>>>, lane: K) {
    loop {
        let next = {
            let mut lanes = unpoisoned(lanes);
            let next = lanes.get_mut(&lane).and_then(VecDeque::pop_front);
            if next.is_none() {
                lanes.remove(&lane);
            }
            next
        };
        let Some(waiting) = next else { return };
        if let Some(work) = waiting.take() {
            work();
        }
    }
}

/// No work runs while a lock is held, so a poisoned one is still consistent.
fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};

    use super::*;

    fn sending(sender: &Sender<u8>, value: u8) -> Work {
        let sender = sender.clone();
        Box::new(move || sender.send(value).unwrap())
    }

    /// Blocks until the sender is dropped.
    fn stuck() -> (Sender<()>, Work) {
        let (end, ended): (_, Receiver<()>) = channel();
        (end, Box::new(move || assert!(ended.recv().is_err())))
    }

    #[test]
    fn a_lane_keeps_its_order_and_what_is_stuck_in_it_holds_up_no_other() {
        let (lanes, (sender, receiver), (end, stuck)) = (Lanes::default(), channel(), stuck());
        lanes.push("one", stuck).unwrap();
        for value in 1..=3 {
            lanes.push("one", sending(&sender, value)).unwrap();
        }
        lanes.push("two", sending(&sender, 9)).unwrap();
        assert_eq!(receiver.recv(), Ok(9));
        drop(end);
        assert_eq!(receiver.iter().take(3).collect::<Vec<_>>(), [1, 2, 3]);
        while !unpoisoned(&lanes.0).is_empty() {
            std::thread::yield_now();
        }
    }

    #[test]
    fn what_waits_can_be_taken_out_and_what_has_begun_cannot() {
        let (lanes, (sender, receiver), (end, stuck)) = (Lanes::default(), channel(), stuck());
        let (begins, begun) = channel();
        let first = lanes.push(
            1,
            Box::new(move || {
                begins.send(()).unwrap();
                stuck();
            }),
        );
        begun.recv().unwrap();
        assert!(first.unwrap().take().is_none());
        let taken = lanes.push(1, sending(&sender, 1)).unwrap().take();
        lanes.push(1, sending(&sender, 2)).unwrap();
        drop(end);
        assert_eq!(receiver.recv(), Ok(2));
        taken.unwrap()();
        assert_eq!(receiver.recv(), Ok(1));
    }
}
