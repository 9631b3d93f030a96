//! A scroll area that is quiet about a few points.

use egui::scroll_area::{ScrollArea, ScrollAreaOutput, ScrollBarVisibility};
use egui::{Id, Ui};

/// This many hidden points, or fewer, are only the space below the last control.
const FEW: f32 = 8.0;

/// Shows `area`, with a scroll bar only if more than a few points are hidden.
pub(crate) fn scrolled<R>(
    ui: &mut Ui,
    id: Id,
    area: ScrollArea,
    content: impl FnOnce(&mut Ui) -> R,
) -> ScrollAreaOutput<R> {
    let was_few = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let bar = if was_few {
        ScrollBarVisibility::AlwaysHidden
    } else {
        ScrollBarVisibility::VisibleWhenNeeded
    };
    let shown = area.scroll_bar_visibility(bar).show(ui, content);
    let hidden = shown.content_size.y - shown.inner_rect.height();
    let is_few = hidden <= FEW;
    if is_few != was_few {
        ui.data_mut(|data| data.insert_temp(id, is_few));
        ui.ctx().request_repaint();
    }
    shown
}

#[cfg(test)]
mod tests {
    use egui::accesskit::Role;
    use egui::{Context, RawInput, Rect, pos2, vec2};

    use super::*;

    /// Whether content that is too high by so many points has a bar, once it has settled.
    fn has_bar(hidden: f32) -> bool {
        let ctx = Context::default();
        ctx.enable_accesskit();
        let mut bars = 0;
        for _ in 0..4 {
            let input = RawInput {
                screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(200.0, 100.0))),
                ..RawInput::default()
            };
            let mut output = ctx.run_ui(input, |ui| {
                let area = ScrollArea::vertical().auto_shrink([false, false]);
                scrolled(ui, Id::unique("bar"), area, |ui| {
                    let height = 100.0 + hidden;
                    ui.allocate_space(vec2(50.0, height));
                });
            });
            output.textures_delta.clear();
            let update = output.platform_output.accesskit_update.unwrap();
            let roles = update.nodes.iter().map(|(_, node)| node.role());
            bars = roles.filter(|role| *role == Role::ScrollBar).count();
        }
        bars > 0
    }

    #[test]
    fn a_few_hidden_points_have_no_scroll_bar() {
        assert!(!has_bar(0.0));
        assert!(!has_bar(6.0));
        assert!(has_bar(40.0));
    }
}
