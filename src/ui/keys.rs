//! Shortcuts that work anywhere in the window, and focus behind dialogs.

use egui::{Context, Id, Ui};

use crate::app::token::Card;
use crate::app::{Action, State};
use crate::model::Now;
use crate::ui::commands::{Command, with_shortcut};
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::view::View;
use crate::ui::{banners, click_debounce};

/// Turns keys into actions. Dialogs read their own keys; behind one only *Clear all tokens* works.
pub(super) fn read(ui: &Ui, view: &mut View<'_>, search: &str) {
    let ctx = ui.ctx();
    if view.state.has_dialog() {
        view.ask_if(Command::ForgetAll.pressed(ctx), Action::ForgetAll);
        note_dialog(ctx, view.now);
        return;
    }
    if Command::Search.pressed(ctx) {
        ctx.memory_mut(|memory| memory.request_focus(search_id()));
    }
    for command in with_shortcut() {
        // Left in the input where the command doesn't apply: a text field may have a use for the key.
        let Some(action) = command.action(view.state, view.now) else {
            continue;
        };
        let is_pressed = match command {
            Command::UndoDelete => is_undo_pressed(ctx, search),
            // A key must not act on a profile that the search hides.
            Command::Primary => is_selected_in_sight(view.state, search) && command.pressed(ctx),
            _ => command.pressed(ctx),
        };
        let is_ignored = command.key_signs_in() && follows_dialog(ctx, view.now);
        view.ask_if(is_pressed && !is_ignored, action);
    }
}

fn is_undo_pressed(ctx: &Context, search: &str) -> bool {
    // An empty search has nothing to undo.
    if search.is_empty() && ctx.memory(|memory| memory.has_focus(search_id())) {
        Command::UndoDelete.pressed_over_text(ctx)
    } else {
        Command::UndoDelete.pressed(ctx)
    }
}

fn is_selected_in_sight(state: &State, search: &str) -> bool {
    let mut found = state.matching(search);
    state.selected_row().is_none() || found.any(|row| Some(row.key) == state.selected)
}

fn last_dialog() -> Id {
    Id::unique("last time a dialog was open")
}

fn note_dialog(ctx: &Context, now: Now) {
    ctx.data_mut(|data| data.insert_temp(last_dialog(), now));
}

/// Whether a dialog has just closed. Keys that sign in or copy are ignored then: the second half of a double press was meant for
/// the dialog.
fn follows_dialog(ctx: &Context, now: Now) -> bool {
    ctx.data(|data| data.get_temp::<Now>(last_dialog()))
        .is_some_and(|last| click_debounce::is_soon_after(last, now))
}

/// Esc closes the card's form. Read after the panes are drawn, since the search comes first; a menu that was open closes instead.
pub(super) fn leave_card(ctx: &Context, view: &mut View<'_>, is_menu_open: bool) {
    let Some(row) = view.state.selected_profile() else {
        return;
    };
    let is_asking = matches!(row.card(view.now), Card::Prompt(_));
    let is_meant = is_asking && !is_menu_open && !view.state.has_dialog();
    if is_meant && Command::Close.pressed(ctx) {
        view.ask(Action::ClosePrompt(row.profile.id));
    }
}

/// Returns the focus to the control that opened a dialog when the dialog closes, unless something else has taken it.
pub(super) fn keep_focus_behind_dialogs(ui: &Ui, state: &State) {
    let ctx = ui.ctx();
    let place = behind_dialog();
    let inside = Id::unique("focus in the dialog");
    let focused = ctx.memory(egui::Memory::focused);
    let kept: Option<Option<Id>> = ctx.data(|data| data.get_temp(place));
    match (state.has_dialog(), kept) {
        (true, None) => {
            let before = focus_before(ctx);
            ctx.data_mut(|data| data.insert_temp(place, before));
        }
        (false, Some(before)) => {
            let was_inside: Option<Option<Id>> = ctx.data_mut(|data| {
                data.remove::<Option<Id>>(place);
                data.remove_temp(inside)
            });
            let is_taken = focused.is_some() && was_inside.flatten() != focused;
            // That control can be gone, such as a deleted profile's: then *Undo*, or the row that replaced it, gets the focus.
            let is_there = |id: &Id| ctx.viewport(|view| view.this_pass.widgets.contains(*id));
            let selected = state.selected.map(row_id);
            let replacements = [Some(banners::undo_id()), selected, Some(search_id())];
            let replacement = || replacements.into_iter().flatten().find(is_there);
            let before = before.and_then(|id| Some(id).filter(is_there).or_else(replacement));
            if let Some(id) = before.filter(|_| !is_taken) {
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
        }
        (true, Some(_)) => {
            ctx.data_mut(|data| data.insert_temp(inside, focused));
        }
        (false, None) => note_focus(ctx),
    }
}

/// Lets the open dialog return the focus to this control instead.
pub(super) fn focus_after_dialog(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.insert_temp(behind_dialog(), Some(id)));
}

fn behind_dialog() -> Id {
    Id::unique("focus behind the dialog")
}

fn last_focus() -> Id {
    Id::unique("last focus without a dialog")
}

/// A dialog takes the focus in the pass in which it opens, so the one before has to be remembered.
fn note_focus(ctx: &Context) {
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| data.insert_temp(last_focus(), focused));
}

fn focus_before(ctx: &Context) -> Option<Id> {
    ctx.data(|data| data.get_temp::<Option<Id>>(last_focus()))
        .flatten()
}
