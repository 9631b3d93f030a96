//! What happened in this run, by profile. Kept in memory alone.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::time::Duration;

use jiff::Timestamp;

use crate::model::{ActivityEntry, ActivityKind, ActivityLine, ProfileId};

/// How many entries are kept of each profile; the oldest go first.
pub const MAX_ENTRIES: usize = 500;

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Activity {
    of: BTreeMap<ProfileId, History>,
    /// Serial number and profile of every entry, oldest first: with many profiles a window could not sort them for each frame.
    order: VecDeque<(u64, ProfileId)>,
    last_serial: u64,
}

/// What happened to one profile. It outlives the profile's row.
#[derive(Clone, Debug)]
struct History {
    /// The profile's name when something last happened.
    name: String,
    /// Oldest first.
    entries: VecDeque<ActivityEntry>,
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
    pub fn record(
        &mut self,
        (id, name): (ProfileId, &str),
        at: Timestamp,
        kind: ActivityKind,
        took: Option<Duration>,
    ) {
        self.last_serial += 1;
        let history = self.of.entry(id).or_insert_with(|| History {
            name: String::new(),
            entries: VecDeque::new(),
        });
        name.clone_into(&mut history.name);
        if history.entries.len() == MAX_ENTRIES
            && let Some(oldest) = history.entries.pop_front()
            && let Ok(at) = self
                .order
                .binary_search_by_key(&oldest.serial, |(serial, _)| *serial)
        {
            self.order.remove(at);
        }
        self.order.push_back((self.last_serial, id));
        history.entries.push_back(ActivityEntry {
            serial: self.last_serial,
            at,
            kind,
            took,
        });
    }

    /// The entries of one profile, newest first.
    pub fn of(&self, id: ProfileId) -> impl ExactSizeIterator<Item = &ActivityEntry> {
        static NONE: VecDeque<ActivityEntry> = VecDeque::new();
        let entries = self.of.get(&id).map_or(&NONE, |history| &history.entries);
        entries.iter().rev()
    }

    /// What a profile was called when something last happened to it.
    pub(crate) fn name(&self, id: ProfileId) -> Option<&str> {
        self.of.get(&id).map(|history| history.name.as_str())
    }

    /// The entries of all profiles with their names, newest first.
    pub fn all(&self) -> Vec<(&str, &ActivityEntry)> {
        self.some_of_all(0..self.count())
    }

    /// How many entries there are of all profiles.
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// Some of [`Self::all`], by their places: the rest is not touched.
    pub fn some_of_all(&self, places: Range<usize>) -> Vec<(&str, &ActivityEntry)> {
        let count = places.len();
        let entries = self.newest_first().skip(places.start).take(count);
        entries.map(|(_, name, entry)| (name, entry)).collect()
    }

    /// The entries of all profiles with the profile and its name.
    pub fn newest_first(&self) -> impl Iterator<Item = (ProfileId, &str, &ActivityEntry)> {
        self.order.iter().rev().filter_map(|(serial, id)| {
            let history = self.of.get(id)?;
            let at = history
                .entries
                .binary_search_by_key(serial, |entry| entry.serial);
            let entry = history.entries.get(at.ok()?)?;
            Some((*id, history.name.as_str(), entry))
        })
    }

    /// The lines of one profile, or of all, newest first, as they are copied.
    pub(crate) fn lines(&self, of: Option<ProfileId>) -> Vec<ActivityLine> {
        let line = |profile: &str, entry: &ActivityEntry| ActivityLine {
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

/// A wish about the activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityAction {
    /// Whose is shown.
    Show(ActivityScope),
    /// *Copy as text*.
    Copy,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_activity_of_all_is_in_the_order_in_which_it_happened_whatever_was_dropped() {
        let ids = [ProfileId::random(), ProfileId::random()];
        let mut activity = Activity::default();
        // The first profile does much more than the second one.
        for n in 0..3 * MAX_ENTRIES {
            let (id, name) = if n % 7 == 0 {
                (ids[1], "B")
            } else {
                (ids[0], "A")
            };
            activity.record(
                (id, name),
                Timestamp::UNIX_EPOCH,
                ActivityKind::Cleared,
                None,
            );
        }
        let all = activity.all();
        assert_eq!(all.len(), activity.count());
        let of_each = ids.map(|id| activity.of(id).len());
        assert_eq!(all.len(), of_each.iter().sum::<usize>());
        assert!(all.is_sorted_by(|(_, a), (_, b)| a.serial > b.serial));
        let serials = |name| -> Vec<_> {
            let of_it = all.iter().filter(|(of, _)| *of == name);
            of_it.map(|(_, entry)| entry.serial).collect()
        };
        for (id, name) in ids.into_iter().zip(["A", "B"]) {
            let own: Vec<_> = activity.of(id).map(|entry| entry.serial).collect();
            assert_eq!(serials(name), own);
        }
        assert_eq!(activity.some_of_all(3..5), all[3..5]);
        assert_eq!(activity.some_of_all(all.len() - 1..all.len() + 9).len(), 1);
    }
}
