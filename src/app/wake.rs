//! When the window must look again though nobody touched it. Nothing repaints otherwise.

use std::time::Duration;

use super::App;
use super::editor::{EditorSave, EditorTest};
use super::row::{Asked, Ended};
use super::state::{Dialog, Listing};
use crate::model::Now;

/// While something is under way, its seconds are counted.
const SECOND: Duration = Duration::from_secs(1);

impl App {
    /// How long nothing will change by itself. `None`: until something is touched or reported.
    pub fn next_wake(&self, now: Now) -> Option<Duration> {
        let state = &self.state;
        let tokens = state
            .profiles()
            .filter_map(|row| row.grant.as_ref())
            .filter_map(|grant| grant.expiry.next_change(now));
        let held = state
            .held
            .as_ref()
            .filter(|held| !held.is_clearing)
            .map(|held| to_next_second(now.until(held.clear_at)));
        let shown = state.shown.map(|shown| now.until(shown.until));
        let notice = state.notice.as_ref().map(|notice| now.until(notice.until));
        let counted = self
            .since_when()
            .map(|started| to_next_second_of_age(now.since(started)));
        let waits = state
            .profiles()
            .filter_map(|row| match &row.ended {
                Some(Ended::Failed(failure)) => failure.retry_at(),
                _ => None,
            })
            .map(|retry_at| now.until(retry_at))
            .filter(|left| !left.is_zero())
            .map(to_next_second);
        let tested = match &state.dialog {
            Some(Dialog::Editor(editor)) => match &editor.test {
                EditorTest::Accepted { grant, .. } => Some(now.until(grant.expiry.at)),
                _ => None,
            },
            _ => None,
        };
        tokens
            .chain(waits)
            .chain(tested)
            .chain(held)
            .chain(shown)
            .chain(notice)
            .chain(counted)
            .min()
    }

    /// Since when something is under way whose seconds are shown. Any of several will do: they tick at most a second apart.
    fn since_when(&self) -> Option<Now> {
        let fetch = self
            .state
            .profiles()
            .find_map(|row| match (&row.attempt, &row.asked) {
                (Some(attempt), _) => Some(attempt.started),
                (None, Some(Asked::Asking { started, .. })) => Some(*started),
                _ => None,
            });
        let editor = match &self.state.dialog {
            Some(Dialog::Editor(editor)) => match (&editor.test, &editor.save) {
                (EditorTest::Running { started, .. }, _)
                | (_, EditorSave::Saving { started, .. }) => Some(*started),
                _ => None,
            },
            _ => None,
        };
        let listing = match self.state.listing {
            Listing::Running { started, .. } => Some(started),
            _ => None,
        };
        fetch.or(editor).or(listing)
    }
}

/// Until the digits of what is left change.
fn to_next_second(left: Duration) -> Duration {
    match left.subsec_nanos() {
        0 => left.min(SECOND),
        nanos => Duration::from_nanos(u64::from(nanos)),
    }
}

/// Until the digits of an age change.
fn to_next_second_of_age(age: Duration) -> Duration {
    SECOND.saturating_sub(Duration::from_nanos(u64::from(age.subsec_nanos())))
}
