//! What opens the encrypted file: a passphrase, or the private keys that belong to public ones.

use egui::{Align, Context, Id, Layout, Ui, vec2};

use crate::app::action::Masked;
use crate::app::export_profiles::{
    ExportAction, ExportForm, ExportLock, PassphraseError, PassphraseField,
};
use crate::model::{AccountKind, ExportFailure};
use crate::ui::announce;
use crate::ui::export_profiles::export_view::ExportView;
use crate::ui::kit::theme::{Colors, Tone, space};
use crate::ui::kit::widgets::{Button, Field, Note, TextArea, caption, focus_in_view, segments};
use crate::ui::secret_field::{self, SecretInput};

const LOCKS: [(ExportLock, &str); 2] = [
    (ExportLock::Passphrase, "A passphrase"),
    (ExportLock::Recipients, "Private keys"),
];

const KEEP_IT: &str =
    "Without the passphrase, nobody can open the file. Keep it apart from the file.";

const RECIPIENTS: &str = "Public keys, one per line: age (age1…) or SSH (ssh-ed25519, ssh-rsa). A matching private key opens the file.";

pub(super) fn show(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    let id = Id::unique("export lock");
    let chosen = ui
        .scope(|ui| segments(ui, id, "Opened with", &LOCKS, form.export.lock))
        .inner;
    if let Some(lock) = chosen {
        form.ask_if(true, ExportAction::Lock(lock));
    }
    match form.export.lock {
        ExportLock::Passphrase => passphrase(ui, form),
        ExportLock::Recipients => recipients(ui, form),
    }
}

fn field_id(field: PassphraseField) -> Id {
    Id::unique(match field {
        PassphraseField::First => "export passphrase",
        PassphraseField::Again => "export passphrase again",
    })
}

/// Where *Export* was pressed with something missing: its error may be out of sight.
pub(super) fn focus_what_is_wrong(ctx: &Context, form: &ExportView<'_, '_, '_>) {
    let export = form.export;
    if (export.form, export.lock) != (ExportForm::WithSecrets, ExportLock::Passphrase) {
        return;
    }
    let errors = form.drafts.export.passphrase_errors();
    let wrong = match (errors.first, errors.again) {
        (Some(_), _) => PassphraseField::First,
        (None, Some(_)) => PassphraseField::Again,
        (None, None) => return,
    };
    focus_in_view(ctx, field_id(wrong));
}

fn passphrase(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    let draft = &mut form.drafts.export;
    let errors = draft.passphrase_errors();
    let shows = |error: Option<PassphraseError>| {
        let error = error.filter(|_| form.export.shows_errors);
        error.map(|error| Note::error(error.message()))
    };
    let length = match draft.passphrase_chars() {
        0 => None,
        1 => Some(Note::plain("1 character")),
        chars => Some(Note::plain(format!("{chars} characters"))),
    };
    let again_id = field_id(PassphraseField::Again);
    let first = Field::new(field_id(PassphraseField::First), "Passphrase")
        .note(shows(errors.first).or(length));
    let typed = SecretInput::of(
        &mut draft.passphrase,
        AccountKind::ApiClient,
        Masked::ExportPassphrase,
    );
    let typed = typed.noun("passphrase").next_field(Some(again_id));
    let first = secret_field::show(ui, form.view.state, first, typed);
    let again = Field::new(again_id, "Repeat passphrase").note(shows(errors.again));
    let typed = SecretInput::of(
        &mut draft.passphrase_again,
        AccountKind::ApiClient,
        Masked::ExportPassphrase,
    );
    let again = secret_field::show(ui, form.view.state, again, typed.noun("passphrase"));
    let is_empty = draft.passphrase.is_empty();
    for (typed, field) in [
        (&first, PassphraseField::First),
        (&again, PassphraseField::Again),
    ] {
        form.ask_if(typed.is_changed, ExportAction::PassphraseTyped(field));
    }
    let row = vec2(ui.available_width(), space::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let generate = ui
            .add(Button::secondary("Generate"))
            .on_hover_text("Ten random words");
        form.ask_if(generate.clicked(), ExportAction::Generate);
        if !is_empty {
            let copy = ui.add(Button::secondary("Copy passphrase"));
            form.ask_if(copy.clicked(), ExportAction::CopyPassphrase);
        }
    });
    caption(ui, KEEP_IT, Colors::in_use(ui).dim);
    // One for both.
    if let Some(reveal) = first.reveal {
        reveal.show(ui, form.view, None);
    }
    if let Some(error) = [errors.first, errors.again].into_iter().flatten().next()
        && form.export.shows_errors
    {
        announce::message(ui.ctx(), "export", error.message(), Tone::Bad);
    }
}

fn recipients(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    let draft = &mut form.drafts.export;
    let failed = form.export.failure();
    let failed = failed.and_then(ExportFailure::recipients_note);
    if let Some(failed) = &failed {
        announce::message(ui.ctx(), "export", failed, Tone::Bad);
    }
    let note = failed.map_or_else(|| Note::plain(RECIPIENTS), Note::error);
    let area = TextArea {
        id: Id::unique("export recipients"),
        label: "Public keys",
        placeholder: "",
        lines: 4,
        note: Some(note),
    };
    let typed = area.show(ui, &mut draft.recipients);
    form.ask_if(typed.changed(), ExportAction::Changed);
}
