//! The system's dialogs for opening and saving a file, in a process of its own.
//!
//! Why a process: portals do not answer the window's process, which is hardened; macOS shows dialogs on the main thread only; and a
//! process can be killed when the person cancels. It is this program with [`CHOOSE_FILE`]. It gets the proposed name of a file to save, and the environment
//! variables that a dialog needs, and no others: somebody may keep a secret in one.
//!
//! | exit code | standard output | meaning |
//! |---|---|---|
//! | 0 | the path, then NUL | this file was chosen; replacing an existing one was confirmed |
//! | 3 | nothing | none was chosen |
//! | 4, any other | anything | no dialog could be shown |

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::os::{Cancel, program};

/// Hidden from the help: only the window uses it.
pub const CHOOSE_FILE: &str = "choose-file";

const CHOSEN: i32 = 0;
const NOTHING: i32 = 3;
const NO_DIALOG: i32 = 4;

/// The program that shows the dialogs, if any.
#[derive(Clone, Debug)]
pub(super) struct FileDialog(Option<PathBuf>);

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    File(PathBuf),
    /// The person closed the dialog, or canceled the job.
    Nothing,
    /// None could be shown.
    NoDialog,
}

impl FileDialog {
    pub(super) fn of_this_program() -> Self {
        Self(env::current_exe().ok())
    }

    pub(super) fn of(program: Option<&Path>) -> Self {
        Self(program.map(Path::to_owned))
    }

    /// Where to save a file.
    pub(super) fn ask_where(&self, name: &str, cancel: &Cancel) -> Chosen {
        self.ask(&[CHOOSE_FILE, "--name", name], cancel)
    }

    /// Which file to open.
    pub(super) fn ask_which(&self, cancel: &Cancel) -> Chosen {
        self.ask(&[CHOOSE_FILE], cancel)
    }

    fn ask(&self, arguments: &[&str], cancel: &Cancel) -> Chosen {
        let Some(program) = &self.0 else {
            return Chosen::NoDialog;
        };
        match program::run(program, arguments, is_needed, cancel) {
            Ok(Some(output)) => answer(output.code, output.stdout),
            Ok(None) => Chosen::Nothing,
            Err(error) => {
                tracing::warn!(%error, "the dialog for files could not be started");
                Chosen::NoDialog
            }
        }
    }
}

/// Environment variables that a dialog needs, on all systems.
const NEEDED: &[&str] = &[
    // The display.
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    // The desktop portal, and screen readers.
    "AT_SPI_BUS_ADDRESS",
    "DBUS_SESSION_BUS_ADDRESS",
    "NO_AT_BRIDGE",
    // The desktop, which decides how a dialog looks.
    "DESKTOP_SESSION",
    "KDE_FULL_SESSION",
    "KDE_SESSION_VERSION",
    // The user, their folders, and the way to `zenity`.
    "HOME",
    "LOGNAME",
    "PATH",
    "TMPDIR",
    "USER",
    // Language, time zone, input method.
    "LANG",
    "LANGUAGE",
    "TZ",
    "XMODIFIERS",
    // Libraries in unusual places, as on NixOS.
    "LD_LIBRARY_PATH",
    // macOS: the user's text encoding.
    "__CF_USER_TEXT_ENCODING",
    // Windows: its own folders, and the user's.
    "APPDATA",
    "COMPUTERNAME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "PUBLIC",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
    "WINDIR",
];

/// Prefixes of more of them.
const NEEDED_GROUPS: &[&str] = &[
    // Folders, sockets, the session type.
    "XDG_",
    // Locale.
    "LC_",
    // GTK and Qt: theme, scale, input method, modules, settings.
    "FONTCONFIG_",
    "GDK_",
    "GIO_",
    "GSETTINGS_",
    "GTK",
    "QT_",
    "XCURSOR_",
    // Software rendering.
    "LIBGL_",
];

/// On Windows, names of variables are case-insensitive.
fn is_needed(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else {
        return false;
    };
    let name = if cfg!(windows) {
        name.to_ascii_uppercase()
    } else {
        name.to_owned()
    };
    let mut groups = NEEDED_GROUPS.iter();
    NEEDED.contains(&name.as_str()) || groups.any(|group| name.starts_with(group))
}

/// Output without its NUL is incomplete, and ignored.
fn answer(code: Option<i32>, mut said: Vec<u8>) -> Chosen {
    match code {
        Some(CHOSEN) if said.pop() == Some(0) && !said.contains(&0) => {
            let path = path_of(said).filter(|path| path.is_absolute());
            path.map_or(Chosen::NoDialog, Chosen::File)
        }
        Some(NOTHING) => Chosen::Nothing,
        _ => Chosen::NoDialog,
    }
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere, not all bytes are a path"
)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(<OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(OsString::from(String::from_utf8(bytes).ok()?).into())
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "elsewhere, not all paths are text"
)]
fn bytes_of(path: &Path) -> Option<&[u8]> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()))
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Option<&[u8]> {
    path.to_str().map(str::as_bytes)
}

/// The dialog's process: shows it, writes the choice to `out`, and returns the exit code. With a `name`, the dialog asks where to save a
/// file; without, which one to open. Call on the main thread, before the process is hardened.
pub fn choose_file(name: Option<&str>, out: &mut dyn Write) -> i32 {
    let chosen = match shown::dialog(name) {
        Chosen::File(path) => path,
        Chosen::Nothing => return NOTHING,
        Chosen::NoDialog => return NO_DIALOG,
    };
    let is_written = bytes_of(&chosen).is_some_and(|path| {
        let path = [path, &[0]].concat();
        out.write_all(&path).and_then(|()| out.flush()).is_ok()
    });
    if is_written { CHOSEN } else { NO_DIALOG }
}

/// The dialog, by the crate `rfd`.
///
/// On Linux, rfd asks the desktop portal, and runs `zenity` if no portal answers. Its `None` means either that the person closed the
/// dialog or that none was shown: only the line that it logs when zenity could not be started tells them apart (a test pins its text).
/// A portal that aborts its dialog looks like a person who closes it.
mod shown {
    use std::ffi::OsStr;
    use std::path::{Path, PathBuf};

    use super::Chosen;

    pub(super) fn dialog(name: Option<&str>) -> Chosen {
        if !has_screen() {
            return Chosen::NoDialog;
        }
        complaint::listen();
        let chosen = match name {
            Some(name) => save(name),
            None => rfd::FileDialog::new().set_title("Open").pick_file(),
        };
        match chosen {
            Some(path) => Chosen::File(path),
            None if complaint::was_heard() => Chosen::NoDialog,
            None => Chosen::Nothing,
        }
    }

    fn save(name: &str) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new()
            .set_title("Save as")
            .set_file_name(name);
        let extension = Path::new(name).extension().and_then(OsStr::to_str);
        let dialog = match extension {
            Some(extension) => dialog.add_filter(extension.to_uppercase(), &[extension]),
            None => dialog,
        };
        dialog.save_file()
    }

    /// Without a display, zenity exits as if its dialog had been closed.
    fn has_screen() -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        !cfg!(target_os = "linux") || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(is_set)
    }

    /// Catches what rfd logs when it has no dialog. This process has no log of its own.
    mod complaint {
        use std::sync::atomic::{AtomicBool, Ordering};

        use log::{LevelFilter, Log, Metadata, Record};

        const NO_ZENITY: [&str; 2] = [
            "Failed to save file with zenity",
            "Failed to pick file with zenity",
        ];

        static HEARD: AtomicBool = AtomicBool::new(false);

        struct Listener;

        impl Log for Listener {
            fn enabled(&self, _: &Metadata<'_>) -> bool {
                true
            }

            fn log(&self, record: &Record<'_>) {
                let text = record.args().to_string();
                if NO_ZENITY
                    .iter()
                    .any(|complaint| text.starts_with(complaint))
                {
                    HEARD.store(true, Ordering::Relaxed);
                }
            }

            fn flush(&self) {}
        }

        pub(super) fn listen() {
            // If another logger is set, "no dialog" is taken for "none chosen".
            if log::set_logger(&Listener).is_ok() {
                log::set_max_level(LevelFilter::Error);
            }
        }

        pub(super) fn was_heard() -> bool {
            HEARD.load(Ordering::Relaxed)
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_absolute_path_with_the_right_code_is_a_file() {
        let file = |path: &str| Chosen::File(path.into());
        for (code, said, chosen) in [
            (
                Some(0),
                b"/home/ada/a\nb.csv\0".as_slice(),
                file("/home/ada/a\nb.csv"),
            ),
            (Some(0), b"/home/ada/table.csv", Chosen::NoDialog),
            (Some(0), b"/home/ada\0/table.csv\0", Chosen::NoDialog),
            (Some(0), b"running 0 tests\0", Chosen::NoDialog),
            (Some(0), b"\0", Chosen::NoDialog),
            (Some(0), b"", Chosen::NoDialog),
            (Some(3), b"", Chosen::Nothing),
            (Some(4), b"", Chosen::NoDialog),
            (Some(2), b"usage", Chosen::NoDialog),
            (None, b"/home/ada/table.csv\0", Chosen::NoDialog),
        ] {
            assert_eq!(answer(code, said.to_vec()), chosen, "{code:?} {said:?}");
        }
    }

    #[test]
    fn a_path_of_any_bytes_comes_through() {
        let bytes = b"/home/ada/\xff\n.csv";
        let path = path_of(bytes.to_vec()).unwrap();
        let said = [bytes_of(&path).unwrap(), &[0]].concat();
        assert_eq!(answer(Some(CHOSEN), said), Chosen::File(path));
    }
}
