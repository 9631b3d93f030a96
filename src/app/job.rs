//! The contract between `app` and the jobs: what a job is given, how far it is, and what came of it. Imports `model` only.
//!
//! A new job is a variant of [`Job`] and of [`Outcome`], and its defect in [`Job::defect`].

mod inputs;
mod outcomes;

pub use inputs::{
    CopyWhat, CurlWith, MissingInput, ProfileWrite, RequestWith, SecretSource, TryStored, Typed,
    TypedCode,
};
pub use outcomes::{
    AttemptOutcome, CheckCredentialOutcome, CheckRotationOutcome, HintedCode,
    MakeBasicHeaderOutcome, NewSandboxSecret, SandboxHint, SaveTableOutcome, SendRequestOutcome,
};

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::model::failure::Stage;
use crate::model::{
    Account, CheckAllReport, CheckOutcome, ClearOutcome, ClipboardFailure, ClipboardOwner,
    ConsoleUrl, CopyId, CopyOutcome, Failure, FileFailure, KeyringFailure, KnownLogin, Listed,
    PinAndTag, ProbeOutcome, Profile, ProfileId, Secret, Settings,
};

/// Identifies a job of this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// One use case that blocks, with everything it needs.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Job {
    /// Reads all profiles, each reported by [`Progress::Listed`], and the marks that another window gave them.
    ListProfiles,
    /// Reads a profile's secret and signs in.
    FetchToken(StoredSignIn),
    /// The same, but the token is dropped in the job.
    CheckCredential(StoredSignIn),
    /// Signs in with what the editor holds. Nothing is saved.
    TestCredential {
        console: ConsoleUrl,
        account: Account,
        secret: SecretSource,
        code: TypedCode,
        known: KnownLogin,
    },
    /// Tries a new secret, then the stored one.
    CheckRotation {
        shown: Profile,
        new: Secret,
        code: TypedCode,
        stored: TryStored,
        known: KnownLogin,
    },
    /// One GET.
    SendRequest {
        shown: Profile,
        with: RequestWith,
    },
    /// Asks without a credential whether a host is a console.
    ProbeConsole {
        console: ConsoleUrl,
    },
    SaveProfile(ProfileWrite),
    DeleteProfile {
        id: ProfileId,
        /// `None` for an item that cannot be read.
        rev: Option<u64>,
    },
    /// Builds a Basic header from the stored password, or from the typed one. Nothing is sent.
    MakeBasicHeader {
        shown: Profile,
        password: Option<Secret>,
    },
    Copy {
        copy_id: CopyId,
        what: CopyWhat,
        /// Skip the copy if another program took the clipboard since it had this owner.
        unless_taken_since: Option<ClipboardOwner>,
    },
    /// Clears the clipboard if it still holds this copy.
    ClearClipboard {
        copy_id: CopyId,
    },
    SaveSettings(Box<Settings>),
    /// Asks for a path, then writes the table there as CSV.
    SaveTable {
        report: CheckAllReport,
        zone: TimeZone,
    },
    /// Starts a second process with the sandbox.
    OpenSandbox,
    /// Asks the sandbox's console for the passwords and codes of its accounts.
    SandboxHints,
    /// Gives the sandbox's API client another secret.
    ResetSandboxSecret,
}

/// A sign-in with a profile's stored credential, or with what was typed for it.
#[derive(Clone, Debug)]
pub struct StoredSignIn {
    /// The profile as the window shows it. If the keyring's has another console or account, nothing is sent.
    pub shown: Profile,
    pub typed: Typed,
    /// What the console said of the username before. [`KnownLogin::Unasked`]: the job asks it first, without a password.
    pub known: KnownLogin,
}

/// What a running job reports before its end.
#[derive(Clone, Debug)]
pub enum Progress {
    Stage(Stage),
    Listed(Listed),
    /// The pins and tags that another window wrote since this one read or wrote the settings.
    MarksOfOtherWindows(BTreeMap<ProfileId, PinAndTag>),
    /// In a rotation check: the new secret was tried, the stored one comes next.
    NewSecretTried(CheckOutcome),
}

/// The end of a job.
#[derive(Clone, Debug)]
pub struct Report {
    pub job: JobId,
    pub learned: Learned,
    pub outcome: Outcome,
}

/// What a job came to know on its way, whatever its outcome.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// The profile as the keyring has it, where it was read.
    pub stored: Option<Profile>,
    /// What the console said of the username, if it was asked; or that it must be asked again, after a refusal.
    pub login: Option<LearnedLogin>,
}

/// How a username signs in at a console.
#[derive(Clone, Debug)]
pub struct LearnedLogin {
    pub console: ConsoleUrl,
    pub account: Account,
    pub login: KnownLogin,
}

/// What came of a job: one variant each, by the same names.
#[derive(Clone, Debug)]
pub enum Outcome {
    ListProfiles(Result<(), KeyringFailure>),
    FetchToken {
        outcome: AttemptOutcome,
        /// Who owned the clipboard when the job began.
        owner: Option<ClipboardOwner>,
    },
    CheckCredential(CheckCredentialOutcome),
    TestCredential(AttemptOutcome),
    CheckRotation(CheckRotationOutcome),
    SendRequest(SendRequestOutcome),
    ProbeConsole(ProbeOutcome),
    /// The profile as written and read back.
    SaveProfile(Result<Profile, KeyringFailure>),
    DeleteProfile(Result<(), KeyringFailure>),
    MakeBasicHeader(MakeBasicHeaderOutcome),
    Copy(Result<CopyOutcome, ClipboardFailure>),
    ClearClipboard(Result<ClearOutcome, ClipboardFailure>),
    SaveSettings(Result<(), FileFailure>),
    SaveTable(SaveTableOutcome),
    OpenSandbox {
        has_started: bool,
    },
    /// One for each account; none outside the sandbox.
    SandboxHints(Vec<SandboxHint>),
    /// `None` outside the sandbox.
    ResetSandboxSecret(Option<NewSandboxSecret>),
}

impl Job {
    /// What is reported in the job's place if it panics, or if the system has no thread for it.
    pub fn defect(&self) -> Outcome {
        match self {
            Self::ListProfiles => Outcome::ListProfiles(Err(KeyringFailure::Defect)),
            Self::FetchToken(_) => Outcome::FetchToken {
                outcome: AttemptOutcome::Failed(Failure::Defect),
                owner: None,
            },
            Self::CheckCredential(_) => Outcome::CheckCredential(CheckCredentialOutcome::Tried(
                CheckOutcome::Untested(Failure::Defect),
            )),
            Self::TestCredential { .. } => {
                Outcome::TestCredential(AttemptOutcome::Failed(Failure::Defect))
            }
            Self::CheckRotation { .. } => {
                Outcome::CheckRotation(CheckRotationOutcome::Failed(Failure::Defect))
            }
            Self::SendRequest { .. } => {
                Outcome::SendRequest(SendRequestOutcome::Failed(Failure::Defect))
            }
            Self::ProbeConsole { .. } => Outcome::ProbeConsole(ProbeOutcome::Canceled),
            Self::SaveProfile(_) => Outcome::SaveProfile(Err(KeyringFailure::Defect)),
            Self::DeleteProfile { .. } => Outcome::DeleteProfile(Err(KeyringFailure::Defect)),
            Self::MakeBasicHeader { .. } => {
                Outcome::MakeBasicHeader(MakeBasicHeaderOutcome::Failed(Failure::Defect))
            }
            Self::Copy { .. } => Outcome::Copy(Err(ClipboardFailure::Defect)),
            Self::ClearClipboard { .. } => Outcome::ClearClipboard(Err(ClipboardFailure::Defect)),
            Self::SaveSettings(_) => Outcome::SaveSettings(Err(FileFailure::Defect)),
            Self::SaveTable { .. } => {
                Outcome::SaveTable(SaveTableOutcome::Failed(FileFailure::Defect))
            }
            Self::OpenSandbox => Outcome::OpenSandbox { has_started: false },
            Self::SandboxHints => Outcome::SandboxHints(Vec::new()),
            Self::ResetSandboxSecret => Outcome::ResetSandboxSecret(None),
        }
    }
}
