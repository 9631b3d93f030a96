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

const HEIGHT: f32 = 24.0;
const GAP: f32 = 6.0;
const PADDING: f32 = 10.0;
/// Chips that need more are left out, unless chosen.
const LINES: usize = 2;

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
        let names = self.chips.iter().enumerate();
        let galleys = names.map(|(index, (name, count))| {
            let text = format!("{name} {count}");
            galley(ui, text, index == self.chosen, width - 2.0 * PADDING)
        });
        let galleys: Vec<_> = galleys.collect();
        let sizes: Vec<f32> = galleys
            .iter()
            .map(|galley| (galley.size().x + 2.0 * PADDING).ceil())
            .collect();
        let places = flow(&sizes, width, self.chosen);
        let lines = places.iter().flatten().map(|(_, line)| line + 1).max()?;
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = lines as f32 * (HEIGHT + GAP) - GAP;
        let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let builder = UiBuilder::new()
            .max_rect(area)
            .accessibility_role(Role::RadioGroup)
            .accessibility_label(self.label);
        let mut group = ui.new_child(builder);
        let mut wanted = None;
        let shown: Vec<usize> = (0..places.len())
            .filter(|at| places[*at].is_some())
            .collect();
        for (index, galley) in galleys.into_iter().enumerate() {
            let Some((left, line)) = places[index] else {
                continue;
            };
            #[expect(clippy::cast_precision_loss, reason = "a few lines")]
            let top = area.top() + line as f32 * (HEIGHT + GAP);
            let size = vec2(sizes[index], HEIGHT);
            let rect = Rect::from_min_size(pos2(area.left() + left, top), size);
            let response = self.chip(&mut group, index, rect, galley);
            if response.clicked() {
                wanted = Some(index);
            }
            if response.has_focus() {
                let at = shown.iter().position(|shown| *shown == index);
                let to = at.and_then(|at| by_arrow(ui, at, shown.len()));
                wanted = wanted.or(to.map(|to| shown[to]));
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
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_description(count.to_string());
        });
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
        painter.galley(rect.center() - galley.size() / 2.0, galley, color);
        let mut inner = response.clone();
        inner.rect = rect.shrink(space::FOCUS + 1.0);
        focus_ring(ui, &inner, space::RADIUS_M);
        response.on_hover_cursor(CursorIcon::PointingHand)
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

/// Left edge and line of each chip; `None` for one that is left out.
fn flow(sizes: &[f32], width: f32, chosen: usize) -> Vec<Option<(f32, usize)>> {
    let (mut left, mut line) = (0.0, 0);
    let place = |(index, size): (usize, &f32)| {
        let (mut at, mut on) = (left, line);
        if at > 0.0 && at + size > width {
            (at, on) = (0.0, line + 1);
        }
        if on >= LINES && index != chosen {
            return None;
        }
        (left, line) = (at + size + GAP, on);
        Some((at, on))
    };
    sizes.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chips_wrap_onto_two_lines_and_only_the_chosen_one_may_need_a_third() {
        let sizes = [60.0, 60.0, 90.0, 110.0];
        let on_two = [
            Some((0.0, 0)),
            Some((66.0, 0)),
            Some((132.0, 0)),
            Some((0.0, 1)),
        ];
        assert_eq!(flow(&sizes, 270.0, 0), on_two);
        assert_eq!(flow(&sizes, 110.0, 0)[2..], [None, None]);
        assert_eq!(flow(&sizes, 110.0, 3)[2..], [None, Some((0.0, 2))]);
    }
}
