//! The dialog *Check a secret reset*.

use egui::Ui;

use super::View;
use crate::app::Drafts;
use crate::app::reset_check::ResetCheck;

/// Draws the dialog.
pub(super) fn show(_ui: &Ui, _view: &mut View<'_>, _drafts: &mut Drafts, _check: &ResetCheck) {}
