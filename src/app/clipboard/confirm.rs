//! The question before a copy, for profiles whose tag asks. It is asked before anything is sent; after the answer exactly what was
//! asked for is done, once. A basic header has its own note, which names profile and tag and takes a second click already.

use crate::app::Action;
use crate::app::profiles::ProfileRow;
use crate::app::state::CopyQuestion;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::{Now, ProfileId};

impl App {
    /// Whether a copy of this profile's token must be asked about first; then the question stands.
    ///
    /// What was answered counts for one wish: for a sign-in that turns out to need a password or a code, until that is sent or
    /// left.
    pub(crate) fn asks_before_copy(&mut self, id: ProfileId, action: Action) -> bool {
        let must_ask = self.needs_copy_consent(id);
        // What is in front of the window is answered first: nothing behind it can be pressed.
        if must_ask && self.state.dialog.is_none() {
            self.state.dialog = Some(Dialog::CopyQuestion(CopyQuestion { id, action }));
        }
        must_ask
    }

    /// Whether this profile's tag asks, and nobody said yes to what is under way.
    pub(crate) fn needs_copy_consent(&self, id: ProfileId) -> bool {
        let tag = self.state.settings.marks_of(id).tag;
        let asks = tag.is_some_and(|tag| self.state.settings.tags.asks(tag));
        asks && !self.copies.consents.contains(&id)
    }

    /// The button that says what was asked for.
    pub(crate) fn confirm_copy(&mut self, now: Now) {
        let Some(Dialog::CopyQuestion(CopyQuestion { id, action })) = self.state.dialog else {
            return;
        };
        self.leave_dialog();
        let has_token = self
            .state
            .profile(id)
            .is_some_and(|row| row.grant.is_some());
        if matches!(action, Action::Copy(..) | Action::Request(..)) && !has_token {
            let text = "The token ended meanwhile, so nothing was copied. Get a new one.";
            self.notice(NoticeTone::Warn, text, now);
            return;
        }
        self.copies.consents.insert(id);
        self.on_action(action, now);
    }

    /// An answer is used up when no sign-in that copies, nor what is typed for one, is under way; and when another profile is
    /// selected: who comes back to what was left open is asked anew.
    pub(crate) fn drop_used_consents(&mut self) {
        let state = &self.state;
        self.copies.consents.retain(|id| {
            let row = state.selected_profile().filter(|row| row.profile.id == *id);
            row.is_some_and(ProfileRow::copies_on_success)
        });
    }
}
