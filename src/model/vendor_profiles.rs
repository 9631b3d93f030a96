//! What the vendor's command-line tools have on this computer, without any secret.

use super::failure::ReadFailure;
use super::{
    AccountKind, Candidate, CandidateSecret, ImportList, KeyringFailure, VendorTool, uncapitalized,
};

/// One for each tool that has a config file, in the order of [`VendorTool::ALL`].
#[derive(Clone, Debug, Default)]
pub struct VendorProfiles(pub Vec<VendorConfig>);

/// The config file of a tool.
#[derive(Clone, Debug)]
pub struct VendorConfig {
    pub tool: VendorTool,
    /// For display.
    pub path: String,
    pub content: Result<VendorList, ReadFailure>,
}

#[derive(Clone, Debug, Default)]
pub struct VendorList {
    /// In the order of the file.
    pub profiles: Vec<VendorProfile>,
    /// As in [`super::ImportList::unused`].
    pub unused: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct VendorProfile {
    pub candidate: Candidate,
    pub secret: VendorSecret,
}

/// Whether the keyring has a profile's secret, as far as that is known without reading it or asking the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VendorSecret {
    Found,
    Missing,
    /// The keyring is locked. It asks for its password when the profile is imported.
    Locked,
    /// The keyring failed.
    Unknown(KeyringFailure),
}

impl VendorProfiles {
    /// If nothing could be looked at.
    pub fn failed(failure: ReadFailure) -> Self {
        let config = |tool: VendorTool| VendorConfig {
            tool,
            path: tool.config_path(),
            content: Err(failure),
        };
        Self(VendorTool::ALL.map(config).into())
    }

    pub fn count(&self) -> usize {
        self.counts().map(|(_, count)| count).sum()
    }

    /// How many profiles each tool has. Those without any are left out.
    pub fn counts(&self) -> impl Iterator<Item = (VendorTool, usize)> {
        let count = |config: &VendorConfig| {
            let list = config.content.as_ref().ok()?;
            Some((config.tool, list.profiles.len())).filter(|(_, count)| *count > 0)
        };
        self.0.iter().filter_map(count)
    }
}

impl VendorList {
    /// For the preview: a secret that isn't there is typed, and a password that isn't there asked for each time, as the tool does.
    pub fn into_import_list(self, tool: VendorTool) -> ImportList {
        let profiles = self.profiles.into_iter();
        ImportList {
            candidates: profiles
                .map(|profile| profile.into_candidate(tool))
                .collect(),
            unused: self.unused,
        }
    }
}

impl VendorProfile {
    fn into_candidate(self, tool: VendorTool) -> Candidate {
        let Self {
            mut candidate,
            secret,
        } = self;
        let tool = tool.name();
        if !matches!(candidate.secret, CandidateSecret::OfVendorTool(_)) {
            return candidate;
        }
        let remark = match (secret, candidate.kind) {
            (VendorSecret::Found, _) => return candidate,
            (VendorSecret::Missing, AccountKind::ApiClient) => {
                candidate.secret = CandidateSecret::Missing;
                format!("The keyring has no secret of the {tool} for it. Enter the secret.")
            }
            (VendorSecret::Missing, AccountKind::User) => {
                candidate.secret = CandidateSecret::AskedEachTime;
                format!(
                    "The keyring has no password of the {tool} for it. You’ll be asked for it at each sign-in."
                )
            }
            (VendorSecret::Locked, kind) => {
                let noun = kind.noun();
                format!(
                    "The keyring is locked. It asks for its password when the {noun} is imported."
                )
            }
            (VendorSecret::Unknown(failure), kind) => format!(
                "Couldn’t look for the {}: {}.",
                kind.noun(),
                uncapitalized(&failure.message().headline)
            ),
        };
        candidate.remarks.push(remark);
        candidate
    }
}

impl VendorTool {
    /// Its config folder in the home folder.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::CrashPlanCli => ".crashplancli",
            Self::Code42Cli => ".code42cli",
        }
    }

    /// In that folder.
    pub const CONFIG: &'static str = "config.cfg";

    /// For display, where the home folder is unknown.
    fn config_path(self) -> String {
        format!("~/{}/{}", self.folder(), Self::CONFIG)
    }
}
