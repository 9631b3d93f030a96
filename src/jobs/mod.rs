//! Blocking use cases, one function each; those of one line stand in [`run`]. Each takes a [`JobContext`] and its input, and returns
//! its outcome.
//!
//! A job has no thread of its own (`runtime` gives it one), keeps no state, and drops every secret before it returns.

mod check_all;
mod clipboard;
mod editor;
mod export_profiles;
mod import;
mod postman;
mod profiles;
mod request;
mod rotation;
mod sandbox;
mod token;

use std::fmt;
use std::sync::Arc;

use crate::app::job::{Job, JobId, Learned, Outcome, Progress, Report, SaveFileOutcome};
use crate::clipboard::Clipboard;
use crate::console::ConsoleClient;
use crate::files::{Files, Readers, SaveOutcome, shown};
use crate::os::{Cancel, program};
use crate::sandbox::SandboxConsole;
use crate::vault::Vault;

/// The adapters that jobs use.
#[derive(Clone)]
pub struct Ports {
    pub vault: Arc<dyn Vault>,
    pub console: Arc<ConsoleClient>,
    pub clipboard: Arc<dyn Clipboard>,
    pub files: Files,
    /// Only in the sandbox.
    pub sandbox: Option<Arc<SandboxConsole>>,
}

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ports")
    }
}

/// Reports progress to the window.
pub struct ProgressSender(Box<dyn Fn(Progress) + Send>);

impl ProgressSender {
    pub fn new(send: impl Fn(Progress) + Send + 'static) -> Self {
        Self(Box::new(send))
    }

    pub fn send(&self, progress: Progress) {
        (self.0)(progress);
    }
}

impl fmt::Debug for ProgressSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressSender")
    }
}

/// Passed to every job.
#[derive(Clone, Copy, Debug)]
pub struct JobContext<'a> {
    pub ports: &'a Ports,
    pub cancel: &'a Cancel,
    pub progress: &'a ProgressSender,
}

pub fn run(id: JobId, job: Job, context: JobContext<'_>) -> Report {
    let ports = context.ports;
    let plain = |outcome| (Learned::default(), outcome);
    let (learned, outcome) = match job {
        Job::FetchToken(sign_in) => token::fetch::run(context, sign_in),
        Job::CheckCredential(sign_in) => token::check::run(context, sign_in),
        Job::TestCredential {
            console,
            account,
            secret,
            code,
            known,
        } => editor::test::run(context, (&console, &account, &code), secret, known),
        Job::CheckRotation {
            shown,
            new,
            code,
            stored,
            known,
        } => rotation::run(context, &shown, (&new, &code), (stored, known)),
        Job::SendRequest { shown, with } => request::run(context, &shown, with),
        Job::MakeBasicHeader { shown, password } => {
            clipboard::basic_header::run(context, &shown, password)
        }
        Job::ListProfiles => plain(profiles::list(context)),
        Job::FindVendorProfiles => plain(import::find_vendor_profiles(context)),
        Job::SaveProfile(write) => plain(editor::save::run(context, write)),
        Job::DeleteProfile { id, rev } => plain(profiles::delete(context, id, rev)),
        Job::ProbeConsole { console } => plain(Outcome::ProbeConsole(
            ports.console.probe(&console, context.cancel),
        )),
        Job::Copy {
            copy_id,
            what,
            unless_taken_since,
        } => plain(clipboard::copy::run(
            ports,
            copy_id,
            &what,
            unless_taken_since,
        )),
        Job::ClearClipboard { copy_id } => {
            plain(Outcome::ClearClipboard(ports.clipboard.clear(copy_id)))
        }
        Job::LookForCopy { copy_id } => plain(Outcome::LookForCopy {
            is_gone: clipboard::copy::is_gone(ports, copy_id),
        }),
        Job::SaveSettings(settings) => {
            plain(Outcome::SaveSettings(ports.files.save_settings(&settings)))
        }
        Job::SaveTable { report, zone } => plain(check_all::save_table(context, &report, &zone)),
        Job::ExportProfiles {
            profiles,
            protection,
            zone,
        } => plain(export_profiles::run(context, &profiles, &protection, &zone)),
        Job::SaveResponse { text, is_json } => plain(request::save(context, &text, is_json)),
        Job::ReadImport(from) => plain(import::read(context, from)),
        Job::SaveImportTemplate => plain(import::save_template(context)),
        Job::SavePostmanFile { profile, content } => {
            plain(postman::save(context, &profile, &content))
        }
        Job::OpenSandbox => plain(Outcome::OpenSandbox {
            has_started: program::spawn_self(&["--sandbox"]).is_ok(),
        }),
        Job::SandboxHints => plain(sandbox::hints(ports)),
        Job::ResetSandboxSecret => plain(sandbox::reset_secret(ports)),
    };
    Report {
        job: id,
        learned,
        outcome,
    }
}

/// Blocks until the user chose a place or canceled.
fn save_file(
    context: JobContext<'_>,
    name: &str,
    bytes: &[u8],
    readers: Readers,
) -> SaveFileOutcome {
    let files = &context.ports.files;
    match files.save(name, bytes, readers, context.cancel) {
        Ok(SaveOutcome::Saved(path)) => SaveFileOutcome::Saved { path: shown(&path) },
        Ok(SaveOutcome::NotChosen) => SaveFileOutcome::NotChosen,
        Err(failure) => SaveFileOutcome::Failed(failure),
    }
}
