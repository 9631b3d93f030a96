//! When to repaint without input. Nothing repaints otherwise.

use std::time::Duration;

use crate::app::clipboard::ClearAt;
use crate::app::editor::EditorTest;
use crate::app::profiles::{DeletionPhase, ProfileRow};
use crate::app::running::JobKind;
use crate::app::state::{Dialog, KEYRING_PATIENCE};
use crate::app::token::{Check, LastOutcome};
use crate::app::update::App;
use crate::model::{Now, age};

/// While a job runs, its seconds are counted.
const SECOND: Duration = Duration::from_secs(1);

impl App {
    /// `None`: not before input or a report.
    pub fn next_wake(&self, now: Now) -> Option<Duration> {
        let state = &self.state;
        let deletions = state
            .deletions
            .iter()
            .filter_map(|deletion| match deletion.phase {
                DeletionPhase::Undoable { until } => Some(to_next_second(now.until(until))),
                DeletionPhase::Deleting { job } => {
                    let started = state.running.get(job)?.started;
                    to_the_end_of_patience(now.since(started))
                }
            });
        let shown = state.shown.map(|shown| now.until(shown.until));
        let flash = state.copy_flash.map(|flash| now.until(flash.until));
        let notice = state.notice.as_ref().and_then(|notice| notice.until);
        let notice = notice.map(|until| now.until(until));
        let waits = state
            .profiles()
            .filter_map(|row| match &row.last_outcome {
                Some(LastOutcome::Failed(failure)) => failure.retry_at(),
                _ => None,
            })
            .chain(self.tested_retry_at())
            .chain(state.profiles().filter_map(checked_retry_at))
            .map(|retry_at| now.until(retry_at))
            .filter(|left| !left.is_zero())
            .map(to_next_second);
        let counted = self.ages(now).map(to_next_second_of_age).min();
        let tested = match &state.dialog {
            Some(Dialog::Editor(editor)) => match &editor.test {
                EditorTest::Accepted { grant, .. } => Some(now.until(grant.expiry.at)),
                _ => None,
            },
            Some(Dialog::Rotation(check)) => check
                .found()
                .and_then(|found| found.grant.as_ref())
                .map(|grant| now.until(grant.expiry.at)),
            _ => None,
        };
        let here = now.in_zone(state.local.zone());
        let check_ages = state
            .profiles()
            .filter_map(|row| row.check.as_ref()?.verified())
            .map(|verified| now.since(verified.at));
        let remembered = state
            .profiles()
            .filter_map(|row| row.remembered_verdict(&state.settings, now))
            .map(|last| now.since_wall(last.at));
        let check_ages = check_ages
            .chain(remembered)
            .map(|age| age::until_text_changes(age, &here));
        let hints = state.sandbox.as_ref().and_then(|sandbox| sandbox.hints_due);
        let hints = hints.map(|due| now.until(due));
        let launch = state.launch.as_ref().and_then(|launch| launch.get_until);
        let launch = launch.map(|until| now.until(until));
        let settings_write = self.settings_writer.due.map(|due| now.until(due));
        self.countdowns_wake(now)
            .into_iter()
            .chain(self.idle_left(now))
            .chain(waits)
            .chain(hints)
            .chain(launch)
            .chain(settings_write)
            .chain(check_ages)
            .chain(tested)
            .chain(deletions)
            .chain(shown)
            .chain(flash)
            .chain(notice)
            .chain(counted)
            .min()
    }

    /// One repaint a second for the countdowns of tokens and the clipboard, at the selected token's: they change at different moments, and
    /// a repaint draws them all. An end is never put off.
    fn countdowns_wake(&self, now: Now) -> Option<Duration> {
        let state = &self.state;
        let left = |row: &ProfileRow| {
            let left = row.grant.as_ref()?.expiry.left(now);
            Some(left).filter(|left| !left.is_zero())
        };
        let copied = state.copied_item.as_ref().filter(|item| !item.is_clearing);
        let (cleared, cleared_with_token) = match copied.map(|item| item.clear_at) {
            Some(ClearAt::At(at)) => (Some(now.until(at)), None),
            Some(ClearAt::WithToken(at)) => (None, Some(now.until(at))),
            None => (None, None),
        };
        let counted: Vec<_> = state.profiles().filter_map(left).chain(cleared).collect();
        let second = match state.selected_profile().and_then(left) {
            Some(left) => Some(to_next_second(left)),
            // Whichever changes last: the others have changed by then.
            None => counted.iter().copied().map(to_next_second).max(),
        };
        counted
            .into_iter()
            .chain(cleared_with_token)
            .chain(second)
            .min()
    }

    /// The console's Retry-After, after a test in the editor.
    fn tested_retry_at(&self) -> Option<Now> {
        match &self.state.dialog {
            Some(Dialog::Editor(editor)) => match &editor.test {
                EditorTest::Failed(failure) => failure.retry_at(),
                _ => None,
            },
            _ => None,
        }
    }

    fn ages(&self, now: Now) -> impl Iterator<Item = Duration> {
        // The wait for a save is not shown once its dialog was closed.
        let is_counted = |kind: &JobKind| {
            kind.shows_wait() && (!matches!(kind, JobKind::Save(_)) || self.state.dialog.is_some())
        };
        self.state
            .running
            .iter()
            .filter(move |job| is_counted(&job.kind))
            .map(move |job| now.since(job.started))
    }
}

/// The console's Retry-After, after a check whose result is shown.
fn checked_retry_at(row: &ProfileRow) -> Option<Now> {
    match &row.check {
        Some(Check::Done {
            verified,
            is_closed: false,
        }) => verified.outcome.failure()?.retry_at(),
        _ => None,
    }
}

/// Until the displayed remaining seconds change.
fn to_next_second(left: Duration) -> Duration {
    match left.subsec_nanos() {
        0 => left.min(SECOND),
        nanos => Duration::from_nanos(u64::from(nanos)),
    }
}

/// Until the displayed age changes.
fn to_next_second_of_age(age: Duration) -> Duration {
    SECOND.saturating_sub(Duration::from_nanos(u64::from(age.subsec_nanos())))
}

/// Until the window mentions the keyring's password prompt.
fn to_the_end_of_patience(age: Duration) -> Option<Duration> {
    KEYRING_PATIENCE
        .checked_sub(age)
        .filter(|left| !left.is_zero())
}
