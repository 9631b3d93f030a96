//! The commands for scripts: `list`, `token`, `check`. No window, no clipboard, no settings changed. They run the window's jobs, on the
//! vault and the console client that they are given.
//!
//! Standard output carries the result alone, standard error everything else. A secret comes from the keyring, the terminal or standard
//! input, never from an argument.

mod check;
mod command_failure;
mod exit_status;
mod input;
mod job_runner;
mod keyring_wait;
mod list;
mod output;
mod profile_json;
mod profiles;
mod table;
mod token;

use clap::{Args, Subcommand};

pub use self::check::CheckArguments;
pub use self::exit_status::ExitStatus;
pub use self::list::ListArguments;
pub use self::token::TokenArguments;
use crate::jobs::Ports;

#[derive(Subcommand)]
pub enum ScriptCommand {
    /// List the profiles in the keyring, without their secrets
    #[command(after_long_help = ExitStatus::table())]
    List(ListArguments),
    /// Sign in once with a profile and print the token
    #[command(after_long_help = ExitStatus::table())]
    Token(TokenArguments),
    /// Sign in once with each profile and report which credentials work; their tokens are dropped
    #[command(after_long_help = ExitStatus::table())]
    Check(CheckArguments),
}

/// What every command understands.
#[derive(Args)]
struct SharedArguments {
    /// Ask nothing, neither at the terminal nor by the keyring's own prompt: what is locked or missing is a failure
    #[arg(long)]
    no_input: bool,
    /// How long the keyring may take to answer, for example until someone unlocks it
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    keyring_timeout: u64,
}

impl ScriptCommand {
    /// Options that don't go together, and what to do about it.
    pub fn conflict(&self) -> Option<&'static str> {
        match self {
            Self::Check(arguments) => arguments.conflict(),
            Self::List(_) | Self::Token(_) => None,
        }
    }

    /// Whether the keyring may ask the person to unlock it.
    pub fn may_prompt(&self) -> bool {
        let shared = match self {
            Self::List(arguments) => &arguments.shared,
            Self::Token(arguments) => &arguments.shared,
            Self::Check(arguments) => &arguments.shared,
        };
        !shared.no_input
    }
}

/// Prints the result, or why there is none.
pub fn run(command: ScriptCommand, ports: &Ports) -> ExitStatus {
    let done = match command {
        ScriptCommand::List(arguments) => list::run(&arguments, ports),
        ScriptCommand::Token(arguments) => token::run(&arguments, ports),
        ScriptCommand::Check(arguments) => check::run(&arguments, ports),
    };
    done.unwrap_or_else(|failure| {
        output::tell_failure(&failure.message(), failure.hint());
        failure.exit_status()
    })
}
