//! The check of the stored credential, between facts and token card: progress and result.

use egui::{Label, Sense, Ui, vec2};

use crate::app::Action;
use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::app::token::{Card, Check};
use crate::model::{Acceptance, CheckOutcome, Failure};
use crate::ui::kit::theme::{Colors, Size, Tone, Weight, space, text};
use crate::ui::kit::widgets::{Button, Icon, Strip, paint_icon, working};
use crate::ui::view::View;
use crate::ui::words::{copy_label, enter_new_label};
use crate::ui::{banners, click_debounce, console_probe, words};

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow) {
    let id = row.profile.id;
    let probe = (row.probe.as_ref()).filter(|_| !has_failed_card(view, row));
    match &row.check {
        None
        | Some(Check::Done {
            is_closed: true, ..
        }) => {
            if probe.is_none() {
                return;
            }
        }
        Some(Check::Running { job, .. }) => {
            let progress = view.progress(*job);
            let host = row.profile.console.host();
            let message = words::signing_in(&host, progress.stage, progress.waited);
            let why = click_debounce::disabled_reason_while_pressed(
                ui.ctx(),
                view.now,
                (*job, progress.started),
            );
            let pressed = working(ui, &message, Some((words::CANCEL_CHECK, why)));
            view.ask_if(pressed, Action::CancelCheck(id));
        }
        Some(Check::Done { verified, .. }) => match &verified.outcome {
            CheckOutcome::Accepted(acceptance) => accepted(ui, view, row, acceptance),
            CheckOutcome::Refused(failure) => failed(ui, view, row, failure, Tone::Bad),
            CheckOutcome::Untested(failure) => failed(ui, view, row, failure, Tone::Warn),
        },
    }
    if let Some(probe) = probe {
        if row.check.is_some() {
            ui.add_space(space::M);
        }
        let host = row.profile.console.host();
        let has_reply = row.check_failure().is_some_and(Failure::has_reply);
        let failed_sign_in = has_reply.then_some(row.profile.account.kind());
        let pressed = console_probe::show(ui, view, (&host, failed_sign_in), probe);
        view.actions.extend(console_probe::action(pressed, id));
    }
    ui.add_space(space::M);
}

/// That card has the same button and shows the result.
fn has_failed_card(view: &View<'_>, row: &ProfileRow) -> bool {
    matches!(row.card(view.now), Card::Failed(_))
}

/// Of a check that has ended.
pub(crate) fn is_shown(row: &ProfileRow) -> bool {
    matches!(
        row.check,
        Some(Check::Done {
            is_closed: false,
            ..
        })
    )
}

fn accepted(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, acceptance: &Acceptance) {
    let message = words::accepted(
        row.profile.account.kind(),
        (acceptance.lifetime, acceptance.took),
        &view.state.local,
    );
    let mut message = format!("{message} · Nothing was copied.");
    if let Some(ahead_secs) = acceptance.clock_ahead_secs {
        message = format!("{message} {}", words::clock_difference(ahead_secs));
    }
    let color = Colors::in_use(ui).ok;
    let text = |ui: &mut Ui| {
        let (mark, _) = ui.allocate_exact_size(vec2(13.0, 16.0), Sense::hover());
        paint_icon(ui.painter(), Icon::Tick, mark.shrink(1.0), color);
        ui.add(Label::new(text(message, Size::Note, Weight::Regular, color)).wrap());
    };
    let id = row.profile.id;
    let copy = (view.state.primary_of(row, view.now) == Primary::CopyHeader(id))
        .then(|| Button::quiet(copy_label(view.state.settings.copy_format())).color(color));
    let close = Button::quiet(words::CLOSE).color(color);
    let shown = Strip::inside(Tone::Ok).show(ui, |ui| {
        if let Some(copy) = copy {
            banners::row_of(ui, [copy, close], text)
        } else {
            let [close] = banners::row_of(ui, [close], text);
            [false, close]
        }
    });
    let [copy, close] = shown.inner;
    view.ask_if(copy, Action::CopyHeader(id));
    view.ask_if(close, Action::CloseCheck(id));
}

fn failed(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, failure: &Failure, tone: Tone) {
    let id = row.profile.id;
    words::problem(failure, tone, view).framed(ui, |ui| {
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            // Not if the card below offers the same.
            let is_on_card = view.state.primary_of(row, view.now) == Primary::EnterNewSecret(id);
            let can_enter = tone == Tone::Bad && row.profile.account.stores_secret();
            if can_enter && !is_on_card {
                let name = enter_new_label(row.profile.account.kind());
                let enter = ui.add(Button::secondary(name));
                view.ask_if(enter.clicked(), Action::EnterNewSecret(id));
            }
            if failure.may_ask_console() && !has_failed_card(view, row) {
                let pressed = console_probe::button(ui, row.probe.as_ref());
                view.ask_if(pressed, Action::ProbeConsole(id));
            }
            let close = ui.add(Button::secondary(words::CLOSE));
            view.ask_if(close.clicked(), Action::CloseCheck(id));
        });
    });
}
