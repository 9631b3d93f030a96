//! What a console last said about a saved credential: shown in the list, and remembered for the next run.

use jiff::Timestamp;

use crate::app::profiles::ProfileRow;
use crate::app::token::Check;
use crate::app::update::App;
use crate::model::{CheckOutcome, LastVerdict, Now, ProfileId, Settings};

impl ProfileRow {
    /// A check of this run wins over what is remembered. What was remembered before the profile was last saved doesn't count: it may
    /// have been about another secret.
    pub fn last_verdict(&self, settings: &Settings) -> Option<LastVerdict> {
        let of_this_run = || {
            let verified = self.check.as_ref().and_then(Check::verified)?;
            Some(LastVerdict {
                verdict: verified.outcome.secret_verdict()?,
                at: verified.at.to_the_second(),
            })
        };
        let remembered = || {
            let remembered = settings.last_verdicts.get(&self.profile.id)?;
            (remembered.at >= to_the_second(self.profile.saved_at)).then_some(*remembered)
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
        let at = now.to_the_second().max(to_the_second(row.profile.saved_at));
        let found = LastVerdict { verdict, at };
        let remembered = &mut self.state.settings.last_verdicts;
        if remembered.insert(id, found) != Some(found) {
            self.save_settings_later(now);
        }
    }
}

fn to_the_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
