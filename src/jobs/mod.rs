//! What blocks: one use case a file. Each takes the ports, its input and a [`Cancel`], and gives its report.
//!
//! A job has no thread of its own (`runtime` gives it one), keeps no state, and drops every secret before it ends.

mod ask_console;
mod copy;
mod delete_profile;
mod fetch_token;
mod list_profiles;
mod make_basic_header;
mod sandbox_hints;
mod save_profile;
mod sign_in;
mod stored_secret;
mod test_credential;

use std::fmt;
use std::sync::Arc;

use self::sign_in::SignIn;
use crate::app::flow::{Effect, Event};
use crate::clipboard::Clipboard;
use crate::console::ConsoleClient;
use crate::os::{Cancel, program};
use crate::sandbox::SandboxConsole;
use crate::vault::Vault;

/// The world outside, as the jobs reach it.
#[derive(Clone)]
pub struct Ports {
    /// Where profiles live.
    pub vault: Arc<dyn Vault>,
    /// The way to a console.
    pub console: Arc<ConsoleClient>,
    /// The clipboard.
    pub clipboard: Arc<dyn Clipboard>,
    /// The pretend console, in the sandbox.
    pub sandbox: Option<Arc<SandboxConsole>>,
}

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ports")
    }
}

/// Takes reports that come before a job's end: rows of a listing, stages of a sign-in.
pub struct Outbox(Box<dyn Fn(Event) + Send>);

impl Outbox {
    /// An outbox that hands each report to `send`.
    pub fn new(send: impl Fn(Event) + Send + 'static) -> Self {
        Self(Box::new(send))
    }

    /// Hands over one report.
    pub fn send(&self, event: Event) {
        (self.0)(event);
    }
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outbox")
    }
}

/// Carries out one order, and gives its report. `None` for an order that is not a job's.
pub fn run(effect: Effect, ports: &Ports, cancel: &Cancel, outbox: &Outbox) -> Option<Event> {
    Some(match effect {
        Effect::ListProfiles { job } => list_profiles::run(ports, job, cancel, outbox),
        Effect::FetchToken {
            job,
            shown,
            typed,
            asks_kind,
        } => {
            let typed = (typed, asks_kind);
            fetch_token::run(ports, job, &shown, typed, cancel, outbox)
        }
        Effect::TestCredential {
            job,
            console,
            account,
            secret,
            code,
            asks_kind,
        } => {
            let sign_in = SignIn {
                ports,
                job,
                console: &console,
                account: &account,
                code: &code,
                cancel,
                outbox,
            };
            test_credential::run(&sign_in, secret, asks_kind)
        }
        Effect::CheckCredential { .. }
        | Effect::CheckReset { .. }
        | Effect::SendRequest { .. }
        | Effect::SaveTable { .. }
        | Effect::ResetSandboxSecret { .. } => return effect.report_of_a_defect(),
        Effect::AskConsole { job, console } => ask_console::run(ports, job, &console, cancel),
        Effect::SaveProfile { job, write } => save_profile::run(ports, job, write, cancel),
        Effect::DeleteProfile { job, id, rev } => delete_profile::run(ports, job, id, rev, cancel),
        Effect::MakeBasicHeader {
            job,
            shown,
            password,
        } => make_basic_header::run(ports, job, &shown, password, cancel),
        Effect::Copy {
            ticket,
            what,
            unless_taken_since,
        } => copy::run(ports, ticket, &what, unless_taken_since),
        Effect::ClearClipboard { ticket } => Event::ClipboardCleared {
            ticket,
            result: ports.clipboard.clear(ticket),
        },
        Effect::OpenSandbox => Event::SandboxOpened {
            started: program::spawn_self(&["--sandbox"]).is_ok(),
        },
        Effect::TellSandboxHints { job } => sandbox_hints::run(ports, job),
        Effect::Cancel { .. } | Effect::CloseWindow => return None,
    })
}
