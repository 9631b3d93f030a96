//! When a focused control is replaced, focus moves to its replacement: *Get token* to *Cancel*, *Cancel* to *Copy header*.
//! Without this the next key would do nothing, and Tab would start over.

use egui::{Context, Id, LayerId, Pos2, Rect};

#[derive(Clone, Copy, Debug)]
struct FocusHolder {
    id: Id,
    rect: Rect,
    layer: LayerId,
    /// It is gone, and its replacement not found or not enabled yet.
    is_gone: bool,
}

/// Call after drawing.
pub(crate) fn hand_off(ctx: &Context) {
    let place = Id::unique("holder of the keyboard");
    let before: Option<FocusHolder> = ctx.data(|data| data.get_temp(place));
    let after = follow(ctx, before);
    ctx.data_mut(|data| match after {
        Some(holder) => {
            data.insert_temp(place, holder);
        }
        None => data.remove::<FocusHolder>(place),
    });
}

fn follow(ctx: &Context, before: Option<FocusHolder>) -> Option<FocusHolder> {
    let focused = ctx.memory(egui::Memory::focused);
    let is_same = |holder: &FocusHolder| focused.is_none_or(|id| id == holder.id);
    if let Some(id) = focused
        && let Some(holder) = drawn(ctx, id)
    {
        return Some(holder);
    }
    // One that has just got the focus is drawn in the next pass.
    let holder = before.filter(is_same)?;
    let rests = drawn_at_all(ctx, holder.id) && drawn(ctx, holder.id).is_none();
    let is_gone = holder.is_gone || rests || !drawn_at_all(ctx, holder.id);
    // Esc, or a press elsewhere, cleared the focus.
    let is_left = !is_gone || ctx.input(|input| input.pointer.any_pressed());
    if is_left {
        return None;
    }
    let replacement = replacement(ctx, &holder)?;
    if let Some(replacement) = drawn(ctx, replacement) {
        ctx.memory_mut(|memory| memory.request_focus(replacement.id));
        // It can itself be gone in the next pass.
        return Some(replacement);
    }
    // Disabled until a burst of clicks is over.
    Some(FocusHolder {
        is_gone: true,
        ..holder
    })
}

/// The control with this id, if it is enabled in this pass.
fn drawn(ctx: &Context, id: Id) -> Option<FocusHolder> {
    ctx.viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(id)?;
        widget.enabled.then_some(FocusHolder {
            id,
            rect: widget.rect,
            layer: widget.layer_id,
            is_gone: false,
        })
    })
}

fn drawn_at_all(ctx: &Context, id: Id) -> bool {
    ctx.viewport(|viewport| viewport.this_pass.widgets.contains(id))
}

/// The control nearest to where that one was.
fn replacement(ctx: &Context, holder: &FocusHolder) -> Option<Id> {
    ctx.viewport(|viewport| {
        let mut layers = viewport.this_pass.widgets.layers();
        let (_, widgets) = layers.find(|(layer, _)| **layer == holder.layer)?;
        let can_have_it = |widget: &&egui::WidgetRect| {
            widget.sense.is_focusable() && widget.visible && widget.rect.is_positive()
        };
        let distance = |rect: Rect| {
            let far = Pos2::distance(rect.center(), holder.rect.center());
            let apart = rect.distance_to_pos(holder.rect.center());
            apart * 4.0 + far
        };
        let nearest = widgets
            .iter()
            .filter(can_have_it)
            .min_by(|a, b| distance(a.rect).total_cmp(&distance(b.rect)));
        nearest.map(|widget| widget.id)
    })
}
