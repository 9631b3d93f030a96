//! Runs the window's jobs on the calling thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use super::SharedArguments;
use super::command_failure::CommandFailure;
use super::keyring_wait::KeyringWait;
use crate::app::job::{
    AttemptOutcome, CheckCredentialOutcome, Job, JobId, Learned, Outcome, Progress, Report,
};
use crate::jobs::{self, JobContext, Ports, ProgressSender};
use crate::model::failure::Stage;
use crate::model::{KeyringFailure, Listed};
use crate::os::Cancel;

#[derive(Clone)]
pub(super) struct JobRunner {
    ports: Ports,
    keyring_limit_secs: u64,
}

impl JobRunner {
    pub(super) fn new(ports: &Ports, arguments: &SharedArguments) -> Self {
        Self {
            ports: ports.clone(),
            keyring_limit_secs: arguments.keyring_timeout,
        }
    }

    /// Lists the profiles.
    pub(super) fn list(&self) -> Result<Vec<Listed>, CommandFailure> {
        let (rows, outcome) = self.run_watched(Job::ListProfiles)?;
        match outcome.outcome {
            Outcome::ListProfiles(Ok(())) => Ok(rows.try_iter().collect()),
            Outcome::ListProfiles(Err(failure)) => Err(failure.into()),
            _ => Err(CommandFailure::Defect),
        }
    }

    pub(super) fn run(&self, job: Job) -> Result<(Learned, Outcome), CommandFailure> {
        let (_, report) = self.run_watched(job)?;
        Ok((report.learned, report.outcome))
    }

    /// After a panic, the report is the job's own of a defect.
    fn run_watched(&self, job: Job) -> Result<(Receiver<Listed>, Report), CommandFailure> {
        let cancel = Cancel::default();
        let limit = Duration::from_secs(self.keyring_limit_secs);
        let wait = Arc::new(KeyringWait::new(cancel.clone(), limit));
        let (rows, listed) = mpsc::channel();
        let watched = Arc::clone(&wait);
        let progress = ProgressSender::new(move |progress| match progress {
            Progress::Stage(Stage::Keyring) => watched.begin(),
            Progress::Stage(_) => watched.end(),
            Progress::Listed(row) => {
                let _is_collected = rows.send(row).is_ok();
            }
            Progress::ProfilesRead(_)
            | Progress::MarksOfOtherWindows(_)
            | Progress::NewSecretTried(_) => {}
        });
        if matches!(job, Job::ListProfiles) {
            wait.begin();
        }
        let (id, defect) = (JobId(0), job.defect());
        let context = JobContext {
            ports: &self.ports,
            cancel: &cancel,
            progress: &progress,
        };
        let run = AssertUnwindSafe(|| jobs::run(id, job, context));
        let report = catch_unwind(run).unwrap_or_else(|_reported_by_the_panic_hook| Report {
            job: id,
            learned: Learned::default(),
            outcome: defect,
        });
        wait.end();
        if wait.is_over() && is_canceled(&report.outcome) {
            return Err(CommandFailure::KeyringSilent {
                limit_secs: self.keyring_limit_secs,
            });
        }
        Ok((listed, report))
    }
}

/// Only the limit cancels.
fn is_canceled(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::ListProfiles(Err(KeyringFailure::Canceled))
            | Outcome::FetchToken {
                outcome: AttemptOutcome::Canceled,
                ..
            }
            | Outcome::CheckCredential(CheckCredentialOutcome::Canceled)
    )
}
