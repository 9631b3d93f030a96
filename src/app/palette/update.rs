//! *Jump to*, and the shortcut sheet.

use std::mem;

use crate::app::Action;
use crate::app::command::Command;
use crate::app::palette::{Entry, Palette, PaletteAction, ProfileCommand, ProfileLevel};
use crate::app::profiles::RowKey;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{Now, ProfileId};

impl App {
    pub(crate) fn open_shortcuts(&mut self, now: Now) {
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::Shortcuts);
    }

    pub(crate) fn open_palette(&mut self, now: Now) {
        self.leave_dialog(now);
        self.state.dialog = Some(Dialog::Palette(Box::new(Palette::new(now))));
    }

    pub(crate) fn leave_palette(&mut self) {
        self.drafts.palette.clear();
    }

    pub(crate) fn on_palette_action(&mut self, action: PaletteAction, now: Now) {
        let Some(Dialog::Palette(palette)) = &mut self.state.dialog else {
            return;
        };
        let (chosen, is_user_choice) = match action {
            PaletteAction::Typed => (None, false),
            PaletteAction::Settle(entry) => (Some(entry), palette.is_user_choice),
            PaletteAction::Highlight(entry) => (Some(entry), true),
            PaletteAction::Run(Entry::Profile(id)) => return self.run_profile(id, now),
            PaletteAction::Run(Entry::CommandOf(id, command)) => {
                return self.run_command_of(id, command, now);
            }
            PaletteAction::Run(Entry::Command(command)) => return self.run_command(command, now),
            PaletteAction::Open(id) => return self.open_profile(id, now),
            PaletteAction::More(id) => {
                let outer_search = mem::take(&mut self.drafts.palette);
                palette.level = Some(ProfileLevel { id, outer_search });
                (None, false)
            }
            PaletteAction::Back => {
                let Some(level) = palette.level.take() else {
                    return;
                };
                self.drafts.palette = level.outer_search;
                (Some(Entry::Profile(level.id)), true)
            }
        };
        (palette.chosen, palette.is_user_choice) = (chosen, is_user_choice);
    }

    /// Selects the profile and continues as [`ProfileCommand`] says. Ignored if the profile is gone.
    fn run_profile(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let command = ProfileCommand::of(row, &self.state, now);
        self.open_profile(id, now);
        match command {
            ProfileCommand::GetToken | ProfileCommand::RenewAndCopy => {
                self.on_action(Action::GetToken(id), now);
            }
            ProfileCommand::Copy => self.on_action(Action::CopyHeader(id), now),
            ProfileCommand::UseCode => self.on_action(Action::UseCode(id), now),
            ProfileCommand::EnterNewSecret => {
                self.on_action(Action::EnterNewSecret(id), now);
            }
            ProfileCommand::Type(_) => self.focus_prompt(id),
            ProfileCommand::Show => {}
        }
    }

    /// Selects the profile, closing the dialog. Ignored if the profile is gone.
    fn open_profile(&mut self, id: ProfileId, now: Now) {
        if self.state.profile(id).is_some() {
            self.leave_dialog(now);
            self.reveal_profile(id);
            self.select_by_choice(RowKey::Item(id), now);
        }
    }

    /// Selects the profile and runs its command, if it still applies.
    fn run_command_of(&mut self, id: ProfileId, command: Command, now: Now) {
        self.open_profile(id, now);
        if self.state.selected == Some(RowKey::Item(id)) {
            self.run_command(command, now);
        }
    }

    fn run_command(&mut self, command: Command, now: Now) {
        let action = command.action(&self.state, now);
        self.leave_dialog(now);
        if let Some(action) = action {
            self.on_action(action, now);
        }
    }

    /// A new serial makes the prompt take the focus. Keeps what was typed.
    fn focus_prompt(&mut self, id: ProfileId) {
        let serial = self.next_serial();
        if let Some(prompt) = self.row_mut(id).and_then(|row| row.prompt.as_mut()) {
            prompt.serial = serial;
        }
    }
}
