//! Progress and outcome of a rotation check.

use std::mem;

use crate::app::job::CheckRotationOutcome;
use crate::app::rotation::{Found, RotationPhase};
use crate::app::state::NoticeTone;
use crate::app::token::Verified;
use crate::app::update::App;
use crate::model::{ActivityKind, CheckOutcome, Now, Profile, RotationOutcome, TokenPhase};

impl App {
    pub(crate) fn new_secret_tried(&mut self, outcome: CheckOutcome) {
        if let Some(RotationPhase::Checking { new, .. }) =
            self.rotation_mut().map(|check| &mut check.phase)
        {
            *new = Some(outcome);
        }
    }

    pub(crate) fn rotation_checked(
        &mut self,
        stored: Option<Profile>,
        outcome: CheckRotationOutcome,
        now: Now,
    ) {
        let Some(check) = self.rotation_mut() else {
            return;
        };
        check.phase = RotationPhase::Asking;
        let mut was_saved_since = false;
        if let Some(stored) = stored {
            was_saved_since = self.rebase_rotation(&stored);
            self.put_profile(stored, None);
        }
        let phase = match outcome {
            CheckRotationOutcome::Checked {
                outcome: RotationOutcome::SameAsRefused { .. },
                ..
            } if was_saved_since => {
                // The refusal was for an earlier save, perhaps of another secret.
                let text = "The profile changed elsewhere, so nothing was sent. Check again.";
                self.notice(NoticeTone::Warn, text, now);
                RotationPhase::Asking
            }
            CheckRotationOutcome::Checked { mut outcome, grant } => {
                if was_saved_since {
                    outcome.forget_refusal_before();
                }
                self.record_rotation(&outcome, now);
                let grant = grant.filter(|grant| {
                    outcome.recommends_replacing() && grant.expiry.phase(now) != TokenPhase::Expired
                });
                let found = Found::of(outcome);
                RotationPhase::Found(Box::new(Found { grant, ..found }))
            }
            CheckRotationOutcome::Failed(failure) => RotationPhase::Failed(failure),
            CheckRotationOutcome::CodeRequired => RotationPhase::CodeRequired,
            CheckRotationOutcome::Canceled => RotationPhase::Asking,
        };
        if let Some(check) = self.rotation_mut() {
            check.phase = phase;
        }
    }

    /// Updates the dialog to the saved profile; returns whether that was saved since.
    pub(crate) fn rebase_rotation(&mut self, stored: &Profile) -> bool {
        let Some(check) = self.rotation_mut() else {
            return false;
        };
        let known = mem::replace(&mut check.profile, stored.clone());
        let was_saved_since = known.rev != stored.rev;
        if was_saved_since {
            check.refused_before = None;
        }
        if known.account.kind() != stored.account.kind() {
            // An API client's secret is never used as a password.
            self.drafts.new_secret.wipe();
            self.state.shown = None;
        }
        was_saved_since
    }

    /// Puts the stored secret's result on the row, and both results in the activity.
    pub(crate) fn record_rotation(&mut self, outcome: &RotationOutcome, now: Now) {
        let Some(check) = self.state.rotation() else {
            return;
        };
        let (id, kind) = (check.profile.id, check.profile.account.kind());
        if let RotationOutcome::Different { new, .. } = outcome {
            let verdict = new.verdict();
            let kind = ActivityKind::NewChecked { verdict, kind };
            self.record_activity(id, kind, new.took(), now);
        }
        if let Some(outcome) = outcome.stored_outcome() {
            let verdict = outcome.verdict();
            let kind = ActivityKind::Checked { verdict, kind };
            self.record_activity(id, kind, outcome.took(), now);
            let outcome = outcome.clone();
            self.record_verified(id, Verified { outcome, at: now }, now);
        }
    }
}
