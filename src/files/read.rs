//! Reads a file that a person chose: of a limited size, and never a pipe or a device, which may not end.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::write::shown;
use crate::model::FileReadFailure;

const MIB: u64 = 1024 * 1024;

/// Far more than any file with profiles has.
const MAX_MIB: u64 = 8;

pub(super) fn bounded(path: &Path) -> Result<Zeroizing<Vec<u8>>, FileReadFailure> {
    let failed = |error: io::Error| failure(path, &error);
    let there = fs::metadata(path).map_err(failed)?;
    if !there.is_file() {
        return Err(FileReadFailure::NotAFile { path: shown(path) });
    }
    let too_large = || FileReadFailure::TooLarge {
        path: shown(path),
        limit_mib: MAX_MIB,
    };
    if there.len() > MAX_MIB * MIB {
        return Err(too_large());
    }
    let mut bytes = Zeroizing::new(Vec::new());
    // It may grow.
    let file = File::open(path).map_err(failed)?;
    file.take(MAX_MIB * MIB + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_MIB * MIB {
        return Err(too_large());
    }
    Ok(bytes)
}

fn failure(path: &Path, error: &io::Error) -> FileReadFailure {
    tracing::warn!(kind = ?error.kind(), "a file could not be read");
    let path = shown(path);
    match error.kind() {
        ErrorKind::PermissionDenied => FileReadFailure::NotAllowed { path },
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileReadFailure::NotFound { path },
        _ => FileReadFailure::NotRead { path },
    }
}
