//! Which row is selected.

use crate::app::profiles::RowKey;
use crate::app::update::App;
use crate::model::{Now, ProfileId};

impl App {
    pub(crate) fn select(&mut self, key: RowKey) {
        if self.state.selected != Some(key) {
            self.state.selected = Some(key);
            self.state.shown = None;
        }
    }

    /// A choice of the user: selected again in the next run.
    pub(crate) fn select_by_choice(&mut self, key: RowKey, now: Now) {
        self.select(key);
        let RowKey::Item(id) = key else {
            return;
        };
        let last = &mut self.state.settings.last_selected;
        if last.replace(id) != Some(id) {
            self.save_settings_later(now);
        }
    }

    /// Selects the last run's profile as soon as it is read, unless something else was selected.
    pub(crate) fn select_last(&mut self, id: ProfileId) {
        let is_last = self.state.settings.last_selected == Some(id);
        if is_last && self.state.selected.is_none() && self.state.launch.is_none() {
            self.state.selected = Some(RowKey::Item(id));
        }
    }

    /// If nothing is selected: selects the row of the last run, or the first.
    pub(crate) fn ensure_selection(&mut self) {
        if self.state.selected_row().is_none() {
            let last = self.state.settings.last_selected.map(RowKey::Item);
            let rows = &self.state.rows;
            let again = rows.iter().find(|row| Some(row.key) == last);
            self.state.selected = again.or(rows.first()).map(|row| row.key);
            self.state.shown = None;
        }
    }

    /// Selects the profile. Clears a search that would hide it.
    pub(crate) fn reveal_profile(&mut self, id: ProfileId) {
        let key = RowKey::Item(id);
        let search = &mut self.drafts.search;
        if !self.state.matching(search).any(|row| row.key == key) {
            search.clear();
        }
        self.select(key);
    }

    /// The row below it as shown, else the one above.
    pub(crate) fn neighbor_of(&self, key: RowKey, now: Now) -> Option<RowKey> {
        let listed = self.state.listed(&self.drafts.search, now);
        let shown: Vec<_> = listed.iter().map(|row| row.key).collect();
        let at = shown.iter().position(|shown| *shown == key)?;
        let below = shown.get(at + 1);
        let above = || at.checked_sub(1).and_then(|above| shown.get(above));
        below.or_else(above).copied()
    }
}
