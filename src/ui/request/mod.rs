pub(super) mod path;
pub(super) mod response;
pub(super) mod tab;

use egui::Ui;

/// A narrower tab has its controls on lines of their own.
const NARROW: f32 = 400.0;

fn is_narrow(ui: &Ui) -> bool {
    ui.available_width() < NARROW
}
