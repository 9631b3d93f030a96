//! The command line.

use clap::builder::NonEmptyStringValueParser;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand, ValueEnum};
use tokendesk::cli::{ExitStatus, ScriptCommand};
use tokendesk::files;

/// API credentials for CrashPlan in your system keyring, and a bearer token in one click.
#[derive(Parser)]
#[command(name = "tokendesk", version, about, after_help = ExitStatus::table())]
pub(crate) struct Arguments {
    /// Use sample profiles and a mock console on this computer; your keyring is not touched
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Light, dark, or match the system; overrides the settings for this run
    #[arg(long, value_enum)]
    pub theme: Option<ThemeArgument>,
    /// Select the profile with this name or ID (case-insensitive)
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub profile: Option<String>,
    /// Get its token and copy the header right away
    #[arg(long, requires = "profile")]
    pub get: bool,
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

impl Arguments {
    /// Of this process. Prints the help or an error, and exits, where they ask for it.
    pub(crate) fn of_this_process() -> Self {
        let arguments = Self::parse();
        arguments.checked().unwrap_or_else(|error| error.exit())
    }

    /// Beyond what clap knows.
    fn checked(self) -> Result<Self, clap::Error> {
        let is_for_the_window = self.theme.is_some() || self.profile.is_some();
        if is_for_the_window && self.command.is_some() {
            let text = "--theme, --profile and --get open a window, and don't go with a command";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, text));
        }
        match &self.command {
            Some(CliCommand::Script(command)) => match command.conflict() {
                Some(text) => Err(Self::command().error(ErrorKind::ArgumentConflict, text)),
                None => Ok(self),
            },
            _ => Ok(self),
        }
    }
}

#[derive(Subcommand)]
pub(crate) enum CliCommand {
    #[command(flatten)]
    Script(ScriptCommand),
    /// Serve only the mock console, for Postman and other clients, until interrupted
    SandboxConsole {
        /// The port on 127.0.0.1; 0 picks a free one
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Changes nothing here: it is always a mock console
        #[arg(long = "sandbox", id = "sandbox", hide = true)]
        _sandbox: bool,
    },
    /// Ask where to save a file, or which one to open; used by the window itself
    #[command(name = files::CHOOSE_FILE, hide = true)]
    ChooseFile {
        /// The proposed name of a file to save; without it, a file is opened
        #[arg(long)]
        name: Option<String>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ThemeArgument {
    System,
    Light,
    Dark,
}

#[cfg(test)]
mod man_pages;

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{env, fs};

    use clap_complete::Shell;

    use super::*;

    #[test]
    fn check_says_that_users_goes_without_names() {
        let checked = |arguments: &[&str]| {
            let arguments = Arguments::try_parse_from(arguments).unwrap();
            arguments.checked().map_err(|error| error.to_string())
        };
        let error = checked(&["tokendesk", "check", "Dana", "--users"]).err();
        let text = "error: Leave out --users: named accounts are always checked.";
        assert!(error.is_some_and(|error| error.starts_with(text)));
        assert!(checked(&["tokendesk", "check", "Dana"]).is_ok());
        assert!(checked(&["tokendesk", "check", "--users"]).is_ok());
    }

    #[test]
    fn the_man_pages_show_values_and_repetition_and_only_options_that_do_something() {
        let pages = man_pages::man_pages(&Arguments::command());
        let page = |wanted: &str| {
            let (_, page) = pages.iter().find(|(name, _)| name == wanted).unwrap();
            String::from_utf8(page.clone()).unwrap()
        };
        let check = page("tokendesk-check.1");
        assert!(check.contains("[\\fB\\-\\-format\\fR \\fIFORMAT\\fR]"));
        assert!(check.contains("[\\fINAME\\fR...]"));
        assert!(page("tokendesk.1").contains("[\\fB\\-\\-profile\\fR \\fINAME\\fR]"));
        let of_console = page("tokendesk.1")
            .split_whitespace()
            .any(|word| word.starts_with("https://console.eu5.cpg.crashplan.com/"));
        assert!(of_console, "The example is for another console");
        assert!(!page("tokendesk-sandbox-console.1").contains("sandbox\\fR]"));
        for arguments in [
            ["tokendesk", "--sandbox", "sandbox-console"],
            ["tokendesk", "sandbox-console", "--sandbox"],
        ] {
            assert!(
                Arguments::try_parse_from(arguments).is_ok(),
                "{arguments:?}"
            );
        }
    }

    /// The man pages and the completions of the shells are committed, so that packages need no run of the program. `UPDATE_SNAPSHOTS=1`
    /// writes them.
    #[test]
    fn the_man_pages_and_the_completions_know_every_argument() {
        let mut command = Arguments::command();
        let mut files = Vec::new();
        for (shell, name) in [
            (Shell::Bash, "tokendesk.bash"),
            (Shell::Zsh, "_tokendesk"),
            (Shell::Fish, "tokendesk.fish"),
        ] {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut command, "tokendesk", &mut text);
            files.push((name.to_owned(), text));
        }
        files.extend(man_pages::man_pages(&Arguments::command()));

        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/linux");
        for (name, expected) in files {
            let file = folder.join(name);
            if env::var_os("UPDATE_SNAPSHOTS").is_some() {
                fs::write(&file, &expected).unwrap();
            }
            let found = fs::read(&file).unwrap_or_default();
            assert!(
                found == expected,
                "{} is out of date. Run: UPDATE_SNAPSHOTS=1 cargo test --bin tokendesk",
                file.display()
            );
        }
    }
    #[test]
    fn the_readme_has_the_same_exit_statuses() {
        let readme = include_str!("../README.md");
        let rows = ExitStatus::ALL.map(|status| {
            let meaning = status.meaning().replace('\'', "’");
            let meaning = meaning.replace("Ctrl+C", "`Ctrl+C`");
            let meaning = meaning.replace("with check", "with `check`");
            let (first, rest) = meaning.split_at(1);
            format!("| {} | {}{rest} |\n", status.code(), first.to_lowercase())
        });
        let table = rows.concat();
        assert!(readme.contains(&table), "The README lacks:\n{table}");
    }
}
