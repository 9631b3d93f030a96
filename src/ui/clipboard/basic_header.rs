//! The note before a Basic header is copied: why it is deprecated, and what still accepts it.

use egui::Ui;

use crate::app::Action;
use crate::app::action::Masked;
use crate::app::clipboard::{BasicHeaderNote, BasicHeaderPhase};
use crate::app::state::KEYRING_PATIENCE;
use crate::model::{AccountKind, SecretDraft};
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Field, Note, Strip, add_unless, disabled_scope, focus_on_open,
    initial_focus, paragraph, scroll_to_new, spinner, tag_chip, to_the_end,
};
use crate::ui::secret_field::SecretInput;
use crate::ui::view::View;
use crate::ui::{announce, secret_field, words};

const MAKING_HEADER: &str = "The header is being made";

pub(crate) fn show(
    ui: &Ui,
    view: &mut View<'_>,
    note: &BasicHeaderNote,
    password: &mut SecretDraft,
) {
    let profile = &note.profile;
    let dialog = DialogFrame {
        id: DIALOG,
        title: &format!("Copy a Basic header of {}?", view.state.subject(profile)),
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
            paragraph(ui, "It holds the username and the password in readable form: whoever sees the header has the password, and tools keep headers in their histories.");
            paragraph(ui, "CrashPlan calls this way deprecated. It is good for v1 resources and for v4 and later; of v3 for auth/jwt alone; an account with two-factor sign-in cannot use it at all. A token is good for all of them.");
            let host = profile.console.host();
            paragraph(ui, &format!("Nothing is sent to {host} by copying it."));
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
            let cancel = Button::ghost(words::CANCEL);
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
                "Reading the keyring…"
            };
            ui.horizontal(|ui| {
                spinner(ui, 18.0);
                paragraph(ui, text);
            });
        }
        BasicHeaderPhase::Failed(failure) => {
            let text = failure.message();
            let more = format!("{} {}", text.explanation, text.next);
            let strip = Strip::inside(Tone::Bad).message(ui, None, &text.headline, &more);
            announce::message(ui.ctx(), "basic header", &text.headline, Tone::Bad);
            scroll_to_new(&strip, &text.headline);
        }
    }
}
