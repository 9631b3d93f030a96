//! The secret or password in the editor, and whether a password is saved.

use egui::{Align, Layout, Ui, vec2};

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::editor::{Checked, EditorAction, EditorField, EditorMode, EditorTest, SecretError};
use crate::app::job::SecretSource;
use crate::model::{AccountKind, PasswordStorage};
use crate::ui::commands::Command;
use crate::ui::editor::form::{
    EditorForm, changed, field_id, paste_notes, shows_error, take_paste,
};
use crate::ui::kit::theme::{Colors, space};
use crate::ui::kit::widgets::{Button, Field, Note, caption, check_box, described_by};
use crate::ui::secret_field::SecretInput;
use crate::ui::{secret_field, words};

pub(crate) fn show(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, checked: &Checked) {
    field(ui, form, checked);
    if form.draft.fields.kind == AccountKind::User {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            below(ui, form, checked);
        });
    }
}

fn field(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, checked: &Checked) {
    let kind = form.draft.fields.kind;
    let label = match kind {
        AccountKind::ApiClient => words::SECRET,
        AccountKind::User => words::PASSWORD,
    };
    let field = Field::new(field_id(EditorField::Secret, kind), label)
        .placeholder(placeholder(form, checked))
        .note(note(ui, form, checked))
        .notes(paste_notes(form.draft, EditorField::Secret));
    let asks_code = matches!(form.editor.test, EditorTest::MissingInput { .. });
    let code = asks_code.then(|| field_id(EditorField::Code, kind));
    take_paste(ui.ctx(), form, EditorField::Secret);
    let typed = SecretInput::of(&mut form.draft.secret, kind, Masked::TypedSecret).next_field(code);
    let shown = secret_field::show(ui, form.view.state, field, typed);
    let is_kept_as_is = shown.is_changed && !shown.response.changed();
    form.view
        .ask_if(is_kept_as_is, Action::Editor(EditorAction::Changed));
    changed(form, EditorField::Secret, &shown.response);
    form.reveal = shown.reveal;
}

fn has_stored(checked: &Checked) -> bool {
    matches!(checked.secret, Ok(SecretSource::Stored(_)))
}

fn placeholder(form: &EditorForm<'_, '_, '_>, checked: &Checked) -> &'static str {
    match (has_stored(checked), form.draft.stores_secret()) {
        (true, true) => "Saved",
        // *Test* can still use it.
        (true, false) => "Saved (removed when you save)",
        (false, _) => "",
    }
}

/// The note below the field: its error, or else a hint.
fn note(ui: &Ui, form: &EditorForm<'_, '_, '_>, checked: &Checked) -> Option<Note> {
    let (kind, is_kept) = (form.draft.fields.kind, form.draft.stores_secret());
    let is_user = kind == AccountKind::User;
    // *Test* is disabled while a password is missing, unless it asks for a code; saving doesn't need one.
    let is_missed = is_kept
        || matches!(form.editor.test, EditorTest::MissingInput { shows_error, .. } if shows_error);
    match checked.secret.as_ref().err() {
        // Shown at once: it appears as soon as the console changes, and is surprising. It isn't wrong before a field was left.
        Some(error @ SecretError::ConsoleChanged) if is_missed => {
            let text = error.message(kind);
            let is_left = [EditorField::Console, EditorField::Secret]
                .into_iter()
                .any(|field| shows_error(ui, form, field));
            return Some(if is_left {
                Note::error(text)
            } else {
                Note::warn(text)
            });
        }
        Some(error) if is_missed && shows_error(ui, form, EditorField::Secret) => {
            return Some(Note::error(error.message(kind)));
        }
        _ => {}
    }
    if !paste_notes(form.draft, EditorField::Secret).is_empty() {
        return None;
    }
    let text = match (is_user, has_stored(checked), form.draft.secret.is_empty()) {
        (_, _, false) => return None,
        // The text below the switch explains it.
        (true, _, _) if !is_kept => return None,
        (true, true, _) => "Leave blank to keep the current password.",
        (false, true, _) => "Leave blank to keep the current secret.",
        (false, false, _) if matches!(form.editor.mode, EditorMode::New) => {
            "In the console: Administration › Integrations › API Clients. Shown only once."
        }
        _ => return None,
    };
    Some(Note::plain(text))
}

/// *Keep the password in the keyring*, its note, and *Use a two-factor code*.
fn below(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, checked: &Checked) {
    let is_kept = form.draft.stores_secret();
    let row = vec2(ui.available_width(), 22.0);
    let layout = Layout::left_to_right(Align::Center);
    let shown = ui.allocate_ui_with_layout(row, layout, |ui| {
        let switch = check_box(ui, "Save password in keyring", is_kept);
        if switch.clicked() {
            let other = if is_kept {
                PasswordStorage::AskedEachTime
            } else {
                PasswordStorage::InKeyring
            };
            form.view
                .ask(Action::Editor(EditorAction::KeepPassword(other)));
        }
        if form.offers_code() {
            let link = Button::link(Command::UseCode.label());
            let room = ui.available_width() - link.width(ui);
            ui.add_space(room.max(0.0));
            let link = ui
                .add(link)
                .on_hover_text("Test will ask for a two-factor code.");
            form.view
                .ask_if(link.clicked(), Action::Editor(EditorAction::UseCode));
        }
        switch
    });
    if !is_kept {
        let text = if has_stored(checked) {
            "You’ll be asked each time. Saving removes the password from your keyring."
        } else {
            "You’ll be asked each time. Enter it here only to test."
        };
        let line = caption(ui, text, Colors::in_use(ui).dim);
        described_by(&shown.inner, &line, text);
    }
}
