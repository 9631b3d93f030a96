//! The note before a Basic header is copied: why it is deprecated, and what still accepts it.

use egui::Ui;

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::clipboard::{BasicHeaderNote, BasicHeaderPhase};
use crate::app::state::KEYRING_PATIENCE;
use crate::model::{AccountKind, SecretDraft};
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Field, Note, Problem, add_unless, disabled_scope,
    focus_on_open, initial_focus, paragraph, scroll_to_new, spinner, tag_chip, to_the_end,
};
use crate::ui::secret_field::SecretInput;
use crate::ui::view::View;
use crate::ui::{announce, secret_field, words};

const MAKING_HEADER: &str = "Creating the header…";

pub(crate) fn show(
    ui: &Ui,
    view: &mut View<'_>,
    note: &BasicHeaderNote,
    password: &mut SecretDraft,
) {
    let profile = &note.profile;
    let dialog = DialogFrame {
        id: DIALOG,
        title: &format!("Copy a Basic header for {}?", view.state.subject(profile)),
        width: space::DIALOG,
    };
    let end = dialog.show(
        ui,
        view,
        |ui, view| {
            ui.spacing_mut().item_spacing.y = space::M;
            if let Some(tag) = view.state.settings.marks_of(profile.id).tag {
                // Stands in for the confirmation that a tag can ask for.
                tag_chip(ui, tag, view.state.settings.tags.name(tag));
            }
            paragraph(ui, "It contains the username and password in readable form, and tools keep headers in their histories.");
            paragraph(ui, "Deprecated by CrashPlan. Works with v1 and v4+ only (v3: auth/jwt only), and not with two-factor accounts. A token works with all of these.");
            let host = profile.console.host();
            paragraph(ui, &format!("Copying doesn’t contact {host}."));
            if note.wants_password() {
                let why = note.is_making().then_some(MAKING_HEADER);
                disabled_scope(ui, why, |ui| {
                    password_field(ui, view, note, password);
                });
            }
            progress(ui, view, note);
        },
        |ui, view| {
            // Copying is not the default: no key, no initial focus, no solid button.
            let cancel = Button::leave(words::CANCEL);
            let cancel = if note.wants_password() {
                cancel
            } else {
                cancel.id(initial_focus(DIALOG))
            };
            let copy = Button::secondary("Copy Basic header");
            to_the_end(ui, &[&cancel, &copy]);
            let cancel = ui.add(cancel);
            focus_on_open(ui.ctx(), DIALOG);
            view.ask_if(cancel.clicked(), Action::CloseDialog);
            let why = note.is_making().then_some(MAKING_HEADER);
            let copy = add_unless(ui, why, copy);
            view.ask_if(copy.clicked(), Action::CopyBasicHeader);
        },
    );
    view.ask_if(end == DialogEnd::Left, Action::CloseDialog);
}

const DIALOG: &str = "basic header";

fn password_field(
    ui: &mut Ui,
    view: &mut View<'_>,
    note: &BasicHeaderNote,
    password: &mut SecretDraft,
) {
    let error =
        (note.shows_error && password.is_empty()).then(|| Note::error("Enter the password."));
    let field = Field::new(initial_focus(DIALOG), words::PASSWORD).note(error);
    let typed = SecretInput::of(password, AccountKind::User, Masked::BasicPassword);
    let shown = secret_field::show(ui, view.state, field, typed);
    if let Some(reveal) = shown.reveal {
        reveal.show(ui, view, None);
    }
}

fn progress(ui: &mut Ui, view: &View<'_>, note: &BasicHeaderNote) {
    match &note.phase {
        BasicHeaderPhase::Asking => {}
        BasicHeaderPhase::Making { job } => {
            let text = if view.progress(*job).waited >= KEYRING_PATIENCE {
                words::MAYBE_LOCKED
            } else {
                "Reading the password from your keyring…"
            };
            ui.horizontal(|ui| {
                spinner(ui, 18.0);
                paragraph(ui, text);
            });
        }
        BasicHeaderPhase::Failed(failure) => {
            let text = failure.message();
            let headline = text.headline.clone();
            announce::message(ui.ctx(), "basic header", &headline, Tone::Bad);
            let shown = Problem::new(Tone::Bad, text).framed(ui, |_| {}).response;
            scroll_to_new(&shown, &headline);
        }
    }
}
