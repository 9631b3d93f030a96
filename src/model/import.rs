//! Profiles from elsewhere, before they are saved: as they stand in a file, in pasted text, or in the vendor's command-line tools.

mod command_line;
pub mod credential;
mod curl;
mod invoke;
mod labeled;
mod pasted;
mod sent_request;

pub use labeled::Label;
pub use pasted::{has_command, pasted};

use std::sync::Arc;

use super::{AccountKind, Secret};

/// What a reader found.
#[derive(Clone, Debug, Default)]
pub struct ImportList {
    /// In the order found.
    pub candidates: Vec<Candidate>,
    /// What couldn't be used, a sentence each: “Line 3: the header “Cookie” isn’t used.” Never a secret.
    pub unused: Vec<String>,
}

/// A profile to import. The fields are as written, perhaps empty or invalid: the preview parses them.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it stands: `Line 3`, `Row 12`, `[production]`.
    pub place: String,
    /// Empty if there is none: the preview proposes one.
    pub name: String,
    pub console: String,
    pub kind: AccountKind,
    /// The client ID or username.
    pub login: String,
    pub secret: CandidateSecret,
    /// A tag's name.
    pub tag: String,
    pub is_pinned: bool,
    /// What to know about it, a sentence each. Never a secret.
    pub remarks: Vec<String>,
    /// Whether it is selected at first. A reason against it is among the remarks.
    pub is_proposed: bool,
}

/// Still encrypted.
#[derive(Clone, Debug)]
pub struct SealedFile {
    pub name: String,
    pub bytes: Arc<[u8]>,
    pub needs: SealKey,
}

/// What opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealKey {
    Passphrase,
    /// An age identity file or an SSH private key.
    KeyFile,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOrigin {
    VendorTool(VendorTool),
    Pasted,
    File {
        /// For display.
        name: String,
        /// It isn't encrypted: it should be deleted.
        exposes_secrets: bool,
    },
}

#[derive(Clone, Debug)]
pub enum CandidateSecret {
    /// To be typed.
    Missing,
    Given(Secret),
    /// A user account's password that isn't stored.
    AskedEachTime,
    /// In the system keyring, where a vendor's tool stored it. A job reads it when the profile is saved.
    OfVendorTool(VendorItem),
}

/// The vendor's command-line tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VendorTool {
    CrashPlanCli,
    /// Retired.
    Code42Cli,
}

/// A keyring item of one of them, as python-keyring names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorItem {
    pub tool: VendorTool,
    /// As in its config file.
    pub profile: String,
    pub username: String,
}

impl VendorTool {
    pub const ALL: [Self; 2] = [Self::CrashPlanCli, Self::Code42Cli];

    pub const fn name(self) -> &'static str {
        match self {
            Self::CrashPlanCli => "CrashPlan CLI",
            Self::Code42Cli => "Code42 CLI",
        }
    }

    /// The command, and the start of its keyring services.
    pub const fn command(self) -> &'static str {
        match self {
            Self::CrashPlanCli => "crashplancli",
            Self::Code42Cli => "code42cli",
        }
    }
}

impl VendorItem {
    /// The service of its keyring item.
    pub fn service(&self) -> String {
        format!("{}::{}", self.tool.command(), self.profile)
    }
}

impl ImportList {
    pub fn has_secrets(&self) -> bool {
        let mut secrets = self.candidates.iter().map(|candidate| &candidate.secret);
        secrets.any(|secret| matches!(secret, CandidateSecret::Given(_)))
    }
}

impl Candidate {
    /// Without anything but its place and kind.
    pub fn at(place: String, kind: AccountKind) -> Self {
        Self {
            place,
            name: String::new(),
            console: String::new(),
            kind,
            login: String::new(),
            secret: CandidateSecret::Missing,
            tag: String::new(),
            is_pinned: false,
            remarks: Vec::new(),
            is_proposed: true,
        }
    }
}
