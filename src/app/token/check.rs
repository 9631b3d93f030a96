//! *Check secret* and *Check password*: signs in once with the stored credential, drops the token, copies nothing.

use crate::app::job::{CheckCredentialOutcome, Job, JobId, Typed};
use crate::app::profiles::ProfileRow;
use crate::app::running::JobKind;
use crate::app::token::{Check, Purpose, Verified};
use crate::app::update::App;
use crate::model::{ActivityKind, CheckOutcome, Now, Profile, ProfileId};

impl App {
    /// Ignored while a sign-in of this profile runs or is prompted for: it answers the same question, and a click is at most one
    /// sign-in.
    ///
    /// *Get token* isn't ignored while a check runs, since a check's token is dropped. Both share one prompt, and what is typed
    /// goes with one of them: no code is sent twice.
    pub(crate) fn check(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        if row.attempt.is_some() || row.prompt.is_some() || is_running(row) {
            return;
        }
        if let Some(missing) = self.missing_input(id) {
            self.open_prompt(id, missing, Purpose::Check);
            return;
        }
        self.send_check(id, Typed::default(), now);
    }

    /// Starts one check.
    pub(crate) fn send_check(&mut self, id: ProfileId, typed: Typed, now: Now) {
        let Some(row) = self.state.profile(id).filter(|row| !is_running(row)) else {
            return;
        };
        let sign_in = self.stored_sign_in(row.profile.clone(), typed);
        self.cancel_probe(id);
        let job = self.begin(JobKind::Check(id), Job::CheckCredential(sign_in), now);
        let Some(row) = self.row_mut(id) else {
            return;
        };
        row.prompt = None;
        row.check = Some(Check::Running {
            job,
            before: row
                .check
                .as_ref()
                .and_then(|check| check.verified().cloned()),
        });
    }

    /// Cancels optimistically; the job's late report is ignored.
    pub(crate) fn cancel_check(&mut self, id: ProfileId, now: Now) {
        if let Some(job) = self.row_mut(id).and_then(stop) {
            self.cancel(job);
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
    }

    pub(crate) fn close_check(&mut self, id: ProfileId) {
        if let Some(Check::Done { is_closed, .. }) =
            self.row_mut(id).and_then(|row| row.check.as_mut())
        {
            *is_closed = true;
        }
    }

    pub(crate) fn checked(
        &mut self,
        id: ProfileId,
        stored: Option<Profile>,
        outcome: CheckCredentialOutcome,
        now: Now,
    ) {
        let Some(check) = self.row_mut(id).and_then(|row| row.check.take()) else {
            return;
        };
        if let Some(row) = self.row_mut(id) {
            row.check = check.before();
        }
        self.refresh_profile(stored);
        let Some(row) = self.row_mut(id) else {
            return;
        };
        match outcome {
            // A sign-in started since then has its own prompt.
            CheckCredentialOutcome::MissingInput(_)
                if row.attempt.is_some() || row.prompt.is_some() => {}
            CheckCredentialOutcome::MissingInput(missing) => {
                self.open_prompt(id, missing, Purpose::Check);
            }
            CheckCredentialOutcome::Tried(outcome) => {
                self.record_use(id, now);
                self.record_check(id, Verified { outcome, at: now }, false, now);
            }
            CheckCredentialOutcome::Canceled => {}
        }
    }

    /// Puts a check's result on the row and in the activity.
    pub(crate) fn record_check(
        &mut self,
        id: ProfileId,
        found: Verified,
        is_closed: bool,
        now: Now,
    ) {
        let Some(row) = self.row_mut(id) else {
            return;
        };
        let outcome = &found.outcome;
        let profile = row.profile.clone();
        let kind = ActivityKind::Checked {
            verdict: outcome.verdict(),
            kind: profile.account.kind(),
        };
        let took = outcome.took();
        let outcome = outcome.clone();
        row.check = Some(Check::Done {
            verified: found,
            is_closed,
        });
        self.remember_verdict(id, &outcome, now);
        self.record_activity(id, kind, took, now);
    }

    /// A result from a sign-in or a rotation check. A failure that says nothing about the credential is shown where it happened,
    /// not here.
    pub(crate) fn record_verified(&mut self, id: ProfileId, found: Verified, now: Now) {
        if found.outcome.failure().is_some() && !matches!(found.outcome, CheckOutcome::Refused(_)) {
            return;
        }
        self.remember_verdict(id, &found.outcome, now);
        match self.row_mut(id).map(|row| &mut row.check) {
            Some(Some(Check::Running { before, .. })) => *before = Some(found),
            Some(check) => {
                *check = Some(Check::Done {
                    verified: found,
                    is_closed: true,
                });
            }
            None => {}
        }
    }

    /// A sign-in is newer than the last check: the list must not say "rejected" after the credential was accepted.
    pub(crate) fn update_check(&mut self, id: ProfileId, outcome: CheckOutcome, now: Now) {
        let is_known = self
            .row_mut(id)
            .and_then(|row| row.check.as_ref())
            .is_some_and(|check| check.verified().is_some());
        if is_known {
            self.record_verified(id, Verified { outcome, at: now }, now);
        } else {
            self.remember_verdict(id, &outcome, now);
        }
    }
}

/// Stops this row's check and returns the job to cancel.
pub(crate) fn stop(row: &mut ProfileRow) -> Option<JobId> {
    let running = row.check.take_if(|check| check.job().is_some())?;
    let job = running.job()?;
    row.check = running.before();
    Some(job)
}

fn is_running(row: &ProfileRow) -> bool {
    row.check.as_ref().and_then(Check::job).is_some()
}
