//! *Jump to*, and the sheet of shortcuts.

use super::App;
use crate::app::action::PaletteWish;
use crate::app::flow::Effect;
use crate::app::palette::Palette;
use crate::app::state::Dialog;
use crate::model::Now;

impl App {
    pub(super) fn open_shortcuts(&mut self) -> Vec<Effect> {
        self.state.dialog = Some(Dialog::Shortcuts);
        Vec::new()
    }

    pub(super) fn open_palette(&mut self) -> Vec<Effect> {
        self.state.dialog = Some(Dialog::Palette(Box::new(Palette::default())));
        Vec::new()
    }

    pub(super) fn leave_palette(&mut self) -> Vec<Effect> {
        self.drafts.palette.clear();
        Vec::new()
    }

    pub(super) fn palette_wish(&mut self, _wish: PaletteWish, _now: Now) -> Vec<Effect> {
        Vec::new()
    }
}
