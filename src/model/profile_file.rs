//! The file that carries profiles to another computer.

use super::{Profile, Secret};

/// In bytes. Enough for [`MAX_PROFILES`] of usual length.
pub const MAX_JSON_BYTES: usize = 8 * 1024 * 1024;

/// In bytes: the largest document, encrypted, in base64.
pub const MAX_PROFILE_FILE_BYTES: usize = 12 * 1024 * 1024;

pub const MAX_PROFILES: usize = 10_000;

/// For a passphrase that a person made up. The file may be copied, and tried for years.
pub const MIN_PASSPHRASE_CHARS: usize = 12;

/// What it takes to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileFileKind {
    /// JSON.
    Plain,
    /// An age file.
    Passphrase,
    /// An age file that one of some private keys opens.
    Recipients,
}

/// What opens an encrypted file.
#[derive(Clone, Debug)]
pub enum FileKey {
    Passphrase(Secret),
    /// The text of an age identity file or of an SSH private key.
    Identity {
        text: Secret,
        /// Of the key itself, if it has one.
        passphrase: Option<Secret>,
    },
}

/// How a file is to be protected.
#[derive(Clone, Debug)]
pub enum FileProtection {
    /// Not at all: it gets no secret.
    WithoutSecrets,
    Passphrase(Secret),
    /// Public keys as typed, one a line.
    Recipients(String),
}

/// A profile to export, as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedProfile {
    pub profile: Profile,
    /// Its tag's name.
    pub tag: Option<String>,
    pub is_pinned: bool,
}
