//! Standard output and standard error.

use std::io::{self, IsTerminal as _, Write as _};

use super::command_failure::CommandFailure;
use crate::model::{ClipText, FailureText};

/// A reader that stops early, as `head` does, is no failure.
pub(super) fn print(text: &str) -> Result<(), CommandFailure> {
    let mut stdout = io::stdout().lock();
    let written = (stdout.write_all(text.as_bytes())).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CommandFailure::OutputNotWritten(error))
        }
        _ => Ok(()),
    }
}

/// A line with a token.
pub(super) fn print_secret(text: &ClipText) -> Result<(), CommandFailure> {
    print(text.expose_secret())?;
    print("\n")
}

pub(super) fn tell(line: &str) {
    // Where nobody listens, there is nobody to tell.
    writeln!(io::stderr(), "{line}").ok();
}

pub(super) fn tell_failure(text: &FailureText, hint: Option<&str>) {
    tell(&format!("error: {}. {}", text.headline, text.explanation));
    if let Some(hint) = hint {
        tell(&format!("hint: {hint}"));
    }
}

/// A line that says how far a long command is, only at a terminal.
pub(super) struct ProgressLine {
    is_shown: bool,
    width: usize,
}

impl ProgressLine {
    pub(super) fn new() -> Self {
        Self {
            is_shown: io::stderr().is_terminal(),
            width: 0,
        }
    }

    pub(super) fn show(&mut self, line: &str) {
        if self.is_shown {
            write!(io::stderr(), "\r{line}").ok();
            self.width = line.len();
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if self.width > 0 {
            write!(io::stderr(), "\r{}\r", " ".repeat(self.width)).ok();
        }
    }
}
