//! The color tag of a profile: a small square with its name, and the choice of a tag, for screen readers a group of radio buttons.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, CursorIcon, Galley, Id, Label, Painter, Pos2, Rect, Response, Sense,
    Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::model::Tag;
use crate::ui::kit::theme::{Colors, Size, Weight, font, space, text};
use crate::ui::kit::widgets::focus::{focus_ring, keep_arrows};
use crate::ui::kit::widgets::segments::by_arrow;
use crate::ui::kit::widgets::text::name_on_hover;

const SIDE: f32 = 9.0;
/// Height of a chip in the choice.
const CHOICE: f32 = 26.0;
const CHOICE_PADDING: f32 = 7.0;
const GAP: f32 = 4.0;
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
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken_tag(Some(tag), name)));
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
pub(super) fn spoken_tag(tag: Option<Tag>, name: &str) -> String {
    tag.map_or_else(|| name.to_owned(), |_| format!("Tag {name}"))
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
    /// Draws a named chip for each; returns a newly chosen one.
    pub fn show(self, ui: &mut Ui) -> Option<Option<Tag>> {
        let p = Colors::in_use(ui);
        ui.spacing_mut().item_spacing.y = space::XS + 1.0;
        let label = text(self.label, Size::Small, Weight::Medium, p.dim);
        ui.add(Label::new(label));
        let names = self
            .choices
            .iter()
            .map(|(_, name)| chip_galley(ui, name, Size::Small, WIDEST_NAME));
        let names: Vec<Arc<Galley>> = names.collect();
        let places = places(&names, self.choices, ui.available_width());
        let height = places.last().map_or(0.0, Rect::bottom);
        let size = vec2(ui.available_width(), height);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let builder = UiBuilder::new()
            .max_rect(rect)
            .accessibility_role(Role::RadioGroup)
            .accessibility_label(self.label);
        let mut group = ui.new_child(builder);
        let count = self.choices.len();
        let mut wanted = None;
        for (index, (name, place)) in names.into_iter().zip(places).enumerate() {
            let place = place.translate(rect.min.to_vec2());
            let response = self.chip(&mut group, index, place, name);
            if response.clicked() {
                wanted = Some(index);
            }
            if self.chooses_by_arrow && response.has_focus() {
                wanted = wanted.or_else(|| by_arrow(ui, index, count));
            }
        }
        let is_chosen = |(tag, _): &(Option<Tag>, &str)| *tag == self.chosen;
        let at = self.choices.iter().position(is_chosen).unwrap_or_default();
        let wanted = wanted.filter(|wanted| at != *wanted)?;
        if self.chooses_by_arrow {
            ui.memory_mut(|memory| memory.request_focus(self.id.with(wanted)));
        }
        self.choices.get(wanted).map(|(tag, _)| *tag)
    }

    fn chip(&self, ui: &mut Ui, index: usize, rect: Rect, galley: Arc<Galley>) -> Response {
        let (tag, name) = self.choices[index];
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
        let accessible_name = spoken_tag(tag, name);
        response.widget_info(|| {
            WidgetInfo::selected(Role::RadioButton, enabled, is_chosen, &accessible_name)
        });
        if self.chooses_by_arrow {
            keep_arrows(ui, id);
        }
        let p = Colors::in_use(ui);
        let painter = ui.painter();
        let fill = match (is_chosen, response.hovered() && enabled) {
            (true, _) => p.selected,
            (false, true) => p.hovered(),
            (false, false) => Color32::TRANSPARENT,
        };
        let line = if is_chosen { p.accent } else { p.line };
        let stroke = Stroke::new(space::HAIR, line);
        let radius = CornerRadius::same(space::RADIUS_S + 2);
        painter.rect(rect, radius, fill, stroke, StrokeKind::Inside);
        let mut left = rect.left() + CHOICE_PADDING;
        if let Some(tag) = tag {
            let square = pos2(left + SIDE / 2.0, rect.center().y);
            paint_tag(painter, square, p.tag(tag));
            left += MARK;
        }
        let color = if is_chosen && enabled { p.text } else { p.dim };
        let top = rect.center().y - galley.size().y / 2.0;
        let is_cut = galley.elided;
        painter.galley_with_override_text_color(pos2(left, top), galley, color);
        focus_ring(ui, &response, space::RADIUS_S + 2);
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if is_cut {
            name_on_hover(response, name)
        } else {
            response
        }
    }
}

/// The chips side by side, from the top left, in as many rows as they need.
fn places(names: &[Arc<Galley>], choices: &[(Option<Tag>, &str)], room: f32) -> Vec<Rect> {
    let (mut left, mut top) = (0.0, 0.0);
    let each = names.iter().zip(choices);
    each.map(|(name, (tag, _))| {
        let mark = tag.map_or(0.0, |_| MARK);
        let width = name.size().x + mark + 2.0 * CHOICE_PADDING;
        if left > 0.0 && left + width > room {
            (left, top) = (0.0, top + CHOICE + GAP);
        }
        let place = Rect::from_min_size(pos2(left, top), vec2(width, CHOICE));
        left += width + GAP;
        place
    })
    .collect()
}
