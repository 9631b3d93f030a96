//! What becomes of writes. A finished write always updates the state, whatever was clicked meanwhile.

use crate::app::editor::{Editor, EditorMode, EditorSave};
use crate::app::flow::{Effect, JobId};
use crate::app::profiles::marks::Marks;
use crate::app::profiles::{ProfileRow, RowKey};
use crate::app::state::{Dialog, Tone};
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::{
    ActivityKind, CheckOutcome, Grant, KeyringFailure, Now, Phase, Profile, ProfileId,
};

/// A write that has not reported yet.
#[derive(Debug)]
pub(crate) enum PendingWrite {
    /// A new or changed profile.
    Save {
        /// Whether the secret is another one: then the old token goes, whatever else stays.
        changes_secret: bool,
        /// The token that *Test*, or a check of a reset, obtained with these very values.
        grant: Option<Grant>,
        /// Where it replaces the stored secret after a check of a reset: what came of the new one.
        replacement: Option<Box<CheckOutcome>>,
    },
    /// A pin or a tag, nothing else.
    Marks {
        /// Whose.
        of: ProfileId,
        /// How it is then.
        wanted: Marks,
    },
    /// A deletion.
    Delete,
}

impl PendingWrite {
    /// Wipes the token that was obtained for it.
    pub(crate) fn forget_token(&mut self) {
        if let Self::Save { grant, .. } = self {
            *grant = None;
        }
    }
}

impl App {
    pub(crate) fn saved(
        &mut self,
        job: JobId,
        id: ProfileId,
        result: Result<Profile, KeyringFailure>,
        now: Now,
    ) -> Vec<Effect> {
        let (changes_secret, grant, replacement) = match self.writes.remove(&job) {
            Some(PendingWrite::Save {
                changes_secret,
                grant,
                replacement,
            }) => (changes_secret, grant, replacement),
            Some(PendingWrite::Marks { .. }) => return self.marked(id, result, now),
            Some(PendingWrite::Delete) | None => return Vec::new(),
        };
        let front = self
            .saving_in_front(job)
            .or_else(|| self.replacing_in_front(job));
        let (in_front, was_cancelled) = (front.is_some(), front == Some(true));
        let has_failed = result.is_err();
        // It may have ended while the keyring was at work.
        let grant = grant.filter(|grant| grant.expiry.phase(now) != Phase::Expired);
        let mut effects = Vec::new();
        match result {
            Ok(profile) => {
                if self.is_being_deleted(&profile) {
                    effects.extend(self.close_after_write(false, now));
                    return effects;
                }
                effects.extend(self.put_saved(profile.clone(), changes_secret));
                effects.extend(self.renew_session(id, changes_secret, grant, now));
                if in_front {
                    self.drafts.editor.wipe();
                    self.wipe_rotation_drafts();
                    self.state.dialog = None;
                    self.state.discard_question = None;
                    self.state.shown = None;
                    self.state.selected = Some(RowKey::Item(id));
                }
                let all_the_same = !in_front || was_cancelled;
                let kind = if profile.rev == 1 {
                    ActivityKind::Made
                } else {
                    ActivityKind::Edited
                };
                if let Some(new) = replacement {
                    self.replaced(&profile, *new, now);
                    self.tell_replaced(&profile, all_the_same, now);
                } else {
                    self.record_activity(id, kind, None, now);
                    if all_the_same {
                        let told =
                            format!("{} was saved all the same.", self.state.subject(&profile));
                        self.notice(Tone::Good, told, now);
                    }
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
                    Some(Dialog::Rotation(_)) if in_front => {
                        self.not_replaced(failure);
                    }
                    _ if failure == KeyringFailure::Cancelled => {}
                    _ => {
                        let headline = failure.message().headline;
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
        now: Now,
    ) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        if !changes_secret && grant.is_none() {
            return Vec::new();
        }
        let effects = row.jobs().map(|job| Effect::Cancel { job }).collect();
        let profile = row.profile.clone();
        let is_check_stopped = row.check.as_ref().and_then(Check::job).is_some();
        let is_newer = grant.is_some();
        *row = ProfileRow {
            grant,
            ..ProfileRow::new(profile)
        };
        if is_check_stopped {
            // It may have been sent, and nothing will say what came of it.
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
        if let Some(held) = self.state.held.as_mut()
            && held.of == Some(id)
        {
            held.is_earlier |= is_newer;
        }
        effects
    }

    /// The row follows what was saved here. What a check said of a secret that stays is kept.
    pub(crate) fn put_saved(&mut self, profile: Profile, changes_secret: bool) -> Vec<Effect> {
        let id = profile.id;
        let check = self
            .state
            .profile(id)
            .filter(|row| !changes_secret && row.profile.signs_in_like(&profile))
            .and_then(|row| row.check.clone());
        let effects = self.put_profile(profile, self.listing_job());
        if let Some(row) = self.row_mut(id).filter(|_| check.is_some()) {
            row.check = check;
        }
        effects
    }

    /// Whether this write is the save of the editor in front; then, whether it was asked to stop.
    fn saving_in_front(&self, job: JobId) -> Option<bool> {
        match &self.state.dialog {
            Some(Dialog::Editor(editor)) => match editor.save {
                EditorSave::Saving {
                    job: saving,
                    is_cancelled,
                    ..
                } if saving == job => Some(is_cancelled),
                _ => None,
            },
            _ => None,
        }
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
