//! What the window says of checks: of one profile, of a reset, of many profiles.

use crate::app::token::Verified;
use crate::model::{AccountKind, Now, Verdict, age};
use crate::ui::kit::theme::Tone;

/// The button that leads to that dialog after a refusal.
pub(in crate::ui) fn enter_new(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::ApiClient => super::ENTER_SECRET,
        AccountKind::User => super::ENTER_PASSWORD,
    }
}

/// What a check found, in pieces: "accepted", "3 min ago".
pub(in crate::ui) struct VerdictTold {
    pub(in crate::ui) tone: Tone,
    /// One word, or two.
    what: &'static str,
    /// One word, for the list.
    pub(in crate::ui) short: &'static str,
    /// "just now", "3 min ago".
    pub(in crate::ui) when: String,
}

impl VerdictTold {
    /// What is known, as it is told now.
    pub(in crate::ui) fn of(verified: &Verified, now: Now) -> Self {
        let (tone, what) = match verified.outcome.verdict() {
            Verdict::Accepted => (Tone::Ok, "accepted"),
            Verdict::Refused => (Tone::Bad, "refused"),
            // Nothing is known of the credential: it is the check that this is said of.
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
    pub(in crate::ui) fn sentence(&self) -> String {
        format!("{} {}", self.what, self.when)
    }
}

/// "3 profiles", "1 profile".
pub(in crate::ui) fn profiles(count: usize) -> String {
    match count {
        1 => "1 profile".to_owned(),
        _ => format!("{count} profiles"),
    }
}
