//! The card of a failed sign-in.

use egui::{Ui, vec2};

use crate::app::Action;
use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::model::failure::Remedy;
use crate::model::{Failure, SignInFailure};
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Tone, space};
use crate::ui::kit::widgets::Button;
use crate::ui::token::parts::{is_user, primary};
use crate::ui::view::View;
use crate::ui::words::enter_new_label;
use crate::ui::{console_probe, words};

pub(crate) fn show(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, failure: &Failure) {
    words::problem(failure, Tone::Bad, view).on_card(ui, |ui| {
        ui.add_space(space::S);
        buttons(ui, view, row, failure);
        if let Some(probe) = &row.probe {
            let host = row.profile.console.host();
            let kind = row.profile.account.kind();
            let of = (host.as_str(), failure.has_reply().then_some(kind));
            ui.add_space(space::M);
            let pressed = console_probe::show(ui, view, of, probe);
            view.actions
                .extend(console_probe::action(pressed, row.profile.id));
        }
    });
}

/// Remedies after a failed renewal, below the token that still works.
pub(crate) fn remedies(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, failure: &Failure) {
    let id = row.profile.id;
    let remedy = failure.remedy();
    let is_refused = matches!(remedy, Remedy::EnterCode | Remedy::EnterSecret);
    if !is_refused {
        return;
    }
    let solid = view.state.primary_of(row, view.now);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        if is_user(row) && solid != Primary::UseCode(id) {
            let code = ui.add(Button::secondary(Command::UseCode.label()));
            view.ask_if(code.clicked(), Action::UseCode(id));
        }
        if row.profile.account.stores_secret() && solid != Primary::EnterNewSecret(id) {
            let name = enter_new_label(row.profile.account.kind());
            let secret = ui.add(Button::secondary(name));
            view.ask_if(secret.clicked(), Action::EnterNewSecret(id));
        }
    });
}

fn buttons(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, failure: &Failure) {
    let id = row.profile.id;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        primary(ui, view, row, 0.0);
        let solid = view.state.primary_of(row, view.now);
        // If a code is wanted, trying without one would fail again.
        if matches!(
            solid,
            Primary::EnterNewSecret(_) | Primary::MakeApiClient(_)
        ) {
            let again = ui.add(Button::secondary(words::TRY_AGAIN));
            view.ask_if(again.clicked(), Action::GetToken(id));
        }
        // Rejected with a code and without a hint: the password may be wrong as well.
        let is_open = failure
            .report()
            .is_some_and(|report| report.failure == SignInFailure::Refused);
        if is_open && solid == Primary::UseCode(id) && row.profile.account.stores_secret() {
            let password = ui.add(Button::secondary(words::ENTER_PASSWORD));
            view.ask_if(password.clicked(), Action::EnterNewSecret(id));
        }
        let has_use_for_code = failure.remedy() != Remedy::MakeApiClient;
        if is_user(row) && has_use_for_code && solid != Primary::UseCode(id) {
            let code = ui.add(Button::secondary(Command::UseCode.label()));
            view.ask_if(code.clicked(), Action::UseCode(id));
        }
        if failure.may_ask_console() {
            let pressed = console_probe::button(ui, row.probe.as_ref());
            view.ask_if(pressed, Action::ProbeConsole(id));
        }
    });
}
