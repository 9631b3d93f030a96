//! The countdown ring and the spinner. egui's spinner draws every frame, and turns with motion off.

use std::f32::consts::TAU;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Align2, Color32, Pos2, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::kit::theme::{Colors, Size, Tone, mono, turns};

/// Less often than every frame: it only shows that something happens.
const SPINNER_STEP: Duration = Duration::from_millis(40);
/// Turns per second.
const SPINNER_SPEED: f64 = 0.9;

/// A ring that empties, with the time left in its middle. `share` is what is left, from 0 to 1.
pub fn countdown(ui: &mut Ui, diameter: f32, share: f32, digits: &str, tone: Tone) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(diameter), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Timer, true, format!("{digits} left")));
    if ui.is_rect_visible(rect) {
        let p = Colors::in_use(ui);
        let width = diameter / 11.0;
        let radius = (diameter - width) / 2.0;
        let painter = ui.painter();
        track(ui, rect.center(), radius, width);
        let stroke = Stroke::new(width, p.of_tone(tone));
        arc(
            ui,
            rect.center(),
            radius,
            0.0,
            share.clamp(0.0, 1.0),
            stroke,
        );
        // Five digits fit at full size; an hour and more needs seven.
        let size = match (digits.len() > 5, diameter < 80.0) {
            (false, false) => Size::Title,
            (true, false) => Size::Body,
            (false, true) => Size::Note,
            (true, true) => Size::Tiny,
        };
        painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            digits,
            mono(size),
            p.text,
        );
    }
    response
}

/// Stands still with motion off. Invisible to screen readers: the text beside it is for them.
pub fn spinner(ui: &mut Ui, diameter: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(diameter), Sense::hover());
    if ui.is_rect_visible(rect) {
        let p = Colors::in_use(ui);
        let width = (diameter / 7.0).max(2.0);
        let radius = (diameter - width) / 2.0;
        track(ui, rect.center(), radius, width);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a share of a turn, from 0 to 1"
        )]
        let start = if turns(ui) {
            (ui.input(|input| input.time) * SPINNER_SPEED).fract() as f32
        } else {
            0.0
        };
        let stroke = Stroke::new(width, p.accent);
        arc(ui, rect.center(), radius, start, 0.3, stroke);
        if turns(ui) {
            ui.ctx().request_repaint_after(SPINNER_STEP);
        }
    }
    response
}

fn track(ui: &Ui, center: Pos2, radius: f32, width: f32) {
    let color = Colors::in_use(ui).chip();
    arc(ui, center, radius, 0.0, 1.0, Stroke::new(width, color));
}

/// Clockwise from `start` turns past the top, for `turns`.
fn arc(ui: &Ui, center: Pos2, radius: f32, start: f32, turns: f32, stroke: Stroke) {
    if turns <= 0.0 || stroke.color == Color32::TRANSPARENT {
        return;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "turns is from 0 to 1"
    )]
    let steps = (turns * 72.0).ceil() as u16 + 2;
    let points = (0..=steps)
        .map(|step| {
            let angle = TAU * (start + turns * f32::from(step) / f32::from(steps));
            center + radius * vec2(angle.sin(), -angle.cos())
        })
        .collect();
    ui.painter().add(Shape::line(points, stroke));
}
