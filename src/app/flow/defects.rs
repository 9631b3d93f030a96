//! What is reported in a job's place when a defect ended it.

use super::{
    AttemptEnd, BasicHeaderEnd, CheckEnd, Checked, Effect, Event, RequestEnd, RequestEnded,
    RotationChecked, RotationEnd, SaveEnd,
};
use crate::model::{
    CheckOutcome, ClipboardFailure, ConsoleCheckEnd, CopyId, Failure, FileFailure, KeyringFailure,
    KnownLogin,
};

impl Effect {
    /// The report to make in a job's place when a defect ended it. `None` where nobody waits.
    pub fn report_of_a_defect(&self) -> Option<Event> {
        Some(match self {
            Self::ListProfiles { job } => Event::ListingEnded {
                job: *job,
                result: Err(KeyringFailure::Defect),
            },
            Self::FetchToken { job, shown, .. } => Event::TokenFetched {
                job: *job,
                id: shown.id,
                stored: None,
                owner: None,
                login: KnownLogin::Unasked,
                result: AttemptEnd::Failed(Failure::Defect),
            },
            Self::TestCredential { job, .. } => Event::CredentialTested {
                job: *job,
                login: KnownLogin::Unasked,
                result: AttemptEnd::Failed(Failure::Defect),
            },
            Self::CheckCredential { job, shown, .. } => Event::CredentialChecked(Checked {
                job: *job,
                id: shown.id,
                stored: None,
                login: KnownLogin::Unasked,
                result: CheckEnd::Tried(CheckOutcome::Untested(Failure::Defect)),
            }),
            Self::CheckRotation { job, shown, .. } => Event::RotationChecked(RotationChecked {
                job: *job,
                id: shown.id,
                stored: None,
                login: KnownLogin::Unasked,
                result: RotationEnd::Failed(Failure::Defect),
            }),
            Self::SendRequest { job, shown, .. } => Event::RequestEnded(RequestEnded {
                job: *job,
                id: shown.id,
                stored: None,
                result: RequestEnd::Failed(Failure::Defect),
            }),
            Self::SaveTable { job, .. } => Event::TableSaved {
                job: *job,
                result: SaveEnd::Failed(FileFailure::Defect),
            },
            Self::ResetSandboxSecret { job } => Event::SandboxSecretReset {
                job: *job,
                secret: None,
            },
            Self::ProbeConsole { job, .. } => Event::ConsoleProbed {
                job: *job,
                result: ConsoleCheckEnd::Cancelled,
            },
            Self::SaveProfile { job, write } => Event::ProfileSaved {
                job: *job,
                id: write.id,
                result: Err(KeyringFailure::Defect),
            },
            Self::DeleteProfile { job, id, .. } => Event::ProfileDeleted {
                job: *job,
                id: *id,
                result: Err(KeyringFailure::Defect),
            },
            Self::MakeBasicHeader { job, .. } => Event::BasicHeaderMade {
                job: *job,
                stored: None,
                result: BasicHeaderEnd::Failed(Failure::Defect),
            },
            Self::Copy { copy_id, .. } => copied(*copy_id),
            Self::ClearClipboard { copy_id } => cleared(*copy_id),
            Self::SaveSettings { .. } => settings_saved(),
            Self::OpenSandbox => Event::SandboxOpened { started: false },
            Self::TellSandboxHints { job } => Event::SandboxHintsTold {
                job: *job,
                hints: Vec::new(),
            },
            Self::Cancel { .. } | Self::CloseWindow => return None,
        })
    }
}

fn copied(copy_id: CopyId) -> Event {
    let result = Err(ClipboardFailure::Defect);
    Event::Copied { copy_id, result }
}

fn cleared(copy_id: CopyId) -> Event {
    let result = Err(ClipboardFailure::Defect);
    Event::ClipboardCleared { copy_id, result }
}

fn settings_saved() -> Event {
    let result = Err(FileFailure::Defect);
    Event::SettingsSaved { result }
}
