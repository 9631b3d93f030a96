//! Confirms a copy for profiles whose tag requires it. Asked before anything is sent; the answer resumes the action once. A Basic
//! header has its own note with a second click.

use crate::app::Action;
use crate::app::profiles::ProfileRow;
use crate::app::state::{CopyQuestion, Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::{Now, ProfileId};

impl App {
    /// Whether a copy of this profile's token must be confirmed first; if so, opens the question.
    ///
    /// A confirmation covers one action. If its sign-in needs a password or a code, it lasts until the prompt is sent or closed.
    pub(crate) fn asks_before_copy(&mut self, id: ProfileId, action: Action) -> bool {
        let must_ask = self.needs_copy_consent(id);
        // A dialog that is already open is answered first: nothing behind it can be clicked.
        if must_ask && self.state.dialog.is_none() {
            self.state.dialog = Some(Dialog::CopyQuestion(CopyQuestion { id, action }));
        }
        must_ask
    }

    /// Whether this profile's tag requires confirmation and none was given.
    pub(crate) fn needs_copy_consent(&self, id: ProfileId) -> bool {
        let tag = self.state.settings.marks_of(id).tag;
        let asks = tag.is_some_and(|tag| self.state.settings.tags.asks(tag));
        asks && !self.copies.consents.contains(&id)
    }

    pub(crate) fn confirm_copy(&mut self, now: Now) {
        let Some(Dialog::CopyQuestion(CopyQuestion { id, action })) = self.state.dialog else {
            return;
        };
        self.leave_dialog(now);
        let needs_token = matches!(
            action,
            Action::CopyHeader(_) | Action::Copy(..) | Action::Request(..)
        );
        if needs_token && self.has_expired_since_asked(id, now) {
            return;
        }
        self.copies.consents.insert(id);
        self.on_action(action, now);
    }

    /// Whether the token expired while a question about its copy was open; shows a notice if so.
    pub(crate) fn has_expired_since_asked(&mut self, id: ProfileId, now: Now) -> bool {
        let row = self.state.profile(id);
        let has_expired = row.is_none_or(|row| row.grant.is_none());
        if has_expired {
            let text = "The token expired, so nothing was copied. Get a new one.";
            self.notice(NoticeTone::Warn, text, now);
        }
        has_expired
    }

    /// A confirmation ends with its sign-in or prompt, and when another profile is selected.
    pub(crate) fn drop_used_consents(&mut self) {
        let state = &self.state;
        self.copies.consents.retain(|id| {
            let row = state.selected_profile().filter(|row| row.profile.id == *id);
            row.is_some_and(ProfileRow::copies_on_success)
        });
    }
}
