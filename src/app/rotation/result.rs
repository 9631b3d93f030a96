//! The reports of a check of a reset: how far it is, and what it found.

use std::mem;

use crate::app::flow::{Effect, JobId, RotationChecked, RotationEnd};
use crate::app::rotation::{Found, RotationPhase};
use crate::app::state::Tone;
use crate::app::token::Verified;
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{
    ActivityKind, CheckOutcome, Failure, KnownLogin, Now, Phase, Profile, ProfileId,
    RotationOutcome,
};

impl App {
    pub(crate) fn rotation_stage(&mut self, job: JobId, new_stage: Stage) {
        if let Some(RotationPhase::Checking { stage, .. }) = self.running_rotation(job) {
            *stage = new_stage;
        }
    }

    pub(crate) fn new_secret_tried(&mut self, job: JobId, outcome: CheckOutcome) -> Vec<Effect> {
        if let Some(RotationPhase::Checking { new, .. }) = self.running_rotation(job) {
            *new = Some(outcome);
        }
        Vec::new()
    }

    pub(crate) fn rotation_checked(&mut self, checked: RotationChecked, now: Now) -> Vec<Effect> {
        let RotationChecked {
            job,
            id,
            stored,
            login,
            result,
        } = checked;
        // Left, changed or stopped meanwhile: the token is dropped here, and wiped.
        let Some(phase) = self.running_rotation(job) else {
            return Vec::new();
        };
        *phase = RotationPhase::Asking;
        let mut effects = Vec::new();
        let mut was_saved_since = false;
        if let Some(stored) = stored {
            was_saved_since = self.rebase_rotation(&stored);
            effects.extend(self.put_profile(stored, None));
        }
        let forgets_login = match &result {
            RotationEnd::Checked { outcome, .. } => outcome
                .trials()
                .filter_map(CheckOutcome::failure)
                .any(Failure::is_refusal),
            RotationEnd::Failed(failure) => failure.is_refusal(),
            RotationEnd::CodeRequired | RotationEnd::Cancelled => false,
        };
        if forgets_login {
            // What the console said of the account may no longer be so.
            self.learn_login(id, KnownLogin::Unasked);
        } else if login != KnownLogin::Unasked {
            self.learn_login(id, login);
        }
        let phase = match result {
            RotationEnd::Checked {
                outcome: RotationOutcome::SameAsRefused { .. },
                ..
            } if was_saved_since => {
                // It was refused before that, and another one may have been then.
                let told =
                    "The profile was saved elsewhere meanwhile, so nothing was sent. Check again.";
                self.notice(Tone::Warn, told, now);
                RotationPhase::Asking
            }
            RotationEnd::Checked { mut outcome, grant } => {
                if was_saved_since {
                    outcome.forget_refusal_before();
                }
                self.note_found(&outcome, now);
                let grant = grant.filter(|grant| {
                    outcome.recommends_replacing() && grant.expiry.phase(now) != Phase::Expired
                });
                let found = Found::of(outcome);
                RotationPhase::Found(Box::new(Found { grant, ..found }))
            }
            RotationEnd::Failed(failure) => RotationPhase::Failed(failure),
            RotationEnd::CodeRequired => RotationPhase::CodeRequired,
            RotationEnd::Cancelled => RotationPhase::Asking,
        };
        if let Some(check) = self.rotation_mut() {
            check.phase = phase;
        }
        effects
    }

    /// The dialog is now about the profile as the keyring has it. Whether that was saved since.
    pub(crate) fn rebase_rotation(&mut self, stored: &Profile) -> bool {
        let Some(check) = self.rotation_mut() else {
            return false;
        };
        let known = mem::replace(&mut check.profile, stored.clone());
        let was_saved_since = known.rev != stored.rev;
        if was_saved_since {
            check.refused_before = None;
        }
        if !known.signs_in_like(stored) {
            check.login = KnownLogin::Unasked;
        }
        if known.account.kind() != stored.account.kind() {
            // A client's secret is nobody's password.
            self.drafts.new_secret.wipe();
            self.state.shown = None;
        }
        was_saved_since
    }

    fn learn_login(&mut self, id: ProfileId, login: KnownLogin) {
        let Some(check) = self.rotation_mut() else {
            return;
        };
        check.login = login;
        let profile = check.profile.clone();
        if let Some(row) = self
            .row_mut(id)
            .filter(|row| row.profile.signs_in_like(&profile))
        {
            row.login = login;
        }
    }

    /// What was found of the stored secret, the list says too; and what was tried, the activity.
    pub(crate) fn note_found(&mut self, outcome: &RotationOutcome, now: Now) {
        let Some(check) = self.state.rotation() else {
            return;
        };
        let (id, kind) = (check.profile.id, check.profile.account.kind());
        if let RotationOutcome::Different { new, .. } = outcome {
            let verdict = new.verdict();
            let kind = ActivityKind::NewChecked { verdict, kind };
            self.record_activity(id, kind, new.took(), now);
        }
        if let Some(outcome) = outcome.stored_trial() {
            let verdict = outcome.verdict();
            let kind = ActivityKind::Checked { verdict, kind };
            self.record_activity(id, kind, outcome.took(), now);
            let outcome = outcome.clone();
            self.learn_of_stored(id, Verified { outcome, at: now });
        }
    }
}
