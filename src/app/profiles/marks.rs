//! Pins and tags.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::app::profiles::RowKey;
use crate::app::state::NoticeTone;
use crate::app::update::App;
use crate::model::{Now, PinAndTag, ProfileId, Tag};

impl App {
    pub(crate) fn pin(&mut self, id: ProfileId, is_pinned: bool, now: Now) {
        self.mark(id, |marks| marks.is_pinned = is_pinned, now);
    }

    pub(crate) fn set_tag(&mut self, id: ProfileId, tag: Option<Tag>, now: Now) {
        self.mark(id, |marks| marks.tag = tag, now);
    }

    pub(crate) fn set_tag_of_selected(&mut self, tag: Option<Tag>, now: Now) {
        let selected = self.state.several_selected().into_iter();
        let ids = selected.map(|row| row.profile.id);
        let before = ids.map(|id| (id, self.state.settings.marks_of(id).tag));
        let before: Vec<_> = before.filter(|(_, before)| *before != tag).collect();
        if before.is_empty() {
            return;
        }
        for (id, _) in &before {
            self.set_tag(*id, tag, now);
        }
        let profiles = match before.len() {
            1 => "1 profile".to_owned(),
            count => format!("{count} profiles"),
        };
        let text = match tag {
            Some(tag) => format!(
                "Tagged {profiles} “{}”.",
                self.state.settings.tags.name(tag)
            ),
            None => format!("Removed the tag of {profiles}."),
        };
        self.notice(NoticeTone::Good, text, now);
        if let Some(notice) = &mut self.state.notice {
            notice.tags_before = before;
        }
    }

    pub(crate) fn undo_tags(&mut self, now: Now) {
        let notice = self
            .state
            .notice
            .take_if(|notice| !notice.tags_before.is_empty());
        for (id, tag) in notice.into_iter().flat_map(|notice| notice.tags_before) {
            self.set_tag(id, tag, now);
        }
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

    /// Migrates marks that an older version kept in the keyring. Marks in the settings win.
    pub(crate) fn migrate_marks(&mut self, id: ProfileId, old: PinAndTag, now: Now) {
        if let Entry::Vacant(entry) = self.state.settings.marks.entry(id) {
            entry.insert(old);
            self.save_settings_later(now);
        }
    }

    /// Takes over marks set in another window, unless a newer change here is not saved yet.
    pub(crate) fn merge_marks(&mut self, marks: BTreeMap<ProfileId, PinAndTag>) {
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
}
