//! *Check secret* and *Check password*: signs in once with the stored credential, keeps the token, copies nothing.

use crate::app::job::{AttemptOutcome, Job, JobId, Typed};
use crate::app::profiles::ProfileRow;
use crate::app::running::JobKind;
use crate::app::token::{Check, LastOutcome, Purpose, Verified};
use crate::app::update::App;
use crate::model::{ActivityKind, CheckOutcome, Failure, Grant, Now, Profile, ProfileId};

impl App {
    /// Ignored while a sign-in of this profile runs or is prompted for: it answers the same question, and a click is at most one
    /// sign-in.
    ///
    /// *Get token* isn't ignored while a check runs: it also copies. Both share one prompt, and what is typed goes with one of
    /// them: no code is sent twice.
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
        let job = self.begin(JobKind::Check(id), Job::FetchToken(sign_in), now);
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

    /// Closes the message of a check that succeeded.
    pub(crate) fn close_accepted_check(&mut self, id: ProfileId) {
        let check = self.state.profile(id).and_then(|row| row.check.as_ref());
        let verified = check.and_then(Check::verified);
        if verified.is_some_and(|verified| verified.outcome.acceptance().is_some()) {
            self.close_check(id);
        }
    }

    pub(crate) fn checked(
        &mut self,
        id: ProfileId,
        stored: Option<Profile>,
        outcome: AttemptOutcome,
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
            AttemptOutcome::MissingInput(_) if row.attempt.is_some() || row.prompt.is_some() => {}
            AttemptOutcome::MissingInput(missing) => {
                self.open_prompt(id, missing, Purpose::Check);
            }
            AttemptOutcome::Granted(grant) => {
                let outcome = CheckOutcome::of_grant(&grant);
                let kind = row.profile.account.kind();
                let found = Verified { outcome, at: now };
                self.record_use(id, now);
                if self.keep_checked_token(id, grant, now) {
                    self.record_check_as(ActivityKind::CheckedAndKept { kind }, id, found, now);
                } else {
                    self.record_check(id, found, now);
                }
            }
            AttemptOutcome::Failed(failure) => {
                self.prompt_again(id, &failure, Purpose::Check);
                let outcome = CheckOutcome::of_failure(failure);
                self.record_use(id, now);
                self.record_check(id, Verified { outcome, at: now }, now);
            }
            AttemptOutcome::Canceled => {}
        }
    }

    /// Keeps the token unless a live one lives at least as long; whether it did.
    fn keep_checked_token(&mut self, id: ProfileId, grant: Grant, now: Now) -> bool {
        let left = grant.expiry.left(now);
        let row = self.state.profile(id);
        let is_kept = row.is_some_and(|row| {
            let live = row.grant.as_ref();
            live.is_none_or(|live| live.expiry.left(now) < left) && !left.is_zero()
        });
        if is_kept {
            self.keep_token(id, grant);
        }
        is_kept
    }

    /// Puts a check's result on the row and in the activity.
    pub(crate) fn record_check(&mut self, id: ProfileId, found: Verified, now: Now) {
        if let Some(row) = self.state.profile(id) {
            let kind = ActivityKind::Checked {
                verdict: found.outcome.verdict(),
                kind: row.profile.account.kind(),
            };
            self.record_check_as(kind, id, found, now);
        }
    }

    fn record_check_as(&mut self, kind: ActivityKind, id: ProfileId, found: Verified, now: Now) {
        let took = found.outcome.took();
        self.remember_verdict(id, &found.outcome, now);
        if let Some(row) = self.row_mut(id) {
            if let Some(failure) = found.outcome.failure() {
                row.last_outcome.take_if(|last| is_outdated(last, failure));
            }
            row.check = Some(Check::Done {
                verified: found,
                is_closed: false,
            });
        }
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

/// Whether a check that failed since then says it all. A refusal outlasts what says nothing of the same credential.
fn is_outdated(last: &LastOutcome, found: &Failure) -> bool {
    let LastOutcome::Failed(earlier) = last else {
        return false;
    };
    let with = |failure: &Failure| failure.report().map(|report| report.with);
    let is_same = found.is_refused_credential() && with(earlier) == with(found);
    is_same || !earlier.is_refused_credential()
}

fn is_running(row: &ProfileRow) -> bool {
    row.check.as_ref().and_then(Check::job).is_some()
}
