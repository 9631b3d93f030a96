//! Whether a form that comes up on a card takes the keyboard. One that was just asked for does, wherever the keyboard is: what is
//! typed next is the password. One that comes up while the person types into another field does not: that text is not a password.

use egui::{Context, Event, Id, ImeEvent, Key};

use crate::app::palette::{Entry, PaletteAction};
use crate::app::state::Dialog;
use crate::app::{Action, State};
use crate::model::AccountKind;
use crate::ui::profiles::ids::search_id;

/// Notes whether the person went on to type elsewhere since a form was asked for. To be called before the panes are drawn.
pub(crate) fn note_typing(ctx: &Context) {
    if has_moved_to_text(ctx)
        || ctx.text_edit_focused() && ctx.input(|input| input.events.iter().any(edits))
    {
        forget(ctx);
    }
}

/// The same for what the panes did with this pass's keys and clicks. To be called after they are drawn.
pub(crate) fn note_moves(ctx: &Context) {
    if has_moved_to_text(ctx) {
        forget(ctx);
    }
}

/// Notes what was asked for, and where the keyboard is. To be called last: what the window itself did with the keyboard, such as
/// giving it back after a dialog, is nobody's choice. The search loses the keyboard at once where a form may come up: what is typed
/// until then is the beginning of a password, and it would stand there in clear.
pub(crate) fn note_asked(ctx: &Context, state: &State, actions: &[Action]) {
    if actions.iter().any(|action| may_open_form(state, *action)) {
        ctx.memory_mut(|memory| memory.surrender_focus(search_id()));
        ctx.data_mut(|data| data.insert_temp(asked(), true));
    }
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| data.insert_temp(last_focus(), focused));
}

/// Whether a form that is seen for the first time takes the keyboard.
pub(crate) fn takes_keyboard(ctx: &Context) -> bool {
    let is_asked_for: Option<bool> = ctx.data_mut(|data| data.remove_temp(asked()));
    is_asked_for.is_some() || !ctx.text_edit_focused()
}

/// Only a user account has something to be typed.
fn may_open_form(state: &State, action: Action) -> bool {
    let id = match action {
        Action::GetToken(id)
        | Action::Renew(id)
        | Action::Check(id)
        | Action::UseCode(id)
        | Action::SignIn(id)
        | Action::SignInWithoutCode(id)
        | Action::Palette(PaletteAction::Take(Entry::Profile(id))) => Some(id),
        Action::ConfirmCopy => match &state.dialog {
            Some(Dialog::CopyQuestion(question)) => Some(question.id),
            _ => None,
        },
        _ => None,
    };
    id.and_then(|id| state.profile(id))
        .is_some_and(|row| row.profile.account.kind() == AccountKind::User)
}

/// Whether the keyboard came to a text field since the last pass.
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
    ctx.data_mut(|data| data.remove::<bool>(asked()));
}

fn asked() -> Id {
    Id::unique("a form was asked for")
}

fn last_focus() -> Id {
    Id::unique("focus at the end of the last pass")
}
