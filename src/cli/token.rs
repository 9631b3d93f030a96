//! `tokendesk token`

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};

use super::command_failure::CommandFailure;
use super::input::{InputArguments, InputReader};
use super::job_runner::JobRunner;
use super::profiles::Profiles;
use super::{ExitStatus, SharedArguments, output};
use crate::app::job::{AttemptOutcome, HintedCode, Job, Outcome, StoredSignIn, Typed};
use crate::export;
use crate::jobs::Ports;
use crate::model::{AccountKind, CopyFormat, Failure, Grant, KeyringFailure, KnownLogin, Profile};

#[derive(Args)]
pub struct TokenArguments {
    /// The profile's name or ID (case-insensitive)
    #[arg(value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    name: String,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: TokenFormat,
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    pub(super) shared: SharedArguments,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TokenFormat {
    /// Authorization: Bearer …
    #[default]
    Header,
    /// The token alone
    Token,
    /// The token, when it expires, and whose it is
    Json,
    /// An exec credential of Kubernetes (client.authentication.k8s.io/v1)
    ExecCredential,
}

pub(super) fn run(arguments: &TokenArguments, ports: &Ports) -> Result<ExitStatus, CommandFailure> {
    let jobs = JobRunner::new(ports, &arguments.shared);
    let profiles = Profiles::list(&jobs)?;
    let profile = profiles.named(&arguments.name)?;
    let input = InputReader::new(&arguments.input, arguments.shared.no_input);
    if profile.account.kind() == AccountKind::ApiClient && input.is_given() {
        return Err(CommandFailure::NoPerson {
            name: profile.name.to_string(),
        });
    }
    let grant = sign_in(&jobs, profile, &input)?;
    print(arguments.format, &grant, profile)?;
    Ok(ExitStatus::Success)
}

/// One sign-in. If the console says that more must be typed, nothing was sent yet.
fn sign_in(
    jobs: &JobRunner,
    profile: &Profile,
    input: &InputReader<'_>,
) -> Result<Grant, CommandFailure> {
    let typed = input.given()?;
    let (known, missing) = match attempt(jobs, profile, typed.clone(), KnownLogin::Unasked)? {
        (_, AttemptOutcome::Granted(grant)) => return Ok(grant),
        (known, AttemptOutcome::MissingInput(missing)) => (known, missing),
        (_, outcome) => return Err(failure(outcome)),
    };
    tell_sandbox_hint(jobs, profile);
    let typed = input.ask_for(missing, profile, typed)?;
    match attempt(jobs, profile, typed, known)? {
        (_, AttemptOutcome::Granted(grant)) => Ok(grant),
        (_, outcome) => Err(failure(outcome)),
    }
}

/// What only the owner of a sample account would know. Outside the sandbox, there is none.
fn tell_sandbox_hint(jobs: &JobRunner, profile: &Profile) {
    let Ok((_, Outcome::SandboxHints(hints))) = jobs.run(Job::SandboxHints) else {
        return;
    };
    let login = profile.account.login();
    if let Some(hint) = hints.iter().find(|hint| hint.username == login) {
        let code = match &hint.code {
            None => String::new(),
            Some(HintedCode::Counts(code)) => format!(", the code {code}"),
            Some(HintedCode::ComesSoon) => ", and a code comes soon".to_owned(),
        };
        output::tell(&format!(
            "In the sandbox, the password is {}{code}.",
            hint.password
        ));
    }
}

/// Also what is known then of how the account signs in.
fn attempt(
    jobs: &JobRunner,
    profile: &Profile,
    typed: Typed,
    known: KnownLogin,
) -> Result<(KnownLogin, AttemptOutcome), CommandFailure> {
    let sign_in = StoredSignIn {
        shown: profile.clone(),
        typed,
        known,
    };
    match jobs.run(Job::FetchToken(sign_in))? {
        (learned, Outcome::FetchToken { outcome, .. }) => {
            let known = learned.login.map_or(known, |learned| learned.login);
            Ok((known, outcome))
        }
        _ => Err(CommandFailure::Defect),
    }
}

fn failure(outcome: AttemptOutcome) -> CommandFailure {
    match outcome {
        AttemptOutcome::Failed(failure) => failure.into(),
        AttemptOutcome::MissingInput(missing) => CommandFailure::InputMissing(missing),
        AttemptOutcome::Canceled => Failure::Keyring(KeyringFailure::Canceled).into(),
        AttemptOutcome::Granted(_) => CommandFailure::Defect,
    }
}

fn print(format: TokenFormat, grant: &Grant, profile: &Profile) -> Result<(), CommandFailure> {
    let defect = |_| CommandFailure::Defect;
    let text = match format {
        TokenFormat::Header => export::copy_text(&grant.token, CopyFormat::HeaderLine),
        TokenFormat::Token => export::copy_text(&grant.token, CopyFormat::TokenOnly),
        TokenFormat::Json => export::token_json(grant, profile).map_err(defect)?,
        TokenFormat::ExecCredential => export::exec_credential(grant).map_err(defect)?,
    };
    output::print_secret(&text)
}
