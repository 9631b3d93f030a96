//! In the sandbox: the pretend API client gets another secret, so that the story of a reset can be played.

use std::mem;

use crate::app::job::{Job, NewSandboxSecret};
use crate::app::running::JobKind;
use crate::app::update::App;
use crate::model::Now;

impl App {
    /// Ignored while one is under way: the secret that is shown last is to be the one that counts.
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
