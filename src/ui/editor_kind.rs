//! At the top of the editor: how the profile signs in.

use egui::{Id, Ui};

use super::editor::Form;
use super::theme::{Palette, space};
use super::widgets::{Button, caption, segments};
use super::{compare_methods, words};
use crate::app::Action;
use crate::model::AccountKind;

const API_CLIENT: &str = "Recommended: the secret can be reset; tokens live 15 minutes.";
const USER: &str = "For local accounts. Tokens live 30 minutes; not for single sign-on.";

/// Draws the choice, what the chosen one is good for, and *Compare the methods*.
pub(super) fn show(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let kind = form.draft.kind;
    ui.vertical(|ui| {
        let choices = [
            (AccountKind::ApiClient, words::API_CLIENT),
            (AccountKind::User, words::USER_ACCOUNT),
        ];
        let id = Id::unique("editor kind");
        if let Some(kind) = segments(ui, id, words::HOW_IT_SIGNS_IN, &choices, kind) {
            form.view.ask(Action::ChooseKind(kind));
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let told = match kind {
                AccountKind::ApiClient => API_CLIENT,
                AccountKind::User => USER,
            };
            caption(ui, told, Palette::in_use(ui).dim);
            let link = ui.add(Button::link(words::COMPARE_METHODS).id(id.with("compare")));
            compare_methods::show(&link);
        });
    });
}
