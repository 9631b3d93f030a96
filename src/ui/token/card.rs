//! The token card: *no token*, *form*, *signing in*, *token*, *expired*, *failed*.

use egui::Ui;

use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::app::token::{Attempt, Card};
use crate::app::{Action, Drafts};
use crate::ui::commands::Command;
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{Button, add_unless, card, spinner};
use crate::ui::token::live::LiveToken;
use crate::ui::token::parts::{NARROW_CARD, beside, headed, is_user, primary, primary_width};
use crate::ui::token::{check_message, failure, live, sign_in_form};
use crate::ui::view::View;
use crate::ui::{click_debounce, words};

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, row: &ProfileRow) {
    let shown = row.card(view.now);
    let noun = view.state.settings.copy_format().noun();
    card(ui, |ui| match shown {
        Card::NoToken => {
            let text = if row.profile.account.stores_secret() {
                format!("Signs in and copies the {noun}.")
            } else {
                "You’ll be asked for your password; it isn’t saved.".to_owned()
            };
            offer(ui, view, row, "No token yet", &text);
        }
        Card::Prompt(prompt) => {
            let draft = drafts.sign_ins.entry(row.profile.id).or_default();
            sign_in_form::show(ui, view, draft, row, prompt);
        }
        Card::Expired { at } => {
            let at = view.state.local.time_of_day(at);
            let text = format!("Expired at {at}. Get a new one to continue.");
            offer(ui, view, row, "Token expired", &text);
        }
        Card::Fetching(attempt) => fetching(ui, view, row, attempt),
        Card::Failed(failure) => failure::show(ui, view, row, failure),
        Card::Token {
            grant,
            phase,
            renewing,
            renewal_failed,
            copy_skipped,
        } => {
            let token = LiveToken {
                row,
                grant,
                phase,
                renewing,
                renewal_failed,
                copy_skipped,
            };
            live::show(ui, view, &token);
        }
    });
}

/// Text with the solid button beside it, or below in a narrow card.
fn offer(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, headline: &str, text: &str) {
    let solid = view.state.primary_of(row, view.now);
    let signs_in = matches!(solid, Primary::GetToken(_) | Primary::RenewAndCopy(_));
    let text = match row.last_failure(view.now) {
        // The message above has said it.
        Some(_) if !signs_in && check_message::is_shown(row) => String::new(),
        Some(failure) if !signs_in => {
            format!("{}.", failure.message().headline)
        }
        None if !signs_in => {
            let noun = row.profile.account.kind().noun();
            format!("The saved {noun} was rejected last time.")
        }
        _ => text.to_owned(),
    };
    let links = links(row, solid);
    let mut pressed = None;
    if ui.available_width() < NARROW_CARD {
        headed(ui, headline, &text);
        ui.add_space(space::M);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            primary(ui, view, row, 0.0);
            pressed = press_links(ui, &links);
        });
    } else {
        let button_width = primary_width(ui, view, row);
        beside(
            ui,
            button_width,
            |ui| {
                headed(ui, headline, &text);
                if !links.is_empty() {
                    ui.add_space(space::XS);
                    // Links are only as tall as their text.
                    ui.spacing_mut().interact_size.y = 0.0;
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = space::M;
                        pressed = press_links(ui, &links);
                    });
                }
            },
            |ui| primary(ui, view, row, 0.0),
        );
    }
    view.actions.extend(pressed);
}

/// Secondary ways: try again, and, for user accounts, a two-factor code.
fn links(row: &ProfileRow, solid: Primary) -> Vec<(&'static str, Action)> {
    let id = row.profile.id;
    let is_repeated = matches!(
        solid,
        Primary::EnterNewSecret(_) | Primary::MakeApiClient(_)
    );
    let again = is_repeated.then_some((words::TRY_AGAIN, Action::GetToken(id)));
    let offers_code = is_user(row) && solid != Primary::UseCode(id);
    let code = offers_code.then_some((Command::UseCode.label(), Action::UseCode(id)));
    let renews = solid == Primary::RenewAndCopy(id);
    let renew = renews.then_some((Command::Renew.label(), Action::Renew(id)));
    again.into_iter().chain(renew).chain(code).collect()
}

fn press_links(ui: &mut Ui, links: &[(&'static str, Action)]) -> Option<Action> {
    let mut pressed = None;
    for (name, action) in links {
        if ui.add(Button::link(name)).clicked() {
            pressed = Some(*action);
        }
    }
    pressed
}

fn fetching(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, attempt: &Attempt) {
    let progress = view.progress(attempt.job);
    let host = row.profile.console.host();
    let mut pressed = false;
    beside(
        ui,
        100.0,
        |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::L + 2.0;
                spinner(ui, 28.0);
                let text = words::signing_in(&host, progress.stage, progress.waited);
                ui.vertical(|ui| headed(ui, "Signing in…", &text));
            });
        },
        |ui| {
            // It replaces the button that started this, so it stays disabled until that click's burst is over.
            let why = click_debounce::disabled_reason_while_pressed(
                ui.ctx(),
                view.now,
                (attempt.job, progress.started),
            );
            let cancel = Button::secondary(words::CANCEL);
            pressed = add_unless(ui, why, cancel).clicked();
        },
    );
    view.ask_if(pressed, Action::CancelFetch(row.profile.id));
}
