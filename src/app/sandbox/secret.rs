//! Resets the secret of the sandbox's API client, to try a rotation.

use std::mem;

use crate::app::job::{Job, NewSandboxSecret};
use crate::app::running::JobKind;
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Ignored while a reset runs: the secret shown must be the latest.
    pub(crate) fn reset_sandbox_secret(&mut self, now: Now) {
        if let Some(sandbox) = &mut self.state.sandbox
            && !mem::replace(&mut sandbox.is_resetting, true)
        {
            self.begin(JobKind::ResetSandboxSecret, Job::ResetSandboxSecret, now);
        }
    }

    pub(crate) fn sandbox_secret_reset(&mut self, secret: Option<NewSandboxSecret>) {
        if let Some(sandbox) = &mut self.state.sandbox {
            sandbox.is_resetting = false;
            sandbox.new_secret = secret;
        }
    }

    pub(crate) fn close_sandbox_secret(&mut self) {
        if let Some(sandbox) = &mut self.state.sandbox {
            sandbox.new_secret = None;
        }
    }
}
