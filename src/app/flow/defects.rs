//! What is reported in a job's place when a defect ended it.

use super::{
    AttemptEnd, BasicHeaderEnd, CheckEnd, Checked, Effect, Event, RequestEnd, RequestEnded,
    ResetChecked, ResetEnd, SaveEnd,
};
use crate::model::{
    ClipboardFailure, ConsoleCheckEnd, Failure, FileFailure, KeyringFailure, KnownLogin, Ticket,
    Trial,
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
                mark: None,
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
                result: CheckEnd::Tried(Trial::Untested(Failure::Defect)),
            }),
            Self::CheckReset { job, shown, .. } => Event::ResetChecked(ResetChecked {
                job: *job,
                id: shown.id,
                stored: None,
                login: KnownLogin::Unasked,
                result: ResetEnd::Failed(Failure::Defect),
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
            Self::AskConsole { job, .. } => Event::ConsoleAsked {
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
            Self::Copy { ticket, .. } => copied(*ticket),
            Self::ClearClipboard { ticket } => cleared(*ticket),
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

fn copied(ticket: Ticket) -> Event {
    let result = Err(ClipboardFailure::Defect);
    Event::Copied { ticket, result }
}

fn cleared(ticket: Ticket) -> Event {
    let result = Err(ClipboardFailure::Defect);
    Event::ClipboardCleared { ticket, result }
}

fn settings_saved() -> Event {
    let result = Err(FileFailure::Defect);
    Event::SettingsSaved { result }
}
