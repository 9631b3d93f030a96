//! *Save to keyring*. A finished save always updates the state, whatever was clicked since.

use crate::app::editor::test::tested_grant;
use crate::app::editor::{Editor, EditorMode, EditorSave, PendingSave, TagChange, check};
use crate::app::job::{Job, JobId, ProfileWrite, SecretSource};
use crate::app::profiles::{ProfileRow, RowKey};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::{
    ActivityKind, CheckOutcome, Grant, KeyringFailure, Now, Profile, ProfileId, ProfileName,
    TokenPhase,
};

impl App {
    pub(crate) fn save(&mut self, now: Now) {
        let Some(Dialog::Editor(editor)) = &self.state.dialog else {
            return;
        };
        // A conflict has its own buttons: nothing is overwritten unseen.
        if !matches!(editor.save, EditorSave::Idle | EditorSave::Failed(_)) {
            return;
        }
        let checked = check(editor, &self.drafts.editor, &self.state.rows);
        let name = checked.name.clone().ok();
        let secret = checked.secret_source().ok();
        let (Some(name), Some(console), Some(account), Some(secret)) =
            (name, checked.console.ok(), checked.account.ok(), secret)
        else {
            if let Some(editor) = self.editor_mut() {
                editor.shows_all_errors = true;
            }
            return;
        };
        let (id, base_rev) = match &editor.mode {
            EditorMode::Edit { base } => (base.id, Some(base.rev)),
            EditorMode::New | EditorMode::Duplicate { .. } => (editor.new_id, None),
        };
        let tag = self.drafts.editor.fields.tag;
        let is_new_tag = tag != self.state.settings.marks_of(id).tag;
        let write = ProfileWrite {
            id,
            base_rev,
            name,
            console,
            account,
            secret,
        };
        let grant = tested_grant(editor, &self.drafts.editor);
        let changes_secret = matches!(
            write.secret,
            SecretSource::Typed(_) | SecretSource::OfVendorTool(_)
        );
        let pending = PendingSave {
            name: write.name.clone(),
            changes_secret,
            grant,
            replacement: None,
            new_tag: is_new_tag.then_some(TagChange(tag)),
        };
        let job = self.begin(JobKind::Save(pending), Job::SaveProfile(write), now);
        self.stop_test(now);
        if let Some(editor) = self.editor_mut() {
            editor.save = EditorSave::Saving { job };
        }
    }

    pub(crate) fn saved(
        &mut self,
        job: JobId,
        (pending, was_canceled): (PendingSave, bool),
        result: Result<Profile, KeyringFailure>,
        now: Now,
    ) {
        let PendingSave {
            name,
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
                if self.update_deletion(&profile) {
                    self.close_after_write(false, now);
                    return;
                }
                self.refresh_saved(profile.clone(), changes_secret, now);
                let tested = grant.as_ref().map(CheckOutcome::of_grant);
                self.replace_grant(id, changes_secret, grant, now);
                if let Some(accepted) = tested {
                    self.remember_verdict(id, &accepted, now);
                }
                if in_front {
                    self.cancel_editor_probe();
                    self.drafts.editor.wipe();
                    if replacement.is_some() {
                        self.show_replaced(&profile, now);
                    } else {
                        self.state.dialog = None;
                    }
                    self.state.discard_question = None;
                    self.state.shown = None;
                    self.select_by_choice(RowKey::Item(id), now);
                }
                let is_late = !in_front || was_canceled;
                if let Some(new) = replacement {
                    self.replaced(&profile, *new, is_late, now);
                } else {
                    let kind = if profile.rev == 1 {
                        ActivityKind::Created
                    } else {
                        ActivityKind::Edited
                    };
                    self.record_activity(id, kind, None, now);
                    if is_late {
                        let text = format!("{} was saved anyway.", self.state.subject(&profile));
                        self.notice(NoticeTone::Good, text, now);
                    }
                }
            }
            Err(failure) => self.save_failed(&name, failure, (in_front, was_canceled), now),
        }
        self.close_after_write(has_failed, now);
    }

    fn save_failed(
        &mut self,
        name: &ProfileName,
        failure: KeyringFailure,
        (in_front, was_canceled): (bool, bool),
        now: Now,
    ) {
        self.show_conflicting(&failure, now);
        match &mut self.state.dialog {
            Some(Dialog::Editor(editor)) if in_front => {
                editor.save = after_failure(editor, failure, was_canceled);
            }
            Some(Dialog::Rotation(_)) if in_front => self.replace_failed(failure),
            _ if failure == KeyringFailure::Canceled => {}
            _ => {
                let headline = failure.message().headline;
                let text =
                    format!("“{name}” wasn’t saved: {headline}. Your entries were discarded.");
                self.notice(NoticeTone::Bad, text, now);
            }
        }
    }

    /// The list shows what the keyring has.
    pub(crate) fn show_conflicting(&mut self, failure: &KeyringFailure, now: Now) {
        if let KeyringFailure::Conflict(theirs) = failure
            && !self.is_hidden_by_deletion(theirs.id, Some(theirs.rev), now)
        {
            self.put_profile(theirs.as_ref().clone(), None);
        }
    }

    /// A changed secret drops the profile's token and running jobs; a token from *Test* replaces it.
    pub(crate) fn replace_grant(
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

    /// Updates the row to the saved profile, and keeps the result of its check: [`Self::replace_grant`] drops it if the secret changed.
    pub(crate) fn refresh_saved(&mut self, profile: Profile, changes_secret: bool, now: Now) {
        let id = profile.id;
        let row = self.state.profile(id);
        let check = row
            .filter(|row| row.profile.signs_in_like(&profile))
            .and_then(|row| row.check.clone());
        if let Some(before) = row
            .map(|row| row.profile.clone())
            .filter(|_| !changes_secret)
        {
            self.keep_verdict(&before, &profile, now);
        }
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
