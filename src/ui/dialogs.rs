//! Which dialog is in front, and the questions: delete a profile, discard changes, close the window.

use egui::{Context, Id, Ui};

use crate::app::availability::DisabledReason;
use crate::app::editor::{Editor, EditorMode, EditorSave};
use crate::app::lifecycle::ClosePhase;
use crate::app::profiles::DeleteQuestion;
use crate::app::rotation::{Rotation, RotationPhase};
use crate::app::state::Dialog;
use crate::app::{Action, Drafts, EditorDraft, State};
use crate::model::{AccountKind, visible_line};
use crate::ui::clipboard::{basic_header, confirm, paste_target};
use crate::ui::commands::{Command, disabled_reason};
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Problem, add_unless, focus_on_open, has_just_opened,
    initial_focus, paragraph, spinner, to_the_end,
};
use crate::ui::view::View;
use crate::ui::{
    check_all, editor, export_profiles, import, palette, postman, rotation, settings,
    shortcut_sheet, words,
};

/// Draws the dialog that is in front; a question hides the dialog it is about.
pub(super) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts) {
    let state = view.state;
    if let Some(phase) = state.close_question {
        close(ui, view, phase);
        return;
    }
    let is_discarding = state.discard_question.is_some();
    match &state.dialog {
        Some(Dialog::Editor(editor)) if is_discarding => {
            discard(ui, view, editor, &drafts.editor);
        }
        Some(Dialog::Editor(editor)) => {
            editor::show(ui, view, editor, &mut drafts.editor);
            focus_again(ui.ctx(), editor.serial);
        }
        Some(Dialog::Delete(question)) => delete(ui, view, question),
        Some(Dialog::BasicHeader(note)) => {
            basic_header::show(ui, view, note, &mut drafts.basic_password);
        }
        Some(Dialog::Rotation(check)) if is_discarding => discard_new_secret(ui, view, check),
        Some(Dialog::Rotation(check)) => rotation::show(ui, view, drafts, check),
        Some(Dialog::CheckAll(check)) => check_all::show(ui, view, drafts, check),
        Some(Dialog::Import(_)) if is_discarding => ask_to_discard(
            ui,
            view,
            "Discard what you typed?",
            "Profiles that are already imported stay. The rest, and the secrets you typed, will be lost.",
        ),
        Some(Dialog::Import(phase)) => import::show(ui, view, drafts, phase),
        Some(Dialog::Postman(dialog)) => postman::show(ui, view, dialog),
        Some(Dialog::ExportProfiles(export)) => export_profiles::show(ui, view, drafts, export),
        Some(Dialog::Settings) => settings::show(ui, view, drafts),
        Some(Dialog::Shortcuts) => shortcut_sheet::show(ui, view),
        Some(Dialog::Palette(palette)) => palette::show(ui, view, drafts, palette),
        Some(Dialog::CopyQuestion(question)) => confirm::show(ui, view, *question),
        Some(Dialog::PasteQuestion(question)) => paste_target::show(ui, view, question.target),
        None => {}
    }
}

/// "Delete “Production EU”?"
fn delete(ui: &Ui, view: &mut View<'_>, DeleteQuestion { subject, items }: &DeleteQuestion) {
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let by_key = Command::Primary.pressed(ui.ctx());
    let dialog = DialogFrame {
        id: "delete",
        title: &format!("Delete {subject}?"),
        width: space::QUESTION,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, _| {
            let text = if items.len() == 1 {
                "Deletes the profile and its secret from your keyring. The API client in the console isn’t affected. You can undo for 10 seconds."
            } else {
                "Deletes the profiles and their secrets from your keyring. Nothing changes in the consoles. You can undo for 10 seconds."
            };
            paragraph(ui, text);
        },
        |ui, view| {
            // The destructive button doesn't get the initial focus.
            let cancel = Button::leave(words::CANCEL).id(initial_focus("delete"));
            let delete = Button::danger(Command::Delete.label());
            to_the_end(ui, &[&cancel, &delete]);
            let cancel = ui.add(cancel);
            focus_on_open(ui.ctx(), "delete");
            view.ask_if(cancel.clicked(), Action::CloseDialog);
            let delete = ui.add(delete);
            view.ask_if(delete.clicked() || by_key, Action::ConfirmDelete);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

/// "Discard the changes to “Production EU”?"
fn discard(ui: &Ui, view: &mut View<'_>, editor: &Editor, draft: &EditorDraft) {
    let subject = match &editor.mode {
        EditorMode::Edit { base } => view.state.subject(base),
        EditorMode::New | EditorMode::Duplicate { .. } => {
            match visible_line(draft.fields.name.trim()) {
                name if name.is_empty() => name,
                name => format!("“{name}”"),
            }
        }
    };
    let title = match subject.as_str() {
        "" => "Discard the new profile?".to_owned(),
        subject => format!("Discard the changes to {subject}?"),
    };
    let text = if view.state.discard_question == Some(Action::ClearSession) {
        "Tokens and the copied header are cleared. Your changes will be lost too: Ctrl+L again discards them."
    } else if matches!(editor.save, EditorSave::Saving { .. }) {
        "You canceled the save, but it may still go through. Your edits will be lost."
    } else {
        "Your changes will be lost."
    };
    ask_to_discard(ui, view, &title, text);
}

/// "Discard the new secret of “Production EU”?"
fn discard_new_secret(ui: &Ui, view: &mut View<'_>, check: &Rotation) {
    let kind = check.profile.account.kind();
    let title = format!(
        "Discard the new {} for {}?",
        kind.noun(),
        view.state.subject(&check.profile)
    );
    let text = match (&check.phase, kind) {
        (RotationPhase::Replacing { .. }, _) => {
            "You canceled the save, but it may still go through."
        }
        (_, AccountKind::ApiClient) => "It isn’t saved, and the console shows a secret only once.",
        (_, AccountKind::User) => "It isn’t saved.",
    };
    ask_to_discard(ui, view, &title, text);
}

fn ask_to_discard(ui: &Ui, view: &mut View<'_>, title: &str, text: &str) {
    let by_key = Command::Primary.pressed(ui.ctx());
    let dialog = DialogFrame {
        id: "discard",
        title,
        width: space::QUESTION,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, _| {
            paragraph(ui, text);
        },
        |ui, view| {
            // The destructive button doesn't get the initial focus.
            let keep = Button::leave("Keep editing").id(initial_focus("discard"));
            let discard = Button::danger("Discard");
            to_the_end(ui, &[&keep, &discard]);
            let keep = ui.add(keep);
            view.ask_if(keep.clicked(), Action::CloseDialog);
            note_focus_before(ui.ctx(), view.state, "discard");
            focus_on_open(ui.ctx(), "discard");
            let discard = ui.add(discard);
            view.ask_if(discard.clicked() || by_key, Action::ConfirmDiscard);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

/// "Close and clear the copied header?"
fn close(ui: &Ui, view: &mut View<'_>, phase: ClosePhase) {
    let state = view.state;
    // Read before the buttons are drawn, as in `delete`.
    let by_key = Command::Primary.pressed(ui.ctx()) && phase != ClosePhase::Clearing;
    let noun = state
        .copied_item
        .as_ref()
        .map_or("header", |item| item.noun);
    let whose =
        state
            .copied_item
            .as_ref()
            .map_or_else(String::new, |item| match item.profile.as_deref() {
                Some(profile) => format!(" for {}", state.subject(profile)),
                None if item.name.is_empty() => String::new(),
                None => format!(" for “{}”", item.name),
            });
    let dialog = DialogFrame {
        id: "close",
        title: &format!("Clear the copied {noun} and close?"),
        width: space::QUESTION,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, _| match phase {
            ClosePhase::Asking => {
                let text = format!("The {noun}{whose} is still on the clipboard.");
                paragraph(ui, &text);
            }
            ClosePhase::Clearing => busy(ui, "Clearing the clipboard…"),
            ClosePhase::Failed(failure) => {
                Problem::new(Tone::Bad, failure.message()).framed(ui, |_| {});
            }
        },
        |ui, view| {
            let name = match phase {
                ClosePhase::Failed(_) => "Close anyway",
                ClosePhase::Asking | ClosePhase::Clearing => "Clear and close",
            };
            let is_busy = phase == ClosePhase::Clearing;
            let hint = Command::Primary.hint(ui.ctx().os());
            let clear = Button::primary(name).hint(hint).id(initial_focus("close"));
            let cancel = Button::leave(words::CANCEL);
            to_the_end(ui, &[&cancel, &clear]);
            let cancel = ui.add(cancel);
            view.ask_if(cancel.clicked(), Action::CloseDialog);
            let clear = add_unless(
                ui,
                is_busy.then_some(disabled_reason(DisabledReason::ClearingClipboard)),
                clear,
            );
            note_focus_before(ui.ctx(), state, "close");
            focus_on_open(ui.ctx(), "close");
            view.ask_if(clear.clicked() || by_key, Action::ConfirmClose);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

fn busy(ui: &mut Ui, text: &str) {
    ui.horizontal(|ui| {
        spinner(ui, 18.0);
        paragraph(ui, text);
    });
}

/// Remembers the focus in the editor that a question interrupts: the next editor must not get it.
fn note_focus_before(ctx: &Context, state: &State, dialog: &str) {
    if let Some(Dialog::Editor(editor)) = &state.dialog
        && has_just_opened(ctx, dialog)
    {
        // Esc, which asked, has already cleared it.
        let focused = ctx.memory(egui::Memory::focused);
        let field = focused.or_else(|| ctx.data(|data| data.get_temp(last_in_editor())));
        ctx.data_mut(|data| data.insert_temp(focus_before(), (editor.serial, field)));
    }
}

/// Restores that focus once the editor is back.
fn focus_again(ctx: &Context, serial: u64) {
    type Before = (u64, Option<Id>);
    let before: Option<Before> = ctx.data_mut(|data| data.remove_temp(focus_before()));
    let before = before.filter(|(editor, _)| *editor == serial);
    if let Some(field) = before.and_then(|(_, field)| field) {
        ctx.memory_mut(|memory| memory.request_focus(field));
    }
    if let Some(focused) = ctx.memory(egui::Memory::focused) {
        ctx.data_mut(|data| data.insert_temp(last_in_editor(), focused));
    }
}

fn last_in_editor() -> Id {
    Id::unique("last focus in the editor")
}

fn focus_before() -> Id {
    Id::unique("focus before the question")
}
