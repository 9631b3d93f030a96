//! The confirmation before a copy, for profiles whose tag asks for it.

use egui::{Id, Ui};

use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::app::request::RequestAction;
use crate::app::state::CopyQuestion;
use crate::app::{Action, State};
use crate::model::Now;
use crate::ui::commands::Command;
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, focus_on_open, has_just_opened, initial_focus, paragraph,
    tag_chip, to_the_end,
};
use crate::ui::token::parts::{get_token_label, sign_in_label};
use crate::ui::view::View;
use crate::ui::words::{RENEW_AND_COPY, copy_label, copy_request_label};
use crate::ui::{click_debounce, words};

const DIALOG: &str = "copy question";

/// It is about its own profile, whichever is selected.
pub(crate) fn show(ui: &Ui, view: &mut View<'_>, question: CopyQuestion) {
    let state = view.state;
    // Before the key is taken out of the input, so that it counts as a press.
    let is_debounced = is_debounced(ui, DIALOG, view.now);
    let by_key = Command::Primary.pressed(ui.ctx());
    let Some(row) = state.profile(question.id) else {
        // Deleted elsewhere.
        view.ask(Action::CloseDialog);
        return;
    };
    let noun = noun(state, question.action);
    let dialog = DialogFrame {
        id: DIALOG,
        title: &format!("Copy the {noun} for {}?", state.subject(&row.profile)),
        width: space::QUESTION,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, view| about(ui, view, row, question.action),
        |ui, view| {
            let name = button(view, row, question.action);
            let hint = Command::Primary.hint(ui.ctx().os());
            let copy = Button::primary(name).hint(hint).id(initial_focus(DIALOG));
            let cancel = Button::leave(words::CANCEL);
            to_the_end(ui, &[&cancel, &copy]);
            let cancel = ui.add(cancel);
            view.ask_if(cancel.clicked(), Action::CloseDialog);
            let copy = ui.add(copy);
            focus_on_open(ui.ctx(), DIALOG);
            let is_asked = copy.clicked() || by_key;
            view.ask_if(is_asked && !is_debounced, Action::ConfirmCopy);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

/// Whether the yes is still debounced: the second half of a double click was meant for the previous button.
pub(super) fn is_debounced(ui: &Ui, dialog: &str, now: Now) -> bool {
    let place = Id::unique("question opened").with(dialog);
    let ctx = ui.ctx();
    if has_just_opened(ctx, dialog) {
        ctx.data_mut(|data| data.insert_temp(place, now));
    }
    let opened: Now = ctx.data(|data| data.get_temp(place)).unwrap_or(now);
    !click_debounce::is_over(ctx, now, (place.with(opened.boot), opened))
}

fn about(ui: &mut Ui, view: &View<'_>, row: &ProfileRow, action: Action) {
    ui.spacing_mut().item_spacing.y = space::S;
    let host = row.profile.console.host();
    let settings = &view.state.settings;
    if let Some(tag) = settings.marks_of(row.profile.id).tag {
        let name = settings.tags.name(tag);
        tag_chip(ui, tag, name).on_hover_text(name);
    }
    let text = if gets_token(action) {
        format!("Signs in to {host} first.")
    } else {
        format!("It works with {host} until it expires.")
    };
    paragraph(ui, &text);
}

fn gets_token(action: Action) -> bool {
    !matches!(
        action,
        Action::CopyHeader(_) | Action::Copy(..) | Action::Request(..)
    )
}

/// What is to be copied.
fn noun(state: &State, action: Action) -> &'static str {
    match action {
        Action::Copy(_, format) => format.noun(),
        Action::Request(_, RequestAction::CopyAs(format)) => format.noun(),
        _ => state.settings.copy_format().noun(),
    }
}

/// The label of the button that led here.
fn button(view: &View<'_>, row: &ProfileRow, action: Action) -> &'static str {
    let format = view.state.settings.copy_format();
    let primary = view.state.primary_of(row, view.now);
    match action {
        Action::GetToken(id) if primary == Primary::RenewAndCopy(id) => RENEW_AND_COPY,
        Action::GetToken(_) => get_token_label(format),
        Action::SignIn(_) | Action::SignInWithoutCode(_) => sign_in_label(format),
        Action::Copy(_, format) => copy_label(format),
        Action::Request(_, RequestAction::CopyAs(format)) => copy_request_label(format),
        _ => copy_label(format),
    }
}
