//! The settings file: TOML, readable by its owner alone, replaced atomically.
//!
//! A damaged file is set aside, never overwritten. Windows of the same person share the file: a save writes only what changed in its
//! own window.

mod fields;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read as _};
use std::mem;
#[cfg(unix)]
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use toml_edit::{DocumentMut, TomlError};

use super::write;
use super::write::{Readers, failure, shown};
use crate::model::failure::SettingsDamage;
use crate::model::{FileFailure, PinAndTag, ProfileId, Settings, SettingsFileFailure};

const NAME: &str = "settings.toml";
/// Locked while a window reads the file, changes it and writes it again.
const LOCK: &str = "settings.lock";
/// The largest file that is read or written: far more than a person marks.
const MAX_BYTES: usize = 1024 * 1024;
/// How many names are tried for a file that is set aside.
const MAX_ASIDE: u32 = 100;
/// How many profiles keep their last use and their last verdict: the most recent ones.
const MAX_REMEMBERED: usize = 2_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnDamage {
    SetAside,
    Leave,
}

#[derive(Clone, Debug)]
pub(super) struct SettingsFile {
    folder: PathBuf,
    /// As this window last read or wrote them: what differs was changed here.
    known: Arc<Mutex<Settings>>,
}

impl SettingsFile {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            known: Arc::default(),
        }
    }

    pub(super) fn load(&self, on_damage: OnDamage) -> (Settings, Option<SettingsFileFailure>) {
        let (settings, trouble) = self.read(on_damage);
        self.set_known(&settings);
        (settings, trouble)
    }

    fn read(&self, on_damage: OnDamage) -> (Settings, Option<SettingsFileFailure>) {
        let path = self.path();
        match read(&path) {
            Ok(document) => {
                let (settings, not_understood) = fields::read(&document.unwrap_or_default());
                let trouble =
                    (!not_understood.is_empty()).then(|| SettingsFileFailure::NotUnderstood {
                        path: shown(&path),
                        fields: not_understood,
                    });
                (settings, trouble)
            }
            Err(damage) => {
                let moved_to = match on_damage {
                    OnDamage::SetAside => set_aside(&path).ok(),
                    OnDamage::Leave => None,
                };
                tracing::warn!(?damage, "the settings file is damaged");
                let trouble = SettingsFileFailure::Damaged {
                    damage,
                    path: shown(&path),
                    moved_to: moved_to.as_deref().map(shown),
                };
                (Settings::default(), Some(trouble))
            }
        }
    }

    pub(super) fn save(&self, settings: &Settings) -> Result<(), FileFailure> {
        let path = self.path();
        make_folder(&self.folder).map_err(|error| failure(&self.folder, &error))?;
        let _lock = self.lock();
        let document = read(&path).or_else(|damage| {
            tracing::warn!(?damage, "the settings file is damaged");
            set_aside(&path).map_err(|error| failure(&path, &error))?;
            Ok(None)
        })?;
        let known = self.known();
        let mut new = settings.clone();
        let (mut document, known) = match document {
            Some(document) => {
                let (in_file, _not_understood) = fields::read(&document);
                keep_newer_uses(&mut new.last_used, &known.last_used, &in_file.last_used);
                (document, Some(&known))
            }
            None => (DocumentMut::new(), None),
        };
        drop_oldest(&mut new.last_used, |at| *at);
        drop_oldest(&mut new.last_verdicts, |last| last.at);
        let not_written = || FileFailure::NotWritten { path: shown(&path) };
        if let Err(error) = fields::write(&mut document, known, &new) {
            tracing::warn!(%error, "the settings cannot be written as TOML");
            return Err(not_written());
        }
        let text = document.to_string();
        if text.len() > MAX_BYTES {
            return Err(not_written());
        }
        write::replace(&path, text.as_bytes(), Readers::Owner)?;
        self.set_known(settings);
        Ok(())
    }

    /// The marks that another window wrote since this one read or wrote the file. They are known from now on.
    pub(super) fn marks_of_other_windows(&self) -> BTreeMap<ProfileId, PinAndTag> {
        let Ok(Some(document)) = read(&self.path()) else {
            return BTreeMap::new();
        };
        let (in_file, _not_understood) = fields::read(&document);
        let known = self.known.lock();
        let mut known = known.unwrap_or_else(PoisonError::into_inner);
        let is_new = |id: &ProfileId, marks: &PinAndTag| known.marks.get(id) != Some(marks);
        let changed: BTreeMap<_, _> = in_file
            .marks
            .into_iter()
            .filter(|(id, marks)| is_new(id, marks))
            .collect();
        known.marks.extend(&changed);
        changed
    }

    fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// Waits for other windows that are writing. On a file system without locks, the last writer wins.
    fn lock(&self) -> Option<File> {
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

    fn set_known(&self, settings: &Settings) {
        let known = self.known.lock();
        known
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(settings);
    }
}

/// The newest time wins between windows. A time that this window already knew loses also to an earlier one: the clock was wrong then.
fn keep_newer_uses(
    new: &mut BTreeMap<ProfileId, Timestamp>,
    known: &BTreeMap<ProfileId, Timestamp>,
    in_file: &BTreeMap<ProfileId, Timestamp>,
) {
    for (id, at) in new {
        let by_another = in_file.get(id).filter(|_| in_file.get(id) != known.get(id));
        if let Some(newer) = by_another.filter(|newer| *newer > at) {
            *at = *newer;
        }
    }
}

fn drop_oldest<T>(entries: &mut BTreeMap<ProfileId, T>, at: impl Fn(&T) -> Timestamp) {
    if entries.len() > MAX_REMEMBERED {
        let mut by_time: Vec<_> = mem::take(entries).into_iter().collect();
        by_time.sort_by_key(|(_, entry)| Reverse(at(entry)));
        by_time.truncate(MAX_REMEMBERED);
        *entries = by_time.into_iter().collect();
    }
}

/// `Ok(None)` if there is no file.
fn read(path: &Path) -> Result<Option<DocumentMut>, SettingsDamage> {
    let not_read = |error: io::Error| {
        tracing::debug!(kind = ?error.kind(), "the settings file cannot be read");
        SettingsDamage::NotRead
    };
    let file = match fs::metadata(path) {
        // Opening a pipe would block.
        Ok(there) if there.is_file() => File::open(path).map_err(not_read)?,
        Ok(_not_a_file) => return Err(SettingsDamage::NotRead),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(not_read(error)),
    };
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    // One byte more than allowed shows that it is too large.
    let mut limited = file.take(most.saturating_add(1));
    limited.read_to_end(&mut bytes).map_err(not_read)?;
    if bytes.len() > MAX_BYTES {
        return Err(SettingsDamage::TooLarge);
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(SettingsDamage::NoToml { line: None });
    };
    text.parse().map(Some).map_err(|error: TomlError| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.bytes().take(at);
        let line = before.filter(|byte| *byte == b'\n').count() + 1;
        SettingsDamage::NoToml { line: Some(line) }
    })
}

/// Renames the file; the new path.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    for number in 1..=MAX_ASIDE {
        let moved_to = path.with_file_name(format!("{NAME}.damaged-{number}"));
        if moved_to.symlink_metadata().is_err() {
            fs::rename(path, &moved_to)?;
            return Ok(moved_to);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Creates our folder for its owner alone. An existing one keeps its mode.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_newest_use_wins_and_the_oldest_ones_are_dropped() {
        let [a, b, c] = [(); 3].map(|()| ProfileId::random());
        let in_file = BTreeMap::from([(a, at(5)), (b, at(1)), (c, at(4))]);
        let mut new = BTreeMap::from([(a, at(2)), (b, at(3))]);
        keep_newer_uses(&mut new, &BTreeMap::new(), &in_file);
        assert_eq!(new, BTreeMap::from([(a, at(5)), (b, at(3))]));

        let many = (0..2_100).map(|second| (ProfileId::random(), at(second)));
        let mut many = many.collect();
        drop_oldest(&mut many, |at| *at);
        assert_eq!(many.len(), MAX_REMEMBERED);
        assert_eq!(many.values().min(), Some(&at(100)));
    }

    #[test]
    fn a_use_in_the_future_gives_way_to_the_next_one() {
        let a = ProfileId::random();
        let known = BTreeMap::from([(a, at(4_000_000_000))]);
        let mut new = BTreeMap::from([(a, at(2_000))]);
        keep_newer_uses(&mut new, &known, &known);
        assert_eq!(new, BTreeMap::from([(a, at(2_000))]));
    }
}
