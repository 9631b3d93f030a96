//! Why the session's data were cleared.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClearReason {
    /// *Clear session*.
    Asked,
    /// The desktop session was locked.
    Locked,
    /// The computer goes to sleep.
    Sleep,
    /// Nobody touched the window for so long.
    Idle { minutes: u64 },
}

impl ClearReason {
    pub fn message(self) -> String {
        let cleared = "tokens, typed text, responses, and activity";
        match self {
            Self::Asked => "Session cleared: tokens, typed text, responses, and activity.".into(),
            Self::Locked => format!("The screen was locked, so {cleared} were cleared."),
            Self::Sleep => format!("Your computer went to sleep, so {cleared} were cleared."),
            Self::Idle { minutes } => {
                format!("Tokendesk wasn’t used for {minutes} minutes, so {cleared} were cleared.")
            }
        }
    }
}
