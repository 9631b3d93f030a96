//! The color tag of a profile: a small square with its name, and the choice of a color, for screen readers a group of radio
//! buttons.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, CursorIcon, EventFilter, Galley, Id, Label, Painter, Pos2, Rect,
    Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::model::Tag;
use crate::ui::kit::theme::{Colors, Size, Weight, font, space, text};
use crate::ui::kit::widgets::focus::focus_ring;
use crate::ui::kit::widgets::icon;
use crate::ui::kit::widgets::icon::Icon;
use crate::ui::kit::widgets::segments::by_arrow;
use crate::ui::kit::widgets::text::name_on_hover;

const SIDE: f32 = 9.0;
/// A color in the choice, with the room around it.
const SWATCH: f32 = 28.0;
const SQUARE: f32 = 16.0;
/// Longer names are cut; the tooltip has all of it.
const WIDEST_NAME: f32 = 130.0;
const WIDEST_NAME_IN_ROW: f32 = 80.0;
/// The square and its gap.
const MARK: f32 = SIDE + space::XS + 1.0;
const PADDING: Vec2 = vec2(8.0, 3.0);

pub fn paint_tag(painter: &Painter, center: Pos2, color: Color32) {
    let rect = Rect::from_center_size(center, Vec2::splat(SIDE));
    painter.rect_filled(rect, CornerRadius::same(2), color);
}

/// The square of profiles without a tag.
pub fn paint_no_tag(painter: &Painter, center: Pos2, color: Color32) {
    let rect = Rect::from_center_size(center, Vec2::splat(SIDE));
    let line = Stroke::new(1.5, color);
    painter.rect_stroke(rect, CornerRadius::same(2), line, StrokeKind::Inside);
}

pub fn tag_chip(ui: &mut Ui, tag: Tag, name: &str) -> Response {
    let galley = chip_galley(ui, name, Size::Small, WIDEST_NAME);
    let (rect, response) = ui.allocate_exact_size(chip_size(&galley), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(name)));
    let is_cut = galley.elided;
    paint_chip(ui, rect, tag, galley);
    if is_cut {
        name_on_hover(response, name)
    } else {
        response
    }
}

/// `left` is the middle of its left edge. Returns whether the name is cut.
pub fn paint_tag_chip(ui: &Ui, left: Pos2, tag: Tag, name: &str) -> bool {
    let galley = chip_galley(ui, name, Size::Small, WIDEST_NAME);
    let size = chip_size(&galley);
    let is_cut = galley.elided;
    let min = pos2(left.x, left.y - size.y / 2.0);
    paint_chip(ui, Rect::from_min_size(min, size), tag, galley);
    is_cut
}

/// Draws the chip of a row, ending at `right`; returns its width. Screen readers have the tag from the row.
pub fn paint_row_tag(ui: &Ui, right: Pos2, tag: Tag, name: &str) -> f32 {
    let galley = chip_galley(ui, name, Size::Tiny, WIDEST_NAME_IN_ROW);
    let size = chip_size(&galley) - vec2(0.0, 2.0);
    let center = pos2(right.x - size.x / 2.0, right.y);
    paint_chip(ui, Rect::from_center_size(center, size), tag, galley);
    size.x
}

fn paint_chip(ui: &Ui, rect: Rect, tag: Tag, name: Arc<Galley>) {
    let p = Colors::in_use(ui);
    let radius = CornerRadius::same(space::RADIUS_S);
    let painter = ui.painter();
    painter.rect_filled(rect, radius, p.chip());
    let left = rect.left() + PADDING.x;
    let square = pos2(left + SIDE / 2.0, rect.center().y);
    paint_tag(painter, square, p.tag(tag));
    let top = rect.center().y - name.size().y / 2.0;
    painter.galley(pos2(left + MARK, top), name, p.dim);
}

pub fn tag_chip_width(ui: &Ui, name: &str) -> f32 {
    chip_size(&chip_galley(ui, name, Size::Small, WIDEST_NAME)).x
}

fn chip_size(galley: &Galley) -> Vec2 {
    galley.size() + 2.0 * PADDING + vec2(MARK, 0.0)
}

fn chip_galley(ui: &Ui, name: &str, size: Size, widest: f32) -> Arc<Galley> {
    let font = font(size, Weight::Medium);
    let mut job = LayoutJob::simple_singleline(name.to_owned(), font, Colors::in_use(ui).dim);
    job.wrap = TextWrapping::truncate_at_width(widest);
    ui.painter().layout_job(job)
}

/// For screen readers.
fn spoken(name: &str) -> String {
    format!("Tag {name}")
}

#[must_use = "show it"]
pub struct TagChoice<'a> {
    pub id: Id,
    pub label: &'a str,
    pub choices: &'a [(Option<Tag>, &'a str)],
    pub chosen: Option<Tag>,
    /// Whether arrow keys choose, as with radio buttons. In a menu they move the focus, and Enter chooses.
    pub chooses_by_arrow: bool,
}

impl TagChoice<'_> {
    /// Draws it with the name of the hovered or chosen color; returns a newly chosen one.
    pub fn show(self, ui: &mut Ui) -> Option<Option<Tag>> {
        let p = Colors::in_use(ui);
        ui.spacing_mut().item_spacing.y = space::XS + 1.0;
        let count = self.choices.len();
        let pointed = (0..count).find(|index| {
            let last = ui.ctx().read_response(self.id.with(index));
            last.is_some_and(|last| last.hovered() || last.has_focus())
        });
        let at = self
            .choices
            .iter()
            .position(|(tag, _)| *tag == self.chosen)
            .unwrap_or_default();
        let name = self.choices[pointed.unwrap_or(at)].1;
        let label = format!("{}: {name}", self.label);
        let label = text(label, Size::Small, Weight::Medium, p.dim);
        ui.add(Label::new(label).truncate());
        let size = vec2(ui.available_width(), SWATCH);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let builder = UiBuilder::new()
            .max_rect(rect)
            .accessibility_role(Role::RadioGroup)
            .accessibility_label(self.label);
        let mut group = ui.new_child(builder);
        let mut wanted = None;
        // The squares align with the label; the room around them extends beyond it.
        let mut left = rect.left() - (SWATCH - SQUARE) / 2.0;
        for (index, (tag, name)) in self.choices.iter().enumerate() {
            let place = Rect::from_min_size(pos2(left, rect.top()), Vec2::splat(SWATCH));
            left += SWATCH;
            let response = self.swatch(&mut group, index, place, *tag, name);
            if response.clicked() {
                wanted = Some(index);
            }
            if self.chooses_by_arrow && response.has_focus() {
                wanted = wanted.or_else(|| by_arrow(ui, index, count));
            }
        }
        let wanted = wanted.filter(|wanted| at != *wanted)?;
        if self.chooses_by_arrow {
            ui.memory_mut(|memory| memory.request_focus(self.id.with(wanted)));
        }
        self.choices.get(wanted).map(|(tag, _)| *tag)
    }

    fn swatch(
        &self,
        ui: &mut Ui,
        index: usize,
        rect: Rect,
        tag: Option<Tag>,
        name: &str,
    ) -> Response {
        let id = self.id.with(index);
        let is_chosen = tag == self.chosen;
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let sense = if is_chosen || has_focus || !self.chooses_by_arrow {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(rect, id, sense);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, is_chosen, name));
        if self.chooses_by_arrow {
            // Arrows move the choice here, not the focus.
            ui.memory_mut(|memory| {
                let filter = EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..EventFilter::default()
                };
                memory.set_focus_lock_filter(id, filter);
            });
        }
        let p = Colors::in_use(ui);
        let painter = ui.painter();
        if response.hovered() && enabled {
            let is_down = response.is_pointer_button_down_on();
            let fill = if is_down { p.pressed() } else { p.hovered() };
            painter.rect_filled(rect, CornerRadius::same(space::RADIUS_S + 2), fill);
        }
        let square = Rect::from_center_size(rect.center(), Vec2::splat(SQUARE));
        let radius = CornerRadius::same(space::RADIUS_S);
        let (fill, line, mark) = match tag {
            Some(tag) => (p.tag(tag), Color32::TRANSPARENT, p.card),
            None => (p.card, p.dim, p.text),
        };
        let stroke = Stroke::new(space::HAIR, line);
        painter.rect(square, radius, fill, stroke, StrokeKind::Inside);
        if is_chosen {
            icon::paint(painter, Icon::Tick, square.shrink(3.0), mark);
        }
        let mut inner = response.clone();
        inner.rect = inner.rect.shrink(space::FOCUS);
        focus_ring(ui, &inner, space::RADIUS_S);
        name_on_hover(response.on_hover_cursor(CursorIcon::PointingHand), name)
    }
}
