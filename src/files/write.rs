//! Atomic writes: into a temporary file beside the target, synced, then renamed.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::model::FileFailure;
use crate::model::visible_line;

/// How many names are tried before a folder counts as full of them.
const MAX_NAMES: u32 = 1_000;

/// Who may read a written file, where the system has modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// As the person's `umask` says: a table is for passing on.
    Umask,
    /// 0600.
    Owner,
}

/// Writes a file over whatever is there. Through a symbolic link, its target is replaced, not the link.
pub(super) fn replace(
    path: &Path,
    content: &[u8],
    readers: Readers,
) -> Result<PathBuf, FileFailure> {
    let failed = |error| failure(path, &error);
    let target = match fs::metadata(path) {
        Ok(there) if !there.is_file() => return Err(FileFailure::NotWritten { path: shown(path) }),
        Ok(_) => fs::canonicalize(path).map_err(failed)?,
        Err(_not_there) => path.to_owned(),
    };
    let temporary = write_beside(&target, content, readers).map_err(failed)?;
    temporary
        .persist(&target)
        .map_err(|error| failed(error.error))?;
    sync_folder(&target);
    Ok(path.to_owned())
}

/// Writes a file under this name into a folder, or with a number after the name where that is taken. Nothing is replaced.
pub(super) fn create_numbered(
    folder: &Path,
    name: &str,
    content: &[u8],
    readers: Readers,
) -> Result<PathBuf, FileFailure> {
    let wanted = folder.join(name);
    let failed = |error| failure(&wanted, &error);
    let mut temporary = write_beside(&wanted, content, readers).map_err(failed)?;
    for number in 1..=MAX_NAMES {
        let path = numbered(&wanted, number);
        match temporary.persist_noclobber(&path) {
            Ok(_) => {
                sync_folder(&path);
                return Ok(path);
            }
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => temporary = taken.file,
            Err(error) => return Err(failed(error.error)),
        }
    }
    Err(FileFailure::NotWritten {
        path: shown(&wanted),
    })
}

/// "table.csv", "table (2).csv", …
fn numbered(wanted: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return wanted.to_owned();
    }
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(wanted.file_stem()), part(wanted.extension()));
    wanted.with_file_name(format!("{stem} ({number}).{extension}"))
}

#[cfg(unix)]
fn leave_to_umask(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

/// The folder decides.
#[cfg(not(unix))]
fn leave_to_umask(_builder: &mut tempfile::Builder<'_, '_>) {}

fn write_beside(path: &Path, content: &[u8], readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tokendesk-").suffix(".part");
    if readers == Readers::Umask {
        leave_to_umask(&mut builder);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// So that the rename is on the disk too. Where folders cannot be opened, the system takes care of that.
fn sync_folder(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _best_effort = folder.sync_all().is_ok();
    }
}

pub(super) fn failure(path: &Path, error: &io::Error) -> FileFailure {
    use FileFailure as F;
    tracing::warn!(kind = ?error.kind(), "a file could not be written");
    let file = shown(path);
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => F::NotAllowed { path: file },
        ErrorKind::NotFound | ErrorKind::NotADirectory => F::NoFolder {
            path: path.parent().map_or(file, shown),
        },
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => F::NoRoom { path: file },
        _ => F::NotWritten { path: file },
    }
}

pub fn shown(path: &Path) -> String {
    visible_line(&path.to_string_lossy())
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    /// The names in a folder, sorted.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("table.csv");
        assert_eq!(replace(&path, b"first", Readers::Umask), Ok(path.clone()));
        let first = File::open(&path).unwrap();
        assert_eq!(
            replace(&path, b"second, longer", Readers::Umask),
            Ok(path.clone())
        );
        assert_eq!(fs::read(&path).unwrap(), b"second, longer");
        // Whoever had the old one open still has it, whole: it was not written over.
        assert_eq!(io::read_to_string(first).unwrap(), "first");
        assert_eq!(names(dir.path()), ["table.csv"]);
        let ordinary = dir.path().join("ordinary");
        fs::write(&ordinary, b"").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().mode();
        assert_eq!(mode(&path), mode(&ordinary));
    }

    #[test]
    fn through_a_link_its_target_is_replaced_and_a_device_or_a_folder_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let (target, link) = (dir.path().join("target"), dir.path().join("link"));
        fs::write(&target, b"old").unwrap();
        symlink(&target, &link).unwrap();
        replace(&link, b"new", Readers::Umask).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&target).unwrap(), b"new");
        for path in [dir.path(), Path::new("/dev/null")] {
            let refused = FileFailure::NotWritten { path: shown(path) };
            assert_eq!(replace(path, b"new", Readers::Umask), Err(refused));
        }
        assert!(!Path::new("/dev/null").is_file());
    }

    #[test]
    fn beside_others_the_first_free_name_is_taken_and_nothing_is_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        for (content, name) in [
            (b"one".as_slice(), "table.csv"),
            (b"two", "table (2).csv"),
            (b"three", "table (3).csv"),
        ] {
            let path = dir.path().join(name);
            assert_eq!(
                create_numbered(dir.path(), "table.csv", content, Readers::Umask),
                Ok(path.clone())
            );
            assert_eq!(fs::read(path).unwrap(), content);
        }
        assert_eq!(fs::read(dir.path().join("table.csv")).unwrap(), b"one");
        assert_eq!(names(dir.path()).len(), 3);
        // A link that leads nowhere is a name that is taken, not a way out of the folder.
        let elsewhere = dir.path().join("elsewhere");
        symlink(&elsewhere, dir.path().join("linked.csv")).unwrap();
        let path = create_numbered(dir.path(), "linked.csv", b"x", Readers::Umask).unwrap();
        assert_eq!(path.file_name().unwrap(), "linked (2).csv");
        assert!(!elsewhere.exists());
    }

    #[test]
    fn a_folder_that_is_not_there_or_takes_no_files_is_reported_with_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let gone = dir.path().join("gone");
        let no_folder = FileFailure::NoFolder { path: shown(&gone) };
        assert_eq!(
            replace(&gone.join("table.csv"), b"x", Readers::Umask),
            Err(no_folder.clone())
        );
        assert_eq!(
            create_numbered(&gone, "table.csv", b"x", Readers::Umask),
            Err(no_folder)
        );
        fs::write(&gone, b"a file").unwrap();
        let no_folder = FileFailure::NoFolder { path: shown(&gone) };
        assert_eq!(
            replace(&gone.join("table.csv"), b"x", Readers::Umask),
            Err(no_folder)
        );

        // Not even root can create files here.
        let read_only = Path::new("/proc/self/fdinfo");
        let refused = replace(&read_only.join("table.csv"), b"x", Readers::Umask).unwrap_err();
        assert!(
            refused.message().headline.ends_with("/proc/self/fdinfo")
                || refused.message().headline.ends_with("/table.csv")
        );

        // Root ignores the mode.
        let closed = dir.path().join("closed");
        fs::create_dir(&closed).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
        if File::create(closed.join("probe")).is_err() {
            let path = closed.join("table.csv");
            let not_allowed = FileFailure::NotAllowed { path: shown(&path) };
            assert_eq!(
                replace(&path, b"x", Readers::Umask),
                Err(not_allowed.clone())
            );
            assert_eq!(
                create_numbered(&closed, "table.csv", b"x", Readers::Umask),
                Err(not_allowed)
            );
        }
    }

    #[test]
    fn each_failure_has_its_message() {
        let path = Path::new("/home/ada/table.csv");
        for (kind, start) in [
            (
                ErrorKind::PermissionDenied,
                "No permission to write /home/ada/table.csv",
            ),
            (
                ErrorKind::ReadOnlyFilesystem,
                "No permission to write /home/ada/table.csv",
            ),
            (ErrorKind::NotFound, "The folder doesn’t exist: /home/ada"),
            (
                ErrorKind::StorageFull,
                "The disk is full: /home/ada/table.csv",
            ),
            (
                ErrorKind::QuotaExceeded,
                "The disk is full: /home/ada/table.csv",
            ),
            (ErrorKind::Other, "Couldn’t write /home/ada/table.csv"),
        ] {
            assert_eq!(failure(path, &kind.into()).message().headline, start);
        }
        assert_eq!(shown(Path::new("/a\n\u{202e}b")), "/a\\n\\u202eb");
    }
}
