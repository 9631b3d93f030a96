//! *Is this a console?*: one question without a credential, never by itself.

use super::App;
use crate::app::flow::{Effect, JobId};
use crate::app::row::{Asked, Ended};
use crate::app::state::Tone;
use crate::model::{ConsoleCheckEnd, Now, ProfileId};

impl App {
    /// Asks, where the last sign-in leaves the question open and it is not being asked already.
    pub(super) fn ask_console(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let job = self.next_job();
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        let is_open =
            matches!(&row.ended, Some(Ended::Failed(failure)) if failure.may_ask_console());
        if !is_open || matches!(row.asked, Some(Asked::Asking { .. })) {
            return Vec::new();
        }
        row.asked = Some(Asked::Asking { job, started: now });
        vec![Effect::AskConsole {
            job,
            id,
            console: row.profile.console.clone(),
        }]
    }

    /// Takes the question and its answer away; one that is under way is stopped, and its end is then no news.
    pub(super) fn forget_question(&mut self, id: ProfileId) -> Vec<Effect> {
        match self.row_mut(id).and_then(|row| row.asked.take()) {
            Some(Asked::Asking { job, .. }) => vec![Effect::Cancel { job }],
            _ => Vec::new(),
        }
    }

    pub(super) fn console_asked(
        &mut self,
        job: JobId,
        id: ProfileId,
        result: ConsoleCheckEnd,
        now: Now,
    ) -> Vec<Effect> {
        let Some(row) = self.row_mut(id) else {
            return Vec::new();
        };
        if !matches!(row.asked, Some(Asked::Asking { job: asking, .. }) if asking == job) {
            return Vec::new();
        }
        match result {
            ConsoleCheckEnd::Checked(check) => row.asked = Some(Asked::Answered(check)),
            // Not by the person, or it would be forgotten already.
            ConsoleCheckEnd::Cancelled => {
                row.asked = None;
                let text = "The question was stopped by a defect in the program, and stays open. Nothing was changed.";
                self.notice(Tone::Bad, text, now);
            }
        }
        Vec::new()
    }
}
