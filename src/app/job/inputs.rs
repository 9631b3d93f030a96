use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{
    Account, ActivityLine, BasicPath, CheckAllReport, ClipText, ConnectionCheck, ConsoleUrl,
    CopyFormat, PostmanFile, Profile, ProfileId, ProfileName, RequestAuth, RequestFormat,
    ResourcePath, RotationOutcome, SealedFile, Secret, Token, TotpCode, VendorItem,
};

/// Typed for one sign-in, in addition to what is saved.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Only if none is saved.
    pub password: Option<Secret>,
    pub code: TypedCode,
}

#[derive(Clone, Debug, Default)]
pub enum TypedCode {
    /// The job asks for one if the console says that the account needs it.
    #[default]
    Unsaid,
    /// Signs in without a code, whatever the console says about the account.
    Without,
    /// Sent once.
    Typed(TotpCode),
}

impl TypedCode {
    pub fn code(&self) -> Option<&TotpCode> {
        match self {
            Self::Typed(code) => Some(code),
            Self::Unsaid | Self::Without => None,
        }
    }
}

/// What must be typed before a sign-in can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingInput {
    Password,
    Code,
    PasswordAndCode,
}

impl MissingInput {
    /// `None` if neither is missing.
    pub fn of(password: bool, code: bool) -> Option<Self> {
        match (password, code) {
            (true, true) => Some(Self::PasswordAndCode),
            (true, false) => Some(Self::Password),
            (false, true) => Some(Self::Code),
            (false, false) => None,
        }
    }

    pub fn password(self) -> bool {
        matches!(self, Self::Password | Self::PasswordAndCode)
    }

    pub fn code(self) -> bool {
        matches!(self, Self::Code | Self::PasswordAndCode)
    }
}

/// Where profiles to import are read from.
#[derive(Clone, Debug)]
pub enum ImportFrom {
    Text(ClipText),
    /// A file: the job asks which.
    Choose,
    /// A file that was dropped on the window.
    Path(PathBuf),
    /// A file that was read before.
    Sealed(SealedFile, ImportKey),
}

/// What opens an encrypted file.
#[derive(Clone, Debug)]
pub enum ImportKey {
    Passphrase(Secret),
    /// The job asks which file has it.
    KeyFile {
        /// Of the key itself, if it has one.
        passphrase: Option<Secret>,
    },
}

#[derive(Clone, Debug)]
pub enum SecretSource {
    Typed(Secret),
    /// Saved with this profile. The job refuses if it was saved for another console.
    Stored(ProfileId),
    /// In the keyring item of a vendor's tool.
    OfVendorTool(VendorItem),
    /// The user account's password isn't saved. Only for a save.
    NotKept,
}

/// A profile to write. The job fills in `saved_at`.
#[derive(Clone, Debug)]
pub struct ProfileWrite {
    pub id: ProfileId,
    /// The `rev` that the edit started from; `None` creates a profile.
    pub base_rev: Option<u64>,
    pub name: ProfileName,
    pub console: ConsoleUrl,
    pub account: Account,
    pub secret: SecretSource,
}

/// Whether a rotation check also signs in with the stored secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryStored {
    /// After the new one.
    Once,
    /// No: it was refused just before, at this time. It is only compared with the new one.
    RefusedBefore { at: Timestamp },
    /// No: not selected for a user account. It is only compared with the new one.
    NotAsked,
}

/// How a request authenticates. Each way allows its own paths.
#[derive(Clone, Debug)]
pub enum RequestWith {
    Token {
        path: ResourcePath,
        token: Token,
    },
    /// Username and password (deprecated). The console counts it as a sign-in.
    Basic {
        path: BasicPath,
        /// Typed; else the saved one is read.
        password: Option<Secret>,
    },
}

/// What a file for Postman holds.
#[derive(Clone, Debug)]
pub enum PostmanContent {
    Environment {
        token: Option<Token>,
        made_at: Timestamp,
    },
    Collection,
    SignInCollection,
}

impl PostmanContent {
    pub fn file(&self) -> PostmanFile {
        match self {
            Self::Environment { token: None, .. } => PostmanFile::Environment,
            Self::Environment { token: Some(_), .. } => PostmanFile::EnvironmentWithToken,
            Self::Collection => PostmanFile::Collection,
            Self::SignInCollection => PostmanFile::SignInCollection,
        }
    }
}

#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is made by a click, and moved once"
)]
pub enum CopyWhat {
    Token {
        token: Token,
        format: CopyFormat,
    },
    /// Text selected in the window.
    Text(ClipText),
    Request {
        console: ConsoleUrl,
        path: ResourcePath,
        auth: RequestAuth,
        format: RequestFormat,
    },
    /// For a ticket.
    RotationReport {
        profile: Profile,
        outcome: RotationOutcome,
        /// When the new secret replaced the saved one.
        replaced_at: Option<Timestamp>,
        zone: TimeZone,
    },
    /// As Markdown.
    CheckTable {
        report: CheckAllReport,
        zone: TimeZone,
    },
    ConnectionCheck {
        check: ConnectionCheck,
        zone: TimeZone,
    },
    Activity {
        /// In the order shown.
        lines: Vec<ActivityLine>,
        zone: TimeZone,
    },
}
