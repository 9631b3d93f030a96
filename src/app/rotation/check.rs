//! *Check a secret reset*: the new secret is tried, then the stored one. What replaces what is a click of its own, in
//! `replacing`.

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
    /// Opens the dialog. Where the stored secret `was_refused` just before, it is not sent again.
    pub(crate) fn open_rotation(&mut self, id: ProfileId, was_refused: bool) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let check = Rotation {
            profile: row.profile.clone(),
            refused_before: refused_before(row).filter(|_| was_refused),
            tries_stored: false,
            phase: RotationPhase::Asking,
            shows_error: false,
        };
        self.leave_dialog();
        self.state.dialog = Some(Dialog::Rotation(Box::new(check)));
    }

    pub(crate) fn on_rotation_action(&mut self, action: RotationAction, now: Now) {
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

    /// What was found was about other values. A question for a code stays: it is about the account, which cannot change here.
    fn rotation_changed(&mut self) {
        match self.rotation_mut().map(|check| &check.phase) {
            None
            | Some(
                RotationPhase::Asking
                | RotationPhase::CodeRequired
                | RotationPhase::Replacing { .. },
            ) => {}
            Some(
                RotationPhase::Checking { .. } | RotationPhase::Found(_) | RotationPhase::Failed(_),
            ) => self.set_phase(RotationPhase::Asking),
        }
    }

    /// *Check*, *Check again*. Where a code is asked for, it sends that.
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

    /// *Use a two-factor code*. Ignored while something is under way.
    fn use_code_in_rotation(&mut self) {
        match self.rotation_mut() {
            Some(check) if is_user(check) && !check.is_busy() && !check.wants_code() => {
                self.set_phase(RotationPhase::CodeRequired);
            }
            _ => {}
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
        let stored = whether_to_try_stored(check);
        let order = Job::CheckRotation {
            shown,
            new,
            code,
            stored,
            known,
        };
        let job = self.begin(JobKind::CheckRotation, order, now);
        // The code goes with it: it is sent once.
        self.set_phase(RotationPhase::Checking { job, new: None });
    }

    /// *Cancel*: stops what is under way, or takes back what is asked for.
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
            RotationPhase::Asking | RotationPhase::Found(_) | RotationPhase::Failed(_) => {}
        }
    }

    /// *Copy result*: words for a ticket, no secret.
    fn copy_rotation_result(&mut self, now: Now) {
        let zone = self.state.zone.clone();
        let Some(what) = self.state.rotation().and_then(|check| {
            Some(CopyWhat::RotationReport {
                profile: check.profile.clone(),
                outcome: check.found()?.outcome.clone(),
                zone,
            })
        }) else {
            return;
        };
        self.copy_public(what, now);
    }

    /// *Forget all tokens*: the dialog stays, with what was found and what is typed.
    pub(crate) fn drop_rotation_token(&mut self) {
        if let Some(grant) = self.rotation_grant_mut() {
            *grant = None;
        }
        if let Some(RotationPhase::Checking { .. }) = self.rotation_mut().map(|check| &check.phase)
        {
            self.set_phase(RotationPhase::Asking);
        }
    }

    /// Ends the kept token when its time is over: it is wiped here.
    pub(crate) fn expire_rotation_token(&mut self, now: Now) {
        if let Some(grant) = self.rotation_grant_mut() {
            grant.take_if(|grant| grant.expiry.phase(now) == TokenPhase::Expired);
        }
    }

    /// Wipes what was typed. A check is stopped; a write is asked to stop, and still reports.
    pub(crate) fn leave_rotation(&mut self, check: &Rotation) {
        self.wipe_rotation_drafts();
        self.cancel_all(check.phase.job());
    }

    /// The new secret, as it is tried and stored.
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

    /// Goes on to this phase. A check under way is stopped; a typed code goes, and so does a token that was obtained.
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

/// Whether the stored secret is tried too.
fn whether_to_try_stored(check: &Rotation) -> TryStored {
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

/// When the stored secret was last refused, if nothing newer is known of it and the profile was not saved since, perhaps with
/// another one. A refusal that came with a code says nothing of the password alone, and a password that is not stored was
/// another one each time.
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
