//! `tokendesk check`

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use serde::Serialize;

use super::command_failure::CommandFailure;
use super::job_runner::JobRunner;
use super::list::{ReportFormat, account};
use super::profile_json::{ProfileJson, VERSION, print_json};
use super::profiles::Profiles;
use super::table::table;
use super::{ExitStatus, KeyringArguments, output};
use crate::app::check_all::{LeftOut, LineState, MAX_CONCURRENT};
use crate::app::job::{CheckCredentialOutcome, Job, Outcome, StoredSignIn, Typed};
use crate::jobs::Ports;
use crate::model::{
    AccountKind, CheckOutcome, Failure, KeyringFailure, KnownLogin, Now, Profile, Verdict,
};
use crate::os::{clock, thread};

#[derive(Args)]
pub struct CheckArguments {
    /// Names or IDs of profiles (case-insensitive); without any, all API clients
    #[arg(value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    names: Vec<String>,
    /// Also check user accounts with a saved password; a failed sign-in counts toward locking the account
    #[arg(long, conflicts_with = "names")]
    users: bool,
    /// A table for people, or JSON for programs
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    keyring: KeyringArguments,
}

struct CheckedProfile {
    profile: Profile,
    state: LineState,
    status: ExitStatus,
}

#[derive(Serialize)]
struct CheckJson<'a> {
    version: u32,
    results: Vec<CheckedJson<'a>>,
    unreadable: usize,
}

#[derive(Serialize)]
struct CheckedJson<'a> {
    #[serde(flatten)]
    profile: ProfileJson<'a>,
    result: &'static str,
    exit_status: u8,
    message: String,
    http_status: Option<u16>,
    token_lifetime_secs: Option<u64>,
    duration_ms: Option<u128>,
    checked_at: Option<String>,
}

pub(super) fn run(arguments: &CheckArguments, ports: &Ports) -> Result<ExitStatus, CommandFailure> {
    let jobs = JobRunner::new(ports, &arguments.keyring);
    let profiles = Profiles::list(&jobs)?;
    let chosen = chosen(arguments, &profiles)?;
    let checked = check(&jobs, chosen);
    match arguments.format {
        ReportFormat::Table => print_table(&checked)?,
        ReportFormat::Json => print_json(&as_json(&checked, &profiles))?,
    }
    let mut statuses: Vec<_> = checked.iter().map(|line| line.status).collect();
    if arguments.names.is_empty() {
        for item in &profiles.unreadable {
            output::tell(&item.message());
            statuses.push(ExitStatus::Keyring);
        }
    }
    Ok(ExitStatus::worst(statuses))
}

/// Each profile once, and whether it is left out. Nothing is sent if a name is wrong.
fn chosen(
    arguments: &CheckArguments,
    profiles: &Profiles,
) -> Result<Vec<(Profile, LineState)>, CommandFailure> {
    if arguments.names.is_empty() {
        let state = |profile: &Profile| match profile.account.kind() {
            AccountKind::User if !arguments.users => LineState::LeftOut(LeftOut::UserAccount),
            AccountKind::User if !profile.account.stores_secret() => {
                LineState::LeftOut(LeftOut::NoPassword)
            }
            _ => LineState::Waiting,
        };
        let all = profiles.readable.iter();
        return Ok(all
            .map(|profile| (profile.clone(), state(profile)))
            .collect());
    }
    let (mut chosen, mut seen) = (Vec::new(), BTreeSet::new());
    for name in &arguments.names {
        let profile = profiles.named(name)?;
        if seen.insert(profile.id) {
            chosen.push((profile.clone(), LineState::Waiting));
        }
    }
    Ok(chosen)
}

/// A few at a time, in the same order.
fn check(jobs: &JobRunner, chosen: Vec<(Profile, LineState)>) -> Vec<CheckedProfile> {
    let defect = || {
        let outcome = CheckOutcome::Untested(Failure::Defect);
        let state = LineState::of_check(CheckCredentialOutcome::Tried(outcome), now());
        (state, ExitStatus::Internal)
    };
    let waiting: Arc<Vec<_>> = Arc::new(
        (chosen.iter().enumerate())
            .filter(|(_, (_, state))| *state == LineState::Waiting)
            .map(|(line, (profile, _))| (line, profile.clone()))
            .collect(),
    );
    let (next, (sender, results)) = (Arc::new(AtomicUsize::new(0)), mpsc::channel());
    for _ in 0..MAX_CONCURRENT.min(waiting.len()) {
        let (jobs, waiting, next, sender) = (
            jobs.clone(),
            Arc::clone(&waiting),
            Arc::clone(&next),
            sender.clone(),
        );
        let work = move || {
            while let Some((line, profile)) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
                let _is_collected = sender.send((*line, check_one(&jobs, profile))).is_ok();
            }
        };
        // The others take over what this one would have done.
        let _has_started = thread::spawn("job", work).is_ok();
    }
    drop(sender);
    let mut ended: Vec<Option<(LineState, ExitStatus)>> = chosen
        .iter()
        .map(|(_, state)| match state {
            LineState::LeftOut(why) => Some((state.clone(), status_of_left_out(*why))),
            _ => None,
        })
        .collect();
    for (line, end) in results {
        ended[line] = Some(end);
    }
    let lines = chosen.into_iter().zip(ended);
    let lines = lines.map(|((profile, _), end)| {
        let (state, status) = end.unwrap_or_else(defect);
        CheckedProfile {
            profile,
            state,
            status,
        }
    });
    lines.collect()
}

fn check_one(jobs: &JobRunner, profile: &Profile) -> (LineState, ExitStatus) {
    let job = Job::CheckCredential(StoredSignIn {
        shown: profile.clone(),
        typed: Typed::default(),
        known: KnownLogin::Unasked,
    });
    let untested = |failure| CheckCredentialOutcome::Tried(CheckOutcome::Untested(failure));
    let outcome = match jobs.run(job) {
        Ok((_, Outcome::CheckCredential(outcome))) => outcome,
        Ok(_) | Err(CommandFailure::Defect) => untested(Failure::Defect),
        // Of the keyring: it didn't answer in time.
        Err(_) => untested(Failure::Keyring(KeyringFailure::Locked)),
    };
    let state = LineState::of_check(outcome, now());
    let status = status_of(&state);
    (state, status)
}

fn status_of(state: &LineState) -> ExitStatus {
    match state {
        LineState::LeftOut(why) => status_of_left_out(*why),
        LineState::Done { outcome, .. } => outcome
            .failure()
            .map_or(ExitStatus::Success, ExitStatus::of_failure),
        LineState::Waiting | LineState::Running { .. } | LineState::Stopped(_) => {
            ExitStatus::Internal
        }
    }
}

/// What was left out unasked is no failure.
fn status_of_left_out(why: LeftOut) -> ExitStatus {
    match why {
        LeftOut::UserAccount => ExitStatus::Success,
        LeftOut::NoPassword | LeftOut::NeedsCode => ExitStatus::InputMissing,
        LeftOut::Busy | LeftOut::Changed => ExitStatus::NoProfile,
    }
}

fn now() -> Now {
    Now::from(clock::read())
}

fn print_table(checked: &[CheckedProfile]) -> Result<(), CommandFailure> {
    if checked.is_empty() {
        output::tell("The keyring has no profiles.");
        return Ok(());
    }
    let rows: Vec<_> = checked.iter().map(row).collect();
    let mut text = table(["NAME", "CONSOLE", "ACCOUNT", "RESULT"], &rows);
    let reasons = checked.iter().filter_map(|line| {
        let reason = line.state.reason();
        (!reason.is_empty()).then(|| format!("\n{}: {reason}\n", line.profile.name))
    });
    text.extend(reasons);
    output::print(&text)
}

fn row(line: &CheckedProfile) -> [String; 4] {
    [
        line.profile.name.to_string(),
        line.profile.console.host(),
        account(&line.profile.account),
        line.state.headline(),
    ]
}

fn as_json<'a>(checked: &'a [CheckedProfile], profiles: &Profiles) -> CheckJson<'a> {
    let results = checked.iter().map(|line| CheckedJson {
        profile: (&line.profile).into(),
        result: result(&line.state),
        exit_status: line.status.code(),
        message: line.state.reason(),
        http_status: line.state.status(),
        token_lifetime_secs: line.state.lifetime().map(|lifetime| lifetime.as_secs()),
        duration_ms: line.state.took().map(|took| took.as_millis()),
        checked_at: line.state.at().map(|at| at.to_string()),
    });
    CheckJson {
        version: VERSION,
        results: results.collect(),
        unreadable: profiles.unreadable.len(),
    }
}

fn result(state: &LineState) -> &'static str {
    match (state, state.verdict()) {
        (_, Some(Verdict::Accepted)) => "accepted",
        (_, Some(Verdict::Refused)) => "rejected",
        (LineState::LeftOut(_), _) => "skipped",
        _ => "not_checked",
    }
}
