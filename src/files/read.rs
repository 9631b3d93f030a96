//! Reading small files of other programs, or that a person chose.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use crate::model::ReadFailure;

/// Follows links. `Ok(None)` if there is no such file.
pub(super) fn small_file(path: &Path, limit_bytes: usize) -> Result<Option<Vec<u8>>, ReadFailure> {
    match read(path, limit_bytes) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Failed::Not(failure)) => Err(failure),
        Err(Failed::Io(error)) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(None),
            ErrorKind::PermissionDenied => Err(ReadFailure::NotAllowed),
            kind => {
                tracing::warn!(?kind, "a file could not be read");
                Err(ReadFailure::NotRead)
            }
        },
    }
}

enum Failed {
    Io(io::Error),
    Not(ReadFailure),
}

fn read(path: &Path, limit_bytes: usize) -> Result<Vec<u8>, Failed> {
    let file = open(path)?;
    // Of the open file: what the path names may change in between.
    if !file.metadata()?.is_file() {
        return Err(Failed::Not(ReadFailure::NotAFile));
    }
    if file.metadata()?.len() > limit_bytes as u64 {
        return Err(Failed::Not(ReadFailure::TooLarge { limit_bytes }));
    }
    let mut bytes = Vec::new();
    file.take(limit_bytes as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit_bytes {
        return Err(Failed::Not(ReadFailure::TooLarge { limit_bytes }));
    }
    Ok(bytes)
}

/// A pipe would block here until another program opens its other end.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
