//! *Jump to*, and the sheet of shortcuts.

use crate::app::Action;
use crate::app::command::Command;
use crate::app::palette::{Entry, Palette, PaletteAction, ProfileCommand};
use crate::app::profiles::RowKey;
use crate::app::state::Dialog;
use crate::app::update::App;
use crate::model::{Now, ProfileId};

impl App {
    pub(crate) fn open_shortcuts(&mut self) {
        self.leave_dialog();
        self.state.dialog = Some(Dialog::Shortcuts);
    }

    pub(crate) fn open_palette(&mut self, now: Now) {
        self.leave_dialog();
        self.state.dialog = Some(Dialog::Palette(Box::new(Palette::new(now))));
    }

    pub(crate) fn leave_palette(&mut self) {
        self.drafts.palette.clear();
    }

    pub(crate) fn on_palette_action(&mut self, action: PaletteAction, now: Now) {
        let Some(Dialog::Palette(palette)) = &mut self.state.dialog else {
            return;
        };
        let (chosen, is_moved) = match action {
            PaletteAction::Typed => (None, false),
            PaletteAction::Settle(entry) => (Some(entry), palette.is_moved),
            PaletteAction::Point(entry) => (Some(entry), true),
            PaletteAction::Take(Entry::Profile(id)) => return self.take_profile(id, now),
            PaletteAction::Take(Entry::Command(command)) => return self.take_command(command, now),
        };
        (palette.chosen, palette.is_moved) = (chosen, is_moved);
    }

    /// Selects the profile, and goes on as [`ProfileCommand`] says. A profile that is gone by now leaves the dialog as it is.
    fn take_profile(&mut self, id: ProfileId, now: Now) {
        let Some(row) = self.state.profile(id) else {
            return;
        };
        let command = ProfileCommand::of(row, now);
        let format = self.state.settings.copy_format;
        self.leave_dialog();
        self.reveal_profile(id);
        self.select_by_choice(RowKey::Item(id), now);
        match command {
            ProfileCommand::GetToken => self.on_action(Action::GetToken(id), now),
            ProfileCommand::Copy => self.on_action(Action::Copy(id, format), now),
            ProfileCommand::UseCode => self.on_action(Action::UseCode(id), now),
            ProfileCommand::EnterNewSecret => {
                self.on_action(Action::EnterNewSecret(id), now);
            }
            ProfileCommand::Type(_) => self.focus_prompt(id),
            ProfileCommand::Show => {}
        }
    }

    fn take_command(&mut self, command: Command, now: Now) {
        let action = command.action(&self.state, now);
        self.leave_dialog();
        // The dialog is closed already.
        if let Some(action) = action.filter(|action| *action != Action::CloseDialog) {
            self.on_action(action, now);
        }
    }

    /// Selects the profile. A search that hides it is cleared: what a key does next must be in sight.
    pub(crate) fn reveal_profile(&mut self, id: ProfileId) {
        let key = RowKey::Item(id);
        let search = &mut self.drafts.search;
        if !self.state.matching(search).any(|row| row.key == key) {
            search.clear();
        }
        self.select(key);
    }

    /// What the card asks for is seen anew, and so takes the keyboard. What was typed stays.
    fn focus_prompt(&mut self, id: ProfileId) {
        let serial = self.next_serial();
        if let Some(prompt) = self.row_mut(id).and_then(|row| row.prompt.as_mut()) {
            prompt.serial = serial;
        }
    }
}
