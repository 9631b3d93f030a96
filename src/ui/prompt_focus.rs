//! Whether a form that comes up on a card takes the keyboard. One that was just asked for does, wherever the keyboard is: what is
//! typed next is the password. One that comes up while the person types into another field does not: that text is not a password.

use egui::{Context, Event, Id, ImeEvent, Key};

use crate::app::Action;
use crate::app::action::PaletteWish;

/// Notes whether the person went on to type elsewhere since a form was asked for. To be called before the panes are drawn.
pub(super) fn note_typing(ctx: &Context) {
    if has_moved_to_text(ctx)
        || ctx.text_edit_focused() && ctx.input(|input| input.events.iter().any(edits))
    {
        forget(ctx);
    }
}

/// The same for what the panes did with this pass's keys and clicks. To be called after they are drawn.
pub(super) fn note_moves(ctx: &Context) {
    if has_moved_to_text(ctx) {
        forget(ctx);
    }
}

/// Notes what was asked for, and where the keyboard is. To be called last: what the window itself did with the keyboard, such as
/// giving it back after a dialog, is nobody's choice.
pub(super) fn note_asked(ctx: &Context, actions: &[Action]) {
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| {
        data.insert_temp(last_focus(), focused);
        if actions.iter().any(may_open_form) {
            data.insert_temp(asked(), true);
        }
    });
}

/// Whether a form that is seen for the first time takes the keyboard.
pub(super) fn takes_keyboard(ctx: &Context) -> bool {
    let is_asked_for: Option<bool> = ctx.data_mut(|data| data.remove_temp(asked()));
    is_asked_for.is_some() || !ctx.text_edit_focused()
}

fn may_open_form(action: &Action) -> bool {
    matches!(
        action,
        Action::GetToken(_)
            | Action::Renew(_)
            | Action::Check(_)
            | Action::UseCode(_)
            | Action::SignIn(_)
            | Action::SignInWithoutCode(_)
            | Action::ConfirmCopy
            | Action::Palette(PaletteWish::Take(_))
    )
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
