//! In the editor: the profile was changed, or deleted, elsewhere since the edit began. Each way out is an explicit click.

use egui::{Label, Ui, vec2};

use super::editor::Form;
use super::theme::{Palette, Size, Tone, Weight, space, text};
use super::widgets::{Button, Strip, scroll_to_news};
use super::words;
use crate::app::Action;
use crate::app::editor::{EditorMode, Fields};
use crate::model::Profile;

const CHANGED: &str = "Changed elsewhere meanwhile";
const CHANGED_MORE: &str = "The keyring holds a newer save than the one this edit began with. It was left as it is, and what you typed is kept.";
const SECRET_UNKNOWN: &str = "Whether the secret changed cannot be shown. With the field left empty, the one that is stored now stays.";
const NO_DIFFERENCE: &str = "Name, console and client ID are as you typed them.";
const GONE: &str = "Deleted elsewhere meanwhile";
const GONE_MORE: &str = "The keyring no longer has this profile, or does not give it. Nothing was written, and what you typed is kept.";
const SOURCE_GONE: &str = "The profile to copy from is gone";
const SOURCE_GONE_MORE: &str = "The keyring no longer has it, or does not give it. Nothing was written, and what you typed is kept.";
const NEEDS_SECRET: &str =
    "The stored secret went with it: enter the secret to save a new profile.";

/// Somebody else saved.
pub(super) fn conflict(
    ui: &mut Ui,
    form: &mut Form<'_, '_, '_>,
    theirs: &Profile,
    shows_theirs: bool,
) {
    notice(ui, CHANGED, |ui| {
        told(ui, CHANGED_MORE);
        if shows_theirs {
            differences(ui, &form.draft.fields(), &Fields::of(theirs));
        }
        told(ui, SECRET_UNKNOWN);
        buttons(ui, |ui| {
            let see = if shows_theirs {
                words::HIDE_THEIRS
            } else {
                words::SEE_THEIRS
            };
            let see = ui.add(Button::secondary(see));
            form.view.ask_if(see.clicked(), Action::SeeTheirs);
            if shows_theirs {
                let take = ui.add(Button::secondary(words::TAKE_THEIRS));
                form.view.ask_if(take.clicked(), Action::TakeTheirs);
            }
            let keep = ui.add(Button::secondary(words::KEEP_MINE));
            form.view.ask_if(keep.clicked(), Action::KeepMine);
        });
    });
}

/// The item is not there any more.
pub(super) fn gone(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let (headline, more) = match form.editor.mode {
        EditorMode::Duplicate { .. } => (SOURCE_GONE, SOURCE_GONE_MORE),
        EditorMode::New | EditorMode::Edit { .. } => (GONE, GONE_MORE),
    };
    notice(ui, headline, |ui| {
        told(ui, more);
        if form.draft.secret.is_empty() {
            told(ui, NEEDS_SECRET);
        }
        buttons(ui, |ui| {
            let save = ui.add(Button::secondary(words::SAVE_AS_NEW));
            form.view.ask_if(save.clicked(), Action::SaveAsNew);
        });
    });
}

/// Each field that differs: what the keyring holds, below what was typed.
fn differences(ui: &mut Ui, mine: &Fields, theirs: &Fields) {
    let fields = [
        (words::NAME, &mine.name, &theirs.name),
        (words::CONSOLE, &mine.console, &theirs.console),
        (words::CLIENT_ID, &mine.client_id, &theirs.client_id),
    ];
    let mut differs = false;
    for (label, mine, theirs) in fields {
        if mine != theirs {
            differs = true;
            told(ui, &format!("{label}: theirs “{theirs}”, yours “{mine}”"));
        }
    }
    if !differs {
        told(ui, NO_DIFFERENCE);
    }
}

fn notice(ui: &mut Ui, headline: &str, content: impl FnOnce(&mut Ui)) {
    ui.add_space(space::M);
    let shown = Strip::inside(Tone::Warn).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let color = Palette::in_use(ui).warn;
        ui.add(Label::new(text(headline, Size::Note, Weight::SemiBold, color)).wrap());
        content(ui);
    });
    scroll_to_news(&shown.response, "conflict");
}

fn told(ui: &mut Ui, content: &str) {
    let color = Palette::in_use(ui).warn;
    ui.add(Label::new(text(content, Size::Note, Weight::Regular, color)).wrap());
}

fn buttons(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        content(ui);
    });
}
