//! *Clear session*: by hand, when the screen is locked or the computer goes to sleep, and when nobody touches the window. Profiles,
//! settings and results of checks stay.

use std::time::Duration;

use crate::app::Action;
use crate::app::activity::Activity;
use crate::app::drafts::Drafts;
use crate::app::lifecycle::ClosePhase;
use crate::app::profiles::{ProfileRow, RowContent};
use crate::app::request::{Request, RequestDraft};
use crate::app::state::{Notice, NoticeTone};
use crate::app::update::App;
use crate::model::{ClearReason, Now};

impl App {
    /// Unsaved changes may hold a secret that the console shows only once: the first press asks, the second one discards them.
    pub(crate) fn clear_session_by_hand(&mut self, now: Now) {
        let is_asking = self.state.discard_question == Some(Action::ClearSession);
        if self.state.has_unsaved(&self.drafts) && !is_asking {
            self.clear_tokens(now);
            self.state.discard_question = Some(Action::ClearSession);
        } else {
            self.clear_session(ClearReason::Asked, now);
        }
    }

    /// A save in progress is finished: its job owns what it writes. So is a deletion, and a clear of the clipboard.
    pub(crate) fn clear_session(&mut self, reason: ClearReason, now: Now) {
        let had_data = self.state.copied_item.is_some() || self.has_session_data();
        self.clear_tokens(now);
        if self.state.close_question == Some(ClosePhase::Asking) {
            // What it asks about is being cleared.
            self.stay_open();
        }
        if self.save_in_front().is_some() {
            self.state.dialog = None;
        }
        self.leave_dialog(now);
        self.state.launch = None;
        self.close_sandbox_secret();
        self.drafts = Drafts {
            chosen_console: self.drafts.chosen_console,
            ..Drafts::default()
        };
        self.clear_responses();
        self.state.activity = Activity::default();
        if let Some(item) = &mut self.state.copied_item {
            item.recorded_for = None;
            item.clears_with_session = true;
        }
        self.wipe_fields();
        if reason == ClearReason::Asked {
            self.notice(NoticeTone::Good, reason.message(), now);
        } else if had_data {
            self.state.notice = Some(Notice {
                text: reason.message(),
                tone: NoticeTone::Good,
                until: None,
                tags_before: Vec::new(),
            });
        }
    }

    pub(crate) fn clear_session_when_idle(&mut self, now: Now) {
        if let (Some(Duration::ZERO), Some(minutes)) = (
            self.idle_left(now),
            self.state.settings.idle_limit.minutes(),
        ) {
            self.clear_session(ClearReason::Idle { minutes }, now);
        }
    }

    /// `None` if there is nothing to clear, or no limit.
    pub(crate) fn idle_left(&self, now: Now) -> Option<Duration> {
        let limit = self.state.settings.idle_limit.duration()?;
        let idle = now.since(self.last_input?);
        self.has_session_data().then(|| limit.saturating_sub(idle))
    }

    /// Whatever got a token, a copy or a response is in the activity.
    fn has_session_data(&self) -> bool {
        self.state.activity.count() > 0
            || self.state.dialog.is_some()
            || self.state.launch.is_some()
            || self.state.profiles().any(ProfileRow::is_signing_in)
            || !self.drafts.search.is_empty()
            || !self.drafts.sign_ins.is_empty()
            || self.drafts.requests.values().any(RequestDraft::is_typed)
    }

    fn clear_responses(&mut self) {
        for row in &mut self.state.rows {
            if let RowContent::Profile(row) = &mut row.content {
                row.request = Request::default();
            }
        }
    }
}
