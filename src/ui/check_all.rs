//! The dialog *Check all*.

use egui::Ui;

use super::View;
use crate::app::check_all::CheckAll;

/// Draws the dialog.
pub(super) fn show(_ui: &Ui, _view: &mut View<'_>, _check: &CheckAll) {}
