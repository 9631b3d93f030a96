//! Animations. All take their time from the style: with an `animation_time` of 0 nothing moves.

use egui::{Id, Ui};

/// How far something has faded in, from 0 to 1, while `is_on`; it fades out afterward. No repaints once it has arrived.
pub fn faded(ui: &Ui, id: Id, is_on: bool) -> f32 {
    if ui.style().animation_time > 0.0 {
        ui.ctx().animate_bool_responsive(id, is_on)
    } else {
        f32::from(u8::from(is_on))
    }
}

/// Whether spinners turn.
pub fn turns(ui: &Ui) -> bool {
    ui.style().animation_time > 0.0
}
