//! Cards, strips, chips and discs.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{
    Align, CornerRadius, Frame, Galley, InnerResponse, Label, Layout, Margin, Response, Sense,
    Stroke, Ui, Vec2, WidgetInfo, vec2,
};

use crate::ui::kit::theme::{Colors, Size, Tone, Weight, font, space, text};
use crate::ui::kit::widgets::icon;
use crate::ui::kit::widgets::icon::Icon;

pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    card_with(ui, Margin::same(18), content)
}

pub fn card_with<R>(
    ui: &mut Ui,
    margin: Margin,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let p = Colors::in_use(ui);
    Frame::new()
        .fill(p.card)
        .stroke(Stroke::new(space::HAIR, p.line))
        .corner_radius(CornerRadius::same(space::RADIUS_L))
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            content(ui)
        })
}

pub fn chip(ui: &mut Ui, content: &str) -> Response {
    let p = Colors::in_use(ui);
    let galley = chip_galley(ui, content);
    let size = galley.size() + 2.0 * CHIP_PADDING;
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, content));
    let radius = CornerRadius::same(space::RADIUS_S);
    ui.painter().rect_filled(rect, radius, p.chip());
    ui.painter().galley(rect.min + CHIP_PADDING, galley, p.dim);
    response
}

pub fn chip_width(ui: &Ui, content: &str) -> f32 {
    (chip_galley(ui, content).size() + 2.0 * CHIP_PADDING).x
}

fn chip_galley(ui: &Ui, content: &str) -> Arc<Galley> {
    let font = font(Size::Small, Weight::Medium);
    let color = Colors::in_use(ui).dim;
    ui.painter().layout_no_wrap(content.to_owned(), font, color)
}

const CHIP_PADDING: Vec2 = vec2(8.0, 3.0);

pub fn disc(ui: &mut Ui, icon: Icon, tone: Tone, diameter: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(diameter), Sense::hover());
    let p = Colors::in_use(ui);
    ui.painter()
        .circle_filled(rect.center(), diameter / 2.0, p.soft(tone));
    let inner = rect.shrink(diameter * 0.29);
    icon::paint(ui.painter(), icon, inner, p.of_tone(tone));
    response
}

/// Scrolls to something that has just appeared, once. `what` tells it from what was in its place before.
pub fn scroll_to_new(response: &Response, what: &str) {
    scroll_to_new_aligned(response, what, None);
}

/// The same for what may be higher than its room: its end, where its buttons are.
pub fn scroll_to_new_end(response: &Response, what: &str) {
    scroll_to_new_aligned(response, what, Some(Align::Max));
}

fn scroll_to_new_aligned(response: &Response, what: &str, align: Option<Align>) {
    /// A dialog takes a few passes to find its size.
    const PASSES: u64 = 3;
    let pass = response.ctx.cumulative_pass_nr();
    let place = response.id.with(what);
    let seen = response.ctx.data(|data| data.get_temp::<(u64, u64)>(place));
    let first = match seen {
        Some((first, last)) if last + 1 >= pass => first,
        _ => pass,
    };
    response
        .ctx
        .data_mut(|data| data.insert_temp(place, (first, pass)));
    if pass - first < PASSES {
        response.scroll_to_me(align);
    }
}

/// A colored band with a message, and perhaps a control at its end.
#[derive(Clone, Copy, Debug)]
pub struct Strip {
    tone: Tone,
    is_rounded: bool,
    side: i8,
}

impl Strip {
    /// Inside a card or a form.
    pub const fn inside(tone: Tone) -> Self {
        Self {
            tone,
            is_rounded: true,
            side: 12,
        }
    }

    /// From edge to edge of a pane; `side` is the pane's margin.
    pub const fn across(tone: Tone, side: i8) -> Self {
        Self {
            tone,
            is_rounded: false,
            side,
        }
    }

    /// The content is a row, vertically centered.
    pub fn show<R>(self, ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let p = Colors::in_use(ui);
        let radius = if self.is_rounded { space::RADIUS_M } else { 0 };
        Frame::new()
            .fill(p.soft(self.tone))
            .corner_radius(CornerRadius::same(radius))
            .inner_margin(Margin::symmetric(self.side, 9))
            .show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.with_layout(Layout::top_down(Align::LEFT), content).inner
            })
    }

    /// A headline and more text, in the strip's color.
    pub fn message(self, ui: &mut Ui, icon: Option<Icon>, headline: &str, more: &str) -> Response {
        let color = Colors::in_use(ui).of_tone(self.tone);
        let shown = self.show(ui, |ui| {
            ui.horizontal_top(|ui| {
                if let Some(icon) = icon {
                    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                    icon::paint(ui.painter(), icon, rect.shrink(1.0), color);
                }
                ui.vertical(|ui| {
                    let weight = if more.is_empty() {
                        Weight::Regular
                    } else {
                        Weight::SemiBold
                    };
                    ui.add(Label::new(text(headline, Size::Note, weight, color)).wrap());
                    if !more.is_empty() {
                        ui.add(Label::new(text(more, Size::Note, Weight::Regular, color)).wrap());
                    }
                });
            });
        });
        shown.response
    }
}
