use super::{FailureText, FileFailure, INTERNAL_ERROR, KeyringFailure};
use crate::model::profile_file::MAX_PROFILES;

/// Why a profile file could not be read. Nothing was imported. Never contains any part of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileFileFailure {
    NotAProfileFile,
    /// Written by a newer Tokendesk, in this format.
    Newer {
        version: u64,
    },
    /// An age file of a format after v1.
    NewerAge,
    TooLarge,
    TooManyProfiles {
        count: usize,
    },
    /// It ends too early.
    Truncated,
    /// The encryption finds it changed, or its header makes no sense.
    Damaged,
    /// The JSON is: where.
    DamagedJson {
        /// `profiles[2].name`; empty for the document itself.
        field: String,
        line: usize,
    },
    Key(FileKeyFailure),
    /// Its passphrase costs 2^`log_n` steps to try.
    TooMuchWork {
        log_n: u8,
    },
}

impl ProfileFileFailure {
    pub fn message(&self) -> FailureText {
        let (headline, explanation) = match self {
            Self::NotAProfileFile => (
                "Not a file of profiles",
                "Choose a file that Tokendesk exported: JSON, or an encrypted .age file.",
            ),
            Self::Newer { version } => {
                return FailureText::new(
                    "From a newer Tokendesk",
                    format!(
                        "The file has format {version}; this version reads up to 1. Nothing was imported. Update Tokendesk, or export \
                         again from a version like this one."
                    ),
                );
            }
            Self::NewerAge => (
                "Encrypted by a newer age",
                "This version reads age v1 files. Nothing was imported. Update Tokendesk, or decrypt the file with the tool that made it.",
            ),
            Self::TooLarge => (
                "The file is too large",
                "Files of profiles have at most 12 MB. Nothing was imported. Check that you chose the right file.",
            ),
            Self::TooManyProfiles { count } => {
                return FailureText::new(
                    "Too many profiles",
                    format!(
                        "The file has {count} profiles; the limit is {MAX_PROFILES}. Nothing was imported. Split the file."
                    ),
                );
            }
            Self::Truncated => (
                "The file is incomplete",
                "Its end is missing, so nothing was imported. Copy it again from the other computer, or export again.",
            ),
            Self::Damaged => (
                "The file is damaged",
                "It was changed or cut off after it was encrypted, so nothing was imported. Copy it again from the other computer, or \
                 export again.",
            ),
            Self::DamagedJson { field, line } => return damaged_json(field, *line),
            Self::Key(failure) => return failure.message(),
            Self::TooMuchWork { log_n } => {
                return FailureText::new(
                    "This file takes too much work to open",
                    format!(
                        "Trying a passphrase would take {}, far more than usual, so it wasn’t tried and nothing was imported. Decrypt the \
                         file with age, and import the result.",
                        memory(*log_n)
                    ),
                );
            }
        };
        FailureText::new(headline, explanation)
    }
}

/// Why an encrypted file could not be opened with the key that was given. Nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKeyFailure {
    /// It is encrypted, and no key of the right kind was given.
    NeedsPassphrase,
    NeedsIdentity,
    WrongPassphrase,
    /// None of the private keys that were given opens it.
    WrongIdentity,
    /// The text given as a private key is none.
    NotAnIdentity,
    /// The private key itself has a passphrase.
    IdentityNeedsPassphrase,
    WrongIdentityPassphrase,
    /// A private key of a kind that isn't supported: "ecdsa-sha2-nistp256".
    UnsupportedIdentity {
        kind: String,
    },
}

impl FileKeyFailure {
    pub fn message(&self) -> FailureText {
        let (headline, explanation) = match self {
            Self::NeedsPassphrase => (
                "This file needs its passphrase",
                "It was encrypted with a passphrase, not to a key. Nothing was imported. Enter the passphrase.",
            ),
            Self::NeedsIdentity => (
                "This file needs a private key",
                "It was encrypted to a key, not with a passphrase. Nothing was imported. Enter the private key, age or SSH.",
            ),
            Self::WrongPassphrase => (
                "Wrong passphrase",
                "It doesn’t open this file, so nothing was imported. Check for typos and try again. If you’re sure that it’s right, the file \
                 may be damaged.",
            ),
            Self::WrongIdentity => (
                "This key doesn’t open the file",
                "The file was encrypted to other keys, so nothing was imported. Use the private key of one of its recipients.",
            ),
            Self::NotAnIdentity => (
                "Not a private key",
                "Enter an age identity (it starts with AGE-SECRET-KEY-1) or an SSH private key, complete with its first and last line. \
                 Nothing was imported.",
            ),
            Self::IdentityNeedsPassphrase => (
                "This key has a passphrase",
                "Nothing was imported. Enter the key’s passphrase too.",
            ),
            Self::WrongIdentityPassphrase => (
                "Wrong passphrase for this key",
                "It doesn’t open the private key, so nothing was imported. Check for typos and try again.",
            ),
            Self::UnsupportedIdentity { kind } => {
                return FailureText::new(
                    "This kind of key isn’t supported",
                    format!(
                        "It’s {kind}. Nothing was imported. Use an age identity, or an SSH key of type Ed25519 or RSA; or decrypt the file \
                         with age, and import the result."
                    ),
                );
            }
        };
        FailureText::new(headline, explanation)
    }
}

impl From<FileKeyFailure> for ProfileFileFailure {
    fn from(failure: FileKeyFailure) -> Self {
        Self::Key(failure)
    }
}

fn damaged_json(field: &str, line: usize) -> FailureText {
    let place = match (field, line) {
        ("", line) => format!("Line {line} isn’t valid JSON"),
        (field, 0) => format!("“{field}” is missing or invalid"),
        (field, line) => format!("“{field}” is missing or invalid (line {line})"),
    };
    FailureText::new(
        "The file is damaged",
        format!("{place}, so nothing was imported. Correct it, or export again."),
    )
}

/// What scrypt fills for it: 2^`log_n` blocks of 1 KiB.
fn memory(log_n: u8) -> String {
    match log_n {
        0..20 => format!("{} MB of memory", 1_u64 << log_n.saturating_sub(10)),
        20..40 => format!("{} GB of memory", 1_u64 << (log_n - 20)),
        _ => "more memory than any computer has".to_owned(),
    }
}

/// Why profiles were not exported. No file was written or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFailure {
    /// A line of the recipients, counted from 1.
    Recipient {
        line: usize,
        why: RecipientError,
    },
    NoRecipients,
    /// They can't be used together.
    MixedRecipients,
    /// The keyring, when this profile's secret was read.
    Keyring {
        name: String,
        failure: KeyringFailure,
    },
    /// These have another console or account by now, or were deleted.
    Changed {
        names: Vec<String>,
    },
    /// More than can be read again.
    TooLarge,
    File(FileFailure),
    Defect,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecipientError {
    NotAKey,
    /// A private one.
    PrivateKey,
    /// For a plugin of age: its name.
    Plugin(String),
    /// An SSH key of a type that age can't encrypt to.
    SshType(String),
    RsaTooShort,
    RsaTooLong,
}

impl RecipientError {
    /// After "Line 2: ".
    fn message(&self) -> String {
        match self {
            Self::NotAKey => {
                "This isn’t a public key. Use one that starts with age1, ssh-ed25519, or ssh-rsa."
                    .to_owned()
            }
            Self::PrivateKey => {
                "This is a private key, so it was removed. Use the public key that belongs to it."
                    .to_owned()
            }
            Self::Plugin(name) => format!(
                "This key needs age’s plugin “{name}”, which Tokendesk doesn’t run. Use a key without a plugin."
            ),
            Self::SshType(kind) => format!(
                "Files can’t be encrypted to SSH keys of type {kind}. Use ssh-ed25519 or ssh-rsa."
            ),
            Self::RsaTooShort => {
                "This RSA key is too weak: it has fewer than 2,048 bits.".to_owned()
            }
            Self::RsaTooLong => "This RSA key is too long: it has more than 4,096 bits.".to_owned(),
        }
    }
}

impl ExportFailure {
    /// Shown at the field, not below the form.
    pub fn recipients_note(&self) -> Option<String> {
        match self {
            Self::Recipient { line, why } => Some(format!("Line {line}: {}", why.message())),
            Self::NoRecipients => Some("Enter at least one public key.".to_owned()),
            Self::MixedRecipients => Some(
                "Post-quantum keys can’t be combined with others. Export once for each.".to_owned(),
            ),
            _ => None,
        }
    }

    pub fn message(&self) -> FailureText {
        match self {
            Self::Recipient { .. } | Self::NoRecipients | Self::MixedRecipients => {
                FailureText::new(
                    "Check the recipients",
                    format!(
                        "{} No file was written.",
                        self.recipients_note().unwrap_or_default()
                    ),
                )
            }
            Self::Keyring { name, failure } => {
                let text = failure.message();
                FailureText::new(
                    text.headline,
                    format!(
                        "This happened at “{name}”, so no file was written. {}",
                        text.explanation
                    ),
                )
            }
            Self::Changed { names } => FailureText::new(
                match names.len() {
                    1 => "A profile has changed".to_owned(),
                    count => format!("{count} profiles have changed"),
                },
                format!(
                    "The console or account in the keyring is no longer the one you saw: {}. No file was written. Refresh from keyring, then \
                     export again.",
                    quoted(names)
                ),
            ),
            Self::TooLarge => FailureText::new(
                "Too many profiles for one file",
                format!(
                    "A file has at most {MAX_PROFILES} profiles and 8 MB. No file was written. Export fewer profiles at a time."
                ),
            ),
            Self::File(failure) => FailureText::new(
                failure.message().headline,
                "No file was changed. Choose another place.",
            ),
            Self::Defect => FailureText::new(
                INTERNAL_ERROR,
                "No file was written. Try again. If it happens again, start Tokendesk in a terminal and report what it prints; it \
                 contains no secret.",
            ),
        }
    }
}

/// "“A”, “B”, and 3 more".
pub fn quoted(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("“{name}”"))
        .collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}
