//! What the vendor's command-line tools have on this computer, without any secret.

use super::failure::ReadFailure;
use super::{Candidate, KeyringFailure, VendorTool};

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
