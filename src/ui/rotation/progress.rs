//! Below the rows: the check's progress, its conclusion, and the replacement of the stored secret.

use egui::{Label, Ui};

use crate::app::rotation::{Found, Replacing, RotationAction, RotationPhase};
use crate::model::{Failure, FailureText, KeyringFailure, RotationTone};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::{Button, Icon, Problem, Strip, scroll_to_new, working};
use crate::ui::rotation::form::RotationForm;
use crate::ui::{announce, click_debounce, words};

pub(crate) fn show(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>) {
    let now = form.view.now;
    match &form.check.phase {
        RotationPhase::Asking | RotationPhase::CodeRequired => {}
        RotationPhase::Checking { job, .. } => {
            let progress = form.view.progress(*job);
            let host = form.check.profile.console.host();
            let message = words::signing_in(&host, progress.stage, progress.waited);
            let why = click_debounce::disabled_reason_while_pressed(
                ui.ctx(),
                now,
                (*job, progress.started),
            );
            let pressed = working(ui, &message, Some((words::CANCEL_CHECK, why)));
            form.ask_if(pressed, RotationAction::Cancel);
        }
        RotationPhase::Found(found) => {
            outcome(ui, form, found);
            replacing(ui, form, &found.replacing);
        }
        RotationPhase::Failed(failure) => failed(ui, form, failure),
        RotationPhase::Replaced { at, .. } => {
            let at = form.view.state.local.time_of_day(*at);
            let message = format!("Replaced at {at}");
            let strip = Strip::inside(Tone::Ok).message(ui, Some(Icon::Tick), &message, "");
            announce::message(ui.ctx(), "outcome", &message, Tone::Ok);
            scroll_to_new(&strip, "replaced");
        }
        RotationPhase::Replacing { job, found } => {
            let progress = form.view.progress(*job);
            outcome(ui, form, found);
            let message = words::saving(progress.is_canceled, progress.waited);
            let strip = ui.scope(|ui| working(ui, &message, None)).response;
            scroll_to_new(&strip, "saving");
        }
    }
}

fn outcome(ui: &mut Ui, form: &RotationForm<'_, '_, '_>, found: &Found) {
    let message = found.outcome.message(form.kind());
    let (tone, icon) = match message.tone {
        RotationTone::Good => (Tone::Ok, Some(Icon::Tick)),
        RotationTone::Warn => (Tone::Warn, None),
        RotationTone::Bad => (Tone::Bad, None),
    };
    let strip = Strip::inside(tone).message(ui, icon, &message.sentence, "");
    announce::message(ui.ctx(), "outcome", &message.sentence, tone);
    scroll_to_new(&strip, "outcome");
}

fn replacing(ui: &mut Ui, form: &mut RotationForm<'_, '_, '_>, replacing: &Replacing) {
    match replacing {
        Replacing::Idle => {}
        Replacing::Confirming => {
            let color = Colors::in_use(ui).warn;
            let noun = form.kind().noun();
            let message = format!("The new {noun} wasn’t accepted. Save it anyway?");
            let shown = Strip::inside(Tone::Warn).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space::S;
                ui.add(Label::new(text(message, Size::Note, Weight::SemiBold, color)).wrap());
                let replace = ui.add(Button::secondary("Replace anyway"));
                form.ask_if(replace.clicked(), RotationAction::ReplaceAnyway);
            });
            scroll_to_new(&shown.response, "question");
        }
        Replacing::Failed(failure) => {
            let tone = match failure {
                // Canceled by the user.
                KeyringFailure::Canceled => Tone::Neutral,
                _ => Tone::Bad,
            };
            let text = failure.replace_message(form.kind());
            show_problem(ui, Problem::new(tone, text.clone()), &text, tone);
        }
    }
}

fn failed(ui: &mut Ui, form: &RotationForm<'_, '_, '_>, failure: &Failure) {
    show_problem(
        ui,
        words::problem(failure, Tone::Bad, form.view),
        &failure.message(),
        Tone::Bad,
    );
}

fn show_problem(ui: &mut Ui, problem: Problem, text: &FailureText, tone: Tone) {
    announce::message(ui.ctx(), "reset", &text.headline, tone);
    let shown = problem.framed(ui, |_| {}).response;
    scroll_to_new(&shown, &text.headline);
}
