use thiserror::Error;

use super::{FailureText, INTERNAL_ERROR};

/// Why the table or the settings were not saved. Nothing was overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileFailure {
    /// No permission for the folder or the file.
    #[error("not allowed")]
    NotAllowed { path: String },
    #[error("no such folder")]
    NoFolder { path: String },
    #[error("no room")]
    NoRoom { path: String },
    /// Any other error.
    #[error("not written")]
    NotWritten { path: String },
    /// The job panicked.
    #[error("a defect")]
    Defect,
}

impl FileFailure {
    /// For the table. The settings have [`Self::settings_message`].
    pub fn message(&self) -> FailureText {
        let headline = match self {
            Self::NotAllowed { path } => format!("No permission to write {path}"),
            Self::NoFolder { path } => format!("The folder doesn’t exist: {path}"),
            Self::NoRoom { path } => format!("The disk is full: {path}"),
            Self::NotWritten { path } => format!("Couldn’t write {path}"),
            Self::Defect => INTERNAL_ERROR.to_owned(),
        };
        FailureText::new(
            headline,
            "No file was changed. Choose another place, or copy the table instead.",
        )
    }
}

/// Why a chosen file was not read. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileReadFailure {
    #[error("not allowed")]
    NotAllowed { path: String },
    #[error("no such file")]
    NotFound { path: String },
    /// A folder, a device or a pipe.
    #[error("not a file")]
    NotAFile { path: String },
    #[error("larger than {limit_mib} MiB")]
    TooLarge { path: String, limit_mib: u64 },
    /// Any other error.
    #[error("not read")]
    NotRead { path: String },
    /// No file dialog could be shown.
    #[error("no dialog")]
    NoDialog,
}

impl FileReadFailure {
    pub fn message(&self) -> FailureText {
        let (headline, explanation) = match self {
            Self::NotAllowed { path } => (
                format!("No permission to read {path}"),
                "Nothing was imported. Check the file’s permissions.".to_owned(),
            ),
            Self::NotFound { path } => (
                format!("The file doesn’t exist: {path}"),
                "Nothing was imported.".to_owned(),
            ),
            Self::NotAFile { path } => (
                format!("Not a file: {path}"),
                "Nothing was imported. Choose a CSV file, or a file that Tokendesk exported."
                    .to_owned(),
            ),
            Self::TooLarge { path, limit_mib } => (
                format!("Too large: {path}"),
                format!(
                    "Files with profiles have at most {limit_mib} MiB, so this one wasn’t read. Nothing was imported."
                ),
            ),
            Self::NotRead { path } => (
                format!("Couldn’t read {path}"),
                "Nothing was imported. Try again, or copy the file to another folder.".to_owned(),
            ),
            Self::NoDialog => (
                "Couldn’t show a file dialog".to_owned(),
                "Nothing was imported. Drop the file on this window, or paste its text above."
                    .to_owned(),
            ),
        };
        FailureText::new(headline, explanation)
    }
}
