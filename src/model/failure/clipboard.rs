use super::FailureText;

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
        let (headline, explanation, next) = match self {
            Self::Unavailable => (
                "The clipboard cannot be reached",
                "The desktop gives this program no clipboard. The clipboard was left as it was; the token is still live.",
                "Use Show and copy the header by hand.",
            ),
            Self::Busy => (
                "The clipboard is busy",
                "Another program holds it and does not answer. It was left as it was; the token is still live.",
                "Try again in a moment.",
            ),
            Self::Restored => (
                "A clipboard manager restored it",
                "Tokendesk cleared the clipboard twice, and another program put it back both times.",
                "Delete it from your clipboard manager’s history, then clear it again.",
            ),
            Self::Defect => (
                "Tokendesk made a mistake",
                "Copying was stopped by a defect in the program. It is not known what the clipboard holds.",
                "Try again; if it comes back, please report the line in the program’s log.",
            ),
        };
        FailureText {
            headline: headline.to_owned(),
            explanation: explanation.to_owned(),
            next: next.to_owned(),
        }
    }
}
