//! The question before a copy, for profiles whose tag asks.

use egui::Ui;

use super::View;
use crate::app::copy_question::CopyQuestion;

pub(super) fn show(_ui: &Ui, _view: &mut View<'_>, _question: CopyQuestion) {}
