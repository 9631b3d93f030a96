//! *Check secret* and *Check password*: the stored credential is tried once, the token is dropped, nothing is copied.

use crate::app::job::{CheckCredentialOutcome, Job, JobId, Typed};
use crate::app::profiles::ProfileRow;
use crate::app::running::JobKind;
use crate::app::token::{Check, Purpose, Verified};
use crate::app::update::App;
use crate::model::{ActivityKind, CheckOutcome, Now, Profile, ProfileId};

impl App {
    /// *Check secret*, *Check password*. Ignored while a sign-in of this profile runs or is asked for: that will say of the
    /// credential what a check would, and a click is at most one sign-in.
    ///
    /// The other way round *Get token* is not ignored while a check runs, since the token of a check is dropped. Then both are
    /// sent, by two clicks. There is one form for both, and what is typed into it goes with one of them: no code is sent twice.
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

    /// Orders one check, with what was typed for it.
    pub(crate) fn send_check(&mut self, id: ProfileId, typed: Typed, now: Now) {
        let Some(row) = self.state.profile(id).filter(|row| !is_running(row)) else {
            return;
        };
        let sign_in = self.stored_sign_in(row.profile.clone(), typed);
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

    /// Stops a check at once for the window; the job's own end is then no news.
    pub(crate) fn cancel_check(&mut self, id: ProfileId, now: Now) {
        if let Some(job) = self.row_mut(id).and_then(stop) {
            self.cancel(job);
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
    }

    /// Closes the message about how it ended.
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
            // A sign-in that was asked for meanwhile asks for itself.
            CheckCredentialOutcome::MissingInput(_)
                if row.attempt.is_some() || row.prompt.is_some() => {}
            CheckCredentialOutcome::MissingInput(missing) => {
                self.open_prompt(id, missing, Purpose::Check)
            }
            CheckCredentialOutcome::Tried(outcome) => {
                let is_closed = false;
                self.record_use(id, now);
                let verified = Verified { outcome, at: now };
                self.record_check(id, verified, is_closed, now);
            }
            CheckCredentialOutcome::Canceled => {}
        }
    }

    /// What a check found of the stored credential: the row says it, and it is noted.
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
        row.check = Some(Check::Done {
            verified: found,
            is_closed,
        });
        self.record_activity(id, kind, took, now);
    }

    /// What something else than a check found of the stored credential. Where nothing is known, it has been said where it was
    /// found, and stays there.
    pub(crate) fn record_verified(&mut self, id: ProfileId, found: Verified) {
        if found.outcome.failure().is_some() && !matches!(found.outcome, CheckOutcome::Refused(_)) {
            return;
        }
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

    /// A sign-in is newer than what a check said before it: the list is not to say "refused" of what was accepted since.
    pub(crate) fn update_check(&mut self, id: ProfileId, outcome: CheckOutcome, now: Now) {
        let is_known = self
            .row_mut(id)
            .and_then(|row| row.check.as_ref())
            .is_some_and(|check| check.verified().is_some());
        if is_known {
            self.record_verified(id, Verified { outcome, at: now });
        }
    }
}

/// Stops the check of this row, if one runs: the order to its job.
pub(crate) fn stop(row: &mut ProfileRow) -> Option<JobId> {
    let running = row.check.take_if(|check| check.job().is_some())?;
    let job = running.job()?;
    row.check = running.before();
    Some(job)
}

fn is_running(row: &ProfileRow) -> bool {
    row.check.as_ref().and_then(Check::job).is_some()
}
