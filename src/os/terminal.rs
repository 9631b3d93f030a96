//! The terminal that the program was started from.

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

#[cfg(windows)]
mod system {
    use std::io::{self, IsTerminal as _};

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
}

#[cfg(not(windows))]
mod system {
    pub(super) fn attach() {}

    pub(super) fn show_error(_text: &str) {}
}
