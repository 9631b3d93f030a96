//! A choice of one among chips that wrap: for screen readers a group of radio buttons, as in `segments`.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    CornerRadius, CursorIcon, Galley, Id, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Weight, font, space};
use crate::ui::kit::widgets::focus::{focus_ring, keep_arrows};
use crate::ui::kit::widgets::segments::by_arrow;
use crate::ui::kit::widgets::text::name_on_hover;

const HEIGHT: f32 = 24.0;
const GAP: f32 = space::XS;
const PADDING: f32 = space::S;
/// If the chips need more, long names are cut.
const LINES: usize = 4;

/// Chips with a name and a count.
#[must_use = "show it"]
pub struct FilterChips<'a> {
    pub id: Id,
    pub label: &'a str,
    pub chips: &'a [(&'a str, usize)],
    pub chosen: usize,
}

impl FilterChips<'_> {
    /// Returns a newly chosen one.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let width = ui.available_width();
        let mut galleys = self.galleys(ui, width);
        let mut places = flow(&sizes(&galleys), width);
        if places.last().is_some_and(|(_, line)| *line >= LINES) {
            galleys = self.galleys(ui, ((width - GAP) / 2.0).floor());
            places = flow(&sizes(&galleys), width);
        }
        let lines = places.last()?.1 + 1;
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = lines as f32 * (HEIGHT + GAP) - GAP;
        let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let builder = UiBuilder::new()
            .max_rect(area)
            .accessibility_role(Role::RadioGroup)
            .accessibility_label(self.label);
        let mut group = ui.new_child(builder);
        let mut wanted = None;
        for (index, (galley, (left, line))) in galleys.into_iter().zip(places).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let top = area.top() + line as f32 * (HEIGHT + GAP);
            let size = vec2(chip_width(&galley), HEIGHT);
            let rect = Rect::from_min_size(pos2(area.left() + left, top), size);
            let response = self.chip(&mut group, index, rect, galley);
            if response.clicked() {
                wanted = Some(index);
            }
            if response.has_focus() {
                wanted = wanted.or_else(|| by_arrow(ui, index, self.chips.len()));
            }
        }
        let wanted = wanted.filter(|wanted| *wanted != self.chosen)?;
        if ui.memory(egui::Memory::focused).is_some_and(|focused| {
            (0..self.chips.len()).any(|index| self.id.with(index) == focused)
        }) {
            ui.memory_mut(|memory| memory.request_focus(self.id.with(wanted)));
        }
        Some(wanted)
    }

    /// The texts of chips no wider than this.
    fn galleys(&self, ui: &Ui, widest: f32) -> Vec<Arc<Galley>> {
        let names = self.chips.iter().enumerate();
        let galleys = names.map(|(index, (name, count))| {
            let text = format!("{name} {count}");
            galley(ui, text, index == self.chosen, widest - 2.0 * PADDING)
        });
        galleys.collect()
    }

    fn chip(&self, ui: &mut Ui, index: usize, rect: Rect, galley: Arc<Galley>) -> Response {
        let id = self.id.with(index);
        let is_chosen = index == self.chosen;
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        // Tab stops at the chosen one.
        let sense = if is_chosen || has_focus {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(rect, id, sense);
        let (name, count) = self.chips[index];
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, name));
        keep_arrows(ui, id);
        let p = Colors::in_use(ui);
        let (fill, line, color) = match (is_chosen, response.hovered()) {
            (true, _) => (p.selected, p.selected, p.text),
            (false, true) => (p.hovered(), p.line, p.text),
            (false, false) => (p.card, p.line, p.dim),
        };
        let radius = CornerRadius::same(12);
        let line = Stroke::new(space::HAIR, line);
        let painter = ui.painter();
        painter.rect(rect, radius, fill, line, StrokeKind::Inside);
        let is_cut = galley.elided;
        painter.galley(rect.center() - galley.size() / 2.0, galley, color);
        let mut inner = response.clone();
        inner.rect = rect.shrink(space::FOCUS + 1.0);
        focus_ring(ui, &inner, space::RADIUS_M);
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        let response = if is_cut {
            name_on_hover(response, &format!("{name} {count}"))
        } else {
            response
        };
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_description(count.to_string());
        });
        response
    }
}

fn galley(ui: &Ui, text: String, is_chosen: bool, width: f32) -> Arc<Galley> {
    let weight = if is_chosen {
        Weight::SemiBold
    } else {
        Weight::Regular
    };
    let color = egui::Color32::PLACEHOLDER;
    let mut job = LayoutJob::simple_singleline(text, font(Size::Small, weight), color);
    job.wrap = TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

fn chip_width(galley: &Galley) -> f32 {
    (galley.size().x + 2.0 * PADDING).ceil()
}

fn sizes(galleys: &[Arc<Galley>]) -> Vec<f32> {
    galleys.iter().map(|galley| chip_width(galley)).collect()
}

/// Left edge and line of each chip.
fn flow(sizes: &[f32], width: f32) -> Vec<(f32, usize)> {
    let (mut left, mut line) = (0.0, 0);
    let place = |size: &f32| {
        if left > 0.0 && left + size > width {
            (left, line) = (0.0, line + 1);
        }
        let place = (left, line);
        left += size + GAP;
        place
    };
    sizes.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_wrap_onto_as_many_lines_as_they_need() {
        let sizes = [60.0, 60.0, 90.0, 110.0];
        let on_two = [(0.0, 0), (64.0, 0), (128.0, 0), (0.0, 1)];
        assert_eq!(flow(&sizes, 270.0), on_two);
        let each = [(0.0, 0), (0.0, 1), (0.0, 2), (0.0, 3)];
        assert_eq!(flow(&sizes, 110.0), each);
    }
}
