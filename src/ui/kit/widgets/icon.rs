//! Icons drawn as shapes: no font needed, sharp at every scale.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Opens in the browser.
    Open,
    Copy,
    More,
    /// Opens a list.
    Down,
    /// Previous, or sorted ascending.
    Up,
    Tick,
    Cross,
    /// Nothing to say.
    Dash,
    Alert,
    Key,
    /// Pinned.
    Pin,
}

/// Centered in `rect`, as large as its shorter side.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, color: Color32) {
    let side = rect.width().min(rect.height());
    let rect = Rect::from_center_size(rect.center(), vec2(side, side));
    // A point in a unit square.
    let at = |x: f32, y: f32| pos2(rect.left() + x * side, rect.top() + y * side);
    let stroke = Stroke::new((side / 11.0).max(1.2), color);
    let line = |points: Vec<Pos2>| painter.add(Shape::line(points, stroke));
    match icon {
        Icon::Open => {
            line(vec![at(0.2, 0.8), at(0.78, 0.22)]);
            line(vec![at(0.34, 0.2), at(0.8, 0.2), at(0.8, 0.66)]);
        }
        Icon::Copy => {
            let sheet = |x: f32, y: f32| Rect::from_min_max(at(x, y), at(x + 0.55, y + 0.55));
            let radius = CornerRadius::same(1);
            painter.rect_stroke(sheet(0.32, 0.32), radius, stroke, StrokeKind::Middle);
            line(vec![
                at(0.2, 0.68),
                at(0.13, 0.68),
                at(0.13, 0.13),
                at(0.68, 0.13),
                at(0.68, 0.2),
            ]);
        }
        Icon::More => {
            for x in [0.18, 0.5, 0.82] {
                painter.circle_filled(at(x, 0.5), side / 11.0, color);
            }
        }
        Icon::Down => {
            painter.add(Shape::convex_polygon(
                vec![at(0.14, 0.3), at(0.86, 0.3), at(0.5, 0.76)],
                color,
                Stroke::NONE,
            ));
        }
        Icon::Up => {
            painter.add(Shape::convex_polygon(
                vec![at(0.5, 0.24), at(0.86, 0.7), at(0.14, 0.7)],
                color,
                Stroke::NONE,
            ));
        }
        Icon::Tick => {
            line(vec![at(0.1, 0.55), at(0.38, 0.82), at(0.9, 0.22)]);
        }
        Icon::Cross => {
            line(vec![at(0.18, 0.18), at(0.82, 0.82)]);
            line(vec![at(0.82, 0.18), at(0.18, 0.82)]);
        }
        Icon::Dash => {
            line(vec![at(0.2, 0.5), at(0.8, 0.5)]);
        }
        Icon::Alert => {
            let bold = Stroke::new(side / 6.5, color);
            painter.line_segment([at(0.5, 0.12), at(0.5, 0.62)], bold);
            painter.circle_filled(at(0.5, 0.85), side / 10.0, color);
        }
        Icon::Pin => {
            let head = vec![at(0.32, 0.1), at(0.68, 0.1), at(0.64, 0.46), at(0.36, 0.46)];
            painter.add(Shape::convex_polygon(head, color, Stroke::NONE));
            painter.line_segment([at(0.2, 0.54), at(0.8, 0.54)], stroke);
            painter.line_segment([at(0.5, 0.54), at(0.5, 0.96)], stroke);
        }
        Icon::Key => {
            painter.circle_stroke(at(0.3, 0.5), side * 0.2, stroke);
            line(vec![at(0.5, 0.5), at(0.95, 0.5), at(0.95, 0.68)]);
            line(vec![at(0.76, 0.5), at(0.76, 0.64)]);
        }
    }
}
