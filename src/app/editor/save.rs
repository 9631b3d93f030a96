//! Finished saves. They always update the state, whatever was clicked since.

use crate::app::editor::{Editor, EditorMode, EditorSave, PendingSave, TagChange};
use crate::app::job::JobId;
use crate::app::profiles::{ProfileRow, RowKey};
use crate::app::state::{Dialog, NoticeTone};
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::{ActivityKind, Grant, KeyringFailure, Now, Profile, ProfileId, TokenPhase};

impl App {
    pub(crate) fn saved(
        &mut self,
        job: JobId,
        (pending, was_canceled): (PendingSave, bool),
        result: Result<Profile, KeyringFailure>,
        now: Now,
    ) {
        let PendingSave {
            changes_secret,
            grant,
            replacement,
            new_tag,
        } = pending;
        let in_front = match &self.state.dialog {
            Some(Dialog::Editor(editor)) => editor.save.job() == Some(job),
            Some(Dialog::Rotation(check)) => check.phase.job() == Some(job),
            _ => false,
        };
        let has_failed = result.is_err();
        // It may have expired while the keyring was busy.
        let grant = grant.filter(|grant| grant.expiry.phase(now) != TokenPhase::Expired);
        match result {
            Ok(profile) => {
                let id = profile.id;
                if let Some(TagChange(tag)) = new_tag {
                    self.set_tag(id, tag, now);
                }
                if self.is_being_deleted(&profile) {
                    self.close_after_write(false, now);
                    return;
                }
                self.put_saved(profile.clone(), changes_secret);
                self.renew_session(id, changes_secret, grant, now);
                if in_front {
                    self.drafts.editor.wipe();
                    self.wipe_rotation_drafts();
                    self.state.dialog = None;
                    self.state.discard_question = None;
                    self.state.shown = None;
                    self.select_by_choice(RowKey::Item(id), now);
                }
                let is_late = !in_front || was_canceled;
                let kind = if profile.rev == 1 {
                    ActivityKind::Created
                } else {
                    ActivityKind::Edited
                };
                if let Some(new) = replacement {
                    self.replaced(&profile, *new, now);
                    self.notify_replaced(&profile, is_late, now);
                } else {
                    self.record_activity(id, kind, None, now);
                    if is_late {
                        let text =
                            format!("{} was saved all the same.", self.state.subject(&profile));
                        self.notice(NoticeTone::Good, text, now);
                    }
                }
            }
            Err(failure) => {
                if let KeyringFailure::Conflict(theirs) = &failure
                    && !self.is_hidden_by_deletion(theirs.id, Some(theirs.rev), now)
                {
                    self.put_profile(theirs.as_ref().clone(), None);
                }
                match &mut self.state.dialog {
                    Some(Dialog::Editor(editor)) if in_front => {
                        editor.save = after_failure(editor, failure, was_canceled);
                    }
                    Some(Dialog::Rotation(_)) if in_front => {
                        self.replace_failed(failure);
                    }
                    _ if failure == KeyringFailure::Canceled => {}
                    _ => {
                        let headline = failure.message().headline;
                        let text =
                            format!("Not saved. {headline}. What was typed is no longer there.");
                        self.notice(NoticeTone::Bad, text, now);
                    }
                }
            }
        }
        self.close_after_write(has_failed, now);
    }

    /// A changed secret drops the profile's token and running jobs; a token from *Test* replaces it.
    fn renew_session(
        &mut self,
        id: ProfileId,
        changes_secret: bool,
        grant: Option<Grant>,
        now: Now,
    ) {
        let Some(row) = self.row_mut(id) else {
            return;
        };
        if !changes_secret && grant.is_none() {
            return;
        }
        let superseded: Vec<_> = row.jobs().collect();
        let profile = row.profile.clone();
        let is_check_stopped = row.check.as_ref().and_then(Check::job).is_some();
        let is_newer = grant.is_some();
        *row = ProfileRow {
            grant,
            ..ProfileRow::new(profile)
        };
        self.cancel_all(superseded);
        if is_check_stopped {
            // It may have been sent, but its result is dropped.
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
        if let Some(item) = self.state.copied_item.as_mut()
            && item.of == Some(id)
        {
            item.is_earlier |= is_newer;
        }
    }

    /// Updates the row to the saved profile. A check's result is kept while the secret stays.
    pub(crate) fn put_saved(&mut self, profile: Profile, changes_secret: bool) {
        let id = profile.id;
        let check = self
            .state
            .profile(id)
            .filter(|row| !changes_secret && row.profile.signs_in_like(&profile))
            .and_then(|row| row.check.clone());
        self.put_profile(profile, self.listing_job());
        if let Some(row) = self.row_mut(id).filter(|_| check.is_some()) {
            row.check = check;
        }
    }
}

/// The editor after a failed save. The drafts are kept in each case.
fn after_failure(editor: &Editor, failure: KeyringFailure, was_canceled: bool) -> EditorSave {
    let had_item = !matches!(editor.mode, EditorMode::New);
    match failure {
        KeyringFailure::Conflict(theirs) => EditorSave::Conflict {
            theirs,
            shows_theirs: false,
        },
        KeyringFailure::NotFound if had_item => EditorSave::Gone,
        KeyringFailure::Canceled if was_canceled => EditorSave::Idle,
        failure => EditorSave::Failed(failure),
    }
}
