//! Progress and results of a test or a save, below the fields.

use egui::{Ui, vec2};

use crate::app::Action;
use crate::app::editor::{EditorAction, EditorSave, EditorTest};
use crate::model::failure::Remedy;
use crate::model::{Failure, FailureText};
use crate::ui::commands::Command;
use crate::ui::console_probe::ProbeButton;
use crate::ui::editor::form::{CANCEL_TEST, EditorForm};
use crate::ui::editor::{code, conflict};
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::{Button, Icon, Problem, Strip, scroll_to_new, working};
use crate::ui::{announce, console_probe, words};

pub(crate) fn show(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let editor = form.editor;
    match &editor.save {
        EditorSave::Idle => test(ui, form),
        EditorSave::Saving { job } => {
            let progress = form.view.progress(*job);
            let text = words::saving(progress.is_canceled, progress.waited);
            busy(ui, &text, None);
        }
        EditorSave::Conflict {
            theirs,
            shows_theirs,
        } => conflict::conflict(ui, form, theirs, *shows_theirs),
        EditorSave::Gone => conflict::gone(ui, form),
        EditorSave::Failed(failure) => failed(ui, failure.message()),
    }
}

fn test(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    match &form.editor.test {
        EditorTest::Untested => {}
        EditorTest::MissingInput { shows_error, .. } => {
            code::show(ui, form, *shows_error);
        }
        EditorTest::Running { job } => {
            let host = form
                .checked()
                .console
                .map_or_else(|_| String::new(), |console| console.host());
            let progress = form.view.progress(*job);
            let text = words::signing_in(&host, progress.stage, progress.waited);
            let pressed = busy(ui, &text, Some(CANCEL_TEST));
            if pressed {
                form.cancel_test(ui.ctx());
            }
        }
        EditorTest::Accepted { grant, .. } => {
            ui.add_space(space::M);
            let times = (grant.expiry.lifetime, grant.took);
            let local = &form.view.state.local;
            let text = words::accepted(form.draft.fields.kind, times, local);
            announce::message(ui.ctx(), "test", &text, Tone::Ok);
            let shown = ui.scope(|ui| {
                Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &text, "");
            });
            scroll_to_new(&shown.response, "accepted test");
        }
        EditorTest::Failed(failure) => test_failed(ui, form, failure),
    }
    probe(ui, form);
}

fn test_failed(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, failure: &Failure) {
    ui.add_space(space::M);
    announce::message(ui.ctx(), "editor", &failure.message().headline, Tone::Bad);
    let shown = words::problem(failure, Tone::Bad, form.view)
        .framed(ui, |ui| remedies(ui, form, failure))
        .response;
    if form.editor.probe.is_none() {
        // Otherwise the probe's result is scrolled to.
        scroll_to_new(&shown, "failed test");
    }
}

/// *Check address*: its progress and its result.
fn probe(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>) {
    let (Some(probe), Ok(console)) = (&form.editor.probe, form.checked().console) else {
        return;
    };
    let has_reply = match &form.editor.test {
        EditorTest::Failed(failure) => failure.has_reply(),
        _ => false,
    };
    let failed_sign_in = has_reply.then_some(form.draft.fields.kind);
    let of = (console.host(), failed_sign_in);
    ui.add_space(space::M);
    let action = match console_probe::show(ui, form.view, (&of.0, of.1), probe) {
        Some(ProbeButton::Leave) => EditorAction::CancelProbe,
        Some(ProbeButton::Copy) => EditorAction::CopyProbe,
        None => return,
    };
    form.view.ask(Action::Editor(action));
}

/// What else can be done here, besides editing the fields and *Test*.
fn remedies(ui: &mut Ui, form: &mut EditorForm<'_, '_, '_>, failure: &Failure) {
    let makes_client = failure.remedy() == Remedy::MakeApiClient;
    let offers_code = form.offers_code_after_failure();
    if !makes_client && !offers_code && !failure.may_ask_console() {
        return;
    }
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        if makes_client {
            let make = ui.add(Button::secondary(words::MAKE_API_CLIENT));
            form.view
                .ask_if(make.clicked(), Action::Editor(EditorAction::MakeApiClient));
        }
        if offers_code {
            let code = ui.add(Button::secondary(Command::UseCode.label()));
            form.view
                .ask_if(code.clicked(), Action::Editor(EditorAction::UseCode));
        }
        if failure.may_ask_console() {
            let pressed = console_probe::button(ui, form.editor.probe.as_ref());
            form.view
                .ask_if(pressed, Action::Editor(EditorAction::ProbeConsole));
        }
    });
}

fn failed(ui: &mut Ui, text: FailureText) {
    ui.add_space(space::M);
    announce::message(ui.ctx(), "editor", &text.headline, Tone::Bad);
    let shown = Problem::new(Tone::Bad, text).framed(ui, |_| {}).response;
    scroll_to_new(&shown, "failed");
}

fn busy(ui: &mut Ui, text: &str, cancel: Option<&str>) -> bool {
    ui.add_space(space::M);
    let shown = ui.scope(|ui| working(ui, text, cancel.map(|name| (name, None))));
    scroll_to_new(&shown.response, "working");
    shown.inner
}
