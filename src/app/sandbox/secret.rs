//! In the sandbox: the pretend API client gets another secret, so that the story of a reset can be played.

use crate::app::flow::{Effect, JobId, NewSandboxSecret};
use crate::app::update::App;

impl App {
    /// Ignored while one is under way: the secret that is shown last is to be the one that counts.
    pub(crate) fn reset_sandbox_secret(&mut self) -> Vec<Effect> {
        let job = self.next_job();
        let sandbox = self.state.sandbox.as_mut();
        let Some(sandbox) = sandbox.filter(|sandbox| sandbox.resetting.is_none()) else {
            return Vec::new();
        };
        sandbox.resetting = Some(job);
        vec![Effect::ResetSandboxSecret { job }]
    }

    pub(crate) fn sandbox_secret_reset(
        &mut self,
        job: JobId,
        secret: Option<NewSandboxSecret>,
    ) -> Vec<Effect> {
        let sandbox = self.state.sandbox.as_mut();
        if let Some(sandbox) = sandbox.filter(|sandbox| sandbox.resetting == Some(job)) {
            sandbox.resetting = None;
            sandbox.new_secret = secret;
        }
        Vec::new()
    }

    pub(crate) fn close_sandbox_secret(&mut self) -> Vec<Effect> {
        if let Some(sandbox) = &mut self.state.sandbox {
            sandbox.new_secret = None;
        }
        Vec::new()
    }
}
