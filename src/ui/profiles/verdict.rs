use crate::app::token::Verified;
use crate::model::{Now, Verdict, age};
use crate::ui::kit::theme::Tone;

/// What the last check of a profile found: "accepted", "3 min ago".
pub(crate) struct VerdictText {
    pub(crate) tone: Tone,
    what: &'static str,
    /// For the list.
    pub(crate) short: &'static str,
    /// "just now", "3 min ago".
    pub(crate) when: String,
}

impl VerdictText {
    pub(crate) fn of(verified: &Verified, now: Now) -> Self {
        let (tone, what) = match verified.outcome.verdict() {
            Verdict::Accepted => (Tone::Ok, "accepted"),
            Verdict::Refused => (Tone::Bad, "rejected"),
            // That says nothing of the credential.
            Verdict::Untested => (Tone::Warn, "check failed"),
        };
        let when = age::ago(now.since(verified.at));
        let short = match verified.outcome.failure() {
            Some(failure) => failure.short(),
            None => what,
        };
        Self {
            tone,
            what,
            short,
            when,
        }
    }

    /// "accepted 3 min ago".
    pub(crate) fn sentence(&self) -> String {
        format!("{} {}", self.what, self.when)
    }
}
