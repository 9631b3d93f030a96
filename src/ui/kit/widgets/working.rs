//! A strip and a bar for work in progress. egui's bar draws its name on itself.

use egui::accesskit::Role;
use egui::{Align, CornerRadius, Layout, Rect, Sense, Ui, WidgetInfo, vec2};

use crate::ui::kit::theme::{Colors, Tone};
use crate::ui::kit::widgets::button::{Button, add_unless};
use crate::ui::kit::widgets::signs::spinner;
use crate::ui::kit::widgets::surface::Strip;
use crate::ui::kit::widgets::text::paragraph;

const BAR: f32 = 6.0;

/// A strip with a spinner, a line, and perhaps a button that cancels; returns whether that was pressed. The button is disabled if
/// `cancel` has a reason.
pub fn working(ui: &mut Ui, text: &str, cancel: Option<(&str, Option<&str>)>) -> bool {
    let mut pressed = false;
    Strip::inside(Tone::Neutral).show(ui, |ui| {
        let row = vec2(ui.available_width(), 20.0);
        let layout = Layout::right_to_left(Align::Center);
        ui.allocate_ui_with_layout(row, layout, |ui| {
            if let Some((name, why)) = cancel {
                pressed = add_unless(ui, why, Button::quiet(name)).clicked();
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                spinner(ui, 16.0);
                paragraph(ui, text.trim());
            });
        });
    });
    pressed
}

/// `text` is its accessible name.
pub fn progress_bar(ui: &mut Ui, done: usize, of: usize, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, text));
    #[expect(clippy::cast_precision_loss, reason = "a thousand profiles, not more")]
    let (share, done, of) = (done as f32 / of.max(1) as f32, done as f64, of as f64);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(of);
        node.set_numeric_value(done);
    });
    let p = Colors::in_use(ui);
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, p.chip());
    let width = rect.width() * share.clamp(0.0, 1.0);
    let filled = Rect::from_min_size(rect.min, vec2(width, BAR));
    ui.painter().rect_filled(filled, radius, p.accent);
}
