//! A field for a secret or a password, with *Show* and *Hide* at its end.

use egui::{Align, Layout, Response, Ui, vec2};

use super::theme::space;
use super::widgets::{Button, Field};
use super::{View, words};
use crate::app::Action;
use crate::app::action::Masked;
use crate::model::SecretDraft;

/// The width of *Show* with its margins.
const SHOW_WIDTH: f32 = 62.0;

/// Draws `field` over what is typed. `what` is what *Show* shows.
pub(super) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    field: Field<'_>,
    typed: &mut SecretDraft,
    what: Masked,
) -> Response {
    let is_shown = view.state.is_shown(what);
    let is_typed = !typed.is_empty();
    let field = field.secret(is_shown).room_at_end(SHOW_WIDTH);
    field.show(ui, typed.text_mut(), |ui| {
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
