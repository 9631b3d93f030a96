//! *Jump to*: profiles and commands by a few letters.

use egui::Ui;

use super::View;
use crate::app::Drafts;
use crate::app::palette::Palette;

pub(super) fn show(_ui: &Ui, _view: &mut View<'_>, _drafts: &mut Drafts, _palette: &Palette) {}
