//! The reports of a check of a reset: how far it is, and what it found.

use std::mem;

use super::App;
use crate::app::check::Verified;
use crate::app::flow::{Effect, JobId, ResetChecked, ResetEnd};
use crate::app::reset_check::{Found, ResetPhase};
use crate::app::state::Tone;
use crate::model::failure::Stage;
use crate::model::{
    Deed, Failure, KnownLogin, Now, Phase, Profile, ProfileId, ResetOutcome, Trial,
};

impl App {
    pub(super) fn reset_stage(&mut self, job: JobId, new_stage: Stage) {
        if let Some(ResetPhase::Checking { stage, .. }) = self.running_reset(job) {
            *stage = new_stage;
        }
    }

    pub(super) fn new_secret_tried(&mut self, job: JobId, trial: Trial) -> Vec<Effect> {
        if let Some(ResetPhase::Checking { new, .. }) = self.running_reset(job) {
            *new = Some(trial);
        }
        Vec::new()
    }

    pub(super) fn reset_checked(&mut self, checked: ResetChecked, now: Now) -> Vec<Effect> {
        let ResetChecked {
            job,
            id,
            stored,
            login,
            result,
        } = checked;
        // Left, changed or stopped meanwhile: the token is dropped here, and wiped.
        let Some(phase) = self.running_reset(job) else {
            return Vec::new();
        };
        *phase = ResetPhase::Asking;
        let mut effects = Vec::new();
        let mut was_saved_since = false;
        if let Some(stored) = stored {
            was_saved_since = self.rebase_reset(&stored);
            effects.extend(self.put_profile(stored, None));
        }
        let forgets_login = match &result {
            ResetEnd::Checked { outcome, .. } => outcome
                .trials()
                .filter_map(Trial::failure)
                .any(Failure::is_refusal),
            ResetEnd::Failed(failure) => failure.is_refusal(),
            ResetEnd::CodeWanted | ResetEnd::Cancelled => false,
        };
        if forgets_login {
            // What the console said of the account may no longer be so.
            self.learn_login(id, KnownLogin::Unasked);
        } else if login != KnownLogin::Unasked {
            self.learn_login(id, login);
        }
        let phase = match result {
            ResetEnd::Checked {
                outcome: ResetOutcome::SameAsRefused { .. },
                ..
            } if was_saved_since => {
                // It was refused before that, and another one may have been then.
                let told =
                    "The profile was saved elsewhere meanwhile, so nothing was sent. Check again.";
                self.notice(Tone::Warn, told, now);
                ResetPhase::Asking
            }
            ResetEnd::Checked { mut outcome, grant } => {
                if was_saved_since {
                    outcome.forget_refusal_before();
                }
                self.note_found(&outcome, now);
                let grant = grant.filter(|grant| {
                    outcome.recommends_replacing() && grant.expiry.phase(now) != Phase::Expired
                });
                let found = Found::of(outcome);
                ResetPhase::Found(Box::new(Found { grant, ..found }))
            }
            ResetEnd::Failed(failure) => ResetPhase::Failed(failure),
            ResetEnd::CodeWanted => ResetPhase::CodeWanted,
            ResetEnd::Cancelled => ResetPhase::Asking,
        };
        if let Some(check) = self.reset_check_mut() {
            check.phase = phase;
        }
        effects
    }

    /// The dialog is now about the profile as the keyring has it. Whether that was saved since.
    pub(super) fn rebase_reset(&mut self, stored: &Profile) -> bool {
        let Some(check) = self.reset_check_mut() else {
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
        let Some(check) = self.reset_check_mut() else {
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
    pub(super) fn note_found(&mut self, outcome: &ResetOutcome, now: Now) {
        let Some(check) = self.state.reset_check() else {
            return;
        };
        let (id, kind) = (check.profile.id, check.profile.account.kind());
        if let ResetOutcome::Different { new, .. } = outcome {
            let verdict = new.verdict();
            let deed = Deed::NewChecked { verdict, kind };
            self.note_deed(id, deed, new.took(), now);
        }
        if let Some(trial) = outcome.stored_trial() {
            let verdict = trial.verdict();
            let deed = Deed::Checked { verdict, kind };
            self.note_deed(id, deed, trial.took(), now);
            let trial = trial.clone();
            self.learn_of_stored(id, Verified { trial, at: now });
        }
    }
}
