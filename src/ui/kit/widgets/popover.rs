//! Text that opens from a link, over egui's `Popup`. No dialog: what is behind it stays as it is. Esc, a click outside and
//! *Close* close it, and the focus returns to the link.

use egui::{
    Context, CornerRadius, EventFilter, Frame, Id, Key, Margin, Modifiers, Popup,
    PopupCloseBehavior, Rect, RectAlign, Response, ScrollArea, Stroke, Ui, Vec2, pos2, vec2,
};

use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::button::Button;
use crate::ui::kit::widgets::text::title;

/// Distance per press of an arrow key.
const LINE: f32 = 40.0;
/// Minimum distance to the window's edges.
const AROUND: f32 = 12.0;

/// `close` is the label of its button.
pub fn popover(
    link: &Response,
    name: &str,
    width: f32,
    close: &str,
    content: impl FnOnce(&mut Ui),
) {
    let ctx = link.ctx.clone();
    let id = link.id.with("popover");
    let was_open = Popup::is_id_open(&ctx, id);
    let window = ctx.content_rect();
    let p = Colors::of(ctx.theme());
    let frame = Frame::new()
        .fill(p.card)
        .stroke(Stroke::new(space::HAIR, p.line))
        .corner_radius(CornerRadius::same(space::RADIUS_L))
        .shadow(ctx.style_of(ctx.theme()).visuals.popup_shadow)
        .inner_margin(Margin::same(18));
    let outer = width.min(window.width() - 2.0 * AROUND);
    let width = outer - 2.0 * (18.0 + space::HAIR);
    // Below the link, moved left and up if it would come too near the window's edges.
    let height = ctx.memory(|memory| memory.area_rect(id).map_or(0.0, |rect| rect.height()));
    let left = link.rect.left().min(window.right() - AROUND - outer);
    let bottom = window.bottom() - AROUND - height - space::XS;
    let below = Rect::from_min_size(pos2(left, link.rect.bottom().min(bottom)), Vec2::ZERO);
    let shown = Popup::from_toggle_button_response(link)
        .id(id)
        .anchor(below)
        .align(RectAlign::BOTTOM_START)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(name)
        .frame(frame)
        .gap(space::XS)
        .width(width)
        .show(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            title(ui, name);
            ui.add_space(space::M);
            let fixed = 2.0 * AROUND + 2.0 * 18.0 + 24.0 + space::CONTROL + 2.0 * space::M;
            let close_id = id.with("close");
            let scrolled = scrolled_by_key(ui.ctx(), close_id);
            ScrollArea::vertical()
                .id_salt("text")
                .max_height((window.height() - fixed).max(80.0))
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.scroll_with_delta(vec2(0.0, scrolled));
                    content(ui);
                });
            ui.add_space(space::M);
            let close = ui.add(Button::secondary(close).id(close_id));
            if !was_open {
                close.request_focus();
            }
            if close.clicked() {
                ui.close();
            }
        });
    let is_open = Popup::is_id_open(&ctx, id);
    if was_open && shown.is_some() && !is_open {
        link.request_focus();
        link.scroll_to_me(None);
    }
}

/// How far the arrow keys scroll while `close` is focused: there is no other control to move to.
pub(crate) fn scrolled_by_key(ctx: &Context, close: Id) -> f32 {
    let has_focus = ctx.memory_mut(|memory| {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        memory.set_focus_lock_filter(close, filter);
        memory.has_focus(close)
    });
    if !has_focus {
        return 0.0;
    }
    ctx.input_mut(|input| {
        let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
        let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
        LINE * (f32::from(u8::try_from(up).unwrap_or(u8::MAX))
            - f32::from(u8::try_from(down).unwrap_or(u8::MAX)))
    })
}
