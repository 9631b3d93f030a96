//! A row of the list of profiles, drawn and named as one thing. Not egui's selectable label: two lines, a dot, a tag, and its
//! position in the list for screen readers.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, FontId, Id, Painter, Pos2, Rect, Response, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::model::Tag;
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space};
use crate::ui::kit::widgets::focus::focus_ring;
use crate::ui::kit::widgets::icon;
use crate::ui::kit::widgets::icon::Icon;

/// Width of the bar in the tag's color.
const TAG_WIDTH: f32 = 4.0;
const PIN: f32 = 11.0;

/// A profile's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dot {
    Filled(Tone),
    /// Unknown.
    Hollow,
}

impl Dot {
    pub fn paint(self, painter: &Painter, center: Pos2, p: &Colors) {
        match self {
            Self::Filled(tone) => {
                painter.circle_filled(center, 5.0, p.of_tone(tone));
            }
            Self::Hollow => {
                painter.circle_stroke(center, 4.0, Stroke::new(2.0, p.dim));
            }
        }
    }
}

#[derive(Clone, Debug)]
pub struct ListRow<'a> {
    pub id: Id,
    pub rect: Rect,
    pub dot: Dot,
    /// At the left edge, and no dot, so that it isn't taken for a state.
    pub tag: Option<Tag>,
    pub is_pinned: bool,
    pub name: &'a str,
    /// The second line.
    pub below: &'a str,
    /// The text at its end.
    pub end: &'a str,
    pub end_below: &'a str,
    /// For screen readers, after the name.
    pub spoken: &'a str,
    /// The tooltip, if something is cut or colored.
    pub whole: &'a str,
    /// Its position in the list, of which only visible rows are drawn.
    pub index: usize,
    pub is_selected: bool,
    /// Tab stops at one row of the list; arrow keys do the rest.
    pub is_tab_stop: bool,
}

impl ListRow<'_> {
    pub const HEIGHT: f32 = 54.0;

    pub fn show(self, ui: &mut Ui) -> Response {
        let sense = if self.is_tab_stop {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let rect = self.rect;
        let response = ui.interact(rect, self.id, sense);
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListBoxOption, true, self.is_selected, self.name)
        });
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_selected(self.is_selected);
            // A row is no check box.
            node.clear_toggled();
            node.set_description(self.spoken);
            node.set_position_in_set(self.index);
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let p = Colors::in_use(ui);
        let fill = match (self.is_selected, response.hovered()) {
            (true, _) => p.selected,
            (false, true) => p.row_hovered(),
            (false, false) => Color32::TRANSPARENT,
        };
        let painter = ui.painter();
        painter.rect_filled(rect, CornerRadius::same(space::RADIUS_M), fill);
        self.dot
            .paint(painter, pos2(rect.left() + 15.0, rect.center().y), p);
        if let Some(tag) = self.tag {
            let size = vec2(TAG_WIDTH, Self::HEIGHT - 2.0 * 13.0);
            let center = pos2(rect.left() + TAG_WIDTH / 2.0 + 1.0, rect.center().y);
            let bar = Rect::from_center_size(center, size);
            painter.rect_filled(bar, CornerRadius::same(2), p.tag(tag));
        }
        let end_width = self.paint_end(painter, rect, p.dim);
        let left = rect.left() + 30.0;
        let gap = if end_width > 0.0 { space::S } else { 0.0 };
        let width = rect.right() - 10.0 - end_width - gap - left;
        let first = font(Size::Body, Weight::SemiBold);
        let pin = if self.is_pinned { PIN + space::XS } else { 0.0 };
        let at = pos2(left, rect.top() + 10.0);
        let (name_width, is_name_cut) = one_line(ui, at, self.name, first, p.text, width - pin);
        if self.is_pinned {
            let center = at + vec2(name_width + space::XS + PIN / 2.0, 9.0);
            let place = Rect::from_center_size(center, vec2(PIN, PIN));
            icon::paint(ui.painter(), Icon::Pin, place, p.dim);
        }
        let second = font(Size::Small, Weight::Regular);
        let at = pos2(left, rect.top() + 29.0);
        let (_, is_below_cut) = one_line(ui, at, self.below, second, p.dim, width);
        focus_ring_inside(ui, &response);
        if is_name_cut || is_below_cut || self.tag.is_some() {
            response.on_hover_text(self.whole)
        } else {
            response
        }
    }
}

impl ListRow<'_> {
    /// Draws the text at the end, one line or two; returns its width.
    fn paint_end(&self, painter: &Painter, rect: Rect, color: Color32) -> f32 {
        let right = rect.right() - 10.0;
        let draw = |word: &str, font: FontId, top: Option<f32>| {
            let galley = painter.layout_no_wrap(word.to_owned(), font, color);
            let size = galley.size();
            let top = top.unwrap_or(rect.center().y - size.y / 2.0);
            painter.galley(pos2(right - size.x, top), galley, color);
            size.x
        };
        if self.end_below.is_empty() {
            return draw(self.end, mono(Size::Note), None);
        }
        let small = font(Size::Small, Weight::Regular);
        let above = draw(self.end, small.clone(), Some(rect.top() + 11.0));
        let below = draw(self.end_below, small, Some(rect.top() + 29.0));
        above.max(below)
    }
}

/// Inside the row: the list would cut off a ring around it.
fn focus_ring_inside(ui: &Ui, response: &Response) {
    let mut inner = response.clone();
    inner.rect = inner.rect.shrink(space::FOCUS + 1.0);
    focus_ring(ui, &inner, space::RADIUS_M - 3);
}

/// Draws a line, cut with "…" at `width`; returns its width and whether it was cut.
pub fn one_line(
    ui: &Ui,
    at: Pos2,
    content: &str,
    font: FontId,
    color: Color32,
    width: f32,
) -> (f32, bool) {
    let mut job = LayoutJob::simple_singleline(content.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.painter().layout_job(job);
    let (width, is_cut) = (galley.size().x, galley.elided);
    ui.painter().galley(at, galley, color);
    (width, is_cut)
}
