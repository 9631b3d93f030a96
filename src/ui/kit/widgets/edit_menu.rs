//! Cut, Copy and Paste of a text field, by right click. egui has none.

use egui::text::CCursorRange;
use egui::text_edit::TextEditState;
use egui::{Context, Id, PointerButton, Popup, Response, ViewportCommand};

use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::menu::MenuItem;

const WIDTH: f32 = 150.0;

/// Call before the field is drawn: a right press replaces its selection by a caret, and an open menu takes its focus.
pub(crate) fn keep_selection(ctx: &Context, field: Id) {
    if !ctx.input(|input| input.pointer.button_pressed(PointerButton::Secondary)) {
        return;
    }
    let state = TextEditState::load(ctx, field);
    let selection = state.and_then(|state| state.cursor.char_range());
    let kept = selection.filter(|range| !range.is_empty());
    ctx.data_mut(|data| data.insert_temp(menu_id(field), kept));
}

fn menu_id(field: Id) -> Id {
    field.with("edit menu")
}

/// `may_copy` is false while the text is masked.
pub(crate) fn show(field: &Response, may_copy: bool) {
    let (ctx, id) = (&field.ctx, menu_id(field.id));
    let kept: Option<CCursorRange> = ctx.data(|data| data.get_temp(id)).flatten();
    let has_selection = kept.is_some();
    let mut chosen = None;
    Popup::context_menu(field)
        .id(id)
        .gap(space::XS)
        .width(WIDTH)
        .show(|ui| {
            ui.set_min_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.ctx()
                .accesskit_node_builder(id, |node| node.set_label("Edit text"));
            for (name, command, needs_selection) in [
                ("Cut", ViewportCommand::RequestCut, true),
                ("Copy", ViewportCommand::RequestCopy, true),
                ("Paste", ViewportCommand::RequestPaste, false),
            ] {
                let is_offered = !needs_selection || (may_copy && has_selection);
                ui.add_enabled_ui(is_offered, |ui| {
                    if MenuItem::new(name).chosen(ui) {
                        chosen = Some(command);
                    }
                });
            }
        });
    if let Some(command) = chosen {
        if let (Some(kept), Some(mut state)) = (kept, TextEditState::load(ctx, field.id)) {
            state.cursor.set_char_range(Some(kept));
            state.store(ctx, field.id);
        }
        // The events that follow go to the field that has the focus.
        field.request_focus();
        ctx.send_viewport_cmd(command);
    }
}
