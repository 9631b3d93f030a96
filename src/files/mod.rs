//! Files that a person keeps: where they go, and writing them whole.
//!
//! `dialog` asks where, by the system's own dialog, in a process of its own; `places` knows a folder where none can be shown;
//! `write` writes. Nothing secret is written here.

mod dialog;
mod places;
mod write;

use std::path::{Path, PathBuf};

pub use self::dialog::{CHOOSE_FILE, choose_file};
use self::dialog::{Chosen, Dialog};
pub use self::write::shown;
use crate::model::{FileFailure, Settings};
use crate::os::Cancel;

/// Saves files where a person wants them.
#[derive(Clone, Debug)]
pub struct Files {
    dialog: Dialog,
    /// The person's home folder, if there is one.
    home: Option<PathBuf>,
    /// Where the desktop keeps what its folders are called.
    config: Option<PathBuf>,
}

/// Where a file went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Into this file.
    In(PathBuf),
    /// Nowhere: no file was chosen, or the job was cancelled.
    Nowhere,
}

impl Files {
    /// Asks by the system's own dialog, shown by this very program.
    pub fn new() -> Self {
        Self {
            dialog: Dialog::of_this_program(),
            home: std::env::home_dir(),
            config: places::config_home(),
        }
    }

    /// For tests: asks by a program of their own, in a home of their own. `None` for a system that shows no dialog.
    pub fn with(program: Option<&Path>, home: Option<&Path>) -> Self {
        Self {
            dialog: Dialog::of(program),
            home: home.map(Path::to_owned),
            config: home.map(|home| home.join(".config")),
        }
    }

    /// Writes the settings.
    pub fn save_settings(&self, _settings: &Settings) -> Result<(), FileFailure> {
        let _folder = &self.config;
        Err(FileFailure::Defect)
    }

    /// Asks where, and writes `content` there, whole or not at all. What stands there is replaced, as the person confirmed in the
    /// dialog. Where no dialog can be shown, it goes into the folder for downloads, or the home folder, under the first name that is
    /// free. Blocks for as long as the person takes, or until `cancel` is thrown.
    pub fn save(&self, name: &str, content: &[u8], cancel: &Cancel) -> Result<Kept, FileFailure> {
        match self.dialog.ask(name, cancel) {
            Chosen::File(path) => write::replacing(&path, content).map(Kept::In),
            Chosen::Nothing => Ok(Kept::Nowhere),
            Chosen::NoDialog => {
                let folder = places::for_downloads(self.home.as_deref(), self.config.as_deref())?;
                write::beside_others(&folder, name, content).map(Kept::In)
            }
        }
    }
}

impl Default for Files {
    fn default() -> Self {
        Self::new()
    }
}
