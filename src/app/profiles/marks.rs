//! Pins and tags.

use crate::app::profiles::RowKey;
use crate::app::update::App;
use crate::model::{Now, PinAndTag, ProfileId, Tag};

impl App {
    pub(crate) fn pin(&mut self, id: ProfileId, is_pinned: bool, now: Now) {
        self.mark(id, |marks| marks.is_pinned = is_pinned, now);
    }

    pub(crate) fn set_tag(&mut self, id: ProfileId, tag: Option<Tag>, now: Now) {
        self.mark(id, |marks| marks.tag = tag, now);
    }

    fn mark(&mut self, id: ProfileId, change: impl FnOnce(&mut PinAndTag), now: Now) {
        let before = self.state.settings.marks_of(id);
        let mut marks = before;
        change(&mut marks);
        if marks != before {
            self.state.settings.marks.insert(id, marks);
            self.place_row(RowKey::Item(id));
            self.save_settings(now);
        }
    }
}
