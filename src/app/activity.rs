//! What happened in this run, by profile. Kept in memory alone.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use jiff::Timestamp;

use crate::model::{ActivityLine, Deed, Entry, ProfileId};

/// How many entries are kept of each profile; the oldest go first.
pub const MAX_ENTRIES: usize = 500;

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    of: BTreeMap<ProfileId, History>,
    last_serial: u64,
}

/// What happened to one profile. It outlives the profile's row.
#[derive(Clone, Debug)]
struct History {
    /// The profile's name when something last happened.
    name: String,
    /// Oldest first.
    entries: VecDeque<Entry>,
}

/// Whose activity is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityScope {
    /// The selected profile's.
    #[default]
    Profile,
    /// Everybody's.
    All,
}

impl Activity {
    /// Notes that something happened.
    pub fn note(
        &mut self,
        (id, name): (ProfileId, &str),
        at: Timestamp,
        deed: Deed,
        took: Option<Duration>,
    ) {
        self.last_serial += 1;
        let history = self.of.entry(id).or_insert_with(|| History {
            name: String::new(),
            entries: VecDeque::new(),
        });
        name.clone_into(&mut history.name);
        if history.entries.len() == MAX_ENTRIES {
            history.entries.pop_front();
        }
        history.entries.push_back(Entry {
            serial: self.last_serial,
            at,
            deed,
            took,
        });
    }

    /// The entries of one profile, newest first.
    pub fn of(&self, id: ProfileId) -> impl ExactSizeIterator<Item = &Entry> {
        static NONE: VecDeque<Entry> = VecDeque::new();
        let entries = self.of.get(&id).map_or(&NONE, |history| &history.entries);
        entries.iter().rev()
    }

    /// What a profile was called when something last happened to it.
    pub(super) fn name(&self, id: ProfileId) -> Option<&str> {
        self.of.get(&id).map(|history| history.name.as_str())
    }

    /// The entries of all profiles with their names, newest first.
    pub fn all(&self) -> Vec<(&str, &Entry)> {
        let mut all: Vec<_> = self
            .of
            .values()
            .flat_map(|history| {
                let name = history.name.as_str();
                history.entries.iter().map(move |entry| (name, entry))
            })
            .collect();
        all.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.serial));
        all
    }

    /// The lines of one profile, or of all, newest first, as they are copied.
    pub(super) fn lines(&self, of: Option<ProfileId>) -> Vec<ActivityLine> {
        let line = |profile: &str, entry: &Entry| ActivityLine {
            profile: profile.to_owned(),
            entry: entry.clone(),
        };
        match of {
            None => {
                let all = self.all();
                all.iter().map(|(name, entry)| line(name, entry)).collect()
            }
            Some(id) => {
                let name = self.of.get(&id).map_or("", |history| history.name.as_str());
                self.of(id).map(|entry| line(name, entry)).collect()
            }
        }
    }
}
