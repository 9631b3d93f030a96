//! The terminal that the program was started from.

use std::fs::File;
use std::io;

use super::interrupt;

/// On Windows a program with a window has no console: lets our output appear in the terminal that started us, if one did. Output
/// that is already redirected stays so. Does nothing elsewhere.
pub fn attach() {
    system::attach();
}

/// Where nobody would read our standard error, shows the text in a message box and waits until it is closed. Does nothing on systems
/// that show it anyway.
pub fn show_error(text: &str) {
    system::show_error(text);
}

/// Asks for a line at the terminal, without showing it, wherever standard input and output go. An error without a terminal;
/// [`io::ErrorKind::Interrupted`] after `Ctrl+C`, with the terminal as it was.
pub fn prompt(prompt: &str) -> io::Result<String> {
    let _held = interrupt::hold()?;
    rpassword::prompt_password(prompt)
}

/// Standard input without the standard library's buffer.
pub fn unbuffered_stdin() -> io::Result<File> {
    system::unbuffered_stdin()
}

#[cfg(windows)]
mod system {
    use std::fs::File;
    use std::io::{self, IsTerminal as _};
    use std::os::windows::io::AsHandle as _;

    use winsafe::prelude::Handle as _;
    use winsafe::{AttachConsole, HWND, PidParent, co};

    pub(super) fn attach() {
        // Fails if the parent has none, as Explorer.
        AttachConsole(PidParent::Parent).ok();
    }

    pub(super) fn show_error(text: &str) {
        if !io::stderr().is_terminal() {
            let flags = co::MB::OK | co::MB::ICONERROR;
            HWND::NULL.MessageBox(text, "Tokendesk", flags).ok();
        }
    }

    pub(super) fn unbuffered_stdin() -> io::Result<File> {
        Ok(io::stdin().as_handle().try_clone_to_owned()?.into())
    }
}

#[cfg(not(windows))]
mod system {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd as _;

    pub(super) fn attach() {}

    pub(super) fn show_error(_text: &str) {}

    pub(super) fn unbuffered_stdin() -> io::Result<File> {
        Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
    }
}
