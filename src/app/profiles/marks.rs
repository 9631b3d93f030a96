//! Many profiles: pinned, tagged, and in another order.
//!
//! Pin and tag are part of the keyring item. The row changes when the keyring has answered, not before: what the list shows is
//! stored, and a write that fails has nothing to take back. What is asked for meanwhile waits for that answer, since it has to
//! start from the `rev` that the answer brings.

use crate::app::editor::{EditorMode, PendingSave};
use crate::app::job::{Job, ProfileWrite, SecretSource};
use crate::app::profiles::Marks;
use crate::app::profiles::{Row, RowKey};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, Tone};
use crate::app::update::App;
use crate::model::{KeyringFailure, Now, Profile, ProfileId, SortBy, Tag};

impl App {
    /// *Pin to top*, *Unpin*.
    pub(crate) fn pin(&mut self, id: ProfileId, is_pinned: bool, now: Now) {
        self.mark(id, |marks| marks.is_pinned = is_pinned, now);
    }

    /// One of the colours in the profile's menu, or none.
    pub(crate) fn set_tag(&mut self, id: ProfileId, tag: Option<Tag>, now: Now) {
        self.mark(id, |marks| marks.tag = tag, now);
    }

    fn mark(&mut self, id: ProfileId, change: impl FnOnce(&mut Marks), now: Now) {
        let Some(stored) = self.state.profile(id).map(|row| Marks::of(&row.profile)) else {
            return;
        };
        let under_way = self.marks_under_way(id);
        let waiting = self.waiting_marks.get(&id).copied();
        let mut wanted = waiting.or(under_way).unwrap_or(stored);
        change(&mut wanted);
        if under_way.is_some() {
            self.waiting_marks.insert(id, wanted);
            return;
        }
        self.write_marks(id, wanted, now);
    }

    fn marks_under_way(&self, id: ProfileId) -> Option<Marks> {
        self.state.running.iter().find_map(|job| match &job.kind {
            JobKind::Save(PendingSave::Marks { of, wanted }) if *of == id => Some(*wanted),
            _ => None,
        })
    }

    /// The profile as it is, with other marks: its secret stays, and so does the day on which that was saved.
    fn write_marks(&mut self, id: ProfileId, wanted: Marks, now: Now) {
        let Some(profile) = self.state.profile(id).map(|row| row.profile.clone()) else {
            return;
        };
        if Marks::of(&profile) == wanted {
            return;
        }
        let secret = if profile.account.stores_secret() {
            SecretSource::Stored(id)
        } else {
            SecretSource::NotKept
        };
        let write = ProfileWrite {
            id,
            base_rev: Some(profile.rev),
            name: profile.name,
            console: profile.console,
            account: profile.account,
            secret,
            saved_at: Some(profile.saved_at),
            is_pinned: wanted.is_pinned,
            tag: wanted.tag,
        };
        let pending = PendingSave::Marks { of: id, wanted };
        self.begin(JobKind::Save(pending), Job::SaveProfile(write), now);
    }

    /// The keyring has answered. The token, and what is under way for the profile, stay.
    pub(crate) fn marked(
        &mut self,
        id: ProfileId,
        result: Result<Profile, KeyringFailure>,
        now: Now,
    ) {
        let waiting = self.waiting_marks.remove(&id);
        let has_failed = result.is_err();
        match result {
            Ok(profile) => {
                if !self.is_being_deleted(&profile) {
                    self.dialog_follows_marks(&profile);
                    self.put_saved(profile, false);
                    if let Some(wanted) = waiting {
                        self.write_marks(id, wanted, now);
                    }
                }
            }
            Err(failure) => self.not_marked(id, failure, now),
        }
        self.close_after_write(has_failed, now);
    }

    /// A dialog that was opened while the keyring was at work is about the item as it is now: our own pin or tag is no change made
    /// elsewhere.
    fn dialog_follows_marks(&mut self, marked: &Profile) {
        let is_before = |id, rev: u64| id == marked.id && rev.checked_add(1) == Some(marked.rev);
        match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) => {
                let EditorMode::Edit { base } = &mut editor.mode else {
                    return;
                };
                if !is_before(base.id, base.rev) {
                    return;
                }
                *base = marked.clone();
                let draft = &mut self.drafts.editor;
                if draft.tag == editor.opened_with.tag {
                    draft.tag = marked.tag;
                }
                editor.opened_with.tag = marked.tag;
            }
            Some(Dialog::Rotation(check)) if is_before(check.profile.id, check.profile.rev) => {
                check.profile = marked.clone();
            }
            Some(Dialog::Delete { id, rev, .. }) if rev.is_some_and(|rev| is_before(*id, rev)) => {
                *rev = Some(marked.rev);
            }
            _ => {}
        }
    }

    fn not_marked(&mut self, id: ProfileId, failure: KeyringFailure, now: Now) {
        use KeyringFailure as F;

        let subject = self
            .state
            .profile(id)
            .map_or_else(String::new, |row| self.state.subject(&row.profile));
        if let KeyringFailure::Conflict(theirs) = failure {
            if self.is_left_out(id, Some(theirs.rev), now) {
                return;
            }
            let told = format!(
                "Not saved: {} was changed elsewhere meanwhile. The list shows it as it is now.",
                self.state.subject(&theirs)
            );
            self.put_profile(*theirs, None);
            self.notice(Tone::Warn, told, now);
            return;
        }
        let headline = failure.message().headline;
        let is_unclear = matches!(failure, F::NotAsWritten | F::Unclear | F::Other | F::Defect);
        let kept = if is_unclear {
            "The profile may have changed all the same: read the keyring again.".to_owned()
        } else if subject.is_empty() {
            "Nothing was changed.".to_owned()
        } else {
            format!("{subject} keeps its place and its tag.")
        };
        let not_saved = if is_unclear { "" } else { "Not saved. " };
        self.notice(Tone::Bad, format!("{not_saved}{headline}. {kept}"), now);
    }

    /// *Sort by name*, *Sort by last used*.
    pub(crate) fn sort_by(&mut self, by: SortBy, now: Now) {
        self.state.settings.sort = by;
        self.note_order();
        self.sort_rows();
        self.save_settings(now);
    }

    /// Takes down when each profile was last used: the order of the list until it is asked for again, or read again. A row does not
    /// move because its button was pressed.
    pub(crate) fn note_order(&mut self) {
        self.used_at_sort = self.state.settings.last_used.clone();
    }

    /// Sorts the whole list.
    pub(crate) fn sort_rows(&mut self) {
        let mut rows = std::mem::take(&mut self.state.rows);
        rows.sort_by_cached_key(|row| self.place_of(row));
        self.state.rows = rows;
    }

    /// Moves one row to its place in a list that is sorted apart from it.
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

    /// Pinned first, unreadable last; in between as the person chose. Names decide where that does not.
    fn place_of(&self, row: &Row) -> impl Ord + use<> {
        let known = row.profile().map(|row| &row.profile);
        let used = known
            .filter(|_| self.state.settings.sort == SortBy::LastUsed)
            .and_then(|profile| self.used_at_sort.get(&profile.id));
        let name = known.map(|profile| (profile.name.folded(), profile.account.login().to_owned()));
        (
            known.is_none(),
            known.is_some_and(|profile| !profile.is_pinned),
            std::cmp::Reverse(used.copied()),
            name,
            row.key,
        )
    }
}
