//! The sort order of the list.

use std::cmp::Reverse;

use crate::app::profiles::{Row, RowKey};
use crate::app::update::App;
use crate::model::{Now, SortBy};

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

    /// Pinned first, unreadable last; then by the selected order, then by name.
    fn place_of(&self, row: &Row) -> impl Ord + use<> {
        let known = row.profile().map(|row| &row.profile);
        let used = known
            .filter(|_| self.state.settings.sort == SortBy::LastUsed)
            .and_then(|profile| self.used_at_sort.get(&profile.id));
        let name = known.map(|profile| (profile.name.folded(), profile.account.login().to_owned()));
        (
            known.is_none(),
            known.is_some_and(|profile| !self.state.settings.marks_of(profile.id).is_pinned),
            Reverse(used.copied()),
            name,
            row.key,
        )
    }
}
