//! Hints and secret resets from the sandbox's mock console. Nothing outside the sandbox.

use crate::app::job::{HintedCode, NewSandboxSecret, Outcome, SandboxHint};
use crate::jobs::Ports;
use crate::sandbox::{SandboxCode, SandboxConsole, users};

/// The user accounts' passwords and codes.
pub(crate) fn hints(ports: &Ports) -> Outcome {
    Outcome::SandboxHints(ports.sandbox.as_deref().map(hints_of).unwrap_or_default())
}

/// Resets the API client's secret, as an administrator would.
pub(crate) fn reset_secret(ports: &Ports) -> Outcome {
    Outcome::ResetSandboxSecret(ports.sandbox.as_deref().map(|console| {
        let (client_id, secret) = console.reset_secret();
        NewSandboxSecret {
            client_id: client_id.to_owned(),
            secret,
        }
    }))
}

fn hints_of(console: &SandboxConsole) -> Vec<SandboxHint> {
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
