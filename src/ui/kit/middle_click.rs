//! A middle click pastes what is selected in another program (PRIMARY, on X11 and Wayland). egui would insert it past the fields'
//! paste handling: a secret in clear, or in another field's undo history. Here it arrives as any other paste.

use egui::{Context, Event, Id, Memory, Pos2};

use crate::model::ClipText;

/// Where, and the text.
type MiddleClick = Option<(Pos2, ClipText)>;

/// Call before the fields are drawn. The press gives the field its focus and places the caret in this pass; the paste follows in the
/// next one.
pub(crate) fn paste(ctx: &Context) {
    let place = Id::unique("middle click");
    let before: Option<MiddleClick> = ctx.data_mut(|data| data.remove_temp(place));
    if let Some((at, text)) = before.flatten()
        && is_in_focused_field(ctx, at)
    {
        let text = text.expose_secret().to_owned();
        ctx.input_mut(|input| input.events.insert(0, Event::Paste(text)));
    }
    let click = take_click(ctx);
    if click.is_some() {
        ctx.data_mut(|data| data.insert_temp(place, click));
        ctx.request_repaint();
    }
}

fn take_click(ctx: &Context) -> MiddleClick {
    let mut click = None;
    ctx.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::MiddleClickPaste { pos, text } => {
                click = Some((*pos, ClipText::new(std::mem::take(text))));
                false
            }
            _ => true,
        });
    });
    click
}

/// A press elsewhere takes the focus from a field only when the button is released.
fn is_in_focused_field(ctx: &Context, at: Pos2) -> bool {
    let focused = ctx.memory(Memory::focused);
    let field = focused.and_then(|id| ctx.read_response(id));
    field.is_some_and(|field| {
        field.interact_rect.contains(at) && ctx.layer_id_at(at) == Some(field.layer_id)
    })
}
