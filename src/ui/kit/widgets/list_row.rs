//! A row of the list of profiles, drawn and named as one thing. Not egui's selectable label: one line or two, a dot, a tag, and
//! its position in the list for screen readers.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, FontId, Id, Painter, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo,
    pos2,
};

use crate::model::{Density, Tag};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, mono, space};
use crate::ui::kit::widgets::focus::paint_focus_ring;
use crate::ui::kit::widgets::icon;
use crate::ui::kit::widgets::icon::Icon;
use crate::ui::kit::widgets::tag::{paint_row_tag, paint_tag};

const PIN: f32 = 11.0;
/// Where the texts start.
const INDENT: f32 = 28.0;
/// Between the texts and the right edge.
const END: f32 = 10.0;

/// What is known of a profile: a filled dot is a live token or a rejection, a tick an accepted check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dot {
    Live,
    Expiring,
    Accepted,
    Rejected,
    /// The item can't be read.
    Unreadable,
}

impl Dot {
    pub fn paint(self, painter: &Painter, center: Pos2, p: &Colors) {
        let icon = |icon, side| {
            let place = Rect::from_center_size(center, Vec2::splat(side));
            icon::paint(painter, icon, place, p.of_tone(self.tone()));
        };
        match self {
            Self::Live | Self::Expiring | Self::Rejected => {
                painter.circle_filled(center, 5.0, p.of_tone(self.tone()));
            }
            Self::Accepted => icon(Icon::Tick, 10.0),
            Self::Unreadable => icon(Icon::Alert, 13.0),
        }
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Live | Self::Accepted => Tone::Ok,
            Self::Expiring => Tone::Warn,
            Self::Rejected => Tone::Bad,
            Self::Unreadable => Tone::Neutral,
        }
    }
}

/// The state at the end of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowEnd {
    Words(String),
    Countdown(String),
}

impl RowEnd {
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Countdown(text) => text,
        }
    }

    pub fn font(&self) -> FontId {
        match self {
            Self::Words(_) => font(Size::Small, Weight::Regular),
            Self::Countdown(_) => mono(Size::Note),
        }
    }
}

impl Default for RowEnd {
    fn default() -> Self {
        Self::Words(String::new())
    }
}

#[derive(Clone, Debug)]
pub struct ListRow<'a> {
    pub id: Id,
    pub rect: Rect,
    pub density: Density,
    pub dot: Option<Dot>,
    /// With its name, unless the row is under its tag's heading.
    pub tag: Option<(Tag, &'a str)>,
    pub is_pinned: bool,
    pub name: &'a str,
    /// The second line.
    pub below: &'a str,
    pub end: &'a RowEnd,
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
    /// Of a row, and the gap below it.
    pub const fn height(density: Density) -> (f32, f32) {
        match density {
            Density::Comfortable => (54.0, space::XS),
            Density::Compact => (34.0, 1.0),
        }
    }

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
        if let Some(dot) = self.dot {
            dot.paint(painter, pos2(rect.left() + 15.0, rect.center().y), p);
        }
        let is_cut = match self.density {
            Density::Compact => self.paint_line(ui),
            Density::Comfortable => self.paint_two_lines(ui),
        };
        focus_ring_inside(ui, &response);
        if is_cut || self.density == Density::Compact || self.tag.is_some() {
            response.on_hover_text(self.whole)
        } else {
            response
        }
    }

    /// Returns whether something was cut.
    fn paint_line(&self, ui: &Ui) -> bool {
        let middle = self.rect.center().y;
        let right = self.rect.right() - END;
        let font = font(Size::Note, Weight::Medium);
        let end = self.paint_end(ui, pos2(right, middle), &font);
        self.paint_name(ui, (middle, right - end), font)
    }

    fn paint_two_lines(&self, ui: &Ui) -> bool {
        let (rect, p) = (self.rect, Colors::in_use(ui));
        let right = rect.right() - END;
        let (first, second) = (rect.top() + 18.0, rect.top() + 37.0);
        let font_of_name = font(Size::Body, Weight::SemiBold);
        let (name_end, below_end) = if let Some((tag, name)) = self.tag {
            let name_end = right - self.paint_end(ui, pos2(right, first), &font_of_name);
            let width = paint_row_tag(ui, pos2(right, second), tag, name);
            (name_end, right - width - space::S)
        } else {
            let middle = pos2(right, rect.center().y);
            let end = right - self.paint_end(ui, middle, &font_of_name);
            (end, end)
        };
        let is_name_cut = self.paint_name(ui, (first, name_end), font_of_name);
        let left = rect.left() + INDENT;
        let at = pos2(left, second - 7.0);
        let small = font(Size::Small, Weight::Regular);
        let (_, is_below_cut) = one_line(ui, at, self.below, small, p.dim, below_end - left);
        is_name_cut || is_below_cut
    }

    /// The name, with the pin and on one line the tag's square; returns whether it was cut.
    fn paint_name(&self, ui: &Ui, (middle, right): (f32, f32), font: FontId) -> bool {
        let p = Colors::in_use(ui);
        let tag = self.tag.filter(|_| self.density == Density::Compact);
        let room = self.icons_width();
        let left = self.rect.left() + INDENT;
        let at = pos2(
            left,
            middle - ui.fonts_mut(|fonts| fonts.row_height(&font)) / 2.0,
        );
        let (width, is_cut) = one_line(ui, at, self.name, font, p.text, right - left - room);
        let mut x = left + width + space::XS + 1.0;
        if self.is_pinned {
            let center = pos2(x + PIN / 2.0, middle);
            let place = Rect::from_center_size(center, Vec2::splat(PIN));
            icon::paint(ui.painter(), Icon::Pin, place, p.dim);
            x += PIN + space::XS + 1.0;
        }
        if let Some((tag, _)) = tag {
            paint_tag(ui.painter(), pos2(x + PIN / 2.0, middle), p.tag(tag));
        }
        is_cut
    }

    /// Of the pin and the tag's square beside the name.
    fn icons_width(&self) -> f32 {
        let has_square = self.tag.is_some() && self.density == Density::Compact;
        let icons = usize::from(self.is_pinned) + usize::from(has_square);
        #[expect(clippy::cast_precision_loss, reason = "two at most")]
        let icons = icons as f32;
        icons * (PIN + space::XS + 1.0)
    }

    /// Draws the state, ending at `right`; returns its width with the gap before it. Words that would cut the name are left out where
    /// a dot says the same: two names may differ at their ends.
    fn paint_end(&self, ui: &Ui, right: Pos2, font_of_name: &FontId) -> f32 {
        let (text, font) = (self.end.text(), self.end.font());
        if text.is_empty() {
            return 0.0;
        }
        let color = Colors::in_use(ui).dim;
        let painter = ui.painter();
        let galley = painter.layout_no_wrap(text.to_owned(), font, color);
        let size = galley.size();
        if matches!(self.end, RowEnd::Words(_)) && self.dot.is_some() {
            let name = painter.layout_no_wrap(self.name.to_owned(), font_of_name.clone(), color);
            let room = right.x - size.x - space::S - self.rect.left() - INDENT;
            if name.size().x + self.icons_width() > room {
                return 0.0;
            }
        }
        let at = pos2(right.x - size.x, right.y - size.y / 2.0);
        ui.painter().galley(at, galley, color);
        size.x + space::S
    }
}

/// Inside the row: the list would cut off a ring around it. The list scrolls to it itself.
fn focus_ring_inside(ui: &Ui, response: &Response) {
    let mut inner = response.clone();
    inner.rect = inner.rect.shrink(space::FOCUS + 1.0);
    paint_focus_ring(ui, &inner, space::RADIUS_M - 3);
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
