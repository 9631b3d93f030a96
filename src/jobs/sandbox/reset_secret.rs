//! Gives the pretend API client another secret, as an administrator would. Nothing outside the sandbox.

use crate::app::flow::{Event, JobId, NewSandboxSecret};
use crate::jobs::Ports;

pub(crate) fn run(ports: &Ports, job: JobId) -> Event {
    let reset = ports.sandbox.as_deref().map(|console| {
        let (client_id, secret) = console.reset_secret();
        NewSandboxSecret {
            client_id: client_id.to_owned(),
            secret,
        }
    });
    Event::SandboxSecretReset { job, secret: reset }
}
