//! The edge between the list and the profile: dragged, or moved by keys, it makes the list wider or narrower.

use egui::accesskit::{self, Orientation, Role};
use egui::{
    CornerRadius, CursorIcon, Id, Key, Modifiers, Rangef, Rect, Response, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2,
};

use crate::app::Action;
use crate::app::settings::SettingsAction;
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::keep_arrows;
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
/// By an arrow key.
const STEP: f32 = 20.0;

/// The list's width in a window as wide as `window`.
pub(crate) fn list_width(set: u16, window: f32) -> f32 {
    WIDTHS.clamp(f32::from(set).min(window - PANE))
}

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, list: Rect) {
    let grip = Rangef::new(list.right() - GRIP, list.right() + GRIP);
    let place = Rect::from_x_y_ranges(grip, list.y_range());
    let response = ui.interact(place, Id::unique("divider"), Sense::drag());
    describe(ui, &response, list.width());
    let dragged_to = response
        .interact_pointer_pos()
        .filter(|_| response.dragged())
        .map(|pointer| pointer.x - list.left());
    if let Some(width) = dragged_to.or_else(|| by_key(ui, &response, list.width())) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within `WIDTHS`"
        )]
        let width = WIDTHS.clamp(width.round()) as u16;
        let is_new = view.state.settings.list_width != width;
        view.ask_if(is_new, Action::Settings(SettingsAction::ListWidth(width)));
    }
    if response.has_focus() {
        // On the list's side: what is drawn beside the list comes later.
        let ring = Rect::from_min_max(pos2(grip.min, list.top()), list.max);
        let line = Stroke::new(space::FOCUS, Colors::in_use(ui).accent);
        ui.painter()
            .rect_stroke(ring, CornerRadius::ZERO, line, StrokeKind::Inside);
    } else if response.hovered() || response.dragged() {
        let line = Stroke::new(space::FOCUS, Colors::in_use(ui).line);
        ui.painter().vline(list.right(), list.y_range(), line);
    }
    response.on_hover_and_drag_cursor(CursorIcon::ResizeHorizontal);
}

fn describe(ui: &Ui, response: &Response, width: f32) {
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, "Width of the list"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_orientation(Orientation::Vertical);
        node.set_numeric_value(width.round().into());
        node.set_min_numeric_value(WIDTHS.min.into());
        node.set_max_numeric_value(WIDTHS.max.into());
        node.set_numeric_value_step(STEP.into());
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
}

/// The width after arrow keys, Home or End, or a screen reader's request.
fn by_key(ui: &Ui, divider: &Response, width: f32) -> Option<f32> {
    keep_arrows(ui, divider.id);
    let has_focus = divider.has_focus();
    ui.input_mut(|input| {
        let asked = |action| input.num_accesskit_action_requests(divider.id, action);
        let mut wider = asked(accesskit::Action::Increment);
        let mut narrower = asked(accesskit::Action::Decrement);
        if has_focus {
            wider += input.count_and_consume_key(Modifiers::NONE, Key::ArrowRight);
            narrower += input.count_and_consume_key(Modifiers::NONE, Key::ArrowLeft);
            if input.consume_key(Modifiers::NONE, Key::Home) {
                return Some(WIDTHS.min);
            }
            if input.consume_key(Modifiers::NONE, Key::End) {
                return Some(WIDTHS.max);
            }
        }
        if wider == narrower {
            return None;
        }
        let step = if wider > narrower { STEP } else { -STEP };
        let steps = std::iter::repeat_n(step, wider.abs_diff(narrower));
        Some(width + steps.sum::<f32>())
    })
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
