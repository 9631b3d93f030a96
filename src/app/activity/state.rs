//! What happened in this run, by profile. In memory only.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::time::Duration;

use jiff::Timestamp;

use crate::model::{ActivityEntry, ActivityKind, ActivityLine, ProfileId};

/// Entries kept for each profile; the oldest go first.
pub const MAX_ENTRIES: usize = 500;

#[derive(Clone, Debug, Default)]
pub struct Activity {
    of: BTreeMap<ProfileId, History>,
    /// Serial number and profile of every entry, oldest first: sorting them for each frame would be too slow.
    order: VecDeque<(u64, ProfileId)>,
    last_serial: u64,
}

/// Outlives the profile's row.
#[derive(Clone, Debug)]
struct History {
    /// The profile's name at its last entry.
    name: String,
    /// Oldest first.
    entries: VecDeque<ActivityEntry>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityScope {
    /// The selected profile.
    #[default]
    Profile,
    /// All profiles.
    All,
}

impl Activity {
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

    /// Newest first.
    pub fn of(&self, id: ProfileId) -> impl ExactSizeIterator<Item = &ActivityEntry> {
        static NONE: VecDeque<ActivityEntry> = VecDeque::new();
        let entries = self.of.get(&id).map_or(&NONE, |history| &history.entries);
        entries.iter().rev()
    }

    /// The profile's name at its last entry.
    pub(crate) fn name(&self, id: ProfileId) -> Option<&str> {
        self.of.get(&id).map(|history| history.name.as_str())
    }

    /// Entries of all profiles with their names, newest first.
    pub fn all(&self) -> Vec<(&str, &ActivityEntry)> {
        self.all_in(0..self.count())
    }

    /// Entries of all profiles.
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// Part of [`Self::all`], for drawing only the visible rows.
    pub fn all_in(&self, places: Range<usize>) -> Vec<(&str, &ActivityEntry)> {
        let count = places.len();
        let entries = self.newest_first().skip(places.start).take(count);
        entries.map(|(_, name, entry)| (name, entry)).collect()
    }

    /// Entries of all profiles with the profile and its name, newest first.
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

    /// For copying: one profile or all, newest first.
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityAction {
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
        assert_eq!(activity.all_in(3..5), all[3..5]);
        assert_eq!(activity.all_in(all.len() - 1..all.len() + 9).len(), 1);
    }
}
