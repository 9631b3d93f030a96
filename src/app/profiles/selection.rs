//! Which rows are selected.

use std::collections::BTreeSet;

use crate::app::State;
use crate::app::profiles::{ListAction, ProfileRow, Row, RowKey, SelectedProfiles};
use crate::app::state::NoticeTone;
use crate::app::update::App;
use crate::model::{Now, ProfileId};

impl State {
    /// The selected profiles where there are several, in the order of the list.
    pub fn several_selected(&self) -> Vec<&ProfileRow> {
        let ids = &self.selected_profiles.ids;
        if ids.is_empty() {
            return Vec::new();
        }
        let profiles = self.profiles();
        let selected: Vec<_> = profiles
            .filter(|row| ids.contains(&row.profile.id))
            .collect();
        if selected.len() > 1 {
            selected
        } else {
            Vec::new()
        }
    }

    pub fn has_several_selected(&self) -> bool {
        !self.several_selected().is_empty()
    }

    /// Whether the list marks it as selected.
    pub fn is_selected(&self, row: &Row) -> bool {
        let is_among = || {
            let id = row.profile().map(|row| row.profile.id);
            id.is_some_and(|id| self.selected_profiles.ids.contains(&id))
        };
        self.selected == Some(row.key) || (self.has_several_selected() && is_among())
    }
}

impl App {
    pub(crate) fn on_list_action(&mut self, action: ListAction, now: Now) {
        match action {
            ListAction::Filter(filter) => self.filter_by(filter, now),
            ListAction::ExplainNoMatch => {
                let text = "No profile matches your search. Nothing was copied.";
                self.notice(NoticeTone::Warn, text, now);
            }
            ListAction::ToggleSelected(key) => self.toggle_selected(key, now),
            ListAction::SelectRange(key) => self.select_range(key, now),
            ListAction::SelectListed => self.select_listed(now),
            ListAction::SelectOne => self.select_one(),
            ListAction::SetTagOfSelected(tag) => self.set_tag_of_selected(tag, now),
            ListAction::UndoTags => self.undo_tags(now),
            ListAction::CheckSelected => self.open_check_selected(now),
            ListAction::ExportSelected => self.open_export_selected(now),
            ListAction::AskDeleteSelected => self.ask_delete_selected(now),
        }
    }

    /// Ctrl and a click: adds the profile to the selected ones, or takes it out.
    pub(crate) fn toggle_selected(&mut self, key: RowKey, now: Now) {
        let Some(id) = self.profile_at(key) else {
            return;
        };
        let mut ids = self.selected_ids();
        if !ids.remove(&id) {
            ids.insert(id);
            self.select_by_choice(key, now);
        } else if self.state.selected == Some(key) {
            let other = self.state.rows.iter().find(|row| {
                let other = row.profile().map(|row| row.profile.id);
                other.is_some_and(|other| ids.contains(&other))
            });
            match other.map(|row| row.key) {
                Some(other) => self.select_by_choice(other, now),
                // The last one stays.
                None => return,
            }
        }
        self.state.selected_profiles = SelectedProfiles {
            ids,
            anchor: Some(key),
        };
    }

    /// Shift and a click or an arrow: selects the listed profiles from where the selection began to this one.
    pub(crate) fn select_range(&mut self, key: RowKey, now: Now) {
        let anchor = self.state.selected_profiles.anchor.or(self.state.selected);
        let listed = self.state.listed(&self.drafts.search, now);
        let place = |key| listed.iter().position(|row| row.key == key);
        let Some((from, to)) = anchor.and_then(place).zip(place(key)) else {
            return self.select_by_choice(key, now);
        };
        let range = &listed[from.min(to)..=from.max(to)];
        let profiles = range.iter().filter_map(|row| row.profile());
        let ids = profiles.map(|row| row.profile.id).collect();
        self.select_by_choice(key, now);
        self.state.selected_profiles = SelectedProfiles { ids, anchor };
    }

    /// Ctrl+A: selects all profiles that the list shows.
    fn select_listed(&mut self, now: Now) {
        let listed = self.state.listed(&self.drafts.search, now);
        let listed = listed
            .into_iter()
            .filter_map(|row| Some((row.key, row.profile()?)));
        let (keys, ids): (Vec<_>, BTreeSet<_>) =
            listed.map(|(key, row)| (key, row.profile.id)).unzip();
        let Some(first) = keys.first() else {
            return;
        };
        // One that the search hides doesn't stay selected.
        let keeps = self.state.selected.is_some_and(|key| keys.contains(&key));
        if !keeps {
            self.select_by_choice(*first, now);
        }
        let anchor = self.state.selected;
        self.state.selected_profiles = SelectedProfiles { ids, anchor };
    }

    pub(crate) fn select_one(&mut self) {
        self.state.selected_profiles = SelectedProfiles::default();
    }

    fn selected_ids(&self) -> BTreeSet<ProfileId> {
        if self.state.has_several_selected() {
            return self.state.selected_profiles.ids.clone();
        }
        let selected = self.state.selected_profile();
        selected.map(|row| row.profile.id).into_iter().collect()
    }

    fn profile_at(&self, key: RowKey) -> Option<ProfileId> {
        let row = self.state.rows.iter().find(|row| row.key == key)?;
        row.profile().map(|row| row.profile.id)
    }

    pub(crate) fn select(&mut self, key: RowKey) {
        self.state.selected_profiles = SelectedProfiles::default();
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

    /// The row to select once these are gone: the next one below the selected, as listed, else the next above.
    pub(crate) fn neighbor_of(&self, gone: &[RowKey], now: Now) -> Option<RowKey> {
        let listed = self.state.listed(&self.drafts.search, now);
        let keys: Vec<_> = listed.iter().map(|row| row.key).collect();
        let at = keys
            .iter()
            .position(|key| Some(*key) == self.state.selected)?;
        let below = keys[at..].iter();
        let above = keys[..at].iter().rev();
        let stays = |key: &&RowKey| !gone.contains(key);
        below.chain(above).find(stays).copied()
    }
}
