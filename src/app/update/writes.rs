//! What becomes of writes. A finished write always updates the state, whatever was clicked meanwhile.

use super::App;
use crate::app::editor::{Editor, EditorMode, EditorSave};
use crate::app::flow::{Effect, JobId};
use crate::app::row::{ProfileRow, RowKey};
use crate::app::state::{Dialog, Tone};
use crate::model::{Deed, Grant, KeyringFailure, Now, Phase, Profile, ProfileId};

/// A write that has not reported yet.
#[derive(Debug)]
pub(super) enum PendingWrite {
    /// A new or changed profile.
    Save {
        /// Whether the secret is another one: then the old token goes, whatever else stays.
        changes_secret: bool,
        /// The token that *Test* obtained with these very values.
        grant: Option<Grant>,
    },
    /// A deletion.
    Delete,
}

impl PendingWrite {
    /// Wipes the token that *Test* obtained.
    pub(super) fn forget_token(&mut self) {
        if let Self::Save { grant, .. } = self {
            *grant = None;
        }
    }
}

impl App {
    pub(super) fn saved(
        &mut self,
        job: JobId,
        id: ProfileId,
        result: Result<Profile, KeyringFailure>,
        now: Now,
    ) -> Vec<Effect> {
        let Some(PendingWrite::Save {
            changes_secret,
            grant,
        }) = self.writes.remove(&job)
        else {
            return Vec::new();
        };
        let in_front = self.is_saving_in_front(job);
        let was_cancelled = in_front
            && matches!(&self.state.dialog, Some(Dialog::Editor(editor))
                if matches!(editor.save, EditorSave::Saving { is_cancelled: true, .. }));
        let has_failed = result.is_err();
        // It may have ended while the keyring was at work.
        let grant = grant.filter(|grant| grant.expiry.phase(now) != Phase::Expired);
        let mut effects = Vec::new();
        match result {
            Ok(profile) => {
                let name = profile.name.clone();
                let deed = if profile.rev == 1 {
                    Deed::Made
                } else {
                    Deed::Edited
                };
                if self.is_being_deleted(&profile) {
                    effects.extend(self.close_after_write(false, now));
                    return effects;
                }
                effects.extend(self.put_profile(profile, self.listing_job()));
                effects.extend(self.renew_session(id, changes_secret, grant));
                self.note_deed(id, deed, None, now);
                if in_front {
                    self.drafts.editor.wipe();
                    self.state.dialog = None;
                    self.state.discard_question = None;
                    self.state.shown = None;
                    self.state.selected = Some(RowKey::Item(id));
                }
                if !in_front || was_cancelled {
                    self.notice(Tone::Good, format!("“{name}” was saved all the same."), now);
                }
            }
            Err(failure) => {
                if let KeyringFailure::Conflict(theirs) = &failure
                    && !self.is_left_out(id, Some(theirs.rev), now)
                {
                    effects.extend(self.put_profile(theirs.as_ref().clone(), None));
                }
                match &mut self.state.dialog {
                    Some(Dialog::Editor(editor)) if in_front => {
                        editor.save = after_failure(editor, failure, was_cancelled);
                    }
                    _ if failure == KeyringFailure::Cancelled => {}
                    _ => {
                        let headline = failure.words().headline;
                        let told =
                            format!("Not saved. {headline}. What was typed is no longer there.");
                        self.notice(Tone::Bad, told, now);
                    }
                }
            }
        }
        effects.extend(self.close_after_write(has_failed, now));
        effects
    }

    /// A changed secret forgets the profile's token and supersedes its running sign-in; what *Test* obtained takes its place.
    fn renew_session(
        &mut self,
        id: ProfileId,
        changes_secret: bool,
        grant: Option<Grant>,
    ) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        if !changes_secret && grant.is_none() {
            return Vec::new();
        }
        let effects = row.jobs().map(|job| Effect::Cancel { job }).collect();
        let profile = row.profile.clone();
        *row = ProfileRow {
            grant,
            ..ProfileRow::new(profile)
        };
        effects
    }

    fn is_saving_in_front(&self, job: JobId) -> bool {
        matches!(&self.state.dialog, Some(Dialog::Editor(editor))
            if matches!(editor.save, EditorSave::Saving { job: saving, .. } if saving == job))
    }
}

/// What becomes of an editor whose save failed. What was typed is kept in each case.
fn after_failure(editor: &Editor, failure: KeyringFailure, was_cancelled: bool) -> EditorSave {
    let had_item = !matches!(editor.mode, EditorMode::New);
    match failure {
        KeyringFailure::Conflict(theirs) => EditorSave::Conflict {
            theirs,
            shows_theirs: false,
        },
        KeyringFailure::NotFound if had_item => EditorSave::Gone,
        KeyringFailure::Cancelled if was_cancelled => EditorSave::Idle,
        failure => EditorSave::Failed(failure),
    }
}
