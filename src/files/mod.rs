//! Files on disk: the settings, and files that a person saves or opens. Of those that are written, a profile file has its secrets encrypted
//! before it comes here, and a Postman environment may hold a token.

mod dialog;
mod places;
mod read;
mod settings;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

pub use self::dialog::{CHOOSE_FILE, choose_file};
use self::dialog::{Chosen, FileDialog};
use self::settings::{OnDamage, SettingsFile};
pub use self::write::{Readers, shown};
use crate::model::profile_file::MAX_PROFILE_FILE_BYTES;
use crate::model::{
    FileFailure, PinAndTag, ProfileId, ReadFailure, Settings, SettingsFileFailure, VendorTool,
};
use crate::os::Cancel;

/// Limits of what is read: far more than profiles take.
const CONFIG_BYTES: usize = 1024 * 1024;
const CHOSEN_BYTES: usize = MAX_PROFILE_FILE_BYTES;

#[derive(Clone, Debug)]
pub struct Files {
    dialog: FileDialog,
    home: Option<PathBuf>,
    /// Where XDG desktops say what their folders are called.
    config: Option<PathBuf>,
    /// `None` where the system has no folder for settings.
    settings: Option<SettingsFile>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    Saved(PathBuf),
    /// The person closed the dialog, or the job was canceled.
    NotChosen,
}

/// Where a file will be written.
#[derive(Clone, Debug)]
pub enum Destination {
    /// Replaces an existing file, as the person confirmed in the dialog.
    Chosen(PathBuf),
    /// No dialog could be shown: into this folder, under a free name.
    Folder(PathBuf),
}

impl Files {
    pub fn new() -> Self {
        Self {
            dialog: FileDialog::of_this_program(),
            home: std::env::home_dir(),
            config: places::config_home(),
            settings: places::for_settings().map(|folder| SettingsFile::in_folder(&folder)),
        }
    }

    /// For tests: `program` stands in for the dialog, `None` for a system without one.
    pub fn with(program: Option<&Path>, home: Option<&Path>) -> Self {
        let config = home.map(|home| home.join(".config"));
        Self {
            dialog: FileDialog::of(program),
            home: home.map(Path::to_owned),
            settings: config
                .as_ref()
                .map(|config| SettingsFile::in_folder(&config.join(places::FOLDER))),
            config,
        }
    }

    /// Reads the settings; also what is wrong with their file, if anything. A damaged file is set aside.
    pub fn load_settings(&self) -> (Settings, Option<SettingsFileFailure>) {
        self.read_settings(OnDamage::SetAside)
    }

    /// The same, without changing anything on disk.
    pub fn peek_settings(&self) -> (Settings, Option<SettingsFileFailure>) {
        self.read_settings(OnDamage::Leave)
    }

    fn read_settings(&self, on_damage: OnDamage) -> (Settings, Option<SettingsFileFailure>) {
        let file = self.settings.as_ref();
        file.map(|file| file.load(on_damage)).unwrap_or_default()
    }

    /// Writes what changed since the settings were last read or written by this window.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), FileFailure> {
        let no_folder = || FileFailure::NoFolder {
            path: places::FOLDER.to_owned(),
        };
        self.settings.as_ref().ok_or_else(no_folder)?.save(settings)
    }

    /// The pins and tags that another window wrote since this one read or wrote the settings.
    pub fn marks_of_other_windows(&self) -> BTreeMap<ProfileId, PinAndTag> {
        let file = self.settings.as_ref();
        file.map(SettingsFile::marks_of_other_windows)
            .unwrap_or_default()
    }

    /// The config file of a vendor's tool; `None` if it has none.
    pub fn vendor_config(&self, tool: VendorTool) -> Result<Option<Vec<u8>>, ReadFailure> {
        match self.vendor_config_path(tool) {
            Some(path) => read::small_file(&path, CONFIG_BYTES),
            None => Ok(None),
        }
    }

    pub fn vendor_config_path(&self, tool: VendorTool) -> Option<PathBuf> {
        let home = self.home.as_ref()?;
        Some(home.join(tool.folder()).join(VendorTool::CONFIG))
    }

    /// Asks which file to open: `None` if the person closed the dialog, or the job was canceled. Blocks until then.
    pub fn choose_to_open(&self, cancel: &Cancel) -> Result<Option<PathBuf>, ReadFailure> {
        match self.dialog.ask_which(cancel) {
            Chosen::File(path) => Ok(Some(path)),
            Chosen::Nothing => Ok(None),
            Chosen::NoDialog => Err(ReadFailure::NoDialog),
        }
    }

    /// Asks where, and writes `content` there. Blocks until the person answers or cancels.
    pub fn save(
        &self,
        name: &str,
        content: &[u8],
        readers: Readers,
        cancel: &Cancel,
    ) -> Result<SaveOutcome, FileFailure> {
        match self.choose_to_save(name, cancel)? {
            Some(destination) => destination
                .write(name, content, readers)
                .map(SaveOutcome::Saved),
            None => Ok(SaveOutcome::NotChosen),
        }
    }

    /// Asks where. `None` if the person closed the dialog, or the job was canceled. Without a dialog it is the downloads folder, or the
    /// home folder.
    pub fn choose_to_save(
        &self,
        name: &str,
        cancel: &Cancel,
    ) -> Result<Option<Destination>, FileFailure> {
        Ok(match self.dialog.ask_where(name, cancel) {
            Chosen::File(path) => Some(Destination::Chosen(path)),
            Chosen::Nothing => None,
            Chosen::NoDialog => Some(Destination::Folder(places::for_downloads(
                self.home.as_deref(),
                self.config.as_deref(),
            )?)),
        })
    }
}

impl Destination {
    /// Returns the file's path.
    pub fn write(
        &self,
        name: &str,
        content: &[u8],
        readers: Readers,
    ) -> Result<PathBuf, FileFailure> {
        match self {
            Self::Chosen(path) => write::replace(path, content, readers),
            Self::Folder(folder) => write::create_numbered(folder, name, content, readers),
        }
    }
}

/// A file that a person chose.
pub fn read_chosen(path: &Path) -> Result<Zeroizing<Vec<u8>>, ReadFailure> {
    let bytes = read::small_file(path, CHOSEN_BYTES)?;
    bytes.map(Zeroizing::new).ok_or(ReadFailure::NotFound)
}

impl Default for Files {
    fn default() -> Self {
        Self::new()
    }
}
