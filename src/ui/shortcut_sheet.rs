//! The sheet of shortcuts.

use egui::Ui;

use super::View;

pub(super) fn show(_ui: &Ui, _view: &mut View<'_>) {}
