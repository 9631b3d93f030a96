//! What happened to a profile in this run, in words that hold no secret.

use std::time::Duration;

use jiff::Timestamp;

use super::expiry::lifetime_words;
use super::{AccountKind, Verdict, capitalised};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Counts the entries of this run.
    pub serial: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: ActivityKind,
    /// How long it took, where that is known.
    pub took: Option<Duration>,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    /// A token was fetched that lives so long.
    Fetched {
        /// Its lifetime.
        lifetime: Duration,
    },
    /// The same by *Renew*.
    Renewed {
        /// Its lifetime.
        lifetime: Duration,
    },
    /// Something of it was copied: "header", "token", "Basic header", "curl command".
    Copied {
        /// What.
        noun: &'static str,
    },
    /// The clipboard was cleared of it.
    Cleared,
    /// The clipboard was to be cleared of it, and held something else by then.
    LeftAlone,
    /// Its token ended.
    Expired,
    /// A sign-in was refused, or failed in another way.
    Failed {
        /// In one or two words: "refused", "needs a code".
        short: &'static str,
        /// The HTTP status, where a reply came.
        status: Option<u16>,
    },
    /// A sign-in was stopped by the person.
    Stopped,
    /// Its stored secret or password was checked.
    Checked {
        /// With what result.
        verdict: Verdict,
        /// Of which kind the account is.
        kind: AccountKind,
    },
    /// A new secret or password was checked.
    NewChecked {
        /// With what result.
        verdict: Verdict,
        /// Of which kind the account is.
        kind: AccountKind,
    },
    /// The profile was made.
    Made,
    /// The profile was edited.
    Edited,
    /// Its stored secret or password was replaced.
    Replaced {
        /// Of which kind the account is.
        kind: AccountKind,
    },
    /// The profile was deleted.
    Deleted,
    /// A request was answered.
    Answered {
        /// With this status.
        status: u16,
    },
    /// A request came to no answer.
    Unanswered,
}

/// One line of the activity as it is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityLine {
    /// The profile's name.
    pub profile: String,
    /// What happened.
    pub entry: Entry,
}

impl ActivityKind {
    /// It in words: "Token fetched, lives 15 min".
    pub fn message(&self) -> String {
        match self {
            Self::Fetched { lifetime } => {
                format!("Token fetched, lives {}", lifetime_words(*lifetime))
            }
            Self::Renewed { lifetime } => {
                format!("Token renewed, lives {}", lifetime_words(*lifetime))
            }
            Self::Copied { noun } => format!("{} copied", capitalised(noun)),
            Self::Cleared => "Clipboard cleared".to_owned(),
            Self::LeftAlone => "Clipboard was changed elsewhere, left alone".to_owned(),
            Self::Expired => "Token expired".to_owned(),
            Self::Failed { short, status } => {
                let status = status.map_or_else(String::new, |status| format!(": HTTP {status}"));
                format!("Sign-in {short}{status}")
            }
            Self::Stopped => "Sign-in cancelled".to_owned(),
            Self::Checked { verdict, kind } => checked(&capitalised(kind.noun()), *verdict),
            Self::NewChecked { verdict, kind } => {
                checked(&format!("New {}", kind.noun()), *verdict)
            }
            Self::Made => "Profile saved".to_owned(),
            Self::Edited => "Profile edited".to_owned(),
            Self::Replaced { kind } => format!("Stored {} replaced", kind.noun()),
            Self::Deleted => "Profile deleted".to_owned(),
            Self::Answered { status } => format!("Request answered: HTTP {status}"),
            Self::Unanswered => "Request not answered".to_owned(),
        }
    }

    /// Whether it is bad news.
    pub fn is_bad(&self) -> bool {
        matches!(
            self,
            Self::Failed { .. }
                | Self::Checked {
                    verdict: Verdict::Refused,
                    ..
                }
        )
    }
}

/// What a check of this credential found.
fn checked(what: &str, verdict: Verdict) -> String {
    match verdict {
        // Nothing is known of it: that it was checked would say more than happened.
        Verdict::Untested => format!("{what} could not be checked"),
        Verdict::Accepted | Verdict::Refused => format!("{what} checked: {}", verdict.word()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_found_nothing_out_is_not_told_as_a_check() {
        let stored = |verdict| ActivityKind::Checked {
            verdict,
            kind: AccountKind::ApiClient,
        };
        let new = |verdict| ActivityKind::NewChecked {
            verdict,
            kind: AccountKind::User,
        };
        assert_eq!(
            stored(Verdict::Refused).message(),
            "Secret checked: refused"
        );
        assert_eq!(
            stored(Verdict::Untested).message(),
            "Secret could not be checked"
        );
        assert_eq!(
            new(Verdict::Accepted).message(),
            "New password checked: accepted"
        );
        assert_eq!(
            new(Verdict::Untested).message(),
            "New password could not be checked"
        );
    }
}
