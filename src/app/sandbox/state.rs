//! The window's knowledge of the mock console.

use std::time::Duration;

use crate::app::job::{NewSandboxSecret, SandboxHint};
use crate::model::{Account, ConsoleUrl, Now};

/// Hints are refreshed after this long: codes change every 30 s and count once.
pub(crate) const HINTS_FOR: Duration = Duration::from_secs(5);

#[derive(Clone, Debug)]
pub struct Sandbox {
    pub console: ConsoleUrl,
    /// Only while a form prompts for them: older codes may be used up.
    pub hints: Vec<SandboxHint>,
    /// When to refresh them, while a form is open.
    pub(crate) hints_due: Option<Now>,
    /// The API client's new secret, until its banner is closed.
    pub new_secret: Option<NewSandboxSecret>,
    pub(crate) is_resetting: bool,
}

impl Sandbox {
    pub fn new(console: ConsoleUrl) -> Self {
        Self {
            console,
            hints: Vec::new(),
            hints_due: None,
            new_secret: None,
            is_resetting: false,
        }
    }

    /// The hint for this account, if it is one of the sandbox's; ignores case, like the console.
    pub fn hint(&self, console: &ConsoleUrl, account: &Account) -> Option<&SandboxHint> {
        let Account::User { username, .. } = account else {
            return None;
        };
        let mut hints = self.hints.iter().filter(|_| *console == self.console);
        hints.find(|hint| hint.username.eq_ignore_ascii_case(username.as_str()))
    }
}
