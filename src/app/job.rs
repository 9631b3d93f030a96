//! The contract between `app` and the jobs: inputs, progress and outcomes. Imports `model` only.
//!
//! A new job is a variant of [`Job`] and of [`Outcome`], and what it reports after a panic in [`Job::defect`].

mod inputs;
mod outcomes;

pub use inputs::{
    CopyWhat, ImportFrom, ImportKey, MissingInput, PostmanContent, ProfileWrite, RequestWith,
    SecretSource, TryStored, Typed, TypedCode,
};
pub use outcomes::{
    AttemptOutcome, CheckCredentialOutcome, CheckRotationOutcome, ExportOutcome, HintedCode,
    MakeBasicHeaderOutcome, NewSandboxSecret, ReadImportOutcome, SandboxHint, SaveFileOutcome,
    SendRequestOutcome,
};

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::model::failure::Stage;
use crate::model::{
    Account, CheckAllReport, CheckOutcome, ClearOutcome, ClipText, ClipboardFailure,
    ClipboardOwner, ConsoleUrl, CopyId, CopyOutcome, ExportFailure, ExportedProfile, Failure,
    FileFailure, FileProtection, KeyringFailure, KnownLogin, Listed, PinAndTag, ProbeOutcome,
    Profile, ProfileId, ReadFailure, Secret, Settings, VendorProfiles,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// One blocking use case, with all its input.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made at a time, and moved once"
)]
pub enum Job {
    /// Reports each profile by [`Progress::Listed`], after the marks that another window set.
    ListProfiles,
    FetchToken(StoredSignIn),
    /// Signs in like [`Job::FetchToken`], but drops the token.
    CheckCredential(StoredSignIn),
    /// Signs in with the values in the editor. Nothing is saved.
    TestCredential {
        console: ConsoleUrl,
        account: Account,
        secret: SecretSource,
        code: TypedCode,
        known: KnownLogin,
    },
    /// Signs in with a new secret, then with the stored one.
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
    /// Asks a host, without a credential, whether it is a console.
    ProbeConsole {
        console: ConsoleUrl,
    },
    /// Looks for the profiles of the vendor's command-line tools. Asks the person nothing.
    FindVendorProfiles,
    SaveProfile(ProfileWrite),
    DeleteProfile {
        id: ProfileId,
        /// `None` for an item that cannot be read.
        rev: Option<u64>,
    },
    /// `password`: typed; else the stored one. Nothing is sent.
    MakeBasicHeader {
        shown: Profile,
        password: Option<Secret>,
    },
    Copy {
        copy_id: CopyId,
        what: CopyWhat,
        /// Skips the copy if the clipboard changed since it had this owner.
        unless_taken_since: Option<ClipboardOwner>,
    },
    /// Clears the clipboard if it still holds this copy.
    ClearClipboard {
        copy_id: CopyId,
    },
    /// Looks whether this copy is still on the clipboard.
    LookForCopy {
        copy_id: CopyId,
    },
    SaveSettings(Box<Settings>),
    /// Asks for a path, then writes the table there as CSV.
    SaveTable {
        report: CheckAllReport,
        zone: TimeZone,
    },
    /// Asks for a path, then reads the secrets if `protection` protects them, and writes the profile file there.
    ExportProfiles {
        profiles: Vec<ExportedProfile>,
        protection: FileProtection,
        zone: TimeZone,
    },
    /// Asks for a path, then writes the response's body there.
    SaveResponse {
        text: ClipText,
        is_json: bool,
    },
    /// Reads profiles from text or a file.
    ReadImport(ImportFrom),
    /// Asks for a path, then writes the template of a table there.
    SaveImportTemplate,
    /// Asks for a path, then writes the file there.
    SavePostmanFile {
        profile: Profile,
        content: PostmanContent,
    },
    OpenSandbox,
    /// Reads the sandbox accounts' passwords and codes.
    SandboxHints,
    /// Resets the secret of the sandbox's API client.
    ResetSandboxSecret,
}

/// A sign-in with a profile's stored or typed credential.
#[derive(Clone, Debug)]
pub struct StoredSignIn {
    /// As the window shows it. If the saved profile has another console or account, nothing is sent.
    pub shown: Profile,
    pub typed: Typed,
    /// [`KnownLogin::Unasked`]: the job first looks up the login kind, without a password.
    pub known: KnownLogin,
}

#[derive(Clone, Debug)]
pub enum Progress {
    Stage(Stage),
    Listed(Listed),
    /// Pins and tags that another window saved since this one read or saved the settings.
    MarksOfOtherWindows(BTreeMap<ProfileId, PinAndTag>),
    /// In a rotation check: the stored secret comes next.
    NewSecretTried(CheckOutcome),
    /// In an export, how many profiles are read so far. 0: the path is chosen.
    ProfilesRead(usize),
}

#[derive(Clone, Debug)]
pub struct Report {
    pub job: JobId,
    pub learned: Learned,
    pub outcome: Outcome,
}

/// What a job learned along the way, whatever its outcome.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// The saved profile, if it was read.
    pub stored: Option<Profile>,
    /// The looked-up login kind; [`KnownLogin::Unasked`] after a refusal.
    pub login: Option<LearnedLogin>,
}

#[derive(Clone, Debug)]
pub struct LearnedLogin {
    pub console: ConsoleUrl,
    pub account: Account,
    pub login: KnownLogin,
}

/// What came of a job: one variant for each [`Job`].
#[derive(Clone, Debug)]
pub enum Outcome {
    ListProfiles(Result<(), KeyringFailure>),
    FetchToken {
        outcome: AttemptOutcome,
        /// The clipboard's owner when the job started.
        owner: Option<ClipboardOwner>,
    },
    CheckCredential(CheckCredentialOutcome),
    TestCredential(AttemptOutcome),
    CheckRotation(CheckRotationOutcome),
    SendRequest(SendRequestOutcome),
    ProbeConsole(ProbeOutcome),
    FindVendorProfiles(VendorProfiles),
    /// The profile as written and read back.
    SaveProfile(Result<Profile, KeyringFailure>),
    DeleteProfile(Result<(), KeyringFailure>),
    MakeBasicHeader(MakeBasicHeaderOutcome),
    Copy(Result<CopyOutcome, ClipboardFailure>),
    ClearClipboard(Result<ClearOutcome, ClipboardFailure>),
    LookForCopy {
        is_gone: bool,
    },
    SaveSettings(Result<(), FileFailure>),
    SaveTable(SaveFileOutcome),
    SaveResponse(SaveFileOutcome),
    ReadImport(ReadImportOutcome),
    SaveImportTemplate(SaveFileOutcome),
    SavePostmanFile(SaveFileOutcome),
    ExportProfiles(ExportOutcome),
    OpenSandbox {
        has_started: bool,
    },
    /// One for each account.
    SandboxHints(Vec<SandboxHint>),
    ResetSandboxSecret(Option<NewSandboxSecret>),
}

impl Job {
    /// Reported in the job's place if it panics, or if no thread could be started.
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
            Self::FindVendorProfiles => {
                Outcome::FindVendorProfiles(VendorProfiles::failed(ReadFailure::Defect))
            }
            Self::SaveProfile(_) => Outcome::SaveProfile(Err(KeyringFailure::Defect)),
            Self::DeleteProfile { .. } => Outcome::DeleteProfile(Err(KeyringFailure::Defect)),
            Self::MakeBasicHeader { .. } => {
                Outcome::MakeBasicHeader(MakeBasicHeaderOutcome::Failed(Failure::Defect))
            }
            Self::Copy { .. } => Outcome::Copy(Err(ClipboardFailure::Defect)),
            Self::ClearClipboard { .. } => Outcome::ClearClipboard(Err(ClipboardFailure::Defect)),
            Self::LookForCopy { .. } => Outcome::LookForCopy { is_gone: false },
            Self::SaveSettings(_) => Outcome::SaveSettings(Err(FileFailure::Defect)),
            Self::SaveTable { .. } => {
                Outcome::SaveTable(SaveFileOutcome::Failed(FileFailure::Defect))
            }
            Self::SaveResponse { .. } => {
                Outcome::SaveResponse(SaveFileOutcome::Failed(FileFailure::Defect))
            }
            Self::ReadImport(_) => {
                Outcome::ReadImport(ReadImportOutcome::Failed(Failure::Defect.message()))
            }
            Self::SaveImportTemplate => {
                Outcome::SaveImportTemplate(SaveFileOutcome::Failed(FileFailure::Defect))
            }
            Self::SavePostmanFile { .. } => {
                Outcome::SavePostmanFile(SaveFileOutcome::Failed(FileFailure::Defect))
            }
            Self::ExportProfiles { .. } => {
                Outcome::ExportProfiles(ExportOutcome::Failed(ExportFailure::Defect))
            }
            Self::OpenSandbox => Outcome::OpenSandbox { has_started: false },
            Self::SandboxHints => Outcome::SandboxHints(Vec::new()),
            Self::ResetSandboxSecret => Outcome::ResetSandboxSecret(None),
        }
    }
}
