//! The sort order of the list.

use std::cmp::Reverse;

use crate::app::State;
use crate::app::profiles::{Row, RowKey};
use crate::app::update::App;
use crate::model::{Now, SortBy, Tag};

/// A part of the list, under a heading of its own. From top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListSection {
    Pinned,
    Tagged(Tag),
    Untagged,
    Unreadable,
}

impl State {
    /// Whether the list is in sections: sorted by name, with tags in use.
    pub fn has_sections(&self) -> bool {
        self.settings.sort == SortBy::Name && self.profiles().any(|row| self.tag_of(row).is_some())
    }

    pub fn section_of(&self, row: &Row) -> ListSection {
        let Some(row) = row.profile() else {
            return ListSection::Unreadable;
        };
        let marks = self.settings.marks_of(row.profile.id);
        match marks.tag {
            _ if marks.is_pinned => ListSection::Pinned,
            Some(tag) => ListSection::Tagged(tag),
            None => ListSection::Untagged,
        }
    }
}

impl App {
    /// *Sort by name*, *Sort by last used*.
    pub(crate) fn sort_by(&mut self, by: SortBy, now: Now) {
        self.state.settings.sort = by;
        self.snapshot_last_used();
        self.sort_rows();
        self.save_settings(now);
    }

    /// The list keeps this order until it is sorted or read again: a row doesn't move because its button was pressed.
    pub(crate) fn snapshot_last_used(&mut self) {
        self.used_at_sort = self.state.settings.last_used.clone();
    }

    pub(crate) fn sort_rows(&mut self) {
        let mut rows = std::mem::take(&mut self.state.rows);
        rows.sort_by_cached_key(|row| self.place_of(row));
        self.state.rows = rows;
    }

    /// Moves one row to its place; the rest is sorted.
    pub(crate) fn place_row(&mut self, key: RowKey) {
        let Some(at) = self.state.rows.iter().position(|row| row.key == key) else {
            return;
        };
        let row = self.state.rows.remove(at);
        let place = self.place_of(&row);
        let to = self
            .state
            .rows
            .partition_point(|other| self.place_of(other) < place);
        self.state.rows.insert(to, row);
    }

    /// By name: section by section. By last use: pinned first, unreadable last. Then by name.
    fn place_of(&self, row: &Row) -> impl Ord + use<> {
        let known = row.profile().map(|row| &row.profile);
        let by_use = self.state.settings.sort == SortBy::LastUsed;
        let section = match self.state.section_of(row) {
            ListSection::Tagged(_) if by_use => ListSection::Untagged,
            section => section,
        };
        let used = known
            .filter(|_| by_use)
            .and_then(|profile| self.used_at_sort.get(&profile.id));
        let name = known.map(|profile| (profile.name.folded(), profile.account.login().to_owned()));
        (section, Reverse(used.copied()), name, row.key)
    }
}
