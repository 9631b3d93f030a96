//! Whose window owns the clipboard on X11. The server knows it, so no other program is asked and nothing is read.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// A connection for this one question.
pub(super) struct Owners {
    connection: RustConnection,
    clipboard: u32,
}

impl Owners {
    /// `None` where the clipboard is not X11's (a Wayland session), or no server answers.
    pub(super) fn connect() -> Option<Self> {
        if std::env::var_os("WAYLAND_DISPLAY").is_some() {
            return None;
        }
        let (connection, _screen) = x11rb::connect(None).ok()?;
        let clipboard = connection
            .intern_atom(false, b"CLIPBOARD")
            .ok()?
            .reply()
            .ok()?
            .atom;
        connection.flush().ok()?;
        Some(Self {
            connection,
            clipboard,
        })
    }

    /// The window that owns the clipboard; `Some(0)` if nobody does. `None` if the server does not answer.
    pub(super) fn owner(&self) -> Option<u32> {
        Some(
            self.connection
                .get_selection_owner(self.clipboard)
                .ok()?
                .reply()
                .ok()?
                .owner,
        )
    }
}
