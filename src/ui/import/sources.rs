//! Where profiles come from: the vendor's tools, pasted text, a file.

use egui::{Align, Id, Key, Layout, Ui, vec2};

use crate::app::Action;
use crate::app::drafts::ImportDraft;
use crate::app::import::{ImportAction, ImportSources};
use crate::model::{SealKey, SealedFile};
use crate::ui::commands::Command;
use crate::ui::import::parts::{DIALOG, ask, profile_count};
use crate::ui::kit::theme::{Colors, Tone, space};
use crate::ui::kit::widgets::{
    Button, Field, Problem, Strip, TextArea, add_unless, caption, focus_control_on_open,
    initial_focus, paragraph, subtitle, to_the_end, working,
};
use crate::ui::view::View;
use crate::ui::{announce, words};

const PLACEHOLDER: &str = "curl -X POST -u \"key-…:…\" https://console.us1.crashplan.com/…\nor: key-…:…\nor: cells from a spreadsheet";

pub(super) fn show(
    ui: &mut Ui,
    view: &mut View<'_>,
    draft: &mut ImportDraft,
    sources: &ImportSources,
) {
    ui.spacing_mut().item_spacing.y = space::S;
    if let Some(sealed) = &sources.sealed {
        key(ui, view, draft, sealed);
    } else {
        tools(ui, view, sources);
        pasted(ui, draft);
        ui.add_space(space::S);
        file(ui, view, sources);
    }
    if let Some(failure) = &sources.failure {
        ui.add_space(space::S);
        announce::message(ui.ctx(), DIALOG, &failure.headline, Tone::Bad);
        Problem::new(Tone::Bad, failure.clone()).framed(ui, |_| {});
    }
    if sources.reading.is_some() {
        ui.add_space(space::S);
        let stopped = working(ui, "Reading…", Some((words::CANCEL, None)));
        ask(view, stopped, ImportAction::StopReading);
    }
}

/// The vendor's command-line tools, if they are used here.
fn tools(ui: &mut Ui, view: &mut View<'_>, sources: &ImportSources) {
    let Some(found) = &view.state.vendor_profiles else {
        return;
    };
    for config in &found.0 {
        let (text, count) = match &config.content {
            Ok(list) => {
                let count = list.profiles.len();
                let text = format!("{} in {}", profile_count(count), config.path);
                (text, count)
            }
            Err(failure) => (failure.message(&config.path).headline, 0),
        };
        Strip::inside(Tone::Neutral).show(ui, |ui| {
            let row = vec2(ui.available_width(), space::CONTROL);
            let layout = Layout::right_to_left(Align::Center);
            ui.allocate_ui_with_layout(row, layout, |ui| {
                if count > 0 {
                    let why = sources.reading.map(|_| "Reading…");
                    let review = add_unless(ui, why, Button::secondary("Review"));
                    let name = config.tool.name();
                    ui.ctx().accesskit_node_builder(review.id, |node| {
                        node.set_label(format!("Review {name}"));
                    });
                    ask(
                        view,
                        review.clicked(),
                        ImportAction::ReviewTool(config.tool),
                    );
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = space::XS;
                    subtitle(ui, config.tool.name());
                    caption(ui, &text, Colors::in_use(ui).dim);
                });
            });
        });
    }
    ui.add_space(space::XS);
}

fn pasted(ui: &mut Ui, draft: &mut ImportDraft) {
    let area = TextArea {
        id: initial_focus(DIALOG),
        label: "Paste a curl command, ID:secret, or cells from a spreadsheet",
        placeholder: PLACEHOLDER,
        lines: 6,
        note: None,
    };
    let response = area.show(ui, draft.pasted.text_mut());
    if response.changed() {
        draft.pasted.settle();
    }
    focus_control_on_open(ui.ctx(), "sources of an import", initial_focus(DIALOG));
}

fn file(ui: &mut Ui, view: &mut View<'_>, sources: &ImportSources) {
    let why = sources.reading.map(|_| "Reading…");
    subtitle(ui, "From a file");
    paragraph(
        ui,
        "A CSV table with the columns name, console, client ID, secret, and tag, or a file that Tokendesk exported.",
    );
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let choose = add_unless(ui, why, Button::secondary("Choose file…"));
        ask(view, choose.clicked(), ImportAction::ChooseFile);
        let template = ui.add(Button::ghost("Save a template…"));
        ask(view, template.clicked(), ImportAction::SaveTemplate);
    });
}

/// An encrypted file asks for its key.
fn key(ui: &mut Ui, view: &mut View<'_>, draft: &mut ImportDraft, sealed: &SealedFile) {
    let (text, label) = match sealed.needs {
        SealKey::Passphrase => (
            "Enter the passphrase that it was exported with.",
            "Passphrase",
        ),
        SealKey::KeyFile => (
            "Choose the age identity file, or the SSH private key, that opens it.",
            "Passphrase of the key, if it has one",
        ),
    };
    paragraph(ui, &format!("“{}” is encrypted. {text}", sealed.name));
    let field = Field::new(key_field(), label).secret(false);
    let response = field.show(ui, draft.file_key.text_mut(), |_| {});
    if response.changed() {
        draft.file_key.settle();
    }
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if is_entered {
        response.request_focus();
    }
    ask(view, is_entered, ImportAction::OpenSealed);
    focus_control_on_open(ui.ctx(), "key of a file", key_field());
}

pub(super) fn buttons(
    ui: &mut Ui,
    view: &mut View<'_>,
    draft: &ImportDraft,
    sources: &ImportSources,
    by_key: bool,
) {
    let hint = Command::Primary.hint(ui.ctx().os());
    let needs = sources.sealed.as_ref().map(|sealed| sealed.needs);
    let (name, why, action) = match needs {
        Some(SealKey::Passphrase) => {
            let why = draft.file_key.is_empty().then_some("Enter the passphrase");
            ("Open", why, ImportAction::OpenSealed)
        }
        Some(SealKey::KeyFile) => ("Choose key file…", None, ImportAction::OpenSealed),
        None => {
            let is_empty = draft.pasted.text().trim().is_empty();
            let why = is_empty.then_some("Paste something first");
            ("Review", why, ImportAction::ReviewPasted)
        }
    };
    let why = sources.reading.map_or(why, |_| Some("Reading…"));
    let primary = Button::primary(name).hint(hint);
    let close = Button::leave(words::CANCEL);
    if sources.sealed.is_some() {
        let back = ui.add(Button::ghost("Back")).clicked();
        ask(view, back, ImportAction::Back);
    }
    to_the_end(ui, &[&close, &primary]);
    view.ask_if(ui.add(close).clicked(), Action::CloseDialog);
    let pressed = add_unless(ui, why, primary).clicked();
    ask(view, pressed || (by_key && why.is_none()), action);
}

fn key_field() -> Id {
    Id::unique("key of the imported file")
}
