//! Standard output and standard error.

use std::io::{self, Write as _};

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

pub(super) fn tell_failure(text: &FailureText) {
    tell(&format!("error: {}. {}", text.headline, text.explanation));
}
