//! The window's size and place, as they were when it was last closed. Wayland tells no position and takes none: the size alone
//! returns there.

use eframe::Frame;
use egui::{Context, Rect, Vec2, ViewportBuilder, ViewportCommand, pos2, vec2};

use crate::model::WindowPlace;

/// In points.
const SIZE: Vec2 = Vec2::new(980.0, 660.0);
/// As much of the title bar has to be on a monitor, in pixels.
const GRIP: Vec2 = Vec2::new(120.0, 40.0);

/// Opens the window where it was.
pub(super) fn with_place(
    viewport: ViewportBuilder,
    place: Option<WindowPlace>,
    smallest: Vec2,
) -> ViewportBuilder {
    let Some(place) = place else {
        return viewport.with_inner_size(SIZE);
    };
    let viewport = viewport
        .with_inner_size(size(place).max(smallest))
        .with_maximized(place.is_maximized);
    match place.position {
        Some((x, y)) => viewport.with_position([f32::from(x), f32::from(y)]),
        None => viewport,
    }
}

fn size(place: WindowPlace) -> Vec2 {
    vec2(f32::from(place.width), f32::from(place.height))
}

/// Notes where the window is while neither maximized nor full screen: that is where it goes back to.
#[derive(Debug)]
pub(super) struct Geometry {
    normal: Option<WindowPlace>,
    is_corrected: bool,
}

impl Geometry {
    pub(super) fn new(place: Option<WindowPlace>) -> Self {
        Self {
            normal: place,
            is_corrected: place.is_none(),
        }
    }

    /// Once, as soon as the monitors are known: a monitor can be gone, or smaller than it was.
    pub(super) fn correct(&mut self, ctx: &Context, frame: &Frame) {
        let Some(window) = frame.winit_window().filter(|_| !self.is_corrected) else {
            return;
        };
        self.is_corrected = true;
        let Ok(position) = window.outer_position() else {
            return;
        };
        let outer = pixel_rect(position.into(), window.outer_size().into());
        let monitors: Vec<Rect> = window
            .available_monitors()
            .map(|monitor| pixel_rect(monitor.position().into(), monitor.size().into()))
            .collect();
        let Some(corrected) = corrected(outer, &monitors) else {
            return;
        };
        let pixels_per_point = ctx.pixels_per_point();
        let around = outer.size() - pixel_rect((0, 0), window.inner_size().into()).size();
        let inner = (corrected.size() - around) / pixels_per_point;
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(inner));
        let position = corrected.min / pixels_per_point;
        ctx.send_viewport_cmd(ViewportCommand::OuterPosition(position));
    }

    /// Where the window is now; `None` before it was shown.
    pub(super) fn place(&mut self, ctx: &Context) -> Option<WindowPlace> {
        let (inner, outer, is_maximized, is_normal) = ctx.input(|input| {
            let viewport = input.viewport();
            let is_maximized = viewport.maximized == Some(true);
            let is_full = viewport.fullscreen == Some(true) || viewport.minimized == Some(true);
            let size = input.viewport_rect().size();
            (
                size,
                viewport.outer_rect,
                is_maximized,
                !is_maximized && !is_full,
            )
        });
        if is_normal && inner.min_elem() > 0.0 {
            // In points at a zoom of 1.
            let zoom = ctx.zoom_factor();
            let position = outer.map(|outer| outer.min * zoom);
            self.normal = Some(WindowPlace {
                width: points(inner.x * zoom),
                height: points(inner.y * zoom),
                position: position.map(|at| (offset(at.x), offset(at.y))),
                is_maximized: false,
            });
        }
        self.normal.map(|normal| WindowPlace {
            is_maximized,
            ..normal
        })
    }
}

/// Where the window goes instead, in pixels: onto a monitor, and no larger than it. `None` if it is well placed, or if no monitor
/// is known.
fn corrected(window: Rect, monitors: &[Rect]) -> Option<Rect> {
    let overlap = |monitor: &&Rect| {
        let common = monitor.intersect(window);
        let area = common.width().max(0.0) * common.height().max(0.0);
        ordered(area)
    };
    let monitor = monitors.iter().max_by_key(overlap)?;
    let title_bar = Rect::from_min_size(window.min, vec2(window.width(), GRIP.y));
    let visible = title_bar.intersect(*monitor);
    let is_reachable = visible.width() >= GRIP.x && visible.height() >= GRIP.y / 2.0;
    let fits = window.width() <= monitor.width() && window.height() <= monitor.height();
    if is_reachable && fits {
        return None;
    }
    let size = window.size().min(monitor.size());
    let at = window.min.clamp(monitor.min, monitor.max - size);
    Some(Rect::from_min_size(at, size))
}

/// Areas are compared as whole pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an area, not negative"
)]
fn ordered(area: f32) -> u64 {
    area as u64
}

#[expect(clippy::cast_precision_loss, reason = "screens are smaller")]
fn pixel_rect((x, y): (i32, i32), (width, height): (u32, u32)) -> Rect {
    Rect::from_min_size(pos2(x as f32, y as f32), vec2(width as f32, height as f32))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates"
)]
fn points(length: f32) -> u16 {
    length.round() as u16
}

#[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn offset(length: f32) -> i16 {
    length.round() as i16
}

#[cfg(test)]
mod tests {
    use egui::Pos2;

    use super::*;

    fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(width, height))
    }

    #[test]
    fn a_window_within_reach_stays_where_it_is() {
        let monitors = [
            rect(0.0, 0.0, 1920.0, 1080.0),
            rect(1920.0, 0.0, 1280.0, 1024.0),
        ];
        for window in [
            rect(100.0, 100.0, 980.0, 700.0),
            rect(2000.0, 40.0, 980.0, 700.0),
            // Between two monitors, or partly below the edge.
            rect(1500.0, 100.0, 980.0, 700.0),
            rect(300.0, 900.0, 980.0, 700.0),
        ] {
            assert_eq!(corrected(window, &monitors), None, "{window:?}");
        }
        assert_eq!(corrected(rect(9000.0, 0.0, 980.0, 700.0), &[]), None);
    }

    #[test]
    fn a_window_on_a_monitor_that_is_gone_comes_back() {
        let monitors = [rect(0.0, 0.0, 1920.0, 1080.0)];
        let moved = |window| corrected(window, &monitors).unwrap();
        let right = moved(rect(2000.0, 40.0, 980.0, 700.0));
        assert_eq!(right, rect(940.0, 40.0, 980.0, 700.0));
        let above = moved(rect(300.0, -800.0, 980.0, 700.0));
        assert_eq!(above, rect(300.0, 0.0, 980.0, 700.0));
        let corner = moved(rect(1850.0, 1070.0, 980.0, 700.0));
        assert_eq!(corner, rect(940.0, 380.0, 980.0, 700.0));
    }

    #[test]
    fn a_window_larger_than_its_monitor_shrinks_to_it() {
        let monitors = [rect(0.0, 0.0, 1366.0, 768.0)];
        let found = corrected(rect(-100.0, 50.0, 2560.0, 1400.0), &monitors);
        assert_eq!(found, Some(rect(0.0, 0.0, 1366.0, 768.0)));
    }

    /// Where the window says it is, in points.
    fn told(geometry: &mut Geometry, ctx: &Context, size: Vec2, mode: Mode) -> Option<WindowPlace> {
        let mut input = egui::RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            ..egui::RawInput::default()
        };
        let viewport = input.viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
        viewport.maximized = Some(mode == Mode::Maximized);
        viewport.fullscreen = Some(mode == Mode::FullScreen);
        viewport.minimized = Some(mode == Mode::Minimized);
        viewport.outer_rect = Some(Rect::from_min_size(pos2(40.0, 30.0), size));
        let mut found = None;
        let output = ctx.run_ui(input, |ui| found = geometry.place(ui.ctx()));
        output.drop_without_applying_deltas();
        found
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Mode {
        Normal,
        Maximized,
        FullScreen,
        Minimized,
    }

    #[test]
    fn what_is_remembered_is_the_size_before_it_was_maximized() {
        let ctx = Context::default();
        let mut geometry = Geometry::new(None);
        let whole = vec2(1920.0, 1080.0);
        assert_eq!(told(&mut geometry, &ctx, whole, Mode::Maximized), None);
        let normal = told(&mut geometry, &ctx, vec2(800.0, 600.0), Mode::Normal).unwrap();
        assert_eq!((normal.width, normal.height), (800, 600));
        assert_eq!(normal.position, Some((40, 30)));
        assert!(!normal.is_maximized);
        let mut after = |mode| told(&mut geometry, &ctx, whole, mode);
        let maximized = WindowPlace {
            is_maximized: true,
            ..normal
        };
        assert_eq!(after(Mode::Maximized), Some(maximized));
        assert_eq!(after(Mode::FullScreen), Some(normal));
        assert_eq!(after(Mode::Minimized), Some(normal));
    }

    #[test]
    fn the_place_does_not_depend_on_the_zoom() {
        let ctx = Context::default();
        let mut geometry = Geometry::new(None);
        ctx.set_zoom_factor(2.0);
        // The zoom holds from the next pass on.
        let _before = told(&mut geometry, &ctx, vec2(400.0, 300.0), Mode::Normal);
        let place = told(&mut geometry, &ctx, vec2(400.0, 300.0), Mode::Normal).unwrap();
        assert_eq!((place.width, place.height), (800, 600));
        assert_eq!(place.position, Some((80, 60)));
    }

    #[test]
    fn the_window_opens_where_it_was_but_not_smaller_than_its_controls() {
        let smallest = vec2(720.0, 480.0);
        let open = |place| with_place(ViewportBuilder::default(), place, smallest);
        let first = open(None);
        assert_eq!(first.inner_size, Some(SIZE));
        assert_eq!((first.position, first.maximized), (None, None));
        let place = WindowPlace {
            width: 1_200,
            height: 300,
            position: Some((-40, 30)),
            is_maximized: true,
        };
        let again = open(Some(place));
        assert_eq!(again.inner_size, Some(vec2(1_200.0, 480.0)));
        assert_eq!(again.position, Some(pos2(-40.0, 30.0)));
        assert_eq!(again.maximized, Some(true));
        let wayland = WindowPlace {
            position: None,
            ..place
        };
        assert_eq!(open(Some(wayland)).position, None);
    }
}
