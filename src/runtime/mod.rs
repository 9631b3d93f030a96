//! Runs jobs: gives each a thread, cancels it, delivers its report. The only user of poll-promise.
//!
//! A job has a thread of its own, unless it must keep an order: `Lane`.

mod lanes;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use poll_promise::Promise;

use crate::app::job::{Job, JobId, Learned, Outcome, Report};
use crate::app::{Effect, Event};
use crate::jobs::{self, JobContext, Ports, ProgressSender};
use crate::model::{ClearReason, Now, ProfileId};
use crate::os::{Cancel, SessionSignal, clock, session_lock, thread};
use lanes::{Lanes, Waiting, Work};

/// How long exiting waits for the settings, at most.
const SETTINGS_LIMIT: Duration = Duration::from_secs(1);

/// Wakes the window from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// The window's clock.
pub fn now() -> Now {
    Now::from(clock::read())
}

pub struct Runtime {
    ports: Ports,
    waker: Waker,
    running: BTreeMap<JobId, JobHandle>,
    progress: (Sender<Event>, Receiver<Event>),
    lanes: Lanes<Lane>,
}

/// A job that hasn't reported yet.
struct JobHandle {
    end: Promise<Report>,
    cancel: Cancel,
    /// Its place in a lane, if it has one.
    waiting: Option<Waiting>,
}

impl Runtime {
    pub fn new(ports: Ports, waker: Waker) -> Self {
        Self {
            ports,
            waker,
            running: BTreeMap::new(),
            progress: mpsc::channel(),
            lanes: Lanes::default(),
        }
    }

    /// See [`crate::vault::Vault::lists_without_prompt`].
    pub fn lists_without_prompt(&self) -> bool {
        self.ports.vault.lists_without_prompt()
    }

    /// Connects to the keyring and builds the HTTP client in the background, before the first sign-in needs them.
    pub fn prepare(&self, delay: Duration) {
        let (vault, console) = (
            Arc::clone(&self.ports.vault),
            Arc::clone(&self.ports.console),
        );
        let prepare = move || {
            std::thread::sleep(delay);
            vault.prepare();
            console.prepare();
        };
        let _slower_at_first = thread::spawn("prepare", prepare).is_err();
    }

    /// From now on the lock of the session and sleep are events.
    pub fn watch_session(&self) {
        let (events, waker) = (self.progress.0.clone(), self.waker.clone());
        session_lock::watch(move |signal| {
            let reason = match signal {
                SessionSignal::Locked => ClearReason::Locked,
                SessionSignal::Sleeping => ClearReason::Sleep,
            };
            let _window_is_there = events.send(Event::ClearSession(reason)).is_ok();
            waker();
        });
    }

    /// Executes an effect. [`Runtime::poll`] returns the job's report, even if it panics or no thread could be started.
    pub fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Run(id, job) => self.start(id, job),
            Effect::Cancel(id) => {
                if let Some(running) = self.running.get(&id) {
                    running.cancel();
                }
            }
            Effect::CloseWindow | Effect::WipeFields => {}
        }
    }

    /// The events since the last call, a job's progress before its report.
    pub fn poll(&mut self) -> Vec<Event> {
        // Promises are polled first: the progress of a finished job was sent before its report.
        let mut ends = Vec::new();
        for (id, running) in std::mem::take(&mut self.running) {
            match running.end.try_take() {
                Ok(report) => ends.push(Event::Ended(report)),
                Err(end) => {
                    self.running.insert(id, JobHandle { end, ..running });
                }
            }
        }
        let mut events: Vec<_> = self.progress.1.try_iter().collect();
        events.extend(ends);
        events
    }

    /// Waits, briefly, until pending settings are saved. For exiting.
    pub fn finish_settings(&self) {
        let (done, is_done) = mpsc::channel();
        let last = Box::new(move || {
            let _waited_for = done.send(()).is_ok();
        });
        if self.lanes.push(Lane::Settings, last).is_some() {
            let _in_time = is_done.recv_timeout(SETTINGS_LIMIT).is_ok();
        }
    }

    fn start(&mut self, id: JobId, job: Job) {
        let cancel = Cancel::default();
        let (sender, end) = Promise::new();
        let (lane, defect) = (Lane::of(&job), job.defect());
        let work = self.work((id, job), cancel.clone(), sender);
        let waiting = match lane {
            None => thread::spawn("job", work).map(|_| None).ok(),
            Some(lane) => self.lanes.push(lane, work).map(Some),
        };
        let Some(waiting) = waiting else {
            // No thread: the work was dropped, and its promise with it.
            let report = Event::Ended(report_of_defect(id, defect));
            // We own the receiver, so it can't be closed.
            let _sent = self.progress.0.send(report).is_ok();
            (self.waker)();
            return;
        };
        let running = JobHandle {
            end,
            cancel,
            waiting,
        };
        self.running.insert(id, running);
    }

    /// Wraps the job: a panic becomes a report; the report is sent before the window is woken.
    fn work(
        &self,
        (id, job): (JobId, Job),
        cancel: Cancel,
        sender: poll_promise::Sender<Report>,
    ) -> Work {
        let (ports, waker, events) = (
            self.ports.clone(),
            self.waker.clone(),
            self.progress.0.clone(),
        );
        Box::new(move || {
            let progress_waker = waker.clone();
            let progress = ProgressSender::new(move |progress| {
                let _window_is_there = events.send(Event::Progress(id, progress)).is_ok();
                progress_waker();
            });
            let defect = job.defect();
            let run = AssertUnwindSafe(|| {
                let context = JobContext {
                    ports: &ports,
                    cancel: &cancel,
                    progress: &progress,
                };
                jobs::run(id, job, context)
            });
            sender.send(catch_unwind(run).unwrap_or_else(|_| report_of_defect(id, defect)));
            waker();
        })
    }
}

impl JobHandle {
    /// Cancels the job. A queued job jumps the queue so it can report at once, if a thread can be started for that.
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
        let _jumped = thread::spawn("canceled", report).is_ok();
    }
}

fn report_of_defect(job: JobId, outcome: Outcome) -> Report {
    Report {
        job,
        learned: Learned::default(),
        outcome,
    }
}

/// Jobs with the same lane run in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Lane {
    Write(ProfileId),
    Clipboard,
    Settings,
}

impl Lane {
    fn of(job: &Job) -> Option<Self> {
        match job {
            Job::SaveProfile(write) => Some(Self::Write(write.id)),
            Job::DeleteProfile { id, .. } => Some(Self::Write(*id)),
            // Clearing takes seconds and needs no order: its copy id protects a newer copy.
            Job::Copy { .. } => Some(Self::Clipboard),
            Job::SaveSettings(_) => Some(Self::Settings),
            _ => None,
        }
    }
}
