use super::{FailureText, INTERNAL_ERROR};

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFailure {
    /// No permission for the folder or the file.
    NotAllowed,
    TooLarge {
        limit_bytes: usize,
    },
    /// A folder, a device or a pipe.
    NotAFile,
    NotFound,
    /// No file dialog could be shown.
    NoDialog,
    /// Any other error.
    NotRead,
    /// The job panicked.
    Defect,
}

impl ReadFailure {
    /// `path`: for display.
    pub fn message(self, path: &str) -> FailureText {
        let (headline, explanation) = match self {
            Self::NotAllowed => (
                format!("No permission to read {path}"),
                "Nothing was imported from it. Check who may read it, then try again.".to_owned(),
            ),
            Self::TooLarge { limit_bytes } => (
                format!("The file is too large: {path}"),
                format!(
                    "The limit is {} MB, far more than profiles take. Nothing was imported from it.",
                    limit_bytes / (1024 * 1024)
                ),
            ),
            Self::NotAFile => (
                format!("Not a regular file: {path}"),
                "Nothing was imported from it.".to_owned(),
            ),
            Self::NotFound => (
                format!("The file doesn’t exist: {path}"),
                "Nothing was imported.".to_owned(),
            ),
            Self::NoDialog => (
                "Couldn’t show a file dialog".to_owned(),
                "Nothing was imported. Open the file in an editor, and paste its text here."
                    .to_owned(),
            ),
            Self::NotRead => (
                format!("Couldn’t read {path}"),
                "Nothing was imported from it. Check the file, then try again.".to_owned(),
            ),
            Self::Defect => (
                INTERNAL_ERROR.to_owned(),
                format!("{path} wasn’t read, and nothing was imported from it. Try again."),
            ),
        };
        FailureText::new(headline, explanation)
    }
}
