//! Files that could not be written.

use thiserror::Error;

use super::FailureText;

/// Why a table, or the settings, were not saved. Nothing was overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileFailure {
    /// The folder or the file may not be written.
    #[error("not allowed")]
    NotAllowed {
        /// The path.
        path: String,
    },
    /// The folder is not there.
    #[error("no such folder")]
    NoFolder {
        /// The path.
        path: String,
    },
    /// The disk is full.
    #[error("no room")]
    NoRoom {
        /// The path.
        path: String,
    },
    /// Anything else that the system said.
    #[error("not written")]
    NotWritten {
        /// The path.
        path: String,
    },
    /// A defect of this program.
    #[error("a defect")]
    Defect,
}

impl FileFailure {
    /// How it is told of a table. ([`Self::settings_words`] tells it of the settings.)
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
