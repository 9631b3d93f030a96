use super::{FailureText, INTERNAL_ERROR};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardFailure {
    Unavailable,
    /// Another program owns it and did not answer in time.
    Busy,
    /// Another program restored our text each time it was cleared.
    Restored,
    /// The job panicked.
    Defect,
}

impl ClipboardFailure {
    pub fn message(self) -> FailureText {
        let (headline, explanation) = match self {
            Self::Unavailable => (
                "Can’t reach the clipboard",
                "Nothing was copied; the token still works. Click Show and copy it by hand.",
            ),
            Self::Busy => (
                "The clipboard is busy",
                "Another program is using it. Nothing was copied; try again in a moment.",
            ),
            Self::Restored => (
                "A clipboard manager restored it",
                "Tokendesk cleared the clipboard twice, and another program put it back. Delete it from your clipboard \
                 manager’s history, then clear it again.",
            ),
            Self::Defect => (
                INTERNAL_ERROR,
                "The clipboard may hold the old or the new text. Try again.",
            ),
        };
        FailureText::new(headline, explanation)
    }
}
