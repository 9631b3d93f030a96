//! The last selection and each profile's last use, kept for the next run. Saves are debounced: arrow keys, or a fetch with its
//! copy, are one write.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use crate::app::profiles::RowKey;
use crate::app::update::App;
use crate::model::{Now, PinAndTag, ProfileId};

/// Changes within this time are one write.
const DEBOUNCE: Duration = Duration::from_secs(1);

impl App {
    /// A token of this profile was fetched or copied, or its secret was checked on a click.
    pub(crate) fn record_use(&mut self, id: ProfileId, now: Now) {
        let last_used = &mut self.state.settings.last_used;
        if last_used.insert(id, now.to_the_second()) != Some(now.to_the_second()) {
            self.save_settings_later(now);
        }
    }

    /// Drops the settings of a deleted profile.
    pub(crate) fn drop_settings_of(&mut self, id: ProfileId, now: Now) {
        let settings = &mut self.state.settings;
        let was_used = settings.last_used.remove(&id).is_some();
        let was_selected = settings.last_selected.take_if(|last| *last == id).is_some();
        let was_marked = settings.marks.remove(&id).is_some();
        if was_used || was_selected || was_marked {
            self.save_settings_later(now);
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

    /// Migrates marks that an older version kept in the keyring. Marks in the settings win.
    pub(crate) fn take_over_marks(&mut self, id: ProfileId, old: PinAndTag, now: Now) {
        if let Entry::Vacant(entry) = self.state.settings.marks.entry(id) {
            entry.insert(old);
            self.save_settings_later(now);
        }
    }

    /// Takes over marks set in another window, unless a newer change here is not saved yet.
    pub(crate) fn take_over_marks_of_others(&mut self, marks: BTreeMap<ProfileId, PinAndTag>) {
        for (id, marks) in marks {
            let here = self.state.settings.marks.get(&id).copied();
            let in_file = self.settings_writer.last_written.as_mut();
            let written = in_file.map_or(here, |in_file| in_file.marks.insert(id, marks));
            if written == here {
                self.state.settings.marks.insert(id, marks);
                self.place_row(RowKey::Item(id));
            }
        }
    }

    fn save_settings_later(&mut self, now: Now) {
        self.settings_writer.due = Some(now.plus(DEBOUNCE));
    }
}
