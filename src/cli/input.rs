//! A password or a two-factor code: from standard input, or typed at the terminal without echo.

use std::io::{self, IsTerminal as _, Read as _};

use clap::Args;
use zeroize::Zeroizing;

use super::command_failure::CommandFailure;
use crate::app::job::{MissingInput, Typed, TypedCode};
use crate::model::{Profile, Secret, TotpCode};
use crate::os::terminal;

/// More than any password or code.
const MAX_LINE_BYTES: usize = 4_096;

#[derive(Args)]
pub(super) struct InputArguments {
    /// Read the user account's password from standard input: the first line
    #[arg(long)]
    password_stdin: bool,
    /// Read a two-factor code from standard input: the next line
    #[arg(long)]
    code_stdin: bool,
}

pub(super) struct InputReader<'a> {
    arguments: &'a InputArguments,
    may_ask: bool,
}

impl<'a> InputReader<'a> {
    pub(super) fn new(arguments: &'a InputArguments, no_input: bool) -> Self {
        Self {
            arguments,
            may_ask: !no_input,
        }
    }

    /// Whether standard input has a password or a code.
    pub(super) fn is_given(&self) -> bool {
        self.arguments.password_stdin || self.arguments.code_stdin
    }

    /// What standard input has.
    pub(super) fn given(&self) -> Result<Typed, CommandFailure> {
        let mut typed = Typed::default();
        if self.arguments.password_stdin {
            let line = self.line("Password: ")?;
            typed.password = Some(password(&line)?);
        }
        if self.arguments.code_stdin {
            typed.code = TypedCode::Typed(code(&self.line("Two-factor code: ")?)?);
        }
        Ok(typed)
    }

    /// What is missing is asked for at the terminal, if there is one.
    pub(super) fn ask_for(
        &self,
        missing: MissingInput,
        profile: &Profile,
        mut typed: Typed,
    ) -> Result<Typed, CommandFailure> {
        if !self.may_ask {
            return Err(CommandFailure::InputMissing(missing));
        }
        let (login, host) = (profile.account.display_login(), profile.console.host());
        let ask = |prompt: &str| match terminal::prompt(prompt) {
            Ok(line) => Ok(Zeroizing::new(line)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                Err(CommandFailure::Interrupted)
            }
            Err(_no_terminal) => Err(CommandFailure::InputMissing(missing)),
        };
        if missing.password() {
            let prompt = format!("Password of {login} at {host}: ");
            typed.password = Some(password(&ask(&prompt)?)?);
        }
        if missing.code() {
            let prompt = format!("Two-factor code of {login} at {host}: ");
            typed.code = TypedCode::Typed(code(&ask(&prompt)?)?);
        }
        Ok(typed)
    }

    /// The next line of standard input, without its end. A terminal there doesn't show it.
    fn line(&self, prompt: &str) -> Result<Zeroizing<String>, CommandFailure> {
        let unreadable =
            || CommandFailure::InputInvalid("Standard input can’t be read.".to_owned());
        if io::stdin().is_terminal() && self.may_ask {
            let line = terminal::prompt(prompt).map_err(|error| match error.kind() {
                io::ErrorKind::Interrupted => CommandFailure::Interrupted,
                _ => unreadable(),
            })?;
            return Ok(Zeroizing::new(line));
        }
        // Unbuffered: the standard library's buffer is never wiped, and would hold the next line too.
        let mut stdin = terminal::unbuffered_stdin().map_err(|_closed| unreadable())?;
        let mut line = Zeroizing::new(Vec::with_capacity(MAX_LINE_BYTES));
        let mut byte = [0];
        while stdin.read(&mut byte).map_err(|_broken| unreadable())? == 1 && byte != *b"\n" {
            if line.len() == MAX_LINE_BYTES {
                let why = "A line of standard input is too long for a password or a code.";
                return Err(CommandFailure::InputInvalid(why.to_owned()));
            }
            line.push(byte[0]);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        match str::from_utf8(&line) {
            Ok(text) => Ok(Zeroizing::new(text.to_owned())),
            Err(_) => Err(CommandFailure::InputInvalid(
                "Standard input isn’t text in UTF-8.".to_owned(),
            )),
        }
    }
}

fn password(line: &str) -> Result<Secret, CommandFailure> {
    Secret::new(line).ok_or(CommandFailure::InputInvalid(
        "The password is empty.".to_owned(),
    ))
}

fn code(line: &str) -> Result<TotpCode, CommandFailure> {
    TotpCode::parse(line).map_err(|error| CommandFailure::InputInvalid(error.to_string()))
}
