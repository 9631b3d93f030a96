//! *Check secret reset…*: signs in with the new secret, then with the stored one. Replacing is a separate click, in `replace`.

use std::mem;

use jiff::Timestamp;

use crate::app::job::{CopyWhat, Job, TryStored, TypedCode};
use crate::app::profiles::ProfileRow;
use crate::app::rotation::{Found, Replacing, Rotation, RotationAction, RotationPhase};
use crate::app::running::JobKind;
use crate::app::state::Dialog;
use crate::app::token::LastOutcome;
use crate::app::update::App;
use crate::model::{
    AccountKind, CheckOutcome, Grant, KnownLogin, LoginKind, Now, ProfileId, RotationOutcome,
    Secret, SignInWith, SkipReason, StoredOutcome, TokenPhase, TotpCode, Verdict,
};

impl App {
    /// If the stored secret `was_refused` just before, it isn't sent again.
    pub(crate) fn open_rotation(&mut self, id: ProfileId, was_refused: bool, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let check = Rotation {
            profile: row.profile.clone(),
            refused_before: refused_before(row).filter(|_| was_refused),
            tries_stored: false,
            returns_to_table: false,
            phase: RotationPhase::Asking,
            shows_error: false,
        };
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::Rotation(Box::new(check)));
    }

    /// Once the secret is replaced, only its result can be copied.
    pub(crate) fn on_rotation_action(&mut self, action: RotationAction, now: Now) {
        let check = self.state.rotation();
        let is_replaced = check.is_some_and(|check| check.replaced_at().is_some());
        if is_replaced && action != RotationAction::CopyResult {
            return;
        }
        match action {
            RotationAction::Changed => self.rotation_changed(),
            RotationAction::TryStored(tried) => {
                if let Some(check) = self.rotation_mut() {
                    check.tries_stored = tried;
                    self.rotation_changed();
                }
            }
            RotationAction::Check => self.check_rotation(now),
            RotationAction::UseCode => self.use_code_in_rotation(),
            RotationAction::CheckWithoutCode => self.send_rotation(TypedCode::Without, now),
            RotationAction::Cancel => self.cancel_rotation(now),
            RotationAction::Replace => self.replace(now),
            RotationAction::ReplaceAnyway => self.replace_anyway(now),
            RotationAction::CopyResult => self.copy_rotation_result(now),
        }
    }

    /// The result no longer applies. A prompt for a code stays: it is about the account, which can't change here.
    fn rotation_changed(&mut self) {
        let has_result = self.rotation_mut().is_some_and(|check| {
            matches!(
                check.phase,
                RotationPhase::Checking { .. } | RotationPhase::Found(_) | RotationPhase::Failed(_)
            )
        });
        if has_result {
            self.set_phase(RotationPhase::Asking);
        }
    }

    /// *Check*, *Check again*, with the code if one is prompted for.
    fn check_rotation(&mut self, now: Now) {
        let Some(check) = self.rotation_mut() else {
            return;
        };
        if !check.wants_code() {
            self.send_rotation(TypedCode::Unsaid, now);
            return;
        }
        check.shows_error = true;
        if let Ok(code) = TotpCode::parse(self.drafts.new_secret_code.text()) {
            self.send_rotation(TypedCode::Typed(code), now);
        }
    }

    /// Ignored while busy.
    fn use_code_in_rotation(&mut self) {
        if let Some(check) = self.rotation_mut()
            && is_user(check)
            && !check.is_busy()
            && !check.wants_code()
        {
            self.set_phase(RotationPhase::CodeRequired);
        }
    }

    fn send_rotation(&mut self, code: TypedCode, now: Now) {
        let Some(check) = self.state.rotation().filter(|check| !check.is_busy()) else {
            return;
        };
        let Some(new) = self.new_secret() else {
            if let Some(check) = self.rotation_mut() {
                check.shows_error = true;
            }
            return;
        };
        let shown = check.profile.clone();
        let known = self.state.login_kinds.known(&shown.console, &shown.account);
        if known == KnownLogin::Is(LoginKind::LocalTwoFactor) && matches!(code, TypedCode::Unsaid) {
            self.set_phase(RotationPhase::CodeRequired);
            return;
        }
        let stored = try_stored(check);
        if code.code().is_some() {
            let login_kinds = &mut self.state.login_kinds;
            login_kinds.record_code(&shown.console, &shown.account);
        }
        let order = Job::CheckRotation {
            shown,
            new,
            code,
            stored,
            known,
        };
        let job = self.begin(JobKind::CheckRotation, order, now);
        self.set_phase(RotationPhase::Checking { job, new: None });
    }

    /// *Cancel*: cancels the check or closes the prompt.
    fn cancel_rotation(&mut self, now: Now) {
        let Some(check) = self.rotation_mut() else {
            return;
        };
        match &mut check.phase {
            RotationPhase::Checking { new, .. } => {
                let found = new.take().map(|new| {
                    Found::of(RotationOutcome::Different {
                        new,
                        stored: StoredOutcome::Skipped(SkipReason::NotReached),
                    })
                });
                if let Some(found) = &found {
                    self.record_rotation(&found.outcome, now);
                }
                let phase = found.map_or(RotationPhase::Asking, |found| {
                    RotationPhase::Found(Box::new(found))
                });
                self.set_phase(phase);
            }
            RotationPhase::CodeRequired => self.set_phase(RotationPhase::Asking),
            RotationPhase::Found(found) if found.replacing == Replacing::Confirming => {
                found.replacing = Replacing::Idle;
            }
            RotationPhase::Replacing { .. } => {
                self.cancel_save();
            }
            RotationPhase::Asking
            | RotationPhase::Found(_)
            | RotationPhase::Failed(_)
            | RotationPhase::Replaced { .. } => {}
        }
    }

    /// *Copy result*: text for a ticket, without secrets.
    fn copy_rotation_result(&mut self, now: Now) {
        let zone = self.state.local.zone().clone();
        let Some(what) = self.state.rotation().and_then(|check| {
            Some(CopyWhat::RotationReport {
                profile: check.profile.clone(),
                outcome: check.found()?.outcome.clone(),
                replaced_at: check.replaced_at(),
                zone,
            })
        }) else {
            return;
        };
        self.copy_public("result", what, now);
    }

    /// For *Clear session*, which may ask about this dialog first: keeps its result and drafts.
    pub(crate) fn drop_rotation_token(&mut self) {
        if let Some(grant) = self.rotation_grant_mut() {
            *grant = None;
        }
        if let Some(RotationPhase::Checking { .. }) = self.rotation_mut().map(|check| &check.phase)
        {
            self.set_phase(RotationPhase::Asking);
        }
    }

    /// Wipes an expired token.
    pub(crate) fn expire_rotation_token(&mut self, now: Now) {
        if let Some(grant) = self.rotation_grant_mut() {
            grant.take_if(|grant| grant.expiry.phase(now) == TokenPhase::Expired);
        }
    }

    /// Wipes the drafts and cancels a check. A save in progress may still finish.
    pub(crate) fn leave_rotation(&mut self, check: &Rotation) {
        self.wipe_rotation_drafts();
        self.cancel_all(check.phase.job());
    }

    pub(crate) fn new_secret(&self) -> Option<Secret> {
        let kind = self.state.rotation()?.profile.account.kind();
        self.drafts.new_secret.secret(kind)
    }

    pub(crate) fn wipe_rotation_drafts(&mut self) {
        self.drafts.new_secret.wipe();
        self.drafts.new_secret_code.wipe();
    }

    pub(crate) fn rotation_mut(&mut self) -> Option<&mut Rotation> {
        match &mut self.state.dialog {
            Some(Dialog::Rotation(check)) => Some(check),
            _ => None,
        }
    }

    /// Cancels a running check; wipes the typed code and a token from before.
    fn set_phase(&mut self, phase: RotationPhase) {
        self.drafts.new_secret_code.wipe();
        let Some(check) = self.rotation_mut() else {
            return;
        };
        check.shows_error = false;
        if let RotationPhase::Checking { job, .. } = mem::replace(&mut check.phase, phase) {
            self.cancel(job);
        }
    }

    fn rotation_grant_mut(&mut self) -> Option<&mut Option<Grant>> {
        match &mut self.rotation_mut()?.phase {
            RotationPhase::Found(found) | RotationPhase::Replacing { found, .. } => {
                Some(&mut found.grant)
            }
            _ => None,
        }
    }
}

fn try_stored(check: &Rotation) -> TryStored {
    match check.refused_before {
        Some(at) => TryStored::RefusedBefore { at },
        // Failures lock accounts.
        None if is_user(check) && !check.tries_stored => TryStored::NotAsked,
        None => TryStored::Once,
    }
}

fn is_user(check: &Rotation) -> bool {
    check.profile.account.kind() == AccountKind::User
}

/// When the stored secret was last refused, if nothing newer is known and the profile wasn't saved since. A refusal with a code
/// says nothing about the password alone, and an unsaved password may differ each time.
fn refused_before(row: &ProfileRow) -> Option<Timestamp> {
    let profile = &row.profile;
    if !profile.account.stores_secret() {
        return None;
    }
    let at_sign_in = match &row.last_outcome {
        Some(LastOutcome::Failed(failure)) => {
            refusal_at(&CheckOutcome::of_failure(failure.clone()))
        }
        _ => None,
    };
    let checked = row.check.as_ref().and_then(|check| check.verified());
    let at = match checked {
        Some(checked) if checked.outcome.verdict() == Verdict::Accepted => {
            at_sign_in.filter(|at| *at > checked.at.wall)
        }
        Some(checked) => at_sign_in.max(refusal_at(&checked.outcome)),
        None => at_sign_in,
    };
    at.filter(|at| *at >= profile.saved_at)
}

fn refusal_at(outcome: &CheckOutcome) -> Option<Timestamp> {
    let CheckOutcome::Refused(failure) = outcome else {
        return None;
    };
    let report = failure.report()?;
    (report.with != SignInWith::PasswordAndCode).then_some(report.at)
}
