//! *Check a secret reset*: the new secret is tried, then the stored one. What replaces what is a click of its own, in
//! `replacing`.

use std::mem;

use jiff::Timestamp;

use super::App;
use crate::app::action::ResetWish;
use crate::app::flow::{CopyWhat, Effect, JobId, TryStored, TypedCode};
use crate::app::reset_check::{Found, Replacing, ResetCheck, ResetPhase};
use crate::app::row::{Ended, ProfileRow};
use crate::app::state::Dialog;
use crate::model::failure::Stage;
use crate::model::{
    AccountKind, Grant, KnownLogin, LoginKind, NotTried, Now, Phase, ProfileId, ResetOutcome,
    Secret, SignInWith, StoredTrial, TotpCode, Trial, Verdict,
};

impl App {
    /// Opens the dialog. Where the stored secret `was_refused` just before, it is not sent again.
    pub(super) fn open_reset_check(&mut self, id: ProfileId, was_refused: bool) -> Vec<Effect> {
        let Some(row) = self.state.profile(id) else {
            return Vec::new();
        };
        let check = ResetCheck {
            profile: row.profile.clone(),
            refused_before: refused_before(row).filter(|_| was_refused),
            tries_stored: false,
            login: row.login,
            phase: ResetPhase::Asking,
            shows_error: false,
        };
        let effects = self.leave_dialog();
        self.state.dialog = Some(Dialog::ResetCheck(Box::new(check)));
        effects
    }

    pub(super) fn reset_wish(&mut self, wish: ResetWish, now: Now) -> Vec<Effect> {
        match wish {
            ResetWish::Changed => self.reset_changed(),
            ResetWish::TryStored(tried) => match self.reset_check_mut() {
                Some(check) => {
                    check.tries_stored = tried;
                    self.reset_changed()
                }
                None => Vec::new(),
            },
            ResetWish::Check => self.check_reset(now),
            ResetWish::UseCode => self.use_code_in_reset(),
            ResetWish::CheckWithoutCode => self.send_reset(TypedCode::Without, now),
            ResetWish::Cancel => self.cancel_reset(now),
            ResetWish::Replace => self.replace(now),
            ResetWish::ReplaceAllTheSame => self.replace_all_the_same(now),
            ResetWish::CopyResult => self.copy_reset_result(),
        }
    }

    /// What was found was about other values. A question for a code stays: it is about the account, which cannot change here.
    fn reset_changed(&mut self) -> Vec<Effect> {
        match self.reset_check_mut().map(|check| &check.phase) {
            None
            | Some(ResetPhase::Asking | ResetPhase::CodeWanted | ResetPhase::Replacing { .. }) => {
                Vec::new()
            }
            Some(ResetPhase::Checking { .. } | ResetPhase::Found(_) | ResetPhase::Failed(_)) => {
                self.turn_to(ResetPhase::Asking)
            }
        }
    }

    /// *Check*, *Check again*. Where a code is asked for, it sends that.
    fn check_reset(&mut self, now: Now) -> Vec<Effect> {
        let Some(check) = self.reset_check_mut() else {
            return Vec::new();
        };
        if !check.wants_code() {
            return self.send_reset(TypedCode::Unsaid, now);
        }
        check.shows_error = true;
        match TotpCode::parse(self.drafts.new_secret_code.text()) {
            Ok(code) => self.send_reset(TypedCode::Typed(code), now),
            Err(_) => Vec::new(),
        }
    }

    /// *Use a two-factor code*. Ignored while something is under way.
    fn use_code_in_reset(&mut self) -> Vec<Effect> {
        match self.reset_check_mut() {
            Some(check) if is_user(check) && !check.is_busy() && !check.wants_code() => {
                self.turn_to(ResetPhase::CodeWanted)
            }
            _ => Vec::new(),
        }
    }

    fn send_reset(&mut self, code: TypedCode, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let new = self.new_secret();
        let Some(check) = self.reset_check_mut().filter(|check| !check.is_busy()) else {
            return Vec::new();
        };
        let Some(new) = new else {
            check.shows_error = true;
            return Vec::new();
        };
        if check.login == KnownLogin::Is(LoginKind::LocalTwoFactor)
            && matches!(code, TypedCode::Unsaid)
        {
            return self.turn_to(ResetPhase::CodeWanted);
        }
        let asks_kind = is_user(check) && check.login == KnownLogin::Unasked;
        let order = Effect::CheckReset {
            job,
            shown: check.profile.clone(),
            new,
            code,
            stored: tried_of_stored(check),
            asks_kind,
        };
        // The code goes with it: it is sent once.
        let mut effects = self.turn_to(ResetPhase::Checking {
            job,
            started: now,
            stage: Stage::Keyring,
            new: None,
        });
        effects.push(order);
        effects
    }

    /// *Cancel*: stops what is under way, or takes back what is asked for.
    fn cancel_reset(&mut self, now: Now) -> Vec<Effect> {
        let Some(check) = self.reset_check_mut() else {
            return Vec::new();
        };
        match &mut check.phase {
            ResetPhase::Checking { new, .. } => {
                let found = new.take().map(|new| {
                    Found::of(ResetOutcome::Different {
                        new,
                        stored: StoredTrial::NotTried(NotTried::NotReached),
                    })
                });
                if let Some(found) = &found {
                    self.note_found(&found.outcome, now);
                }
                let phase = found.map_or(ResetPhase::Asking, |found| {
                    ResetPhase::Found(Box::new(found))
                });
                self.turn_to(phase)
            }
            ResetPhase::CodeWanted => self.turn_to(ResetPhase::Asking),
            ResetPhase::Found(found) if found.replacing == Replacing::AskingAgain => {
                found.replacing = Replacing::Idle;
                Vec::new()
            }
            ResetPhase::Replacing { .. } => self.cancel_save().unwrap_or_default(),
            ResetPhase::Asking | ResetPhase::Found(_) | ResetPhase::Failed(_) => Vec::new(),
        }
    }

    /// *Copy result*: words for a ticket, no secret.
    fn copy_reset_result(&mut self) -> Vec<Effect> {
        let zone = self.state.zone.clone();
        let Some(what) = self.state.reset_check().and_then(|check| {
            Some(CopyWhat::ResetReport {
                profile: check.profile.clone(),
                outcome: check.found()?.outcome.clone(),
                zone,
            })
        }) else {
            return Vec::new();
        };
        self.copy_public(what)
    }

    /// *Forget all tokens*: the dialog stays, with what was found and what is typed.
    pub(super) fn forget_reset_token(&mut self) -> Vec<Effect> {
        if let Some(grant) = self.reset_grant_mut() {
            *grant = None;
        }
        match self.reset_check_mut().map(|check| &check.phase) {
            Some(ResetPhase::Checking { .. }) => self.turn_to(ResetPhase::Asking),
            _ => Vec::new(),
        }
    }

    /// Ends the kept token when its time is over: it is wiped here.
    pub(super) fn expire_reset_token(&mut self, now: Now) {
        if let Some(grant) = self.reset_grant_mut() {
            grant.take_if(|grant| grant.expiry.phase(now) == Phase::Expired);
        }
    }

    /// Wipes what was typed. A check is stopped; a write is asked to stop, and still reports.
    pub(super) fn leave_reset_check(&mut self, check: &ResetCheck) -> Vec<Effect> {
        self.wipe_reset_drafts();
        match check.phase {
            ResetPhase::Checking { job, .. } | ResetPhase::Replacing { job, .. } => {
                vec![Effect::Cancel { job }]
            }
            _ => Vec::new(),
        }
    }

    /// The new secret, as it is tried and stored.
    pub(super) fn new_secret(&self) -> Option<Secret> {
        let kind = self.state.reset_check()?.profile.account.kind();
        self.drafts.new_secret.secret(kind)
    }

    pub(super) fn wipe_reset_drafts(&mut self) {
        self.drafts.new_secret.wipe();
        self.drafts.new_secret_code.wipe();
    }

    pub(super) fn reset_check_mut(&mut self) -> Option<&mut ResetCheck> {
        match &mut self.state.dialog {
            Some(Dialog::ResetCheck(check)) => Some(check),
            _ => None,
        }
    }

    /// Goes on to this phase. A check under way is stopped; a typed code goes, and so does a token that was obtained.
    fn turn_to(&mut self, phase: ResetPhase) -> Vec<Effect> {
        self.drafts.new_secret_code.wipe();
        let Some(check) = self.reset_check_mut() else {
            return Vec::new();
        };
        check.shows_error = false;
        match mem::replace(&mut check.phase, phase) {
            ResetPhase::Checking { job, .. } => vec![Effect::Cancel { job }],
            _ => Vec::new(),
        }
    }

    /// The phase of the check that this job makes.
    pub(super) fn running_reset(&mut self, job: JobId) -> Option<&mut ResetPhase> {
        let phase = &mut self.reset_check_mut()?.phase;
        matches!(phase, ResetPhase::Checking { job: running, .. } if *running == job)
            .then_some(phase)
    }

    fn reset_grant_mut(&mut self) -> Option<&mut Option<Grant>> {
        match &mut self.reset_check_mut()?.phase {
            ResetPhase::Found(found) | ResetPhase::Replacing { found, .. } => {
                Some(&mut found.grant)
            }
            _ => None,
        }
    }
}

/// Whether the stored secret is tried too.
fn tried_of_stored(check: &ResetCheck) -> TryStored {
    match check.refused_before {
        Some(at) => TryStored::RefusedBefore { at },
        // Failures lock accounts.
        None if is_user(check) && !check.tries_stored => TryStored::NotAsked,
        None => TryStored::Once,
    }
}

fn is_user(check: &ResetCheck) -> bool {
    check.profile.account.kind() == AccountKind::User
}

/// When the stored secret was last refused, if nothing newer is known of it and the profile was not saved since, perhaps with
/// another one. A refusal that came with a code says nothing of the password alone, and a password that is not stored was
/// another one each time.
fn refused_before(row: &ProfileRow) -> Option<Timestamp> {
    let profile = &row.profile;
    if !profile.account.keeps_secret() {
        return None;
    }
    let at_sign_in = match &row.ended {
        Some(Ended::Failed(failure)) => refusal_at(&Trial::of_failure(failure.clone())),
        _ => None,
    };
    let checked = row.check.as_ref().and_then(|check| check.verified());
    let at = match checked {
        Some(checked) if checked.trial.verdict() == Verdict::Accepted => {
            at_sign_in.filter(|at| *at > checked.at.wall)
        }
        Some(checked) => at_sign_in.max(refusal_at(&checked.trial)),
        None => at_sign_in,
    };
    at.filter(|at| *at >= profile.saved_at)
}

fn refusal_at(trial: &Trial) -> Option<Timestamp> {
    let Trial::Refused(failure) = trial else {
        return None;
    };
    let report = failure.report()?;
    (report.with != SignInWith::PasswordAndCode).then_some(report.at)
}
