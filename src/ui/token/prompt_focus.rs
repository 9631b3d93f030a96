//! Whether a form that appears on a card takes the focus. If it was just asked for, it does: what is typed next is the password.
//! If it appears while the user types into another field, it doesn't: that text is no password.

use egui::{Context, Event, Id, ImeEvent, Key};

use crate::app::command::Command;
use crate::app::palette::{Entry, PaletteAction};
use crate::app::state::Dialog;
use crate::app::{Action, State};
use crate::model::AccountKind;
use crate::ui::profiles::ids::search_id;

/// Notes whether the user typed elsewhere since a form was asked for. Call before the panes are drawn.
pub(crate) fn note_typing(ctx: &Context) {
    if has_moved_to_text(ctx)
        || ctx.text_edit_focused() && ctx.input(|input| input.events.iter().any(edits))
    {
        forget(ctx);
    }
}

/// The same for this pass's keys and clicks. Call after the panes are drawn.
pub(crate) fn note_moves(ctx: &Context) {
    if has_moved_to_text(ctx) {
        forget(ctx);
    }
}

/// Notes requested forms and the focus. Call last: focus that the window itself moved, such as after a dialog, is no choice of
/// the user. The search loses the focus at once if a form may appear: the beginning of a password would end up there, in the
/// clear.
pub(crate) fn note_requests(ctx: &Context, state: &State, actions: &[Action]) {
    if actions.iter().any(|action| may_open_form(state, *action)) {
        ctx.memory_mut(|memory| memory.surrender_focus(search_id()));
        ctx.data_mut(|data| data.insert_temp(form_requested(), true));
    }
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| data.insert_temp(last_focus(), focused));
}

/// Whether a new form takes the focus.
pub(crate) fn takes_keyboard(ctx: &Context) -> bool {
    let is_asked_for: Option<bool> = ctx.data_mut(|data| data.remove_temp(form_requested()));
    is_asked_for.is_some() || !ctx.text_edit_focused()
}

/// Only user accounts have forms.
fn may_open_form(state: &State, action: Action) -> bool {
    let id = match action {
        Action::GetToken(id)
        | Action::Renew(id)
        | Action::Check(id)
        | Action::UseCode(id)
        | Action::SignIn(id)
        | Action::SignInWithoutCode(id)
        | Action::Palette(PaletteAction::Run(
            Entry::Profile(id)
            | Entry::CommandOf(id, Command::UseCode | Command::Renew | Command::Check),
        )) => Some(id),
        Action::ConfirmCopy => match &state.dialog {
            Some(Dialog::CopyQuestion(question)) => Some(question.id),
            _ => None,
        },
        _ => None,
    };
    id.and_then(|id| state.profile(id))
        .is_some_and(|row| row.profile.account.kind() == AccountKind::User)
}

/// Whether a text field got the focus since the previous pass.
fn has_moved_to_text(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    let last: Option<Option<Id>> = ctx.data(|data| data.get_temp(last_focus()));
    last.flatten() != focused && ctx.text_edit_focused()
}

fn edits(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(ImeEvent::Commit(_)) => true,
        Event::Key { key, pressed, .. } => {
            *pressed && matches!(key, Key::Backspace | Key::Delete | Key::Home | Key::End)
        }
        _ => false,
    }
}

fn forget(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<bool>(form_requested()));
}

fn form_requested() -> Id {
    Id::unique("a form was asked for")
}

fn last_focus() -> Id {
    Id::unique("focus at the end of the last pass")
}
