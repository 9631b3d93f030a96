//! *Check secret* and *Check password*: the stored credential is tried once, the token is dropped, nothing is copied.

use crate::app::flow::{CheckEnd, Checked, Effect, Typed};
use crate::app::profiles::ProfileRow;
use crate::app::token::{Check, Purpose, Verified};
use crate::app::update::App;
use crate::model::failure::Stage;
use crate::model::{ActivityKind, CheckOutcome, Failure, KnownLogin, Now, ProfileId};

impl App {
    /// *Check secret*, *Check password*. Ignored while a sign-in of this profile runs or is asked for: that will say of the
    /// credential what a check would, and a click is at most one sign-in.
    ///
    /// The other way round *Get token* is not ignored while a check runs, since the token of a check is dropped. Then both are
    /// sent, by two clicks. There is one form for both, and what is typed into it goes with one of them: no code is sent twice.
    pub(crate) fn check(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let Some(row) = self.state.profile(id) else {
            return Vec::new();
        };
        if row.attempt.is_some() || row.prompt.is_some() || is_running(row) {
            return Vec::new();
        }
        let asks_kind = row.asks_kind();
        if let Some(wanted) = self.wanted_at_once(id) {
            self.open_prompt(id, wanted, Purpose::Check);
            return Vec::new();
        }
        self.send_check(id, Typed::default(), asks_kind, now)
    }

    /// Orders one check, with what was typed for it.
    pub(crate) fn send_check(
        &mut self,
        id: ProfileId,
        typed: Typed,
        asks_kind: bool,
        now: Now,
    ) -> Vec<Effect> {
        let job = self.next_job();
        let Some(row) = self.row_mut(id).filter(|row| !is_running(row)) else {
            return Vec::new();
        };
        row.prompt = None;
        row.check = Some(Check::Running {
            job,
            started: now,
            stage: Stage::Keyring,
            before: row
                .check
                .as_ref()
                .and_then(|check| check.verified().cloned()),
        });
        vec![Effect::CheckCredential {
            job,
            shown: row.profile.clone(),
            typed,
            asks_kind,
        }]
    }

    /// Stops a check at once for the window; the job's own end is then no news.
    pub(crate) fn cancel_check(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let stopped = self.row_mut(id).and_then(stop);
        if stopped.is_some() {
            self.record_activity(id, ActivityKind::Stopped, None, now);
        }
        stopped.into_iter().collect()
    }

    /// Closes the message about how it ended.
    pub(crate) fn close_check(&mut self, id: ProfileId) -> Vec<Effect> {
        if let Some(Check::Done { is_closed, .. }) =
            self.row_mut(id).and_then(|row| row.check.as_mut())
        {
            *is_closed = true;
        }
        Vec::new()
    }

    pub(crate) fn checked(&mut self, checked: Checked, now: Now) -> Vec<Effect> {
        let Checked {
            job,
            id,
            stored,
            login,
            result,
        } = checked;
        // A report that was superseded (by Cancel, a save, a deletion) is dropped.
        let Some(check) = self.row_mut(id).and_then(|row| {
            row.check
                .take_if(|check| check.job().is_some_and(|running| running == job))
        }) else {
            return Vec::new();
        };
        if let Some(row) = self.row_mut(id) {
            row.check = check.before();
        }
        let effects = self.follow(id, stored, login);
        let Some(row) = self.row_mut(id) else {
            return effects;
        };
        match result {
            // A sign-in that was asked for meanwhile asks for itself.
            CheckEnd::MissingInput(_) if row.attempt.is_some() || row.prompt.is_some() => {}
            CheckEnd::MissingInput(wanted) => self.open_prompt(id, wanted, Purpose::Check),
            CheckEnd::Tried(outcome) => {
                let is_closed = false;
                self.record_use(id, now);
                let verified = Verified { outcome, at: now };
                self.tried(id, verified, is_closed, now);
            }
            CheckEnd::Cancelled => {}
        }
        effects
    }

    /// What a check found of the stored credential: the row says it, and it is noted.
    pub(crate) fn tried(&mut self, id: ProfileId, found: Verified, is_closed: bool, now: Now) {
        let Some(row) = self.row_mut(id) else {
            return;
        };
        let outcome = &found.outcome;
        if outcome.failure().is_some_and(Failure::is_refusal) {
            // What the console said of the account may no longer be so.
            row.login = KnownLogin::Unasked;
        }
        let kind = ActivityKind::Checked {
            verdict: outcome.verdict(),
            kind: row.profile.account.kind(),
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
    pub(crate) fn learn_of_stored(&mut self, id: ProfileId, found: Verified) {
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
            self.learn_of_stored(id, Verified { outcome, at: now });
        }
    }
}

/// Stops the check of this row, if one runs: the order to its job.
pub(crate) fn stop(row: &mut ProfileRow) -> Option<Effect> {
    let running = row.check.take_if(|check| check.job().is_some())?;
    let job = running.job()?;
    row.check = running.before();
    Some(Effect::Cancel { job })
}

fn is_running(row: &ProfileRow) -> bool {
    row.check.as_ref().and_then(Check::job).is_some()
}
