//! *Jump to*, and the sheet of shortcuts.

use super::App;
use crate::app::Action;
use crate::app::action::PaletteWish;
use crate::app::flow::Effect;
use crate::app::palette::{Entry, Palette, PaletteCommand, Taking};
use crate::app::row::RowKey;
use crate::app::state::Dialog;
use crate::model::{Now, ProfileId};

impl App {
    pub(super) fn open_shortcuts(&mut self) -> Vec<Effect> {
        let effects = self.leave_dialog();
        self.state.dialog = Some(Dialog::Shortcuts);
        effects
    }

    pub(super) fn open_palette(&mut self, now: Now) -> Vec<Effect> {
        let effects = self.leave_dialog();
        self.state.dialog = Some(Dialog::Palette(Box::new(Palette::new(now))));
        effects
    }

    pub(super) fn leave_palette(&mut self) -> Vec<Effect> {
        self.drafts.palette.clear();
        Vec::new()
    }

    pub(super) fn palette_wish(&mut self, wish: PaletteWish, now: Now) -> Vec<Effect> {
        let Some(Dialog::Palette(palette)) = &mut self.state.dialog else {
            return Vec::new();
        };
        let (chosen, is_moved) = match wish {
            PaletteWish::Typed => (None, false),
            PaletteWish::Settle(entry) => (Some(entry), palette.is_moved),
            PaletteWish::Point(entry) => (Some(entry), true),
            PaletteWish::Take(Entry::Profile(id)) => return self.take_profile(id, now),
            PaletteWish::Take(Entry::Command(command)) => return self.take_command(command, now),
        };
        (palette.chosen, palette.is_moved) = (chosen, is_moved);
        Vec::new()
    }

    /// Selects the profile, and goes on as [`Taking`] says. A profile that is gone by now leaves the dialog as it is.
    fn take_profile(&mut self, id: ProfileId, now: Now) -> Vec<Effect> {
        let Some(row) = self.state.profile(id) else {
            return Vec::new();
        };
        let taking = Taking::of(row, now);
        let format = self.state.settings.copy_format;
        let mut effects = self.leave_dialog();
        effects.extend(self.bring_to_view(id));
        match taking {
            Taking::GetToken => effects.extend(self.act(Action::GetToken(id), now)),
            Taking::Copy => effects.extend(self.act(Action::Copy(id, format), now)),
            Taking::UseCode => effects.extend(self.act(Action::UseCode(id), now)),
            Taking::EnterNewSecret => effects.extend(self.act(Action::EnterNewSecret(id), now)),
            Taking::Type(_) => self.focus_prompt(id),
            Taking::Show => {}
        }
        effects
    }

    fn take_command(&mut self, command: PaletteCommand, now: Now) -> Vec<Effect> {
        let action = command.action(&self.state, now);
        let mut effects = self.leave_dialog();
        // The dialog is closed already.
        if let Some(action) = action.filter(|action| *action != Action::CloseDialog) {
            effects.extend(self.act(action, now));
        }
        effects
    }

    /// Selects the profile. A search that hides it is cleared: what a key does next must be in sight.
    pub(super) fn bring_to_view(&mut self, id: ProfileId) -> Vec<Effect> {
        let key = RowKey::Item(id);
        let search = &mut self.drafts.search;
        if !self.state.matching(search).any(|row| row.key == key) {
            search.clear();
        }
        self.select(key)
    }

    /// What the card asks for is seen anew, and so takes the keyboard. What was typed stays.
    fn focus_prompt(&mut self, id: ProfileId) {
        let serial = self.last_prompt + 1;
        if let Some(prompt) = self.row_mut(id).and_then(|row| row.prompt.as_mut()) {
            prompt.serial = serial;
            self.last_prompt = serial;
        }
    }
}
