//! The icon that the window and the taskbar show. Wayland takes it from the desktop file instead, by the window's app id.

use std::sync::Arc;

use eframe::icon_data;
use egui::{IconData, ViewportBuilder};

/// Larger than a taskbar draws it, also at a scale of 200 %; each X11 window hands all of its pixels to the server.
const PNG: &[u8] = include_bytes!("../../assets/icon/tokendesk-128.png");

/// Gives a window its icon. One without an icon works as well, so that what cannot be decoded is not worth an error.
pub(super) fn with_icon(viewport: ViewportBuilder) -> ViewportBuilder {
    match decoded() {
        Some(icon) => viewport.with_icon(Arc::new(icon)),
        None => viewport,
    }
}

fn decoded() -> Option<IconData> {
    icon_data::from_png_bytes(PNG).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_that_comes_with_the_program_can_be_drawn() {
        let icon = decoded().unwrap();
        assert_eq!((icon.width, icon.height), (128, 128));
        // Round corners can be seen through, the tile cannot.
        let alpha = |x: usize, y: usize| icon.rgba[(y * 128 + x) * 4 + 3];
        assert_eq!((alpha(0, 0), alpha(64, 30)), (0, 255));
    }
}
