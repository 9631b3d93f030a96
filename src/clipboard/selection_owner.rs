//! Who owns the clipboard, where the system tells without a read: X11's server knows the owner of the selection CLIPBOARD, and
//! Windows counts the changes of its clipboard.

#[cfg_attr(
    target_os = "macos",
    expect(dead_code, reason = "macOS does not tell the owner")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SelectionOwner {
    Nobody,
    /// On X11 by the process id that the server reports; it has none for a program on another machine.
    ThisProcess,
    /// Its window id; on Windows, the number of the change.
    OtherWindow(u32),
}

/// With a connection of its own, opened on first use.
#[derive(Default)]
pub(super) struct OwnerLookup(Option<server::Connection>);

impl OwnerLookup {
    /// To call after each change of ours: Windows doesn't say who made one.
    pub(super) fn note_own_change(&mut self) {
        if self.0.is_none() {
            self.0 = server::Connection::open();
        }
        if let Some(connection) = &mut self.0 {
            connection.note_own_change();
        }
    }

    /// `None` on Wayland and macOS, or if no server answers.
    pub(super) fn owner(&mut self) -> Option<SelectionOwner> {
        if self.0.is_none() {
            self.0 = server::Connection::open();
        }
        let owner = self.0.as_ref()?.owner();
        if owner.is_none() {
            // The server is gone: reconnect next time.
            self.0 = None;
        }
        owner
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod server {
    use x11rb::connection::Connection as _;
    use x11rb::protocol::res::{ClientIdMask, ClientIdSpec, ConnectionExt as _};
    use x11rb::protocol::xproto::ConnectionExt as _;
    use x11rb::rust_connection::RustConnection;

    use super::SelectionOwner;

    pub(super) struct Connection {
        server: RustConnection,
        clipboard: u32,
    }

    impl Connection {
        pub(super) fn open() -> Option<Self> {
            if std::env::var_os("WAYLAND_DISPLAY").is_some() {
                return None;
            }
            let (server, _screen) = x11rb::connect(None).ok()?;
            let clipboard = server.intern_atom(false, b"CLIPBOARD").ok()?;
            let clipboard = clipboard.reply().ok()?.atom;
            server.flush().ok()?;
            Some(Self { server, clipboard })
        }

        #[expect(clippy::unused_self, reason = "X11 knows whose a change is")]
        pub(super) fn note_own_change(&mut self) {}

        pub(super) fn owner(&self) -> Option<SelectionOwner> {
            let window = self.server.get_selection_owner(self.clipboard).ok()?;
            Some(match window.reply().ok()?.owner {
                x11rb::NONE => SelectionOwner::Nobody,
                window if self.process_of(window) == Some(std::process::id()) => {
                    SelectionOwner::ThisProcess
                }
                window => SelectionOwner::OtherWindow(window),
            })
        }

        fn process_of(&self, window: u32) -> Option<u32> {
            let spec = ClientIdSpec {
                client: window,
                mask: ClientIdMask::LOCAL_CLIENT_PID,
            };
            let cookie = self.server.res_query_client_ids(&[spec]).ok()?;
            cookie.reply().ok()?.ids.first()?.value.first().copied()
        }
    }
}

#[cfg(windows)]
mod server {
    use std::num::NonZeroU32;

    use clipboard_win::raw::{count_formats, seq_num};

    use super::SelectionOwner;

    /// The number of our last change.
    pub(super) struct Connection(Option<NonZeroU32>);

    impl Connection {
        pub(super) fn open() -> Option<Self> {
            // `None`: a session without access to its clipboard.
            seq_num().map(|_| Self(None))
        }

        pub(super) fn note_own_change(&mut self) {
            self.0 = seq_num();
        }

        pub(super) fn owner(&self) -> Option<SelectionOwner> {
            let last = seq_num()?;
            Some(if self.0 == Some(last) {
                SelectionOwner::ThisProcess
            } else if count_formats() == Some(0) {
                SelectionOwner::Nobody
            } else {
                SelectionOwner::OtherWindow(last.get())
            })
        }
    }
}

#[cfg(target_os = "macos")]
mod server {
    use super::SelectionOwner;

    pub(super) enum Connection {}

    impl Connection {
        pub(super) fn open() -> Option<Self> {
            None
        }

        pub(super) fn note_own_change(&mut self) {
            match *self {}
        }

        pub(super) fn owner(&self) -> Option<SelectionOwner> {
            match *self {}
        }
    }
}
