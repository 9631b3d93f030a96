//! The folders for settings and for downloads on each system.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::{Xdg, choose_native_strategy};

use crate::model::FileFailure;

/// The localized folder names of an XDG desktop.
const USER_DIRS: &str = "user-dirs.dirs";
const DOWNLOADS: &str = "Downloads";
pub(super) const FOLDER: &str = "tokendesk";

pub(super) fn config_home() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.config_dir())
}

/// `~/.config/tokendesk` (or in `XDG_CONFIG_HOME`), `~/Library/Application Support/tokendesk`, `%APPDATA%\tokendesk`.
pub(super) fn for_settings() -> Option<PathBuf> {
    let native = choose_native_strategy().ok()?;
    let base = if cfg!(target_os = "macos") {
        // The crate's config folder, `Preferences`, is for files that macOS itself writes.
        native.data_dir()
    } else {
        native.config_dir()
    };
    Some(base.join(FOLDER))
}

/// The downloads folder if there is one, else the home folder.
pub(super) fn for_downloads(
    home: Option<&Path>,
    config: Option<&Path>,
) -> Result<PathBuf, FileFailure> {
    let home = home.ok_or_else(|| FileFailure::NoFolder {
        path: DOWNLOADS.to_owned(),
    })?;
    let named = config
        .and_then(|config| fs::read_to_string(config.join(USER_DIRS)).ok())
        .and_then(|dirs| named(&dirs, home));
    let mut places = named.into_iter().chain([home.join(DOWNLOADS)]);
    let found = places.find(|place| place.is_dir());
    Ok(found.unwrap_or_else(|| home.to_owned()))
}

/// Reads a line of `user-dirs.dirs`: `XDG_DOWNLOAD_DIR="$HOME/Downloads"`.
fn named(dirs: &str, home: &Path) -> Option<PathBuf> {
    let mut lines = dirs.lines();
    let line = lines.find_map(|line| line.trim().strip_prefix("XDG_DOWNLOAD_DIR="))?;
    let value = line.strip_prefix('"')?.strip_suffix('"')?;
    match value.strip_prefix("$HOME/") {
        Some(inside) => Some(home.join(inside)),
        None => Some(PathBuf::from(value)).filter(|path| path.is_absolute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desktops_own_name_counts_before_the_usual_one_and_home_is_always_there() {
        let home = tempfile::tempdir().unwrap();
        let (home, config) = (home.path(), home.path().join("config"));
        let found = || for_downloads(Some(home), Some(&config)).unwrap();
        assert_eq!(found(), home);
        fs::create_dir(home.join(DOWNLOADS)).unwrap();
        assert_eq!(found(), home.join(DOWNLOADS));
        fs::create_dir(&config).unwrap();
        let dirs = "# a comment\nXDG_DESKTOP_DIR=\"$HOME/x\"\nXDG_DOWNLOAD_DIR=\"$HOME/Téléchargements\"\n";
        fs::write(config.join(USER_DIRS), dirs).unwrap();
        assert_eq!(found(), home.join(DOWNLOADS), "it is not there");
        fs::create_dir(home.join("Téléchargements")).unwrap();
        assert_eq!(found(), home.join("Téléchargements"));
        assert!(for_downloads(None, None).is_err());
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_is_named_by_an_absolute_path_or_one_inside_home() {
        let home = Path::new("/home/ada");
        for (line, folder) in [
            ("XDG_DOWNLOAD_DIR=\"/data/in\"", Some("/data/in")),
            ("XDG_DOWNLOAD_DIR=\"$HOME/in\"", Some("/home/ada/in")),
            ("XDG_DOWNLOAD_DIR=\"in\"", None),
            ("XDG_DOWNLOAD_DIR=/data/in", None),
            ("", None),
        ] {
            assert_eq!(named(line, home), folder.map(PathBuf::from), "{line}");
        }
    }
}
