//! Below the fields: how the test and the save are getting on.

use egui::{Align, Layout, Ui, vec2};

use super::editor::Form;
use super::theme::{Tone, space};
use super::widgets::{Button, Icon, Strip, paragraph, spinner};
use super::{editor_conflict, words};
use crate::app::Action;
use crate::app::editor::{EditorSave, EditorTest};
use crate::app::state::KEYRING_PATIENCE;
use crate::model::Words;

const SAVING: &str = "Saving…";
const CANCELLING: &str = "Cancelling… It may be too late: it may still be saved. What you typed stays until the keyring answers.";

/// Draws it; nothing, where there is nothing to say.
pub(super) fn show(ui: &mut Ui, form: &mut Form<'_, '_, '_>) {
    let editor = form.editor;
    match &editor.save {
        EditorSave::Idle => test(ui, form),
        EditorSave::Saving {
            started,
            is_cancelled,
            ..
        } => {
            let waited = form.view.now.since(*started);
            let more = if waited >= KEYRING_PATIENCE {
                words::MAYBE_LOCKED
            } else {
                ""
            };
            let told = if *is_cancelled { CANCELLING } else { SAVING };
            busy(ui, &format!("{told} {more}"), None);
        }
        EditorSave::Conflict {
            theirs,
            shows_theirs,
        } => editor_conflict::conflict(ui, form, theirs, *shows_theirs),
        EditorSave::Gone => editor_conflict::gone(ui, form),
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
        let row = vec2(ui.available_width(), 20.0);
        let layout = Layout::right_to_left(Align::Center);
        ui.allocate_ui_with_layout(row, layout, |ui| {
            if let Some(name) = cancel {
                pressed = ui.add(Button::quiet(name)).clicked();
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                spinner(ui, 16.0);
                paragraph(ui, told.trim());
            });
        });
    });
    pressed
}
