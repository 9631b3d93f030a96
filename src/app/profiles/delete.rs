//! Deleting: asked, undone for a while, then done. Only the last of these touches the keyring.

use crate::app::editor::save::PendingWrite;
use crate::app::flow::{Effect, JobId};
use crate::app::profiles::{Deletion, DeletionPhase, ProfileRow, Row, RowKey};
use crate::app::state::{Dialog, Tone};
use crate::app::update::App;
use crate::model::{ActivityKind, KeyringFailure, Now, Profile, ProfileId, capitalised};

impl App {
    pub(crate) fn ask_delete(&mut self, id: ProfileId) -> Vec<Effect> {
        let Some(row) = self.row_of(id) else {
            return Vec::new();
        };
        let (subject, rev) = (self.state.subject_of(row), row.rev());
        let effects = self.leave_dialog();
        self.state.dialog = Some(Dialog::Delete { id, subject, rev });
        effects
    }

    /// The row leaves the list, its token is forgotten, its sign-in stopped. The item stays where it is for now.
    pub(crate) fn delete(&mut self, now: Now) -> Vec<Effect> {
        let Some(Dialog::Delete { id, subject, rev }) = &self.state.dialog else {
            return Vec::new();
        };
        let (id, subject, rev) = (*id, capitalised(subject), *rev);
        self.state.dialog = None;
        let Some(index) = self.index_of(id) else {
            let told = format!("{subject} is no longer in the list; nothing was deleted.");
            self.notice(Tone::Warn, told, now);
            return Vec::new();
        };
        if self.state.rows[index].rev() != rev {
            let told = format!(
                "{subject} was changed elsewhere meanwhile and is not deleted. The list shows it as it is now."
            );
            self.notice(Tone::Warn, told, now);
            return Vec::new();
        }
        let subject = self.state.subject_of(&self.state.rows[index]);
        let row = self.state.rows.remove(index);
        let jobs = row.profile().into_iter().flat_map(ProfileRow::jobs);
        let effects = jobs.map(|job| Effect::Cancel { job }).collect();
        self.state.deletions.extend(Deletion::of(row, subject, now));
        self.state.notice = None;
        self.state.shown = None;
        self.select_something();
        effects
    }

    /// Brings the newest deletion back.
    pub(crate) fn undo(&mut self) -> Vec<Effect> {
        let newest = self
            .state
            .deletions
            .iter()
            .rposition(|deletion| deletion.undoable_until().is_some());
        if let Some(index) = newest {
            let deletion = self.state.deletions.remove(index);
            self.state.selected = Some(deletion.row.key);
            self.state.shown = None;
            self.bring_back(deletion.row);
        }
        Vec::new()
    }

    /// Asks the keyring to delete what can no longer be undone.
    pub(crate) fn delete_when_due(&mut self, now: Now) -> Vec<Effect> {
        self.start_deletions(now, |until| now.until(until).is_zero())
    }

    /// Asks the keyring to delete all of it now: the window is about to close.
    pub(crate) fn finish_deletions(&mut self, now: Now) -> Vec<Effect> {
        self.start_deletions(now, |_| true)
    }

    fn start_deletions(&mut self, now: Now, is_due: impl Fn(Now) -> bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        for index in 0..self.state.deletions.len() {
            if self.state.deletions[index]
                .undoable_until()
                .is_none_or(|until| !is_due(until))
            {
                continue;
            }
            let job = self.next_job();
            let deletion = &mut self.state.deletions[index];
            deletion.phase = DeletionPhase::Deleting {
                job,
                started: now,
                is_cancelled: false,
            };
            effects.push(Effect::DeleteProfile {
                job,
                id: deletion.id,
                rev: deletion.rev(),
            });
            self.writes.insert(job, PendingWrite::Delete);
        }
        effects
    }

    /// Asks a deletion to stop that waits for the keyring. It may be too late.
    pub(crate) fn cancel_deletion(&mut self, id: ProfileId) -> Vec<Effect> {
        for deletion in &mut self.state.deletions {
            if let DeletionPhase::Deleting {
                job, is_cancelled, ..
            } = &mut deletion.phase
                && deletion.id == id
            {
                *is_cancelled = true;
                return vec![Effect::Cancel { job: *job }];
            }
        }
        Vec::new()
    }

    pub(crate) fn deleted(
        &mut self,
        job: JobId,
        id: ProfileId,
        result: Result<(), KeyringFailure>,
        now: Now,
    ) -> Vec<Effect> {
        let Some(PendingWrite::Delete) = self.writes.remove(&job) else {
            return Vec::new();
        };
        let place = self.state.deletions.iter().position(
            |deletion| matches!(deletion.phase, DeletionPhase::Deleting { job: deleting, .. } if deleting == job),
        );
        let Some(deletion) = place.map(|index| self.state.deletions.remove(index)) else {
            return Vec::new();
        };
        let subject = capitalised(&deletion.subject);
        let is_gone = matches!(result, Ok(()) | Err(KeyringFailure::NotFound));
        let (tone, told) = told(&subject, deletion.phase, &result);
        let mut effects = Vec::new();
        if is_gone {
            self.deleted_meanwhile.push(id);
            self.forget_use(id, now);
            if let (Ok(()), Some(row)) = (&result, deletion.row.profile()) {
                // Its row left the list when it was asked for.
                let name = row.profile.name.to_string();
                let activity = &mut self.state.activity;
                activity.note((id, &name), now.wall, ActivityKind::Deleted, None);
            }
        } else {
            self.bring_back(deletion.row);
            if let Err(KeyringFailure::Conflict(theirs)) = result {
                effects.extend(self.put_profile(*theirs, None));
            }
        }
        self.notice(tone, told, now);
        effects.extend(self.close_after_write(!is_gone, now));
        effects
    }

    /// Whether what was read of this item stays out of the list, since the item is being deleted. One that was changed elsewhere
    /// since the question was asked is not deleted.
    pub(crate) fn is_left_out(&mut self, id: ProfileId, rev: Option<u64>, now: Now) -> bool {
        let place = self
            .state
            .deletions
            .iter()
            .position(|deletion| deletion.id == id);
        let Some(index) = place else {
            return false;
        };
        let deletion = &self.state.deletions[index];
        // Saved here while the reading ran, which read it before.
        let is_old = rev < deletion.rev() && deletion.row.seen_by == self.listing_job();
        if deletion.rev() == rev || is_old || deletion.undoable_until().is_none() {
            return true;
        }
        let deletion = self.state.deletions.remove(index);
        let told = format!(
            "{} was changed elsewhere meanwhile and is not deleted. The list shows it as it is now.",
            capitalised(&deletion.subject)
        );
        self.bring_back(deletion.row);
        self.notice(Tone::Warn, told, now);
        false
    }

    /// Whether what was just saved is being deleted: the deletion was asked for later, and then means this save.
    pub(crate) fn is_being_deleted(&mut self, saved: &Profile) -> bool {
        let mut deletions = self.state.deletions.iter_mut();
        let deletion = deletions.find(|deletion| deletion.id == saved.id);
        if let Some(deletion) = deletion {
            deletion.row.content = Row::of(ProfileRow::new(saved.clone())).content;
            return true;
        }
        false
    }

    /// Puts a row back. A reading under way is not to take it for one that it did not see.
    fn bring_back(&mut self, mut row: Row) {
        row.seen_by = self.listing_job().or(row.seen_by);
        if self.state.rows.iter().all(|known| known.key != row.key) {
            let key = row.key;
            self.state.rows.push(row);
            self.place_row(key);
        }
        self.select_something();
    }

    fn index_of(&self, id: ProfileId) -> Option<usize> {
        let key = RowKey::Item(id);
        self.state.rows.iter().position(|row| row.key == key)
    }

    fn row_of(&self, id: ProfileId) -> Option<&Row> {
        self.index_of(id).map(|index| &self.state.rows[index])
    }
}

/// How the end of a deletion is told.
fn told(
    subject: &str,
    phase: DeletionPhase,
    result: &Result<(), KeyringFailure>,
) -> (Tone, String) {
    let was_cancelled = matches!(
        phase,
        DeletionPhase::Deleting {
            is_cancelled: true,
            ..
        }
    );
    match result {
        Ok(()) if was_cancelled => (
            Tone::Warn,
            format!("{subject} was deleted all the same: it was too late to cancel."),
        ),
        Ok(()) => (
            Tone::Good,
            format!("{subject} is deleted from the keyring."),
        ),
        Err(KeyringFailure::NotFound) => (
            Tone::Warn,
            format!("{subject} was no longer in the keyring; nothing was deleted."),
        ),
        Err(KeyringFailure::Conflict(_)) => (
            Tone::Warn,
            format!(
                "{subject} was changed elsewhere meanwhile and is not deleted. The list shows it as it is now."
            ),
        ),
        Err(KeyringFailure::Cancelled) => (
            Tone::Good,
            format!("{subject} is kept: the deletion was cancelled."),
        ),
        Err(KeyringFailure::Defect) => (
            Tone::Bad,
            format!(
                "Tokendesk made a mistake, and it is not known whether {} was deleted. Read the keyring again.",
                uncapitalised(subject)
            ),
        ),
        Err(failure) => {
            let words = failure.message();
            (
                Tone::Bad,
                format!(
                    "{subject} was not deleted. {}. {}",
                    words.headline, words.next
                ),
            )
        }
    }
}

fn uncapitalised(subject: &str) -> String {
    subject.replacen("This ", "this ", 1)
}
