//! The edge between the list and the profile: dragged, it makes the list wider or narrower.

use egui::accesskit::Role;
use egui::{CursorIcon, Id, Rangef, Rect, Sense, Stroke, Ui, WidgetInfo};

use crate::app::Action;
use crate::app::settings::SettingsAction;
use crate::ui::kit::theme::{Colors, space};
use crate::ui::view::View;

/// In points.
const WIDTHS: Rangef = Rangef {
    min: 200.0,
    max: 420.0,
};
/// What the profile keeps of a window that is narrow.
const PANE: f32 = 492.0;
/// Room for the pointer, on both sides of the edge.
const GRIP: f32 = 4.0;

/// The list's width in a window as wide as `window`.
pub(crate) fn list_width(set: u16, window: f32) -> f32 {
    WIDTHS.clamp(f32::from(set).min(window - PANE))
}

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, list: Rect) {
    let grip = Rangef::new(list.right() - GRIP, list.right() + GRIP);
    let place = Rect::from_x_y_ranges(grip, list.y_range());
    let response = ui.interact(place, Id::unique("divider"), Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, "Width of the list"));
    if response.hovered() || response.dragged() {
        let line = Stroke::new(space::FOCUS, Colors::in_use(ui).line);
        ui.painter().vline(list.right(), list.y_range(), line);
    }
    if let Some(pointer) = response
        .interact_pointer_pos()
        .filter(|_| response.dragged())
    {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within `WIDTHS`"
        )]
        let width = WIDTHS.clamp((pointer.x - list.left()).round()) as u16;
        let is_new = view.state.settings.list_width != width;
        view.ask_if(is_new, Action::Settings(SettingsAction::ListWidth(width)));
    }
    response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_as_wide_as_it_was_dragged_but_leaves_the_profile_room() {
        for (set, window, width) in [
            (300, 980.0, 300.0),
            (300, 720.0, 228.0),
            (420, 1440.0, 420.0),
            (420, 860.0, 368.0),
            // Edited in the file.
            (10, 980.0, 200.0),
            (9_999, 2560.0, 420.0),
            // Before the window has its size.
            (300, 100.0, 200.0),
        ] {
            let found = list_width(set, window);
            assert!((found - width).abs() < 0.01, "{set} {window}: {found}");
        }
    }
}
