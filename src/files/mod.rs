//! Files that a person keeps: where they go, and writing them whole.
//!
//! `dialog` asks where, by the system's own dialog, in a process of its own; `places` knows a folder where none can be shown;
//! `write` writes; `settings` is the one file that the program keeps for itself. Nothing secret is written here.

mod dialog;
mod places;
mod settings;
mod write;

use std::path::{Path, PathBuf};

pub use self::dialog::{CHOOSE_FILE, choose_file};
use self::dialog::{Chosen, Dialog};
use self::settings::{Damaged, SettingsFile};
use self::write::For;
pub use self::write::shown;
use crate::model::{FileFailure, Settings, SettingsFileFailure};
use crate::os::Cancel;

/// Saves files where a person wants them.
#[derive(Clone, Debug)]
pub struct Files {
    dialog: Dialog,
    /// The person's home folder, if there is one.
    home: Option<PathBuf>,
    /// Where the desktop keeps what its folders are called.
    config: Option<PathBuf>,
    /// The settings, where there is a folder for them.
    settings: Option<SettingsFile>,
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
            settings: places::for_settings().map(|folder| SettingsFile::of_folder(&folder)),
        }
    }

    /// For tests: asks by a program of their own, in a home of their own. `None` for a system that shows no dialog.
    pub fn with(program: Option<&Path>, home: Option<&Path>) -> Self {
        let config = home.map(|home| home.join(".config"));
        Self {
            dialog: Dialog::of(program),
            home: home.map(Path::to_owned),
            settings: config
                .as_ref()
                .map(|config| SettingsFile::of_folder(&config.join(places::OURS))),
            config,
        }
    }

    /// Reads the settings, and what is wrong with their file, if anything is. What it does not say is as at first. A file of no
    /// use is set aside.
    pub fn load_settings(&self) -> (Settings, Option<SettingsFileFailure>) {
        self.read_settings(Damaged::SetAside)
    }

    /// The same, and nothing is changed in the person's folder.
    pub fn look_into_settings(&self) -> (Settings, Option<SettingsFileFailure>) {
        self.read_settings(Damaged::Left)
    }

    fn read_settings(&self, damaged: Damaged) -> (Settings, Option<SettingsFileFailure>) {
        let file = self.settings.as_ref();
        file.map(|file| file.load(damaged)).unwrap_or_default()
    }

    /// Writes what has changed in the settings since they were read, or written, here. What another window changed in the file
    /// meanwhile stays, and so does what a newer version keeps there.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), FileFailure> {
        let no_folder = || FileFailure::NoFolder {
            path: places::OURS.to_owned(),
        };
        self.settings.as_ref().ok_or_else(no_folder)?.save(settings)
    }

    /// Asks where, and writes `content` there, whole or not at all. What stands there is replaced, as the person confirmed in the
    /// dialog. Where no dialog can be shown, it goes into the folder for downloads, or the home folder, under the first name that is
    /// free. Blocks for as long as the person takes, or until `cancel` is thrown.
    pub fn save(&self, name: &str, content: &[u8], cancel: &Cancel) -> Result<Kept, FileFailure> {
        match self.dialog.ask(name, cancel) {
            Chosen::File(path) => write::replacing(&path, content, For::Anybody).map(Kept::In),
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
