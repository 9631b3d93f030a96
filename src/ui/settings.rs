//! *Settings*.

use egui::Ui;

use super::View;
use crate::app::Drafts;

pub(super) fn show(_ui: &Ui, _view: &mut View<'_>, _drafts: &mut Drafts) {}
