//! Runs jobs: gives each a thread, cancels it, and delivers its report. The only user of poll-promise.
//!
//! | order | where it runs |
//! |---|---|
//! | readings and sign-ins | a thread each |
//! | writes into the keyring | one queue, one after the other |
//! | copies and clearings | one queue, in the order given |

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use poll_promise::Promise;

use crate::app::flow::{Effect, Event, JobId};
use crate::jobs::{self, Outbox, Ports};
use crate::model::Now;
use crate::os::{Cancel, clock, thread};

/// Wakes the window from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// What time it is, for the window.
pub fn now() -> Now {
    Now::from(clock::read())
}

/// The jobs of a run.
pub struct Runtime {
    ports: Ports,
    waker: Waker,
    running: Vec<Running>,
    cancels: HashMap<JobId, Cancel>,
    outbox: (Sender<Event>, Receiver<Event>),
    writes: Option<Queue>,
    clipboard: Option<Queue>,
}

/// A job that has not reported its end yet.
struct Running {
    job: Option<JobId>,
    end: Promise<Option<Event>>,
}

type Work = Box<dyn FnOnce() + Send>;
type Queue = Sender<Work>;

impl Runtime {
    /// Nothing runs yet.
    pub fn new(ports: Ports, waker: Waker) -> Self {
        Self {
            ports,
            waker,
            running: Vec::new(),
            cancels: HashMap::new(),
            outbox: mpsc::channel(),
            writes: None,
            clipboard: None,
        }
    }

    /// Carries out an order. Its report comes by [`Runtime::poll`]: also when the job panics, or when the system has no
    /// thread for it.
    pub fn run(&mut self, effect: Effect) {
        if let Effect::Cancel { job } = effect {
            if let Some(cancel) = self.cancels.get(&job) {
                cancel.cancel();
            }
            return;
        }
        let Some(report_of_a_defect) = effect.report_of_a_defect() else {
            return;
        };
        let job = effect.job();
        let cancel = Cancel::default();
        if let Some(job) = job {
            self.cancels.insert(job, cancel.clone());
        }
        let (sender, end) = Promise::new();
        self.running.push(Running { job, end });
        let queue = effect.queue();
        let work = work(effect, report_of_a_defect.clone(), cancel, sender, self);
        if !self.start(queue, work) {
            // The work was dropped, and its promise with it: report in its place.
            self.running.pop();
            let _gone = job.map(|job| self.cancels.remove(&job));
            self.report(report_of_a_defect);
        }
    }

    /// The reports since the last time, in the order of their kind: progress before ends.
    pub fn poll(&mut self) -> Vec<Event> {
        // Ends first from the promises, progress first in the result: a job's progress was sent before its end.
        let mut ends = Vec::new();
        let mut running = Vec::new();
        for Running { job, end } in self.running.drain(..) {
            match end.try_take() {
                Ok(event) => {
                    let _ended = job.map(|job| self.cancels.remove(&job));
                    ends.extend(event);
                }
                Err(end) => running.push(Running { job, end }),
            }
        }
        self.running = running;
        let mut events: Vec<_> = self.outbox.1.try_iter().collect();
        events.extend(ends);
        events
    }

    fn report(&self, event: Event) {
        // Our own receiver lives as long as we do.
        let _sent = self.outbox.0.send(event).is_ok();
        (self.waker)();
    }

    fn start(&mut self, queue: Option<QueueKind>, work: Work) -> bool {
        let queue = match queue {
            None => return thread::spawn("job", work).is_ok(),
            Some(QueueKind::Writes) => &mut self.writes,
            Some(QueueKind::Clipboard) => &mut self.clipboard,
        };
        let work = match queue {
            Some(running) => match running.send(work) {
                Ok(()) => return true,
                Err(mpsc::SendError(work)) => work,
            },
            None => work,
        };
        *queue = start_queue();
        queue.as_ref().is_some_and(|queue| queue.send(work).is_ok())
    }
}

/// A thread that does one piece of work after the other, until the runtime is dropped.
fn start_queue() -> Option<Queue> {
    let (sender, receiver) = mpsc::channel::<Work>();
    thread::spawn("queue", move || receiver.iter().for_each(|work| work())).ok()?;
    Some(sender)
}

/// The job, wrapped: a panic becomes its report, the report is sent, and only then is the window woken.
fn work(
    effect: Effect,
    report_of_a_defect: Event,
    cancel: Cancel,
    sender: poll_promise::Sender<Option<Event>>,
    runtime: &Runtime,
) -> Work {
    let (ports, waker, outbox) = (
        runtime.ports.clone(),
        runtime.waker.clone(),
        runtime.outbox.0.clone(),
    );
    Box::new(move || {
        let progress_waker = waker.clone();
        let outbox = Outbox::new(move |event| {
            let _window_is_there = outbox.send(event).is_ok();
            progress_waker();
        });
        let run = AssertUnwindSafe(|| jobs::run(effect, &ports, &cancel, &outbox));
        sender.send(catch_unwind(run).unwrap_or(Some(report_of_a_defect)));
        waker();
    })
}

/// The queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QueueKind {
    Writes,
    Clipboard,
}

impl Effect {
    fn queue(&self) -> Option<QueueKind> {
        match self {
            Self::SaveProfile { .. } | Self::DeleteProfile { .. } => Some(QueueKind::Writes),
            Self::Copy { .. } | Self::ClearClipboard { .. } => Some(QueueKind::Clipboard),
            _ => None,
        }
    }

    fn job(&self) -> Option<JobId> {
        match self {
            Self::ListProfiles { job }
            | Self::FetchToken { job, .. }
            | Self::TestCredential { job, .. }
            | Self::AskConsole { job, .. }
            | Self::SaveProfile { job, .. }
            | Self::DeleteProfile { job, .. } => Some(*job),
            _ => None,
        }
    }
}
