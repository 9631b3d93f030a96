//! The settings file: TOML, for this person alone, written whole.
//!
//! A file of no use is set aside, never written over. Windows of the same person share the file: a save changes in it what was
//! changed in its window, and nothing else.

mod fields;
mod merge;

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read as _};
#[cfg(unix)]
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use toml::Table;

use super::write;
use super::write::{For, failure, shown};
use crate::model::failure::SettingsDamage;
use crate::model::{FileFailure, Settings, SettingsFileFailure};

const NAME: &str = "settings.toml";
/// Held while a window reads the file, changes it and writes it again.
const LOCK: &str = "settings.lock";
/// The largest file that is read or written, in bytes. Ours stay below half of it.
const MAX_BYTES: usize = 256 * 1024;
/// How many names are tried for a file that is set aside.
const MAX_ASIDE: u32 = 100;

/// What is done with a file of no use when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damaged {
    /// It gets another name.
    SetAside,
    /// Nothing.
    Left,
}

/// The file, and what this window knows of it.
#[derive(Clone, Debug)]
pub(super) struct SettingsFile {
    folder: PathBuf,
    /// As this window read or wrote them last: what differs from these was changed here.
    known: Arc<Mutex<Settings>>,
}

impl SettingsFile {
    pub(super) fn of_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            known: Arc::default(),
        }
    }

    pub(super) fn load(&self, damaged: Damaged) -> (Settings, Option<SettingsFileFailure>) {
        let (settings, trouble) = self.read(damaged);
        self.know(&settings);
        (settings, trouble)
    }

    fn read(&self, damaged: Damaged) -> (Settings, Option<SettingsFileFailure>) {
        let path = self.path();
        match read(&path) {
            Ok(table) => {
                let (settings, doubts) = fields::read(&table);
                let trouble = (!doubts.is_empty()).then(|| SettingsFileFailure::NotUnderstood {
                    path: shown(&path),
                    fields: doubts,
                });
                (settings, trouble)
            }
            Err(damage) => {
                let aside = match damaged {
                    Damaged::SetAside => set_aside(&path).ok(),
                    Damaged::Left => None,
                };
                tracing::warn!(?damage, "the settings file is of no use");
                let trouble = SettingsFileFailure::Damaged {
                    damage,
                    path: shown(&path),
                    aside: aside.as_deref().map(shown),
                };
                (Settings::default(), Some(trouble))
            }
        }
    }

    pub(super) fn save(&self, settings: &Settings) -> Result<(), FileFailure> {
        let path = self.path();
        make_folder(&self.folder).map_err(|error| failure(&self.folder, &error))?;
        let _turn = self.turn();
        let known = self.known();
        let (mut table, in_file) = match read(&path) {
            Ok(table) => {
                let (in_file, _doubts) = fields::read(&table);
                (table, in_file)
            }
            Err(damage) => {
                tracing::warn!(?damage, "the settings file is of no use");
                set_aside(&path).map_err(|error| failure(&path, &error))?;
                // What it said before is what there is to keep: also which tags ask before a copy.
                (Table::new(), known.clone())
            }
        };
        fields::write(&mut table, &merge::merged(in_file, &known, settings));
        let text = table.to_string();
        if text.len() > MAX_BYTES {
            return Err(FileFailure::NotWritten { path: shown(&path) });
        }
        write::replacing(&path, text.as_bytes(), For::ThePerson)?;
        self.know(settings);
        Ok(())
    }

    fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// Waits for other windows that are writing. Where files cannot be locked, whoever writes last is right.
    fn turn(&self) -> Option<File> {
        let mut options = File::options();
        let options = options.write(true).create(true).truncate(false);
        let file = options.open(self.folder.join(LOCK)).ok()?;
        file.lock().ok()?;
        Some(file)
    }

    fn known(&self) -> Settings {
        let known = self.known.lock();
        known.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn know(&self, settings: &Settings) {
        let known = self.known.lock();
        known
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(settings);
    }
}

/// What the file says; nothing, if there is none.
fn read(path: &Path) -> Result<Table, SettingsDamage> {
    let not_read = |error: io::Error| {
        tracing::debug!(kind = ?error.kind(), "the settings file cannot be read");
        SettingsDamage::NotRead
    };
    let file = match fs::metadata(path) {
        // A pipe would be waited for.
        Ok(there) if there.is_file() => File::open(path).map_err(not_read)?,
        Ok(_not_a_file) => return Err(SettingsDamage::NotRead),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Table::new()),
        Err(error) => return Err(not_read(error)),
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    // One more than may be there, to see that it is too large.
    let mut limited = file.take(most.saturating_add(1));
    limited.read_to_end(&mut bytes).map_err(not_read)?;
    if bytes.len() > MAX_BYTES {
        return Err(SettingsDamage::TooLarge);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(SettingsDamage::NoToml { line: None });
    };
    text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.bytes().take(at);
        let line = before.filter(|byte| *byte == b'\n').count() + 1;
        SettingsDamage::NoToml { line: Some(line) }
    })
}

/// Gives the file another name that is free; the new path.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    for number in 1..=MAX_ASIDE {
        let aside = path.with_file_name(format!("{NAME}.damaged-{number}"));
        if aside.symlink_metadata().is_err() {
            fs::rename(path, &aside)?;
            return Ok(aside);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Makes our folder, for the person alone. One that is there keeps its mode.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder)
}
