//! *Export profiles*: a file for another computer.

use std::collections::BTreeSet;

use crate::app::job::JobId;
use crate::app::profiles::ListFilter;
use crate::model::{ExportFailure, Now, ProfileId};

#[derive(Clone, Debug)]
pub struct ExportProfiles {
    pub scope: ExportScope,
    /// The list's search when the dialog opened; while it was empty, the filter.
    pub search: String,
    pub filter: ListFilter,
    /// The profiles that the list showed then.
    pub listed: BTreeSet<ProfileId>,
    /// And those that were selected.
    pub selected: BTreeSet<ProfileId>,
    pub form: ExportForm,
    pub lock: ExportLock,
    /// Both fields have the passphrase of *Generate*.
    pub is_generated: bool,
    /// Once *Export* was pressed with something missing.
    pub shows_errors: bool,
    pub phase: ExportPhase,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportScope {
    #[default]
    All,
    Listed,
    Selected,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportForm {
    /// Each secret is entered again on the other computer.
    #[default]
    WithoutSecrets,
    /// Encrypted.
    WithSecrets,
}

/// What opens the encrypted file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportLock {
    #[default]
    Passphrase,
    Recipients,
}

/// | state | next |
/// |---|---|
/// | `Choosing` | `Running` by *Export* |
/// | `Running` | `Saved`; `Failed`; `Choosing` if the file dialog is closed, or by *Cancel* |
/// | `Failed` | `Running` by *Export*; `Choosing` by a change |
#[derive(Clone, Debug)]
pub enum ExportPhase {
    Choosing,
    Running {
        job: JobId,
        /// How many profiles are to be read.
        profiles: usize,
        /// `None` while the file dialog is open.
        reading: Option<Reading>,
    },
    Saved {
        path: String,
        profiles: usize,
    },
    Failed(ExportFailure),
}

#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub read: usize,
    /// When that many were read.
    pub since: Now,
}

impl ExportProfiles {
    pub fn job(&self) -> Option<JobId> {
        match self.phase {
            ExportPhase::Running { job, .. } => Some(job),
            ExportPhase::Choosing | ExportPhase::Saved { .. } | ExportPhase::Failed(_) => None,
        }
    }

    pub fn failure(&self) -> Option<&ExportFailure> {
        match &self.phase {
            ExportPhase::Failed(failure) => Some(failure),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseField {
    First,
    Again,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAction {
    Scope(ExportScope),
    Form(ExportForm),
    Lock(ExportLock),
    /// A public key was typed.
    Changed,
    /// Something was typed into this field.
    PassphraseTyped(PassphraseField),
    /// Makes a passphrase, and shows it.
    Generate,
    CopyPassphrase,
    Start,
    /// Stops it: back to the choices.
    Cancel,
}
