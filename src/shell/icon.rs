//! The icon of the window and the taskbar. Wayland takes it from the desktop file instead, by the app id.

use std::sync::Arc;

use eframe::icon_data;
use egui::{IconData, ViewportBuilder};

/// Larger than any taskbar draws it, even at 200 %. X11 windows upload all of its pixels.
const PNG: &[u8] = include_bytes!("../../assets/icon/tokendesk-128.png");

/// A window without an icon works too, so a decoding failure isn't an error.
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
        // Transparent corners, opaque tile.
        let alpha = |x: usize, y: usize| icon.rgba[(y * 128 + x) * 4 + 3];
        assert_eq!((alpha(0, 0), alpha(64, 30)), (0, 255));
    }
}
