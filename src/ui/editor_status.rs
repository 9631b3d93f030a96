//! Below the fields: how the test and the save are getting on.

use std::time::Duration;

use egui::{Align, Layout, Ui};

use super::editor::Form;
use super::theme::{Tone, space};
use super::widgets::{Button, Icon, Strip, paragraph, spinner};
use super::words;
use crate::app::Action;
use crate::app::editor::{EditorSave, EditorTest};
use crate::model::Words;

const SAVING: &str = "Saving to the keyring…";
/// After so long, the keyring is probably waiting for somebody.
const KEYRING_PATIENCE: Duration = Duration::from_secs(3);

/// Draws it; nothing, where there is nothing to say.
pub(super) fn show(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let editor = form.editor;
    match &editor.save {
        EditorSave::Idle => test(ui, form),
        EditorSave::Saving { started, .. } => {
            let waited = form.view.now.since(*started);
            let more = if waited >= KEYRING_PATIENCE {
                words::MAYBE_LOCKED
            } else {
                ""
            };
            busy(ui, &format!("{SAVING} {more}"), None);
        }
        EditorSave::Failed(failure) => failed(ui, &failure.words()),
    }
}

fn test(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    match &form.editor.test {
        EditorTest::Untested => {}
        EditorTest::Running { started, stage, .. } => {
            let host = form
                .checked()
                .console
                .map_or_else(|_| String::new(), |console| console.host());
            let waited = form.view.now.since(*started);
            let told = words::signing_in(&host, *stage, waited);
            let pressed = busy(ui, &told, Some(words::CANCEL_TEST));
            form.view.ask_if(pressed, Action::CancelTest);
        }
        EditorTest::Accepted { grant, .. } => {
            ui.add_space(space::M);
            let told = words::accepted(grant);
            Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &told, "");
        }
        EditorTest::Failed(failure) => failed(ui, &failure.words()),
    }
}

fn failed(ui: &mut Ui, told: &Words) {
    ui.add_space(space::M);
    let more = format!("{} {}", told.explanation, told.next);
    Strip::inside(Tone::Bad)
        .message(ui, None, &told.headline, &more)
        .scroll_to_me(None);
}

fn busy(ui: &mut Ui, told: &str, cancel: Option<&str>) -> bool {
    let mut pressed = false;
    ui.add_space(space::M);
    Strip::inside(Tone::Neutral).show(ui, |ui| {
        ui.horizontal(|ui| {
            spinner(ui, 16.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(name) = cancel {
                    pressed = ui.add(Button::quiet(name)).clicked();
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    paragraph(ui, told.trim());
                });
            });
        });
    });
    pressed
}
