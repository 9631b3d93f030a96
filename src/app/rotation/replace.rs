//! *Replace saved secret*: saves the profile with the new secret, like an edit.

use crate::app::editor::PendingSave;
use crate::app::job::{Job, ProfileWrite, SecretSource};
use crate::app::rotation::{Found, Replacing, RotationPhase};
use crate::app::running::JobKind;
use crate::app::state::NoticeTone;
use crate::app::token::Verified;
use crate::app::update::App;
use crate::model::{ActivityKind, CheckOutcome, KeyringFailure, Now, Profile, Verdict};

impl App {
    /// Asks again if the new secret wasn't accepted.
    pub(crate) fn replace(&mut self, now: Now) {
        let Some(check) = self.rotation_mut().filter(|check| check.can_replace()) else {
            return;
        };
        let RotationPhase::Found(found) = &mut check.phase else {
            return;
        };
        if found.outcome.recommends_replacing() {
            self.write_new_secret(now);
        } else {
            found.replacing = Replacing::Confirming;
        }
    }

    /// The second click.
    pub(crate) fn replace_anyway(&mut self, now: Now) {
        let is_asked = self.state.rotation().is_some_and(|check| {
            check.can_replace()
                && check
                    .found()
                    .is_some_and(|found| found.replacing == Replacing::Confirming)
        });
        if is_asked {
            self.write_new_secret(now);
        }
    }

    fn write_new_secret(&mut self, now: Now) {
        let Some(check) = self.state.rotation() else {
            return;
        };
        let (RotationPhase::Found(found), Some(new)) = (&check.phase, self.new_secret()) else {
            return;
        };
        let found = found.clone();
        let Profile {
            id,
            rev,
            name,
            console,
            account,
            ..
        } = check.profile.clone();
        let write = ProfileWrite {
            id,
            base_rev: Some(rev),
            name,
            console,
            account,
            secret: SecretSource::Typed(new),
        };
        let pending = PendingSave {
            name: write.name.clone(),
            changes_secret: true,
            grant: found.grant.clone(),
            replacement: found.outcome.new_outcome().cloned().map(Box::new),
            new_tag: None,
        };
        let job = self.begin(JobKind::Save(pending), Job::SaveProfile(write), now);
        if let Some(check) = self.rotation_mut() {
            check.phase = RotationPhase::Replacing {
                job,
                found: Box::new(Found {
                    replacing: Replacing::Idle,
                    ..*found
                }),
            };
        }
    }

    /// Keeps the result in the dialog: it may be wanted for a ticket.
    pub(crate) fn show_replaced(&mut self, profile: &Profile, now: Now) {
        self.wipe_rotation_drafts();
        let Some(check) = self.rotation_mut() else {
            return;
        };
        let RotationPhase::Replacing { found, .. } = &check.phase else {
            return;
        };
        check.phase = RotationPhase::Replaced {
            found: Box::new(Found::of(found.outcome.clone())),
            at: now.wall,
        };
        check.profile = profile.clone();
    }

    /// The new secret is stored now, so its result counts for the stored one.
    pub(crate) fn replaced(
        &mut self,
        profile: &Profile,
        new: CheckOutcome,
        is_late: bool,
        now: Now,
    ) {
        let kind = profile.account.kind();
        self.record_activity(profile.id, ActivityKind::Replaced { kind }, None, now);
        if new.verdict() != Verdict::Untested {
            let at = new.at().map_or(now, |at| now.back_to(at));
            self.record_verified(profile.id, Verified { outcome: new, at }, now);
        }
        if is_late {
            // The dialog was closed, or *Cancel* came too late.
            let noun = kind.noun();
            let subject = self.state.subject(profile);
            let text = format!("The saved {noun} of {subject} was replaced anyway.");
            self.notice(NoticeTone::Good, text, now);
        }
    }

    /// Keeps the drafts and the result. After a conflict the dialog is about the saved version, which must be checked first.
    pub(crate) fn replace_failed(&mut self, failure: KeyringFailure) {
        if let KeyringFailure::Conflict(theirs) = &failure {
            self.rebase_rotation(theirs);
        }
        let Some(check) = self.rotation_mut() else {
            return;
        };
        let RotationPhase::Replacing { found, .. } = &check.phase else {
            return;
        };
        let mut found = found.clone();
        found.replacing = Replacing::Failed(failure);
        check.phase = RotationPhase::Found(found);
        if !check.can_replace()
            && let RotationPhase::Found(found) = &mut check.phase
        {
            found.grant = None;
        }
    }
}
