//! A chip that is on or off: a filter over what is below it.

use egui::accesskit::Role;
use egui::{
    CornerRadius, CursorIcon, Id, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::focus::focus_ring;

const HEIGHT: f32 = 24.0;
const PADDING: f32 = 11.0;

pub fn toggle_chip(ui: &mut Ui, name: &str, is_on: bool) -> Response {
    let p = Colors::in_use(ui);
    let size = toggle_chip_size(ui, name);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // A screen reader that knew its id as that of a label would find no action there.
    let response = ui.interact(rect, Id::unique("toggle chip").with(name), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, name));
    let (fill, line, color) = match (is_on, response.hovered()) {
        (true, _) => (p.selected, p.selected, p.text),
        (false, true) => (p.hovered(), p.line, p.text),
        (false, false) => (p.card, p.line, p.dim),
    };
    let radius = CornerRadius::same(12);
    let stroke = Stroke::new(space::HAIR, line);
    ui.painter()
        .rect(rect, radius, fill, stroke, StrokeKind::Inside);
    let galley = galley(ui, name, color);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, color);
    focus_ring(ui, &response, 12);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

pub fn toggle_chip_size(ui: &Ui, name: &str) -> Vec2 {
    let width = galley(ui, name, Colors::in_use(ui).text).size().x;
    vec2(width.ceil() + 2.0 * PADDING, HEIGHT)
}

fn galley(ui: &Ui, name: &str, color: egui::Color32) -> std::sync::Arc<egui::Galley> {
    let font = font(Size::Small, Weight::SemiBold);
    ui.painter().layout_no_wrap(name.to_owned(), font, color)
}
