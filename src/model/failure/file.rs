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
