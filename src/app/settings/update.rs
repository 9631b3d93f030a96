//! *Settings*: applies changes at once and saves them.

use crate::app::job::Job;
use crate::app::lifecycle::Closing;
use crate::app::running::JobKind;
use crate::app::settings::SettingsAction;
use crate::app::state::{Dialog, NoticeTone};
use crate::app::update::App;
use crate::model::{FileFailure, Now, Tag};

impl App {
    pub(crate) fn open_settings(&mut self, now: Now) {
        self.leave_dialog(now);
        let tags = &self.state.settings.tags;
        self.drafts.tag_names = Tag::ALL
            .into_iter()
            .map(|tag| (tag, tags.name(tag).to_owned()))
            .collect();
        self.state.dialog = Some(Dialog::Settings);
    }

    /// Drops invalid tag names.
    pub(crate) fn leave_settings(&mut self) {
        self.drafts.tag_names.clear();
    }

    pub(crate) fn on_settings_action(&mut self, action: SettingsAction, now: Now) {
        let settings = &mut self.state.settings;
        match action {
            SettingsAction::Theme(theme) => settings.theme = theme,
            SettingsAction::Motion(motion) => settings.motion = motion,
            SettingsAction::Density(density) => settings.density = Some(density),
            // One write for a whole drag.
            SettingsAction::ListWidth(width) => {
                settings.list_width = width;
                return self.save_settings_later(now);
            }
            SettingsAction::Window(place) => settings.window = Some(place),
            SettingsAction::ClipboardDelay(delay) => settings.clipboard_delay = delay,
            SettingsAction::IdleLimit(limit) => settings.idle_limit = limit,
            SettingsAction::CopyFormat(format) => settings.chosen_format = Some(format),
            SettingsAction::NamePostmanFields(names) => settings.names_postman_fields = names,
            SettingsAction::AskOnClose(asks) => settings.asks_on_close = asks,
            SettingsAction::AskBeforeCopy(tag, asks) => settings.tags.set_asks(tag, asks),
            SettingsAction::RenameTag(tag) => {
                let typed = self.drafts.tag_names.get(&tag);
                let typed = typed.map_or("", String::as_str);
                // An invalid name shows its error at the field; the tag keeps its name.
                let _shown_at_the_field = settings.tags.rename(tag, typed).is_ok();
            }
        }
        self.save_settings(now);
    }

    /// Saves the settings at the end of this update.
    pub(crate) fn save_settings(&mut self, now: Now) {
        self.settings_writer.due = Some(now);
    }

    /// Saves the settings when due or when the window closes, if they changed. The sandbox doesn't save them.
    pub(crate) fn save_settings_when_due(&mut self, now: Now) {
        let is_due = |due: &mut Now| now.until(*due).is_zero();
        let is_closing = self.closing == Closing::Now;
        let due = self
            .settings_writer
            .due
            .take_if(|due| is_closing || is_due(due));
        if due.is_none()
            || self.state.sandbox.is_some()
            || !self.settings_writer.differs(&self.state.settings)
        {
            return;
        }
        self.settings_writer.last_written = Some(self.state.settings.clone());
        let settings = Box::new(self.state.settings.clone());
        self.begin(JobKind::SaveSettings, Job::SaveSettings(settings), now);
    }

    /// A failure is always shown in *Settings*; elsewhere only the first one.
    pub(crate) fn settings_saved(&mut self, result: Result<(), FileFailure>, now: Now) {
        match result {
            Ok(()) => self.settings_writer.has_reported_failure = false,
            Err(failure) => {
                // The next save writes them even if nothing changed.
                self.settings_writer.last_written = None;
                if matches!(self.state.dialog, Some(Dialog::Settings))
                    || !self.settings_writer.has_reported_failure
                {
                    self.notice(NoticeTone::Bad, failure.settings_message(), now);
                }
                self.settings_writer.has_reported_failure = true;
            }
        }
    }
}
