//! What a console last said about a saved credential: shown in the list, and remembered for the next run.

use crate::app::profiles::ProfileRow;
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::{CheckOutcome, LastVerdict, Now, Profile, ProfileId, Settings};

impl ProfileRow {
    /// A check of this run wins over what is remembered. What is remembered of another save doesn't count: it may have been about
    /// another secret.
    pub fn last_verdict(&self, settings: &Settings) -> Option<LastVerdict> {
        let of_this_run = || {
            let verified = self.check.as_ref().and_then(Check::verified)?;
            Some(LastVerdict {
                verdict: verified.outcome.secret_verdict()?,
                at: verified.at.to_the_second(),
                rev: self.profile.rev,
            })
        };
        let remembered = || {
            let remembered = settings.last_verdicts.get(&self.profile.id)?;
            (remembered.rev == self.profile.rev).then_some(*remembered)
        };
        of_this_run().or_else(remembered)
    }
}

impl App {
    /// Only of a saved credential: a typed password may be another one each time.
    pub(crate) fn remember_verdict(&mut self, id: ProfileId, outcome: &CheckOutcome, now: Now) {
        let row = self.state.profile(id);
        let Some(row) = row.filter(|row| row.profile.account.stores_secret()) else {
            return;
        };
        let Some(verdict) = outcome.secret_verdict() else {
            return;
        };
        let found = LastVerdict {
            verdict,
            at: now.to_the_second(),
            rev: row.profile.rev,
        };
        let remembered = &mut self.state.settings.last_verdicts;
        if remembered.insert(id, found) != Some(found) {
            self.save_settings_later(now);
        }
    }

    /// After a save that changed neither the credential nor where it is sent.
    pub(crate) fn keep_verdict(&mut self, before: &Profile, saved: &Profile, now: Now) {
        let remembered = self.state.settings.last_verdicts.get_mut(&saved.id);
        if let Some(last) = remembered.filter(|last| last.rev == before.rev)
            && before.signs_in_like(saved)
            && saved.account.stores_secret()
        {
            last.rev = saved.rev;
            self.save_settings_later(now);
        }
    }
}
