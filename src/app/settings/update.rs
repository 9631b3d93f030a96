//! *Settings*: applied at once, and written.

use crate::app::flow::Effect;
use crate::app::settings::SettingsAction;
use crate::app::state::{Dialog, Tone};
use crate::app::update::App;
use crate::model::{FileFailure, Now, Tag};

impl App {
    pub(crate) fn open_settings(&mut self) -> Vec<Effect> {
        let effects = self.leave_dialog();
        let tags = &self.state.settings.tags;
        self.drafts.tag_names = Tag::ALL
            .into_iter()
            .map(|tag| (tag, tags.name(tag).to_owned()))
            .collect();
        self.state.dialog = Some(Dialog::Settings);
        effects
    }

    /// A name that will not do is forgotten.
    pub(crate) fn leave_settings(&mut self) -> Vec<Effect> {
        self.drafts.tag_names.clear();
        Vec::new()
    }

    pub(crate) fn on_settings_action(&mut self, action: SettingsAction) -> Vec<Effect> {
        let settings = &mut self.state.settings;
        match action {
            SettingsAction::Theme(theme) => settings.theme = theme,
            SettingsAction::Motion(motion) => settings.motion = motion,
            SettingsAction::ClipboardDelay(delay) => settings.clipboard_delay = delay,
            SettingsAction::CopyFormat(format) => settings.copy_format = format,
            SettingsAction::AskOnClose(asks) => settings.asks_on_close = asks,
            SettingsAction::AskBeforeCopy(tag, asks) => settings.tags.set_asks(tag, asks),
            SettingsAction::RenameTag(tag) => {
                let typed = self.drafts.tag_names.get(&tag);
                let typed = typed.map_or("", String::as_str);
                // One that will not do is told at its field, and the name stays as it was.
                let _told_there = settings.tags.rename(tag, typed).is_ok();
            }
        }
        self.save_settings()
    }

    /// The order to write the settings, where they are not as they were written last. In the sandbox they last until its window
    /// closes.
    pub(crate) fn save_settings(&mut self) -> Vec<Effect> {
        let settings = &self.state.settings;
        if self.state.sandbox.is_some() || self.ordered_settings.as_ref() == Some(settings) {
            return Vec::new();
        }
        self.ordered_settings = Some(settings.clone());
        let settings = Box::new(settings.clone());
        vec![Effect::SaveSettings { settings }]
    }

    /// A failure is told to whoever is setting something; of what is written by the way, once.
    pub(crate) fn settings_saved(
        &mut self,
        result: Result<(), FileFailure>,
        now: Now,
    ) -> Vec<Effect> {
        match result {
            Ok(()) => self.is_told_of_settings = false,
            Err(failure) => {
                // The next order writes them, whether or not they change until then.
                self.ordered_settings = None;
                if matches!(self.state.dialog, Some(Dialog::Settings)) || !self.is_told_of_settings
                {
                    self.notice(Tone::Bad, failure.settings_words(), now);
                }
                self.is_told_of_settings = true;
            }
        }
        Vec::new()
    }
}
