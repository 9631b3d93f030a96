//! The one record of every running job.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::app::clipboard::PendingCopy;
use crate::app::editor::{CredentialRevision, PendingSave};
use crate::app::import::PendingImport;
use crate::app::job::JobId;
use crate::model::failure::Stage;
use crate::model::{CopyId, Now, ProfileId};

/// | state | next |
/// |---|---|
/// | not there | running by `begin` |
/// | running | removed by `finish`; by `cancel`: a write is marked and stays until its report, anything else is removed |
#[derive(Clone, Debug, Default)]
pub struct Running {
    last: u64,
    jobs: BTreeMap<JobId, RunningJob>,
}

#[derive(Clone, Debug)]
pub struct RunningJob {
    pub kind: JobKind,
    pub started: Now,
    pub stage: Stage,
    /// Only a write is kept once canceled: it may be too late to stop it.
    pub is_canceled: bool,
}

/// What a job is for: decides which handler gets its outcome.
#[derive(Clone, Debug)]
pub enum JobKind {
    ListProfiles,
    FetchToken(ProfileId),
    Check(ProfileId),
    /// A line of *Check all*.
    CheckLine(ProfileId),
    /// The credential as it was typed.
    Test(CredentialRevision),
    CheckRotation,
    Request(ProfileId),
    /// `None`: the host in the editor.
    Probe(Option<ProfileId>),
    BasicHeader,
    FindVendorProfiles,
    Save(PendingSave),
    Delete(ProfileId),
    Copy(PendingCopy),
    ClearClipboard(CopyId),
    LookForCopy(CopyId),
    SaveSettings,
    SaveTable,
    SaveResponse,
    ReadImport,
    SaveImportTemplate,
    /// A row of *Import*.
    CheckImport(ProfileId),
    SaveImport(PendingImport),
    SavePostmanFile,
    ExportProfiles,
    OpenSandbox,
    SandboxHints,
    ResetSandboxSecret,
}

impl JobKind {
    /// Whether the window shows how long it has been waiting for the job.
    pub(crate) fn shows_wait(&self) -> bool {
        match self {
            Self::ListProfiles
            | Self::FetchToken(_)
            | Self::Check(_)
            | Self::CheckLine(_)
            | Self::Test(_)
            | Self::CheckRotation
            | Self::Request(_)
            | Self::Probe(_)
            | Self::BasicHeader
            | Self::ReadImport
            | Self::CheckImport(_)
            | Self::SaveImport(_)
            | Self::ExportProfiles
            | Self::Save(_) => true,
            Self::Delete(_)
            | Self::Copy(_)
            | Self::ClearClipboard(_)
            | Self::LookForCopy(_)
            | Self::FindVendorProfiles
            | Self::SaveSettings
            | Self::SaveTable
            | Self::SaveResponse
            | Self::SaveImportTemplate
            | Self::SavePostmanFile
            | Self::OpenSandbox
            | Self::SandboxHints
            | Self::ResetSandboxSecret => false,
        }
    }

    /// Whether the job changes the keyring or a file: its report counts even after a cancel.
    fn is_write(&self) -> bool {
        matches!(
            self,
            Self::Save(_)
                | Self::SaveImport(_)
                | Self::Delete(_)
                | Self::SaveTable
                | Self::SaveResponse
                | Self::SaveImportTemplate
                | Self::SavePostmanFile
                | Self::ExportProfiles
        )
    }
}

#[derive(Clone, Copy, Debug)]
pub struct JobProgress {
    pub started: Now,
    pub waited: Duration,
    pub stage: Stage,
    pub is_canceled: bool,
}

impl Running {
    /// A job that isn't running appears as just started.
    pub fn progress(&self, job: JobId, now: Now) -> JobProgress {
        let running = self.jobs.get(&job);
        let started = running.map_or(now, |running| running.started);
        JobProgress {
            started,
            waited: now.since(started),
            stage: running.map_or(Stage::Keyring, |running| running.stage),
            is_canceled: running.is_some_and(|running| running.is_canceled),
        }
    }

    pub fn begin(&mut self, kind: JobKind, stage: Stage, now: Now) -> JobId {
        self.last += 1;
        let job = JobId(self.last);
        let running = RunningJob {
            kind,
            started: now,
            stage,
            is_canceled: false,
        };
        self.jobs.insert(job, running);
        job
    }

    /// Returns whether the job was running and hadn't been canceled.
    pub fn cancel(&mut self, job: JobId) -> bool {
        match self.jobs.get_mut(&job) {
            Some(running) if running.kind.is_write() => {
                !std::mem::replace(&mut running.is_canceled, true)
            }
            Some(_) => self.jobs.remove(&job).is_some(),
            None => false,
        }
    }

    /// `None` if the job was canceled: its report is too late.
    pub(crate) fn finish(&mut self, job: JobId) -> Option<RunningJob> {
        self.jobs.remove(&job)
    }

    pub(crate) fn set_stage(&mut self, job: JobId, stage: Stage) {
        if let Some(running) = self.jobs.get_mut(&job) {
            running.stage = stage;
        }
    }

    pub fn get(&self, job: JobId) -> Option<&RunningJob> {
        self.jobs.get(&job)
    }

    pub fn iter(&self) -> impl Iterator<Item = &RunningJob> {
        self.jobs.values()
    }

    pub(crate) fn ids(&self, is_match: impl Fn(&JobKind) -> bool) -> Vec<JobId> {
        let jobs = self.jobs.iter();
        let matching = jobs.filter(|(_, running)| is_match(&running.kind));
        matching.map(|(job, _)| *job).collect()
    }

    pub(crate) fn kinds_mut(&mut self) -> impl Iterator<Item = &mut JobKind> {
        self.jobs.values_mut().map(|running| &mut running.kind)
    }

    pub(crate) fn writes_keyring(&self) -> bool {
        self.iter().any(|running| {
            matches!(
                running.kind,
                JobKind::Save(_) | JobKind::SaveImport(_) | JobKind::Delete(_)
            )
        })
    }
}
