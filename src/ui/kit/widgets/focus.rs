//! The focus ring, and scrolling to the focused control.

use egui::scroll_area::ScrollAreaOutput;
use egui::{Context, CornerRadius, EventFilter, Id, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::kit::theme::{Colors, space};

/// Draws the ring and brings the control into view.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    paint_focus_ring(ui, response, radius);
    scroll_to_focus(ui, response);
}

pub(crate) fn paint_focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if response.has_focus() {
        let color = Colors::in_use(ui).accent;
        ui.painter().rect_stroke(
            response.rect.expand(space::FOCUS + 1.0),
            CornerRadius::same(radius + 3),
            Stroke::new(space::FOCUS, color),
            StrokeKind::Inside,
        );
    }
}

/// Scrolls to a control that has just got the focus, with room for its ring. A note of the control that lost it can move it in
/// the next pass.
pub(crate) fn scroll_to_focus(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        let pass = ui.ctx().cumulative_pass_nr();
        ui.data_mut(|data| data.insert_temp(newly_focused(), (response.id, pass)));
    }
    if is_new(ui, response.id) && response.has_focus() {
        ui.scroll_to_rect(response.rect.expand(space::S), None);
    }
}

/// Focuses a control that has been drawn in this pass, or has the focus already, and scrolls to it: egui doesn't report that as a
/// gained focus.
pub(crate) fn focus_in_view(ctx: &Context, control: Id) {
    let next = ctx.cumulative_pass_nr() + 1;
    ctx.data_mut(|data| data.insert_temp(newly_focused(), (control, next)));
    ctx.memory_mut(|memory| memory.request_focus(control));
}

/// Passes in which a newly focused control is kept in view.
const PASSES: u64 = 2;

/// Brings a scroll area into view when something in it gets the focus: scrolling inside it stops at its own end, which can be out
/// of view.
pub fn scroll_with_focus<R>(ui: &Ui, area: &ScrollAreaOutput<R>) {
    let Some(id) = ui
        .memory(egui::Memory::focused)
        .filter(|id| is_new(ui, *id))
    else {
        return;
    };
    let content = Rect::from_min_size(
        area.inner_rect.min - area.state.clamped_offset(),
        area.content_size,
    );
    let is_inside = |control: Response| content.contains(control.rect.center());
    if ui.ctx().read_response(id).is_some_and(is_inside) {
        ui.scroll_to_rect(area.inner_rect, None);
    }
}

/// Whether the control got the focus a pass or two ago.
fn is_new(ui: &Ui, control: Id) -> bool {
    let pass = ui.ctx().cumulative_pass_nr();
    let last: Option<(Id, u64)> = ui.data(|data| data.get_temp(newly_focused()));
    last.is_some_and(|(id, since)| id == control && since + PASSES > pass)
}

fn newly_focused() -> Id {
    Id::unique("newly focused")
}

/// Arrow keys move the choice of this control, not the focus.
pub(crate) fn keep_arrows(ui: &Ui, control: Id) {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(control, filter));
}
