//! Dialogs that ask one question: delete a profile, close with a header on the clipboard.

use egui::{Context, Id, Response, Ui};

use super::shortcuts::Command;
use super::theme::{Tone, space};
use super::widgets::{Button, Dialog, DialogEnd, Strip, paragraph, spinner};
use super::{View, words};
use crate::app::Action;
use crate::app::state::{ClosePhase, DeletePhase};

const DELETED: &str = "Its item is removed from the system keyring, with the secret. The API client itself stays as it is in the console.";
const DELETING: &str = "Deleting…";
const CLEAR_AND_CLOSE: &str = "Clear and close";
const CLOSE_ANYWAY: &str = "Close anyway";
const CLEARING: &str = "Clearing the clipboard…";

/// "Delete “Production EU”?"
pub(super) fn delete(ui: &Ui, view: &mut View<'_>, name: &str, phase: &DeletePhase) {
    let is_busy = matches!(phase, DeletePhase::Deleting { .. });
    let dialog = Dialog {
        id: "delete",
        title: &format!("Delete “{name}”?"),
        width: space::QUESTION,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, _| match phase {
            DeletePhase::Asking => {
                paragraph(ui, DELETED);
            }
            DeletePhase::Deleting { .. } => busy(ui, DELETING),
            DeletePhase::Failed(failure) => {
                let told = failure.words();
                let more = format!("{} {}", told.explanation, told.next);
                Strip::inside(Tone::Bad).message(ui, None, &told.headline, &more);
            }
        },
        |ui, view| {
            let delete = ui.add_enabled(!is_busy, Button::danger(words::DELETE));
            let by_key = !is_busy && Command::Primary.pressed(ui.ctx());
            view.ask_if(delete.clicked() || by_key, Action::ConfirmDelete);
            let cancel = ui.add(Button::ghost(words::CANCEL));
            // What cannot be undone is not where Enter lands first.
            focus_first(ui.ctx(), "delete", &cancel);
            view.ask_if(cancel.clicked(), Action::CloseDialog);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

/// "Close and clear the copied header?"
pub(super) fn close(ui: &Ui, view: &mut View<'_>, phase: ClosePhase) {
    let state = view.state;
    let noun = state.held.as_ref().map_or("header", |held| held.noun);
    let name = state.held.as_ref().map_or("", |held| held.name.as_str());
    let dialog = Dialog {
        id: "close",
        title: &format!("Close and clear the copied {noun}?"),
        width: space::QUESTION,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, _| match phase {
            ClosePhase::Asking => {
                let whose = if name.is_empty() {
                    String::new()
                } else {
                    format!(" of “{name}”")
                };
                let told = format!("The {noun}{whose} is still on the clipboard.");
                paragraph(ui, &told);
            }
            ClosePhase::Clearing => busy(ui, CLEARING),
            ClosePhase::Failed(failure) => {
                let told = failure.words();
                let more = format!("{} {}", told.explanation, told.next);
                Strip::inside(Tone::Bad).message(ui, None, &told.headline, &more);
            }
        },
        |ui, view| {
            let name = match phase {
                ClosePhase::Failed(_) => CLOSE_ANYWAY,
                ClosePhase::Asking | ClosePhase::Clearing => CLEAR_AND_CLOSE,
            };
            let is_busy = phase == ClosePhase::Clearing;
            let button = Button::primary(name).hint(Command::Primary.hint(ui.ctx().os()));
            let clear = ui.add_enabled(!is_busy, button);
            focus_first(ui.ctx(), "close", &clear);
            let by_key = !is_busy && Command::Primary.pressed(ui.ctx());
            view.ask_if(clear.clicked() || by_key, Action::ConfirmClose);
            let cancel = ui.add(Button::ghost(words::CANCEL));
            view.ask_if(cancel.clicked(), Action::CloseDialog);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

fn busy(ui: &mut Ui, told: &str) {
    ui.horizontal(|ui| {
        spinner(ui, 18.0);
        paragraph(ui, told);
    });
}

/// Gives the keyboard to this control when its dialog opens: a dialog was not there in the pass before.
fn focus_first(ctx: &Context, dialog: &str, control: &Response) {
    let place = Id::unique("dialog last drawn").with(dialog);
    let pass = ctx.cumulative_pass_nr();
    let last: Option<u64> = ctx.data(|data| data.get_temp(place));
    ctx.data_mut(|data| data.insert_temp(place, pass));
    if last.is_none_or(|last| last + 1 < pass) {
        control.request_focus();
    }
}
