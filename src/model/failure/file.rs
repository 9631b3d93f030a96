use thiserror::Error;

use super::FailureText;

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
        let (what, path) = match self {
            Self::NotAllowed { path } => ("This place may not be written", path.as_str()),
            Self::NoFolder { path } => ("The folder is not there", path.as_str()),
            Self::NoRoom { path } => ("The disk is full", path.as_str()),
            Self::NotWritten { path } => ("The file could not be written", path.as_str()),
            Self::Defect => ("Tokendesk made a mistake", ""),
        };
        let headline = if path.is_empty() {
            what.to_owned()
        } else {
            format!("{what}: {path}")
        };
        FailureText {
            headline,
            explanation: "No file was changed, and the table is still here.".to_owned(),
            next: "Choose another place, or copy the table instead.".to_owned(),
        }
    }
}
