//! Rows of different heights below a header, in one frame. Only those in sight are drawn.

use egui::{CornerRadius, Rect, ScrollArea, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::focus::scroll_with_focus;

#[derive(Clone, Copy, Debug)]
pub struct FramedRows<'a> {
    pub id: &'a str,
    /// Top of the frame: that of the header.
    pub top: f32,
    /// Of each row.
    pub heights: &'a [f32],
    pub max_height: f32,
}

impl FramedRows<'_> {
    /// `row` draws the row of this index into this rectangle.
    pub fn show(self, ui: &mut Ui, mut row: impl FnMut(&mut Ui, usize, Rect)) {
        let width = ui.available_width();
        let content: f32 = self.heights.iter().sum();
        let stroke = Stroke::new(space::HAIR, Colors::in_use(ui).line);
        let shown = ScrollArea::vertical()
            .id_salt(self.id)
            .max_height(self.max_height)
            .auto_shrink([false, true])
            .show_viewport(ui, |ui, viewport| {
                ui.set_height(content);
                let origin = ui.max_rect().min;
                let mut top = 0.0;
                for (index, height) in self.heights.iter().enumerate() {
                    let bottom = top + height;
                    // One beyond each edge, for Tab to go to.
                    if bottom > viewport.top() - height && top < viewport.bottom() + height {
                        let size = vec2(width, *height);
                        let rect = Rect::from_min_size(origin + vec2(0.0, top), size);
                        row(ui, index, rect);
                        // The frame ends the last one.
                        if bottom < content {
                            let y = rect.bottom() - 0.5;
                            ui.painter().hline(rect.x_range(), y, stroke);
                        }
                    }
                    top = bottom;
                }
            });
        scroll_with_focus(ui, &shown);
        let inner = shown.inner_rect;
        let bottom = inner.top() + content.min(inner.height());
        let frame = Rect::from_min_max(
            pos2(inner.left(), self.top),
            pos2(inner.left() + width, bottom),
        );
        let radius = CornerRadius::same(space::RADIUS_M);
        ui.painter()
            .rect_stroke(frame, radius, stroke, StrokeKind::Outside);
    }
}
