//! In the sandbox: the pretend API client gets another secret, so that the story of a reset can be played.

use super::App;
use crate::app::flow::{Effect, NewSandboxSecret};

impl App {
    pub(super) fn reset_sandbox_secret(&mut self) -> Vec<Effect> {
        if self.state.sandbox.is_none() {
            return Vec::new();
        }
        let job = self.next_job();
        vec![Effect::ResetSandboxSecret { job }]
    }

    pub(super) fn sandbox_secret_reset(&mut self, secret: Option<NewSandboxSecret>) -> Vec<Effect> {
        if let Some(sandbox) = &mut self.state.sandbox {
            sandbox.new_secret = secret;
        }
        Vec::new()
    }

    pub(super) fn close_sandbox_secret(&mut self) -> Vec<Effect> {
        if let Some(sandbox) = &mut self.state.sandbox {
            sandbox.new_secret = None;
        }
        Vec::new()
    }
}
