//! Tells what signs in as the sandbox's user accounts. Nothing outside the sandbox.

use crate::app::flow::{Event, HintedCode, JobId, SandboxHint};
use crate::jobs::Ports;
use crate::sandbox::{SandboxCode, SandboxConsole, users};

pub(crate) fn run(ports: &Ports, job: JobId) -> Event {
    let hints = ports.sandbox.as_deref().map(hints).unwrap_or_default();
    Event::SandboxHintsTold { job, hints }
}

fn hints(console: &SandboxConsole) -> Vec<SandboxHint> {
    let codes = console.codes();
    let code_of = |username| codes.iter().find(|code| code.user.username == username);
    let hints = users().iter().map(|user| SandboxHint {
        username: user.username.to_owned(),
        password: user.password.to_owned(),
        code: code_of(user.username).map(hinted),
    });
    hints.collect()
}

fn hinted(code: &SandboxCode) -> HintedCode {
    match code.counts_in_secs {
        0 => HintedCode::Counts(code.code.clone()),
        _ => HintedCode::ComesSoon,
    }
}
