//! Who owns the clipboard on X11. The server knows it, so no other program is asked and nothing is read.

/// Who owns the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody: it is empty.
    Nobody,
    /// A window of this process, as the server names its processes. (It knows none for a program on another machine.)
    ThisProcess,
    /// The window with this id, of another program.
    Window(u32),
}

/// Asks for the owner, over a connection of its own that is made when it is first needed.
#[derive(Default)]
pub(super) struct Owners(Option<server::Connection>);

impl Owners {
    /// Who owns it now. `None` where the clipboard is not X11's, or no server answers.
    pub(super) fn owner(&mut self) -> Option<Owner> {
        if self.0.is_none() {
            self.0 = server::Connection::open();
        }
        let owner = self.0.as_ref()?.owner();
        if owner.is_none() {
            // The server went away: another connection next time.
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

    use super::Owner;

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

        pub(super) fn owner(&self) -> Option<Owner> {
            let window = self.server.get_selection_owner(self.clipboard).ok()?;
            Some(match window.reply().ok()?.owner {
                x11rb::NONE => Owner::Nobody,
                window if self.process_of(window) == Some(std::process::id()) => Owner::ThisProcess,
                window => Owner::Window(window),
            })
        }

        fn process_of(&self, window: u32) -> Option<u32> {
            let asked = ClientIdSpec {
                client: window,
                mask: ClientIdMask::LOCAL_CLIENT_PID,
            };
            let told = self.server.res_query_client_ids(&[asked]).ok()?;
            told.reply().ok()?.ids.first()?.value.first().copied()
        }
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod server {
    use super::Owner;

    pub(super) enum Connection {}

    impl Connection {
        pub(super) fn open() -> Option<Self> {
            None
        }

        pub(super) fn owner(&self) -> Option<Owner> {
            match *self {}
        }
    }
}
