//! Deleting: confirmed, then undoable for a while. Only after that the keyring is touched.

use crate::app::job::Job;
use crate::app::profiles::{
    DeleteQuestion, Deletion, DeletionPhase, Listing, ProfileRow, Row, RowKey,
};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::{ActivityKind, KeyringFailure, Now, Profile, ProfileId, capitalized};

impl App {
    pub(crate) fn ask_delete(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.row_of(id) else {
            return;
        };
        let question = DeleteQuestion {
            subject: self.state.subject_of(row),
            items: vec![(id, row.rev())],
        };
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::Delete(question));
    }

    pub(crate) fn ask_delete_selected(&mut self, now: Now) {
        let selected = self.state.several_selected();
        if selected.is_empty() {
            return;
        }
        let items = selected
            .iter()
            .map(|row| (row.profile.id, Some(row.profile.rev)));
        let question = DeleteQuestion {
            subject: format!("{} profiles", selected.len()),
            items: items.collect(),
        };
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::Delete(question));
    }

    /// Removes the rows, their tokens and their jobs. The keyring items stay until the undo time is over.
    pub(crate) fn delete(&mut self, now: Now) {
        let Some(Dialog::Delete(question)) = self.state.dialog.take() else {
            return;
        };
        self.state.notice = None;
        self.state.shown = None;
        let gone: Vec<_> = question
            .items
            .iter()
            .map(|(id, _)| RowKey::Item(*id))
            .collect();
        let neighbor = self.neighbor_of(&gone, now);
        let mut kept = Vec::new();
        for (id, rev) in &question.items {
            match self.index_of(*id) {
                Some(index) if self.state.rows[index].rev() == *rev => self.delete_row(index, now),
                row => kept.push(row),
            }
        }
        if let Some(text) = kept_notice(&question, &kept) {
            self.notice(NoticeTone::Warn, text, now);
        }
        if self.state.selected_row().is_none() {
            self.state.selected = neighbor;
        }
        self.ensure_selection();
    }

    fn delete_row(&mut self, index: usize, now: Now) {
        let subject = self.state.subject_of(&self.state.rows[index]);
        let row = self.state.rows.remove(index);
        self.cancel_all(row.profile().into_iter().flat_map(ProfileRow::jobs));
        self.state.deletions.extend(Deletion::of(row, subject, now));
    }

    pub(crate) fn undo(&mut self, now: Now) {
        let ids: Vec<_> = self.state.undoable().map(|deletion| deletion.id).collect();
        let undone: Vec<_> = self
            .state
            .deletions
            .extract_if(.., |deletion| ids.contains(&deletion.id))
            .collect();
        let first = undone.first().map(|deletion| deletion.row.key);
        for deletion in undone {
            self.restore_row(deletion.row);
        }
        if let Some(first) = first {
            self.select_by_choice(first, now);
        }
    }

    /// Deletes what can no longer be undone.
    pub(crate) fn delete_when_due(&mut self, now: Now) {
        self.start_deletions(now, |until| now.until(until).is_zero());
    }

    /// Deletes everything pending: the window is about to close.
    pub(crate) fn finish_deletions(&mut self, now: Now) {
        self.start_deletions(now, |_| true);
    }

    fn start_deletions(&mut self, now: Now, is_due: impl Fn(Now) -> bool) {
        for index in 0..self.state.deletions.len() {
            let deletion = &self.state.deletions[index];
            if deletion.undoable_until().is_some_and(&is_due) {
                let (id, rev) = (deletion.id, deletion.rev());
                let job = self.begin(JobKind::Delete(id), Job::DeleteProfile { id, rev }, now);
                self.state.deletions[index].phase = DeletionPhase::Deleting { job };
            }
        }
    }

    /// It may be too late.
    pub(crate) fn cancel_deletion(&mut self, id: ProfileId) {
        let mut deletions = self.state.deletions.iter();
        let deletion = deletions.find(|deletion| deletion.id == id);
        if let Some(DeletionPhase::Deleting { job }) = deletion.map(|deletion| deletion.phase) {
            self.cancel(job);
        }
    }

    pub(crate) fn deleted(
        &mut self,
        id: ProfileId,
        was_canceled: bool,
        result: Result<(), KeyringFailure>,
        now: Now,
    ) {
        let place = self.state.deletions.iter().position(|deletion| {
            deletion.id == id && matches!(deletion.phase, DeletionPhase::Deleting { .. })
        });
        let Some(deletion) = place.map(|index| self.state.deletions.remove(index)) else {
            return;
        };
        let subject = capitalized(&deletion.subject);
        let is_gone = matches!(result, Ok(()) | Err(KeyringFailure::NotFound));
        let (tone, text) = deletion_notice(&subject, was_canceled, &result);
        if is_gone {
            if let Listing::Running { deleted, .. } = &mut self.state.listing {
                deleted.push(id);
            }
            self.drop_settings_of(id, now);
            if let (Ok(()), Some(row)) = (&result, deletion.row.profile()) {
                // Its row has already left the list.
                let name = row.profile.name.to_string();
                let activity = &mut self.state.activity;
                activity.record((id, &name), now.wall, ActivityKind::Deleted, None);
            }
        } else {
            self.restore_row(deletion.row);
            if let Err(KeyringFailure::Conflict(theirs)) = result {
                self.put_profile(*theirs, None);
            }
        }
        self.notice(tone, text, now);
        self.close_after_write(!is_gone, now);
    }

    /// Whether this item stays out of the list because it is being deleted. If it was changed elsewhere since the question, the
    /// deletion is dropped.
    pub(crate) fn is_hidden_by_deletion(
        &mut self,
        id: ProfileId,
        rev: Option<u64>,
        now: Now,
    ) -> bool {
        let place = self
            .state
            .deletions
            .iter()
            .position(|deletion| deletion.id == id);
        let Some(index) = place else {
            return false;
        };
        let deletion = &self.state.deletions[index];
        // Saved here after the listing had read it.
        let is_old = rev < deletion.rev() && deletion.row.seen_by == self.listing_job();
        if deletion.rev() == rev || is_old || deletion.undoable_until().is_none() {
            return true;
        }
        let deletion = self.state.deletions.remove(index);
        self.restore_row(deletion.row);
        let text = changed_elsewhere(&capitalized(&deletion.subject));
        self.notice(NoticeTone::Warn, text, now);
        false
    }

    /// If the saved profile is being deleted, the deletion applies to this save, as it came later: then returns `true`.
    pub(crate) fn update_deletion(&mut self, saved: &Profile) -> bool {
        let mut deletions = self.state.deletions.iter_mut();
        let deletion = deletions.find(|deletion| deletion.id == saved.id);
        if let Some(deletion) = deletion {
            deletion.row.content = Row::of(ProfileRow::new(saved.clone())).content;
            return true;
        }
        false
    }

    /// Puts a row back. Marked as seen, so a running listing doesn't remove it.
    fn restore_row(&mut self, mut row: Row) {
        row.seen_by = self.listing_job().or(row.seen_by);
        if self.state.rows.iter().all(|known| known.key != row.key) {
            let key = row.key;
            self.state.rows.push(row);
            self.place_row(key);
        }
        self.ensure_selection();
    }

    fn index_of(&self, id: ProfileId) -> Option<usize> {
        let key = RowKey::Item(id);
        self.state.rows.iter().position(|row| row.key == key)
    }

    fn row_of(&self, id: ProfileId) -> Option<&Row> {
        self.index_of(id).map(|index| &self.state.rows[index])
    }
}

/// Why some are not deleted: for each its row, or `None` if that is gone.
fn kept_notice(question: &DeleteQuestion, kept: &[Option<usize>]) -> Option<String> {
    let subject = capitalized(&question.subject);
    match kept {
        [] => None,
        [row] if question.items.len() == 1 => Some(match row {
            Some(_) => changed_elsewhere(&subject),
            None => format!("{subject} is no longer in the list. Nothing was deleted."),
        }),
        _ => {
            let count = kept.len();
            let (were, they_were_not) = match count {
                1 => ("was", "it wasn’t"),
                _ => ("were", "they weren’t"),
            };
            Some(format!(
                "{count} of {} {were} gone or changed elsewhere, so {they_were_not} deleted.",
                question.subject
            ))
        }
    }
}

fn changed_elsewhere(subject: &str) -> String {
    format!(
        "{subject} changed elsewhere, so it wasn’t deleted. The list shows the current version."
    )
}

fn deletion_notice(
    subject: &str,
    was_canceled: bool,
    result: &Result<(), KeyringFailure>,
) -> (NoticeTone, String) {
    match result {
        Ok(()) if was_canceled => (
            NoticeTone::Warn,
            format!("{subject} was deleted anyway; it was too late to cancel."),
        ),
        Ok(()) => (
            NoticeTone::Good,
            format!("{subject} was deleted from the keyring."),
        ),
        Err(KeyringFailure::NotFound) => (
            NoticeTone::Warn,
            format!("{subject} was no longer in the keyring. Nothing was deleted."),
        ),
        Err(KeyringFailure::Conflict(_)) => (NoticeTone::Warn, changed_elsewhere(subject)),
        Err(KeyringFailure::Canceled) => (
            NoticeTone::Good,
            format!("Deletion canceled. {subject} was kept."),
        ),
        Err(KeyringFailure::Defect) => (
            NoticeTone::Bad,
            format!(
                "Something went wrong in Tokendesk (internal error). {} may still exist; refresh from the keyring to check.",
                subject.replacen("This ", "this ", 1)
            ),
        ),
        Err(failure) => {
            let message = failure.message();
            (
                NoticeTone::Bad,
                format!(
                    "{subject} wasn’t deleted. {}. {}",
                    message.headline, message.explanation
                ),
            )
        }
    }
}
