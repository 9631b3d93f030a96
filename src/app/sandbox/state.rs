//! What the window knows of the pretend console, in the sandbox.

use std::time::Duration;

use crate::app::job::{NewSandboxSecret, SandboxHint};
use crate::model::{Account, ConsoleUrl, Now};

/// How old hints become: codes change every half minute, and are good once.
pub(crate) const HINTS_FOR: Duration = Duration::from_secs(5);

/// The pretend console, and what signs in to it.
#[derive(Clone, Debug)]
pub struct Sandbox {
    /// Its address.
    pub console: ConsoleUrl,
    /// What signs in to it. Known only while a form asks a person for it: an older code may have been used.
    pub hints: Vec<SandboxHint>,
    /// While a form is open: when they are asked for next.
    pub(crate) hints_due: Option<Now>,
    /// The secret that its API client was given last, until its line is closed.
    pub new_secret: Option<NewSandboxSecret>,
    /// Whether it is being given another one.
    pub(crate) is_resetting: bool,
}

impl Sandbox {
    /// The console at this address.
    pub fn new(console: ConsoleUrl) -> Self {
        Self {
            console,
            hints: Vec::new(),
            hints_due: None,
            new_secret: None,
            is_resetting: false,
        }
    }

    /// What signs in as this account, if it is one of the pretend console's. Like there, case does not count.
    pub fn hint(&self, console: &ConsoleUrl, account: &Account) -> Option<&SandboxHint> {
        let Account::User { username, .. } = account else {
            return None;
        };
        let mut hints = self.hints.iter().filter(|_| *console == self.console);
        hints.find(|hint| hint.username.eq_ignore_ascii_case(username.as_str()))
    }
}
