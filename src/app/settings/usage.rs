//! What is kept for the next run, such as when each profile was last used. Saves are debounced: arrow keys, or a fetch with its copy,
//! are one write.

use std::time::Duration;

use crate::app::update::App;
use crate::model::{Now, ProfileId};

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
        let had_verdict = settings.last_verdicts.remove(&id).is_some();
        if was_used || was_selected || was_marked || had_verdict {
            self.save_settings_later(now);
        }
    }

    pub(crate) fn save_settings_later(&mut self, now: Now) {
        self.settings_writer.due = Some(now.plus(DEBOUNCE));
    }
}
