//! What blocks: one use case a file. Each takes the ports, its input and a [`Cancel`], and gives its report.
//!
//! A job has no thread of its own (`runtime` gives it one), keeps no state, and drops every secret before it ends.

mod check_all;
mod clipboard;
mod editor;
mod profiles;
mod request;
mod rotation;
mod sandbox;
mod settings;
mod token;

use std::fmt;
use std::sync::Arc;

use crate::app::flow::{Effect, Event, JobId, Typed, TypedCode};
use crate::clipboard::Clipboard;
use crate::console::ConsoleClient;
use crate::files::Files;
use crate::jobs::token::attempt::Stored;
use crate::jobs::token::sign_in::SignIn;
use crate::model::{Account, ConsoleUrl, Profile};
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
    /// Where a person keeps files.
    pub files: Files,
    /// The pretend console, in the sandbox.
    pub sandbox: Option<Arc<SandboxConsole>>,
}

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ports")
    }
}

/// Takes reports that come before a job's end: rows of a listing, stages of a sign-in.
pub struct ProgressSender(Box<dyn Fn(Event) + Send>);

impl ProgressSender {
    /// An outbox that hands each report to `send`.
    pub fn new(send: impl Fn(Event) + Send + 'static) -> Self {
        Self(Box::new(send))
    }

    /// Hands over one report.
    pub fn send(&self, event: Event) {
        (self.0)(event);
    }
}

impl fmt::Debug for ProgressSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outbox")
    }
}

/// Carries out one order, and gives its report. `None` for an order that is not a job's.
pub fn run(
    effect: Effect,
    ports: &Ports,
    cancel: &Cancel,
    progress: &ProgressSender,
) -> Option<Event> {
    let context = JobContext {
        ports,
        cancel,
        progress,
    };
    Some(match effect {
        Effect::ListProfiles { job } => profiles::list::run(ports, job, cancel, progress),
        Effect::FetchToken {
            job,
            shown,
            typed,
            asks_kind,
        } => context.sign_in_stored(job, &shown, typed, asks_kind, token::fetch::run),
        Effect::TestCredential {
            job,
            console,
            account,
            secret,
            code,
            asks_kind,
        } => {
            let sign_in = context.sign_in(job, &console, &account, &code);
            editor::test::run(&sign_in, secret, asks_kind)
        }
        Effect::CheckCredential {
            job,
            shown,
            typed,
            asks_kind,
        } => context.sign_in_stored(job, &shown, typed, asks_kind, token::check::run),
        Effect::CheckRotation {
            job,
            shown,
            new,
            code,
            stored,
            asks_kind,
        } => {
            let sign_in = context.sign_in(job, &shown.console, &shown.account, &code);
            rotation::run(&sign_in, &shown, &new, (stored, asks_kind))
        }
        Effect::SendRequest { job, shown, with } => {
            request::run(ports, job, &shown, with, cancel, progress)
        }
        Effect::SaveTable { job, report, zone } => {
            check_all::run(ports, job, (&report, &zone), cancel)
        }
        Effect::ProbeConsole { job, console } => token::probe::run(ports, job, &console, cancel),
        Effect::SaveProfile { job, write } => editor::save::run(ports, job, write, cancel),
        Effect::DeleteProfile { job, id, rev } => {
            profiles::delete::run(ports, job, id, rev, cancel)
        }
        Effect::MakeBasicHeader {
            job,
            shown,
            password,
        } => clipboard::basic_header::run(ports, job, &shown, password, cancel),
        Effect::Copy {
            copy_id,
            what,
            unless_taken_since,
        } => clipboard::copy::run(ports, copy_id, &what, unless_taken_since),
        Effect::ClearClipboard { copy_id } => Event::ClipboardCleared {
            copy_id,
            result: ports.clipboard.clear(copy_id),
        },
        Effect::SaveSettings { settings } => settings::run(ports, &settings),
        Effect::OpenSandbox => Event::SandboxOpened {
            started: program::spawn_self(&["--sandbox"]).is_ok(),
        },
        Effect::TellSandboxHints { job } => sandbox::hints::run(ports, job),
        Effect::ResetSandboxSecret { job } => sandbox::reset_secret::run(ports, job),
        Effect::Cancel { .. } | Effect::CloseWindow => return None,
    })
}

/// What a job is handed besides its order.
struct JobContext<'a> {
    ports: &'a Ports,
    cancel: &'a Cancel,
    progress: &'a ProgressSender,
}

impl JobContext<'_> {
    /// A job that signs in with what the profile has stored, or with what was typed for it.
    fn sign_in_stored(
        &self,
        job: JobId,
        shown: &Profile,
        typed: Typed,
        asks_kind: bool,
        run: fn(&SignIn<'_>, Stored<'_>) -> Event,
    ) -> Event {
        let Typed { password, code } = typed;
        let sign_in = self.sign_in(job, &shown.console, &shown.account, &code);
        let stored = Stored {
            shown,
            typed: password,
            asks_kind,
        };
        run(&sign_in, stored)
    }

    fn sign_in<'b>(
        &'b self,
        job: JobId,
        console: &'b ConsoleUrl,
        account: &'b Account,
        code: &'b TypedCode,
    ) -> SignIn<'b> {
        SignIn {
            ports: self.ports,
            job,
            console,
            account,
            code,
            cancel: self.cancel,
            progress: self.progress,
        }
    }
}
