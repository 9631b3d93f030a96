use crate::app::token::Verified;
use crate::model::{LastVerdict, SecretVerdict, Verdict, age};
use crate::ui::kit::theme::Tone;
use crate::ui::view::View;

/// What the last check of a profile found: "accepted", "3 min ago".
pub(crate) struct VerdictText {
    pub(crate) tone: Tone,
    what: &'static str,
    short: &'static str,
    /// "just now", "3 min ago", "yesterday".
    when: String,
}

impl VerdictText {
    pub(crate) fn of(verified: &Verified, view: &View<'_>) -> Self {
        let (tone, what) = match verified.outcome.verdict() {
            Verdict::Accepted => (Tone::Ok, "accepted"),
            Verdict::Refused => (Tone::Bad, "rejected"),
            // That says nothing of the credential.
            Verdict::Untested => (Tone::Warn, "check failed"),
        };
        let here = view.now.in_zone(view.state.local.zone());
        let when = age::ago(view.now.since(verified.at), &here);
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

    /// Of an earlier run.
    pub(crate) fn of_last(last: LastVerdict, view: &View<'_>) -> Self {
        let (tone, what) = match last.verdict {
            SecretVerdict::Works => (Tone::Ok, "accepted"),
            SecretVerdict::Rejected => (Tone::Bad, "rejected"),
        };
        let here = view.now.in_zone(view.state.local.zone());
        Self {
            tone,
            what,
            short: what,
            when: age::ago(view.now.since_wall(last.at), &here),
        }
    }

    /// For the end of a row: when it was accepted, else what it found.
    pub(crate) fn end(&self) -> &str {
        match self.tone {
            Tone::Ok => &self.when,
            _ => self.short,
        }
    }

    /// "accepted 3 min ago".
    pub(crate) fn sentence(&self) -> String {
        format!("{} {}", self.what, self.when)
    }
}
