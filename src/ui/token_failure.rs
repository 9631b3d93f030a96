//! The card of a failed sign-in: what happened, what was left as it was, what to do next.

use egui::{Label, Ui};

use super::theme::{Palette, Size, Tone, Weight, space, text};
use super::token_card::primary;
use super::widgets::{Button, Icon, Strip, caption, disc, paragraph, spinner, title};
use super::{View, words};
use crate::app::Action;
use crate::app::row::{Asked, ProfileRow};
use crate::model::failure::Remedy;
use crate::model::{ConsoleCheck, Failure};

/// Draws the content of the card.
pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, failure: &Failure) {
    let p = Palette::in_use(ui);
    let told = failure.words();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        disc(ui, Icon::Alert, Tone::Bad, 44.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            title(ui, &told.headline);
            paragraph(ui, &told.explanation);
            ui.add(Label::new(text(&told.next, Size::Body, Weight::Regular, p.text)).wrap());
            if let Some(retry_at) = failure.retry_at() {
                let told = words::wait_to_retry(view.now.until(retry_at));
                ui.add(Label::new(text(&told, Size::Body, Weight::SemiBold, p.text)).wrap());
            }
            ui.add_space(space::M);
            buttons(ui, view, row, failure);
            question(ui, view, row);
            if let Failure::SignIn(report) = failure {
                ui.add_space(space::M);
                caption(ui, &words::details(report, &view.state.zone), p.dim);
                if let Some(ahead_secs) = report.clock_difference_secs() {
                    caption(ui, &words::clock_difference(ahead_secs), p.warn);
                }
            }
        });
    });
}

fn buttons(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, failure: &Failure) {
    let id = row.profile.id;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        primary(ui, view, row, 0.0);
        if failure.remedy() == Remedy::EnterSecret {
            let again = ui.add(Button::secondary(words::TRY_AGAIN));
            view.ask_if(again.clicked(), Action::GetToken(id));
        }
        if failure.may_ask_console() {
            // It keeps its place, and the keyboard, while the question is on its way.
            let is_free = !matches!(row.asked, Some(Asked::Asking { .. }));
            let ask = Button::secondary(words::IS_THIS_A_CONSOLE);
            let ask = ui.add_enabled(is_free, ask);
            view.ask_if(ask.clicked(), Action::AskConsole(id));
        }
    });
}

/// The question whether this is a console, and its answer.
fn question(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow) {
    let host = row.profile.console.host();
    match &row.asked {
        None => {}
        Some(Asked::Asking { started, .. }) => {
            ui.add_space(space::M);
            let told = words::asking_console(&host, view.now.since(*started));
            let mut pressed = false;
            ui.horizontal(|ui| {
                spinner(ui, 16.0);
                paragraph(ui, &told);
                pressed = ui.add(Button::quiet(words::CANCEL)).clicked();
            });
            view.ask_if(pressed, Action::CancelAskConsole(row.profile.id));
        }
        Some(Asked::Answered(check)) => {
            ui.add_space(space::M);
            let told = check.words(&host);
            let more = format!("{} {}", told.explanation, told.next);
            let tone = match check {
                ConsoleCheck::Console => Tone::Ok,
                ConsoleCheck::NotAConsole(_) => Tone::Warn,
                ConsoleCheck::Unknown(_) => Tone::Neutral,
            };
            Strip::inside(tone).message(ui, None, &told.headline, &more);
        }
    }
}
