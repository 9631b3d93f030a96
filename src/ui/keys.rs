//! Shortcuts that work anywhere in the window, and focus behind dialogs.

use egui::{Context, Event, Id, Key, Ui};

use crate::app::availability::primary_action;
use crate::app::profiles::{ListAction, Row};
use crate::app::token::{Card, Check};
use crate::app::{Action, State};
use crate::model::Now;
use crate::ui::commands::{Command, with_shortcut};
use crate::ui::profiles::ids::{row_id, search_id};
use crate::ui::view::View;
use crate::ui::{banners, click_debounce};

/// Turns keys into actions. Dialogs read their own keys; behind one only *Clear session* works.
pub(super) fn read(ui: &Ui, view: &mut View<'_>, search: &str) {
    let ctx = ui.ctx();
    if view.state.has_dialog() {
        view.ask_if(Command::ClearSession.pressed(ctx), Action::ClearSession);
        note_dialog(ctx, view.now);
        return;
    }
    if Command::Search.pressed(ctx) {
        ctx.memory_mut(|memory| memory.request_focus(search_id()));
    }
    if is_primary_pressed(ctx) && !follows_dialog(ctx, view.now) {
        press_primary(view, search);
    }
    for command in with_shortcut() {
        // Left in the input where the command doesn't apply: a text field may have a use for the key.
        let Some(action) = command.action(view.state, view.now) else {
            continue;
        };
        let is_pressed = match command {
            Command::Undo => is_undo_pressed(ctx, search),
            Command::Primary => false,
            _ => command.pressed(ctx),
        };
        let is_ignored = command.key_signs_in() && follows_dialog(ctx, view.now);
        view.ask_if(is_pressed && !is_ignored, action);
    }
}

fn is_undo_pressed(ctx: &Context, search: &str) -> bool {
    // An empty search has nothing to undo.
    if search.is_empty() && ctx.memory(|memory| memory.has_focus(search_id())) {
        Command::Undo.pressed_over_text(ctx)
    } else {
        Command::Undo.pressed(ctx)
    }
}

/// The key of the solid button must not act on a profile that the search hides. It acts on the only hit; of several it selects the
/// first, whose button the next press means.
fn press_primary(view: &mut View<'_>, search: &str) {
    let state = view.state;
    let hits = state.listed(search, view.now);
    let is_hit = |row: &Row| hits.iter().any(|hit| hit.key == row.key);
    if state.selected_row().is_none_or(is_hit) {
        let action = Command::Primary.action(state, view.now);
        view.actions.extend(action);
        return;
    }
    match hits[..] {
        [] => view.ask(Action::List(ListAction::ExplainNoMatch)),
        [hit] => {
            view.ask(Action::Select(hit.key));
            let primary = hit.profile().map(|row| state.primary_of(row, view.now));
            view.actions.extend(primary.and_then(primary_action));
        }
        [first, ..] => view.ask(Action::Select(first.key)),
    }
}

/// Letters and the key can come in one pass: the key then waits for the search to have the letters.
fn is_primary_pressed(ctx: &Context) -> bool {
    let place = Id::unique("primary key after letters");
    let waited = ctx.data_mut(|data| data.remove_temp(place)) == Some(true);
    let is_pressed = Command::Primary.pressed(ctx);
    let is_edit = |event: &Event| {
        matches!(
            event,
            Event::Text(_)
                | Event::Paste(_)
                | Event::Ime(_)
                | Event::Key {
                    key: Key::Backspace | Key::Delete,
                    pressed: true,
                    ..
                }
        )
    };
    let is_in_search = ctx.memory(|memory| memory.has_focus(search_id()));
    if is_pressed && is_in_search && ctx.input(|input| input.events.iter().any(is_edit)) {
        ctx.data_mut(|data| data.insert_temp(place, true));
        ctx.request_repaint();
        return waited;
    }
    is_pressed || waited
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

/// Esc closes the card's form, cancels its sign-in, or keeps one of several selected profiles; else, from the list, it clears the
/// search. Read after the panes are drawn, since the search comes first; a menu that was open closes instead.
pub(super) fn leave(
    ctx: &Context,
    view: &View<'_>,
    search: &mut String,
    is_menu_open: bool,
) -> Option<Action> {
    if is_menu_open || view.state.has_dialog() {
        return None;
    }
    if let Some(action) = leave_card(view) {
        return Command::Close.pressed(ctx).then_some(action);
    }
    // egui takes the focus away on Esc.
    let row = view.state.selected.map(row_id);
    let row = row.and_then(|row| ctx.read_response(row));
    let was_in_list = row.is_some_and(|row| row.lost_focus());
    if was_in_list && !search.is_empty() && Command::Close.pressed(ctx) {
        search.clear();
    }
    None
}

fn leave_card(view: &View<'_>) -> Option<Action> {
    let row = view.state.selected_profile()?;
    let id = row.profile.id;
    match row.card(view.now) {
        _ if view.state.has_several_selected() => Some(Action::List(ListAction::SelectOne)),
        Card::Prompt(_) => Some(Action::ClosePrompt(id)),
        Card::Fetching(_)
        | Card::Token {
            renewing: Some(_), ..
        } => Some(Action::CancelFetch(id)),
        _ if row.check.as_ref().and_then(Check::job).is_some() => Some(Action::CancelCheck(id)),
        _ => None,
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
