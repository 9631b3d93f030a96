//! *Settings*: applied at once, and written.

use super::App;
use crate::app::action::SettingsWish;
use crate::app::flow::Effect;
use crate::app::state::Dialog;
use crate::model::{FileFailure, Now};

impl App {
    pub(super) fn open_settings(&mut self) -> Vec<Effect> {
        self.state.dialog = Some(Dialog::Settings);
        Vec::new()
    }

    pub(super) fn leave_settings(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn settings_wish(&mut self, _wish: SettingsWish, _now: Now) -> Vec<Effect> {
        self.save_settings()
    }

    /// The order to write the settings as they are now. In the sandbox they last until its window closes.
    pub(super) fn save_settings(&self) -> Vec<Effect> {
        if self.state.sandbox.is_some() {
            return Vec::new();
        }
        let settings = Box::new(self.state.settings.clone());
        vec![Effect::SaveSettings { settings }]
    }

    pub(super) fn settings_saved(
        &mut self,
        _result: Result<(), FileFailure>,
        _now: Now,
    ) -> Vec<Effect> {
        Vec::new()
    }
}
