//! The window: the panes, and the dialog in front.

use egui::{Popup, Ui};

use crate::app::{Action, Drafts, State};
use crate::model::Now;
use crate::ui::kit::{focus_handoff, middle_click};
use crate::ui::request::response;
use crate::ui::token::prompt_focus;
use crate::ui::view::View;
use crate::ui::{announce, click_debounce, dialogs, import, keys, panes};

/// Draws the window into `ui`, which fills it, and returns the requested actions in order.
pub fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, now: Now) -> Vec<Action> {
    let mut view = View {
        state,
        now,
        actions: Vec::new(),
    };
    middle_click::paste(ui.ctx());
    prompt_focus::note_typing(ui.ctx());
    click_debounce::note_other_keys(ui.ctx());
    keys::read(ui, &mut view, &drafts.search);
    let is_menu_open = Popup::is_any_open(ui.ctx());
    // Behind a dialog nothing is hovered: a tooltip would stay in front of a dialog that a key opened.
    let take = || ui.input_mut(|input| std::mem::take(&mut input.pointer));
    let pointer = state.has_dialog().then(take);
    panes::show(ui, &mut view, drafts);
    if let Some(pointer) = pointer {
        ui.input_mut(|input| input.pointer = pointer);
    }
    prompt_focus::note_moves(ui.ctx());
    response::forget_unseen(ui.ctx());
    import::take_dropped_file(ui.ctx(), &mut view, drafts);
    let left = keys::leave(ui.ctx(), &view, &mut drafts.search, is_menu_open);
    dialogs::show(ui, &mut view, drafts);
    keys::keep_focus_behind_dialogs(ui, state);
    focus_handoff::hand_off(ui.ctx());
    announce::publish(ui.ctx(), state, now);
    let mut actions = click_debounce::debounce(ui.ctx(), state, now, view.actions);
    // Esc is no half of a double click.
    actions.extend(left);
    prompt_focus::note_requests(ui.ctx(), state, &actions);
    actions
}
