//! Keeps everything reachable on small screens: at a scale of 300 % the minimum window size may exceed the screen. Then the
//! minimum shrinks to the screen, and the zoom to what still fits the panes.

use egui::{Context, Vec2, ViewportCommand};

/// Sizes are in points at a zoom of 1.
#[derive(Debug)]
pub(super) struct ZoomToFit {
    smallest: Vec2,
    /// The user's zoom (Ctrl+Plus and Ctrl+Minus), and the zoom that was set to fit.
    requested: f32,
    applied: f32,
}

impl ZoomToFit {
    pub(super) fn new(smallest: Vec2) -> Self {
        Self {
            smallest,
            requested: 1.0,
            applied: 1.0,
        }
    }

    /// Adjusts the minimum size and the zoom to the window and its screen.
    pub(super) fn apply(&mut self, ctx: &Context, needed: Vec2) {
        let current = ctx.zoom_factor();
        let (window, screen) = ctx.input(|input| {
            let screen = input.viewport().monitor_size;
            (input.viewport_rect().size() * current, screen)
        });
        if let Some(screen) = screen {
            let smallest = needed.min(screen * current);
            if smallest != self.smallest && smallest.min_elem() > 0.0 {
                self.smallest = smallest;
                ctx.send_viewport_cmd(ViewportCommand::MinInnerSize(smallest / current));
            }
        }
        let zoom = self.zoom(current, window, needed);
        if (zoom - current).abs() > 0.001 {
            ctx.set_zoom_factor(zoom);
        }
    }

    fn zoom(&mut self, current: f32, window: Vec2, needed: Vec2) -> f32 {
        if (current - self.applied).abs() > 0.001 {
            self.requested = current;
        }
        let room = window / needed;
        // Below a fifth nothing is readable; a hidden window has no size.
        self.applied = if room.min_elem() > 0.0 {
            self.requested.min(room.min_elem()).max(0.2)
        } else {
            current
        };
        self.applied
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDED: Vec2 = Vec2::new(720.0, 480.0);

    fn assert_zoom(fit: &mut ZoomToFit, current: f32, window: [f32; 2], zoom: f32) {
        let found = fit.zoom(current, window.into(), NEEDED);
        assert!((found - zoom).abs() < 0.001, "{found}, not {zoom}");
    }

    #[test]
    fn a_window_with_room_is_drawn_as_the_person_wants_it() {
        let mut fit = ZoomToFit::new(NEEDED);
        assert_zoom(&mut fit, 1.0, [720.0, 480.0], 1.0);
        assert_zoom(&mut fit, 1.0, [3840.0, 2160.0], 1.0);
        assert_zoom(&mut fit, 1.5, [3840.0, 2160.0], 1.5);
        assert_zoom(&mut fit, 0.8, [3840.0, 2160.0], 0.8);
    }

    #[test]
    fn what_does_not_fit_is_drawn_smaller_until_there_is_room_again() {
        let mut fit = ZoomToFit::new(NEEDED);
        assert_zoom(&mut fit, 1.0, [360.0, 480.0], 0.5);
        assert_zoom(&mut fit, 0.5, [360.0, 480.0], 0.5);
        assert_zoom(&mut fit, 0.5, [720.0, 480.0], 1.0);
        // A zoom of 2 is limited by the room, and applied in full once there is more.
        assert_zoom(&mut fit, 2.0, [1080.0, 720.0], 1.5);
        assert_zoom(&mut fit, 1.5, [1440.0, 960.0], 2.0);
    }

    #[test]
    fn a_window_without_a_size_changes_nothing() {
        let mut fit = ZoomToFit::new(NEEDED);
        assert_zoom(&mut fit, 1.0, [0.0, 0.0], 1.0);
    }
}
