//! What happened to a profile in this run. Holds no secrets.

use std::time::Duration;

use jiff::Timestamp;

use super::expiry::lifetime_words;
use super::{AccountKind, Verdict, capitalized, uncapitalized};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityEntry {
    /// A running number, unique in this run.
    pub serial: u64,
    pub at: Timestamp,
    pub kind: ActivityKind,
    pub took: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityKind {
    Fetched {
        lifetime: Duration,
    },
    Renewed {
        lifetime: Duration,
    },
    /// "header", "token", "Basic header", "Python code".
    Copied {
        noun: &'static str,
    },
    Cleared,
    /// The clipboard was due to be cleared but held something else.
    NotCleared,
    Expired,
    Failed {
        /// In one or two words: "rejected", "needs a code".
        short: &'static str,
        status: Option<u16>,
    },
    Stopped,
    Checked {
        verdict: Verdict,
        kind: AccountKind,
    },
    /// Accepted, and its token is the profile's live one.
    CheckedAndKept {
        kind: AccountKind,
    },
    /// *Test* in the editor.
    Tested {
        /// In one or two words, as in `Failed`; `None` if the console accepted it.
        failed: Option<&'static str>,
        status: Option<u16>,
    },
    /// The new secret of a rotation.
    NewChecked {
        verdict: Verdict,
        kind: AccountKind,
    },
    Created,
    Edited,
    Replaced {
        kind: AccountKind,
    },
    Deleted,
    Response {
        status: u16,
    },
    NoResponse,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityLine {
    pub profile: String,
    pub entry: ActivityEntry,
}

impl ActivityKind {
    /// "Got token (15 min)".
    pub fn message(&self) -> String {
        match self {
            Self::Fetched { lifetime } => {
                format!("Got token ({})", lifetime_words(*lifetime))
            }
            Self::Renewed { lifetime } => {
                format!("Renewed token ({})", lifetime_words(*lifetime))
            }
            Self::Copied { noun } => format!("{} copied", capitalized(noun)),
            Self::Cleared => "Clipboard cleared".to_owned(),
            Self::NotCleared => "Something else was copied; left as is".to_owned(),
            Self::Expired => "Token expired".to_owned(),
            Self::Failed { short, status } => {
                let status = status.map_or_else(String::new, |status| format!(": HTTP {status}"));
                format!("Sign-in {short}{status}")
            }
            Self::Stopped => "Sign-in canceled".to_owned(),
            Self::Checked { verdict, kind } => checked(&capitalized(kind.noun()), *verdict),
            Self::CheckedAndKept { kind } => {
                format!("{} works (token kept)", capitalized(kind.noun()))
            }
            Self::Tested { failed, status } => {
                let short = failed.unwrap_or("accepted");
                let status = status.map_or_else(String::new, |status| format!(": HTTP {status}"));
                format!("Test {short}{status}")
            }
            Self::NewChecked { verdict, kind } => {
                checked(&format!("New {}", kind.noun()), *verdict)
            }
            Self::Created => "Profile saved".to_owned(),
            Self::Edited => "Profile edited".to_owned(),
            Self::Replaced { kind } => format!("Saved {} replaced", kind.noun()),
            Self::Deleted => "Profile deleted".to_owned(),
            Self::Response { status } => format!("Request: HTTP {status}"),
            Self::NoResponse => "Request failed".to_owned(),
        }
    }

    pub fn is_bad(&self) -> bool {
        matches!(
            self,
            Self::Failed { .. }
                | Self::Tested {
                    failed: Some(_),
                    ..
                }
                | Self::Checked {
                    verdict: Verdict::Refused,
                    ..
                }
        )
    }
}

fn checked(what: &str, verdict: Verdict) -> String {
    match verdict {
        // "Checked" would claim a result that there is none of.
        Verdict::Untested => format!("Couldn’t check {}", uncapitalized(what)),
        Verdict::Accepted | Verdict::Refused => format!("{what} {}", verdict.word()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_untested_secret_is_not_reported_as_checked() {
        let stored = |verdict| ActivityKind::Checked {
            verdict,
            kind: AccountKind::ApiClient,
        };
        let new = |verdict| ActivityKind::NewChecked {
            verdict,
            kind: AccountKind::User,
        };
        assert_eq!(stored(Verdict::Refused).message(), "Secret rejected");
        assert_eq!(stored(Verdict::Untested).message(), "Couldn’t check secret");
        assert_eq!(new(Verdict::Accepted).message(), "New password works");
        assert_eq!(
            new(Verdict::Untested).message(),
            "Couldn’t check new password"
        );
    }
}
