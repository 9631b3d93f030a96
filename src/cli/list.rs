//! `tokendesk list`

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::command_failure::CommandFailure;
use super::job_runner::JobRunner;
use super::profile_json::{ProfileJson, VERSION, print_json};
use super::profiles::Profiles;
use super::table::table;
use super::{ExitStatus, SharedArguments, output};
use crate::jobs::Ports;
use crate::model::{Account, Profile};

#[derive(Args)]
pub struct ListArguments {
    /// A table for people, or JSON for programs
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    #[command(flatten)]
    pub(super) shared: SharedArguments,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    #[default]
    Table,
    Json,
}

#[derive(Serialize)]
struct ListJson<'a> {
    version: u32,
    profiles: Vec<ListedJson<'a>>,
    unreadable: Vec<UnreadableJson>,
}

#[derive(Serialize)]
struct ListedJson<'a> {
    #[serde(flatten)]
    profile: ProfileJson<'a>,
    saved_at: String,
}

#[derive(Serialize)]
struct UnreadableJson {
    id: Option<String>,
    reason: String,
}

pub(super) fn run(arguments: &ListArguments, ports: &Ports) -> Result<ExitStatus, CommandFailure> {
    let profiles = Profiles::list(&JobRunner::new(ports, &arguments.shared))?;
    match arguments.format {
        ReportFormat::Table => print_table(&profiles)?,
        ReportFormat::Json => print_json(&as_json(&profiles))?,
    }
    Ok(ExitStatus::Success)
}

fn print_table(profiles: &Profiles) -> Result<(), CommandFailure> {
    if profiles.readable.is_empty() {
        output::tell("The keyring has no profiles.");
    } else {
        let rows: Vec<_> = profiles.readable.iter().map(row).collect();
        output::print(&table(["NAME", "CONSOLE", "ACCOUNT", "ID"], &rows))?;
    }
    for item in &profiles.unreadable {
        output::tell(&item.message());
    }
    Ok(())
}

fn row(profile: &Profile) -> [String; 4] {
    [
        profile.name.to_string(),
        profile.console.host(),
        account(&profile.account),
        profile.id.to_string(),
    ]
}

pub(super) fn account(account: &Account) -> String {
    let login = account.display_login();
    match account {
        Account::ApiClient { .. } => login,
        Account::User { .. } if account.stores_secret() => format!("{login} (user)"),
        Account::User { .. } => format!("{login} (user, password not saved)"),
    }
}

fn as_json(profiles: &Profiles) -> ListJson<'_> {
    let listed = profiles.readable.iter().map(|profile| ListedJson {
        profile: profile.into(),
        saved_at: profile.saved_at.to_string(),
    });
    let unreadable = profiles.unreadable.iter().map(|item| UnreadableJson {
        id: item.id.map(|id| id.to_string()),
        reason: item.why.message(),
    });
    ListJson {
        version: VERSION,
        profiles: listed.collect(),
        unreadable: unreadable.collect(),
    }
}
