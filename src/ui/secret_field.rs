//! A field for a secret that is typed: masked, with *Show* at its end once there is something to be shown.

use egui::{Align, Id, Layout, Response, Ui, vec2};

use super::theme::space;
use super::widgets::{Button, Field, Note};
use super::{View, words};
use crate::app::Action;
use crate::app::action::Masked;
use crate::model::SecretDraft;

/// The width of *Show* with its margins.
const SHOW_WIDTH: f32 = 62.0;

/// Draws it, named `label`. What `what` is, is what *Show* shows.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    (id, label): (Id, &str),
    what: Masked,
    draft: &mut SecretDraft,
    note: Option<Note>,
) -> Response {
    let is_shown = view.state.is_shown(what);
    let is_typed = !draft.is_empty();
    let field = Field::new(id, label)
        .secret(is_shown)
        .room_at_end(SHOW_WIDTH)
        .note(note);
    field.show(ui, draft.text_mut(), |ui| {
        if !is_typed {
            return;
        }
        let (name, action) = if is_shown {
            (words::HIDE, Action::Hide)
        } else {
            (words::SHOW, Action::Show(what))
        };
        view.ask_if(ui.add(Button::quiet(name)).clicked(), action);
    })
}

/// Draws something, such as a field, into a column of this width.
pub(super) fn in_width<R>(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(width, space::CONTROL);
    let layout = Layout::top_down(Align::LEFT);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_width(width);
        content(ui)
    })
    .inner
}
