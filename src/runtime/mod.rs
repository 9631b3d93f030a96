//! Runs jobs: gives each a thread, cancels it, and delivers its report. The only user of poll-promise.
//!
//! | order | where it runs |
//! |---|---|
//! | readings, sign-ins and clearings of the clipboard | a thread each |
//! | writes into the keyring | a lane a profile, in the order given |
//! | copies | one lane, in the order given |
//! | the settings | one lane, in the order given |

mod lanes;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use poll_promise::Promise;

use crate::app::flow::{Effect, Event, JobId};
use crate::jobs;
use crate::jobs::{Ports, ProgressSender};
use crate::model::{Now, ProfileId};
use crate::os::{Cancel, clock, thread};
use lanes::{Lanes, Waiting, Work};

/// How long the end of the program waits for the settings, at most.
const SETTINGS_LIMIT: Duration = Duration::from_secs(1);

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
    cancels: HashMap<JobId, Cancelling>,
    progress: (Sender<Event>, Receiver<Event>),
    lanes: Lanes<Lane>,
}

/// A job that has not reported its end yet.
struct Running {
    job: Option<JobId>,
    end: Promise<Option<Event>>,
}

/// How a job is cancelled.
struct Cancelling {
    cancel: Cancel,
    /// Its place in a lane, where it may still wait.
    waiting: Option<Waiting>,
}

impl Runtime {
    /// Nothing runs yet.
    pub fn new(ports: Ports, waker: Waker) -> Self {
        Self {
            ports,
            waker,
            running: Vec::new(),
            cancels: HashMap::new(),
            progress: mpsc::channel(),
            lanes: Lanes::default(),
        }
    }

    /// Carries out an order. Its report comes by [`Runtime::poll`]: also when the job panics, or when the system has no
    /// thread for it.
    pub fn run(&mut self, effect: Effect) {
        if let Effect::Cancel { job } = effect {
            if let Some(cancelling) = self.cancels.get(&job) {
                cancelling.cancel();
            }
            return;
        }
        let Some(report_of_a_defect) = effect.report_of_a_defect() else {
            return;
        };
        let job = effect.job();
        let cancel = Cancel::default();
        let (sender, end) = Promise::new();
        let lane = effect.lane();
        let its_cancel = cancel.clone();
        let work = work(effect, report_of_a_defect.clone(), its_cancel, sender, self);
        let Ok(waiting) = self.start(lane, work) else {
            // The work was dropped, and its promise with it: report in its place.
            self.report(report_of_a_defect);
            return;
        };
        self.running.push(Running { job, end });
        if let Some(job) = job {
            let cancelling = Cancelling { cancel, waiting };
            self.cancels.insert(job, cancelling);
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
        let mut events: Vec<_> = self.progress.1.try_iter().collect();
        events.extend(ends);
        events
    }

    /// Waits until the settings that were ordered to be written are, but not for long: before the program ends.
    pub fn finish_settings(&self) {
        let (done, is_done) = mpsc::channel();
        let last = Box::new(move || {
            let _waited_for = done.send(()).is_ok();
        });
        if self.lanes.push(Lane::Settings, last).is_some() {
            let _in_time = is_done.recv_timeout(SETTINGS_LIMIT).is_ok();
        }
    }

    fn report(&self, event: Event) {
        // Our own receiver lives as long as we do.
        let _sent = self.progress.0.send(event).is_ok();
        (self.waker)();
    }

    fn start(&self, lane: Option<Lane>, work: Work) -> Result<Option<Waiting>, NoThread> {
        match lane {
            None => thread::spawn("job", work).map(|_| None).ok(),
            Some(lane) => self.lanes.push(lane, work).map(Some),
        }
        .ok_or(NoThread)
    }
}

impl Cancelling {
    /// Throws the job's switch. One that waits behind others is let past them: it sees the switch first of all, does nothing
    /// and reports. (Where there is no thread for that, it keeps its place.)
    fn cancel(&self) {
        self.cancel.cancel();
        let Some(waiting) = self.waiting.clone() else {
            return;
        };
        let report = move || {
            if let Some(work) = waiting.take() {
                work();
            }
        };
        let _past_them = thread::spawn("cancelled", report).is_ok();
    }
}

/// The system has no thread to give.
struct NoThread;

/// The job, wrapped: a panic becomes its report, the report is sent, and only then is the window woken.
fn work(
    effect: Effect,
    report_of_a_defect: Event,
    cancel: Cancel,
    sender: poll_promise::Sender<Option<Event>>,
    runtime: &Runtime,
) -> Work {
    let (ports, waker, progress) = (
        runtime.ports.clone(),
        runtime.waker.clone(),
        runtime.progress.0.clone(),
    );
    Box::new(move || {
        let progress_waker = waker.clone();
        let progress = ProgressSender::new(move |event| {
            let _window_is_there = progress.send(event).is_ok();
            progress_waker();
        });
        let run = AssertUnwindSafe(|| jobs::run(effect, &ports, &cancel, &progress));
        sender.send(catch_unwind(run).unwrap_or(Some(report_of_a_defect)));
        waker();
    })
}

/// What is done in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Lane {
    Write(ProfileId),
    Clipboard,
    Settings,
}

impl Effect {
    fn lane(&self) -> Option<Lane> {
        match self {
            Self::SaveProfile { write, .. } => Some(Lane::Write(write.id)),
            Self::DeleteProfile { id, .. } => Some(Lane::Write(*id)),
            // Not the clearing, which takes seconds: its ticket keeps it from a newer copy.
            Self::Copy { .. } => Some(Lane::Clipboard),
            Self::SaveSettings { .. } => Some(Lane::Settings),
            _ => None,
        }
    }

    fn job(&self) -> Option<JobId> {
        match self {
            Self::ListProfiles { job }
            | Self::FetchToken { job, .. }
            | Self::TestCredential { job, .. }
            | Self::CheckCredential { job, .. }
            | Self::CheckRotation { job, .. }
            | Self::SendRequest { job, .. }
            | Self::SaveTable { job, .. }
            | Self::ProbeConsole { job, .. }
            | Self::MakeBasicHeader { job, .. }
            | Self::SaveProfile { job, .. }
            | Self::DeleteProfile { job, .. } => Some(*job),
            _ => None,
        }
    }
}
