//! What moves. All of it takes its time from the style, so that a style whose `animation_time` is 0 stands still.

use egui::{Id, Ui};

/// How far something has faded in, from 0 to 1: it does so while `is_on`, and fades out again afterwards. The window rests once
/// it has arrived.
pub fn faded(ui: &Ui, id: Id, is_on: bool) -> f32 {
    if ui.style().animation_time > 0.0 {
        ui.ctx().animate_bool_responsive(id, is_on)
    } else {
        f32::from(u8::from(is_on))
    }
}

/// Whether signs of life turn.
pub fn turns(ui: &Ui) -> bool {
    ui.style().animation_time > 0.0
}
