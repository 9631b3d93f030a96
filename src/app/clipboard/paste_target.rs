//! "Where will you paste it?", before the first copy: the answer becomes the copy format.

use crate::app::Action;
use crate::app::profiles::RowKey;
use crate::app::state::{Dialog, PasteQuestion};
use crate::app::token::CopySkipped;
use crate::app::update::App;
use crate::model::{Now, PasteTarget, ProfileId};

impl App {
    /// *Copy header*, in the chosen format.
    pub(crate) fn copy_header(&mut self, id: ProfileId, now: Now) {
        if !self.ensure_copyable(id, now)
            || self.asks_before_copy(id, Action::CopyHeader(id))
            || self.asks_where_to_paste(id)
        {
            return;
        }
        self.start_copy(id, self.state.settings.copy_format(), None, now);
    }

    /// Whether no format is chosen yet; if so, opens the question, unless another dialog is open.
    ///
    /// Asked last, so that its answer copies without another question.
    pub(crate) fn asks_where_to_paste(&mut self, id: ProfileId) -> bool {
        let must_ask = self.state.settings.chosen_format.is_none();
        if must_ask && self.state.dialog.is_none() {
            let target = PasteTarget::default();
            self.state.dialog = Some(Dialog::PasteQuestion(PasteQuestion { id, target }));
        }
        must_ask
    }

    pub(crate) fn choose_paste_target(&mut self, target: PasteTarget) {
        if let Some(Dialog::PasteQuestion(question)) = &mut self.state.dialog {
            question.target = target;
        }
    }

    /// *Copy* in the question.
    pub(crate) fn copy_for_target(&mut self, now: Now) {
        let Some(Dialog::PasteQuestion(PasteQuestion { id, target })) = self.state.dialog else {
            return;
        };
        self.leave_dialog(now);
        let settings = &mut self.state.settings;
        settings.chosen_format = Some(target.format());
        settings.names_postman_fields = target.is_postman();
        self.save_settings(now);
        if self.has_expired_since_asked(id, now) || !self.ensure_copyable(id, now) {
            return;
        }
        // The question doesn't name the profile.
        if self.state.selected == Some(RowKey::Item(id)) {
            self.start_copy(id, target.format(), None, now);
        } else if let Some(row) = self.row_mut(id) {
            row.copy_skipped = Some(CopySkipped::SelectionMoved);
        }
    }
}
