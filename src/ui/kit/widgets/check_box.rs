//! A labeled check box. Not egui's: it cuts a long label and explains why it is disabled.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    CornerRadius, CursorIcon, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::focus::focus_ring;
use crate::ui::kit::widgets::icon::Icon;
use crate::ui::kit::widgets::text::name_on_hover;
use crate::ui::kit::widgets::{disabled, icon};

const SIDE: f32 = 16.0;
const HEIGHT: f32 = 22.0;

/// Cut with "…" if it doesn't fit. A click on the label counts.
pub fn check_box(ui: &mut Ui, name: &str, is_on: bool) -> Response {
    check_box_spoken(ui, name, name, is_on)
}

/// With another name for screen readers, where the surroundings say the rest.
pub fn check_box_spoken(ui: &mut Ui, name: &str, spoken: &str, is_on: bool) -> Response {
    let p = Colors::in_use(ui);
    let enabled = ui.is_enabled();
    let color = if enabled { p.text } else { p.dim };
    let mut job =
        LayoutJob::simple_singleline(name.to_owned(), font(Size::Note, Weight::Regular), color);
    job.wrap = TextWrapping::truncate_at_width(ui.available_width() - SIDE - space::S);
    let galley = ui.painter().layout_job(job);
    let size = vec2(SIDE + space::S + galley.size().x, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, is_on, spoken));
    let middle = rect.center().y;
    let mark = Rect::from_min_size(pos2(rect.left(), middle - SIDE / 2.0), vec2(SIDE, SIDE));
    let (fill, line) = match (is_on && enabled, response.hovered() && enabled) {
        (true, false) => (p.accent, p.accent),
        (true, true) => (p.accent_hovered(), p.accent_hovered()),
        (false, true) => (p.hovered(), p.dim),
        (false, false) => (p.card, p.dim),
    };
    let painter = ui.painter();
    let radius = CornerRadius::same(space::RADIUS_S);
    let stroke = Stroke::new(space::HAIR, line);
    painter.rect(mark, radius, fill, stroke, StrokeKind::Inside);
    if is_on {
        let color = if enabled { p.on_accent } else { p.dim };
        icon::paint(painter, Icon::Tick, mark.shrink(3.0), color);
    }
    let is_cut = galley.elided;
    let at = pos2(mark.right() + space::S, middle - galley.size().y / 2.0);
    painter.galley(at, galley, color);
    // A ring around it would be cut off in the first row of a scroll area.
    let mut inner = response.clone();
    inner.rect = inner.rect.shrink2(vec2(0.0, space::FOCUS + 1.0));
    focus_ring(ui, &inner, space::RADIUS_S);
    let response = disabled::explain(ui, response.on_hover_cursor(CursorIcon::PointingHand));
    if is_cut {
        name_on_hover(response, name)
    } else {
        response
    }
}
