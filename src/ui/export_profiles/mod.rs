//! The dialog *Export profiles*: which, with or without secrets, and what became of it.

mod export_view;
mod lock;

use egui::{Id, Ui};

use crate::app::export_profiles::{
    ExportAction, ExportForm, ExportPhase, ExportProfiles, ExportScope, Reading,
};
use crate::app::state::KEYRING_PATIENCE;
use crate::app::{Action, Drafts};
use crate::model::failure::quoted;
use crate::ui::commands::Command;
use crate::ui::export_profiles::export_view::ExportView;
use crate::ui::kit::theme::{Colors, Tone, Weight, space};
use crate::ui::kit::widgets::{
    Button, DialogEnd, DialogFrame, Icon, Problem, RadioCard, Strip, add_unless, caption,
    focus_control_on_open, initial_focus, line, paragraph, progress_bar, radio_cards,
    scroll_to_new, segments, to_the_end, working,
};
use crate::ui::profiles::filters::listed_name;
use crate::ui::view::View;
use crate::ui::{announce, words};

const DIALOG: &str = "export profiles";
/// A generated passphrase fits.
const WIDTH: f32 = 660.0;

const FORMS: [RadioCard<'static, ExportForm>; 2] = [
    RadioCard {
        value: ExportForm::WithoutSecrets,
        name: "Without secrets",
        more: "A readable JSON file. Each secret must be entered again on the other computer.",
    },
    RadioCard {
        value: ExportForm::WithSecrets,
        name: "With secrets, encrypted",
        more: "An age file. Only its passphrase, or a private key that you choose, opens it.",
    },
];

pub(crate) fn show(ui: &Ui, view: &mut View<'_>, drafts: &mut Drafts, export: &ExportProfiles) {
    // Read before the buttons are drawn: Enter, with any modifier, presses the focused one.
    let is_entered = Command::Primary.pressed(ui.ctx());
    let dialog = DialogFrame {
        id: DIALOG,
        title: Command::ExportProfiles.label(),
        width: WIDTH,
    };
    let mut form = ExportView {
        view,
        drafts,
        export,
        is_entered,
    };
    let end = dialog.show(ui, &mut form, body, buttons);
    if end == DialogEnd::Left {
        form.view.ask(match export.job() {
            Some(_) => Action::Export(ExportAction::Cancel),
            None => Action::CloseDialog,
        });
    }
}

fn body(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    ui.spacing_mut().item_spacing.y = space::M;
    match &form.export.phase {
        ExportPhase::Choosing => choosing(ui, form),
        ExportPhase::Failed(failure) => {
            choosing(ui, form);
            // A recipient's fault stands at the field.
            if failure.recipients_note().is_none() {
                let text = failure.message();
                let headline = text.headline.clone();
                announce::message(ui.ctx(), "export", &headline, Tone::Bad);
                let shown = Problem::new(Tone::Bad, text).framed(ui, |_| {}).response;
                scroll_to_new(&shown, &headline);
            }
        }
        ExportPhase::Running {
            profiles, reading, ..
        } => running(ui, form.view, *profiles, *reading),
        ExportPhase::Saved { path, profiles } => saved(ui, form, path, *profiles),
    }
}

fn choosing(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    ui.scope(|ui| scope(ui, form));
    remarks(ui, form);
    let id = Id::unique("export form");
    let chosen = form.export.form;
    if let Some(chosen) = radio_cards(ui, id, "Secrets", &FORMS, chosen) {
        form.ask_if(true, ExportAction::Form(chosen));
    }
    if form.export.form == ExportForm::WithSecrets {
        lock::show(ui, form);
    }
}

fn scope(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    let export = form.export;
    let all = format!("All ({})", form.view.state.profiles().count());
    let search = (export.search.as_str(), export.filter);
    let listed = listed_name(ui, form.view.state, search, export.listed.len());
    let selected = format!("Selected ({})", export.selected.len());
    let mut choices = vec![(ExportScope::All, all.as_str())];
    if let Some(listed) = &listed {
        choices.push((ExportScope::Listed, listed));
    }
    if !export.selected.is_empty() {
        choices.push((ExportScope::Selected, &selected));
    }
    if choices.len() == 1 {
        let text = match form.count() {
            1 => "Exports your profile.".to_owned(),
            count => format!("Exports all {count} profiles."),
        };
        paragraph(ui, &text);
        return;
    }
    let id = Id::unique("export scope");
    if let Some(scope) = segments(ui, id, "Which profiles", &choices, export.scope) {
        form.ask_if(true, ExportAction::Scope(scope));
    }
}

/// What the file won't have.
fn remarks(ui: &mut Ui, form: &ExportView<'_, '_, '_>) {
    let color = Colors::in_use(ui).dim;
    let state = form.view.state;
    let names = state.without_password(form.export);
    if form.export.form == ExportForm::WithSecrets && !names.is_empty() {
        let text = match names.len() {
            1 => format!("1 profile has no saved password: {}.", quoted(&names)),
            count => format!(
                "{count} profiles have no saved password: {}.",
                quoted(&names)
            ),
        };
        caption(ui, &text, color);
    }
    let text = match state.unreadable_count() {
        0 => return,
        1 => "1 unreadable item isn’t exported.".to_owned(),
        count => format!("{count} unreadable items aren’t exported."),
    };
    caption(ui, &text, color);
}

fn running(ui: &mut Ui, view: &View<'_>, profiles: usize, reading: Option<Reading>) {
    let Some(Reading { read, since }) = reading else {
        working(ui, "Choose where to save the file…", None);
        return;
    };
    let text = match read {
        read if read >= profiles => "Encrypting and saving…",
        _ if view.now.since(since) >= KEYRING_PATIENCE => words::MAYBE_LOCKED,
        _ => "Reading secrets from your keyring…",
    };
    working(ui, text, None);
    let count = format!("{read} of {profiles}");
    line(ui, &count, Weight::SemiBold, Colors::in_use(ui).text);
    progress_bar(ui, read, profiles, &count);
}

fn saved(ui: &mut Ui, form: &ExportView<'_, '_, '_>, path: &str, profiles: usize) {
    let what = match profiles {
        1 => "1 profile".to_owned(),
        count => format!("{count} profiles"),
    };
    let text = format!("Exported {what} to {path}");
    let strip = Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &text, "");
    announce::message(ui.ctx(), "export", &text, Tone::Ok);
    scroll_to_new(&strip, "exported");
    paragraph(
        ui,
        "On the other computer, open Tokendesk, click Import, and choose this file.",
    );
    paragraph(
        ui,
        match form.export.form {
            ExportForm::WithoutSecrets => {
                "Enter each secret there. The file has none, but it names your consoles and accounts: delete it when you’re done."
            }
            ExportForm::WithSecrets => {
                "Send the passphrase another way than the file. Delete the file once it’s imported: old copies keep working until you \
                 reset the secrets."
            }
        },
    );
}

fn buttons(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    match form.export.phase {
        ExportPhase::Choosing | ExportPhase::Failed(_) => start(ui, form),
        ExportPhase::Running { .. } => {
            let cancel = Button::leave(words::CANCEL).id(initial_focus(DIALOG));
            to_the_end(ui, &[&cancel]);
            let pressed = ui.add(cancel).clicked();
            form.ask_if(pressed, ExportAction::Cancel);
            focus_control_on_open(ui.ctx(), "running export", initial_focus(DIALOG));
        }
        ExportPhase::Saved { .. } => {
            let close = Button::leave(words::CLOSE).id(initial_focus(DIALOG));
            to_the_end(ui, &[&close]);
            let pressed = ui.add(close).clicked() || form.is_entered;
            form.view.ask_if(pressed, Action::CloseDialog);
            focus_control_on_open(ui.ctx(), "exported", initial_focus(DIALOG));
        }
    }
}

fn start(ui: &mut Ui, form: &mut ExportView<'_, '_, '_>) {
    let missing = (form.count() == 0).then_some("These profiles no longer exist.");
    let cancel = Button::leave(words::CANCEL);
    let hint = Command::Primary.hint(ui.ctx().os());
    let start = Button::primary("Export…")
        .hint(hint)
        .id(initial_focus(DIALOG));
    to_the_end(ui, &[&cancel, &start]);
    form.view
        .ask_if(ui.add(cancel).clicked(), Action::CloseDialog);
    let start = add_unless(ui, missing, start);
    focus_control_on_open(ui.ctx(), "choices of the export", initial_focus(DIALOG));
    let is_asked = start.clicked() || (form.is_entered && missing.is_none());
    form.ask_if(is_asked, ExportAction::Start);
    if is_asked {
        lock::focus_what_is_wrong(ui.ctx(), form);
    }
}
