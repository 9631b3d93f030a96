//! Overwrites the last text that X11 programs pasted from us. `arboard` shares one connection among all handles of the process, egui's
//! included; it stays open as long as the window, and its write buffer keeps the last text that it served.
//!
//! The buffer is overwritten through the same connection: a filler of its size on the SECONDARY selection, which no toolkit uses, is
//! pasted once by ourselves. On Wayland nothing is buffered, and there is no such selection.

/// Takes a few milliseconds and leaves the clipboard as it is.
pub(super) fn overwrite(handle: &mut arboard::Clipboard) {
    x11::overwrite(handle);
}

#[cfg(all(unix, not(target_os = "macos")))]
mod x11 {
    use std::error::Error;
    use std::thread::sleep;
    use std::time::Duration;

    use arboard::{ClearExtLinux as _, LinuxClipboardKind, SetExtLinux as _};
    use x11rb::connection::Connection as _;
    use x11rb::protocol::Event;
    use x11rb::protocol::xproto::{ConnectionExt as _, CreateWindowAux, WindowClass};
    use x11rb::{COPY_DEPTH_FROM_PARENT, COPY_FROM_PARENT, CURRENT_TIME};

    /// The buffer less the request's header: x11rb writes longer requests past its 16 KiB.
    const FILLER_BYTES: usize = 16 * 1024 - 64;
    /// A second in all: this process answers itself.
    const POLLS: u32 = 500;
    const POLL_INTERVAL: Duration = Duration::from_millis(2);

    pub(super) fn overwrite(handle: &mut arboard::Clipboard) {
        let set = handle.set().clipboard(LinuxClipboardKind::Secondary);
        // Wayland has none.
        if set.text(" ".repeat(FILLER_BYTES)).is_err() {
            return;
        }
        if let Err(error) = paste_secondary() {
            tracing::warn!(%error, "what was pasted last could not be overwritten");
        }
        let clear = handle.clear_with();
        clear.clipboard(LinuxClipboardKind::Secondary).ok();
    }

    /// The owner of SECONDARY, this process, writes the text to a window of ours.
    fn paste_secondary() -> Result<(), Box<dyn Error>> {
        let (server, screen) = x11rb::connect(None)?;
        let root = server.setup().roots.get(screen).ok_or("no screen")?.root;
        let atom =
            |name: &[u8]| Ok::<_, Box<dyn Error>>(server.intern_atom(false, name)?.reply()?.atom);
        let (secondary, utf8, property) = (
            atom(b"SECONDARY")?,
            atom(b"UTF8_STRING")?,
            atom(b"TOKENDESK_FILLER")?,
        );
        let window = server.generate_id()?;
        server.create_window(
            COPY_DEPTH_FROM_PARENT,
            window,
            root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_ONLY,
            COPY_FROM_PARENT,
            &CreateWindowAux::new(),
        )?;
        server.convert_selection(window, secondary, utf8, property, CURRENT_TIME)?;
        server.flush()?;
        for _ in 0..POLLS {
            while let Some(event) = server.poll_for_event()? {
                if matches!(event, Event::SelectionNotify(_)) {
                    return Ok(());
                }
            }
            sleep(POLL_INTERVAL);
        }
        Err("timed out".into())
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod x11 {
    pub(super) fn overwrite(_handle: &mut arboard::Clipboard) {}
}
