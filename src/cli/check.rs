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
use super::output::ProgressLine;
use super::profile_json::{ProfileJson, VERSION, print_json};
use super::profiles::Profiles;
use super::table::table;
use super::{ExitStatus, SharedArguments, output};
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
    #[arg(long)]
    users: bool,
    /// A table for people, or JSON for programs
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    pub(super) shared: SharedArguments,
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

impl CheckArguments {
    /// Why they don't go together.
    pub(super) fn conflict(&self) -> Option<&'static str> {
        let is_redundant = self.users && !self.names.is_empty();
        is_redundant.then_some("Leave out --users: named accounts are always checked.")
    }
}

impl CheckedProfile {
    fn is_skipped(&self) -> bool {
        matches!(self.state, LineState::LeftOut(_))
    }

    fn is_left_out_unasked(&self) -> bool {
        self.state == LineState::LeftOut(LeftOut::UserAccount)
    }
}

pub(super) fn run(arguments: &CheckArguments, ports: &Ports) -> Result<ExitStatus, CommandFailure> {
    let jobs = JobRunner::new(ports, &arguments.shared);
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
    let mut progress = ProgressLine::new();
    for (count, (line, end)) in results.iter().enumerate() {
        progress.show(&format!("Checked {} of {}", count + 1, waiting.len()));
        ended[line] = Some(end);
    }
    drop(progress);
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
        // The keyring didn't answer in time.
        Err(_) => untested(Failure::Keyring(KeyringFailure::Canceled)),
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
    let mut parts = vec![table(["NAME", "CONSOLE", "ACCOUNT", "RESULT"], &rows)];
    let explained = checked.iter().filter(|line| !line.is_left_out_unasked());
    let reasons = explained.map(|line| (&line.profile.name, line.state.reason()));
    let reasons = reasons.filter(|(_, reason)| !reason.is_empty());
    parts.extend(reasons.map(|(name, reason)| format!("{name}: {reason}\n")));
    parts.push(format!("{}\n", summary(checked)));
    output::print(&parts.join("\n"))
}

/// "36 of 40 work, 3 skipped. To check user accounts, name them or add --users."
fn summary(checked: &[CheckedProfile]) -> String {
    let skipped = checked.iter().filter(|line| line.is_skipped()).count();
    let works = (checked.iter()).filter(|line| line.state.verdict() == Some(Verdict::Accepted));
    let works = works.count();
    let all = checked.len() - skipped;
    let verb = if works == 1 { "works" } else { "work" };
    let skipped = match skipped {
        0 => String::new(),
        count => format!(", {count} skipped"),
    };
    let hint = if checked.iter().any(CheckedProfile::is_left_out_unasked) {
        " To check user accounts, name them or add --users."
    } else {
        ""
    };
    format!("{works} of {all} {verb}{skipped}.{hint}")
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;
    use crate::model::{
        Account, CheckOutcome, ClientId, ConsoleUrl, PasswordStorage, ProfileId, ProfileName,
        Username,
    };

    fn checked(outcome: CheckCredentialOutcome) -> CheckedProfile {
        let at = Now {
            wall: Timestamp::UNIX_EPOCH,
            boot: Duration::ZERO,
        };
        line(LineState::of_check(outcome, at))
    }

    fn line(state: LineState) -> CheckedProfile {
        CheckedProfile {
            profile: profile(Account::ApiClient {
                client_id: ClientId::parse("key-42").unwrap(),
            }),
            status: status_of(&state),
            state,
        }
    }

    fn profile(account: Account) -> Profile {
        Profile {
            id: ProfileId::random(),
            rev: 1,
            name: ProfileName::parse("Production EU").unwrap(),
            console: ConsoleUrl::parse("console.eu5.cpg.crashplan.com").unwrap(),
            account,
            saved_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn works() -> CheckedProfile {
        let acceptance = crate::model::Acceptance {
            lifetime: Duration::from_mins(15),
            at: Timestamp::UNIX_EPOCH,
            took: Duration::from_millis(198),
            clock_ahead_secs: None,
        };
        checked(CheckCredentialOutcome::Tried(CheckOutcome::Accepted(
            acceptance,
        )))
    }

    #[test]
    fn the_summary_counts_what_was_checked_and_what_was_skipped_for_any_reason() {
        let skipped = |why| line(LineState::LeftOut(why));
        let failed = || {
            let outcome = CheckOutcome::Untested(Failure::Defect);
            checked(CheckCredentialOutcome::Tried(outcome))
        };
        assert_eq!(summary(&[works(), works()]), "2 of 2 work.");
        assert_eq!(
            summary(&[works(), failed(), skipped(LeftOut::NoPassword)]),
            "1 of 2 works, 1 skipped."
        );
        let lines = [
            failed(),
            skipped(LeftOut::UserAccount),
            skipped(LeftOut::Changed),
        ];
        assert_eq!(
            summary(&lines),
            "0 of 1 work, 2 skipped. To check user accounts, name them or add --users."
        );
    }

    #[test]
    fn only_what_was_left_out_unasked_is_no_failure() {
        for (why, status) in [
            (LeftOut::UserAccount, ExitStatus::Success),
            (LeftOut::NoPassword, ExitStatus::InputMissing),
            (LeftOut::NeedsCode, ExitStatus::InputMissing),
            (LeftOut::Changed, ExitStatus::NoProfile),
        ] {
            assert_eq!(line(LineState::LeftOut(why)).status, status, "{why:?}");
        }
        assert_eq!(works().status, ExitStatus::Success);
    }

    #[test]
    fn without_names_user_accounts_wait_to_be_asked_for_and_never_for_a_password() {
        let user = |password| {
            profile(Account::User {
                username: Username::parse("dana@example.com").unwrap(),
                password,
            })
        };
        let profiles = Profiles {
            readable: vec![
                works().profile,
                user(PasswordStorage::InKeyring),
                user(PasswordStorage::AskedEachTime),
            ],
            unreadable: Vec::new(),
        };
        let states = |users| -> Vec<_> {
            let arguments = CheckArguments {
                names: Vec::new(),
                users,
                format: ReportFormat::Table,
                shared: SharedArguments {
                    no_input: false,
                    keyring_timeout: 1,
                },
            };
            let chosen = chosen(&arguments, &profiles).unwrap();
            chosen.into_iter().map(|(_, state)| state).collect()
        };
        let left_out = LineState::LeftOut;
        assert_eq!(
            states(false),
            [
                LineState::Waiting,
                left_out(LeftOut::UserAccount),
                left_out(LeftOut::UserAccount)
            ]
        );
        assert_eq!(
            states(true),
            [
                LineState::Waiting,
                LineState::Waiting,
                left_out(LeftOut::NoPassword)
            ]
        );
    }

    #[test]
    fn a_result_in_json_has_the_fields_that_programs_rely_on() {
        let (accepted, skipped) = (works(), line(LineState::LeftOut(LeftOut::NeedsCode)));
        let profiles = Profiles {
            readable: Vec::new(),
            unreadable: Vec::new(),
        };
        let lines = [accepted, skipped];
        let json = serde_json::to_value(as_json(&lines, &profiles)).unwrap();
        let expected = serde_json::json!({
            "version": 1,
            "unreadable": 0,
            "results": [
                {
                    "id": lines[0].profile.id.to_string(),
                    "name": "Production EU",
                    "console": "https://console.eu5.cpg.crashplan.com",
                    "account": { "kind": "api_client", "client_id": "key-42" },
                    "result": "accepted",
                    "exit_status": 0,
                    "message": "",
                    "http_status": 200,
                    "token_lifetime_secs": 900,
                    "duration_ms": 198,
                    "checked_at": "1970-01-01T00:00:00Z",
                },
                {
                    "id": lines[1].profile.id.to_string(),
                    "name": "Production EU",
                    "console": "https://console.eu5.cpg.crashplan.com",
                    "account": { "kind": "api_client", "client_id": "key-42" },
                    "result": "skipped",
                    "exit_status": 10,
                    "message": "Needs a two-factor code.",
                    "http_status": null,
                    "token_lifetime_secs": null,
                    "duration_ms": null,
                    "checked_at": null,
                },
            ],
        });
        assert_eq!(json, expected);
    }
}
