//! Shared by the states of the token card: the solid button, a headline with text, two columns.

use egui::{Align, Layout, Ui, vec2};

use crate::app::availability::primary_action;
use crate::app::primary::Primary;
use crate::app::profiles::ProfileRow;
use crate::model::{AccountKind, CopyFormat};
use crate::ui::commands::Command;
use crate::ui::kit::theme::space;
use crate::ui::kit::widgets::{Button, paragraph, title};
use crate::ui::view::View;
use crate::ui::words;
use crate::ui::words::{RENEW_AND_COPY, copy_label, enter_new_label};

/// A narrower card has its buttons below its text.
pub(crate) const NARROW_CARD: f32 = 520.0;

pub(crate) fn primary(ui: &mut Ui, view: &mut View<'_>, row: &ProfileRow, min_width: f32) {
    let primary = view.state.primary_of(row, view.now);
    let Some(button) = primary_button(ui, view, row, primary) else {
        return;
    };
    let pressed = ui.add(button.min_width(min_width)).clicked();
    if let Some(action) = primary_action(primary) {
        view.ask_if(pressed, action);
    }
}

pub(crate) fn primary_width(ui: &Ui, view: &View<'_>, row: &ProfileRow) -> f32 {
    let primary = view.state.primary_of(row, view.now);
    primary_button(ui, view, row, primary).map_or(0.0, |button| button.width(ui))
}

/// The solid button of a token that is renewed before it expires.
pub(crate) fn renewing_button(ui: &Ui) -> Button<'static> {
    let hint = Command::Primary.hint(ui.ctx().os());
    Button::primary(RENEW_AND_COPY).hint(hint)
}

fn primary_button(
    ui: &Ui,
    view: &View<'_>,
    row: &ProfileRow,
    primary: Primary,
) -> Option<Button<'static>> {
    let format = view.state.settings.copy_format();
    let name = primary_label(primary, row, format)?;
    let hint = Command::Primary.hint(ui.ctx().os());
    let button = Button::primary(name).hint(hint);
    let has_copied = view
        .state
        .copy_flash
        .is_some_and(|flash| flash.id == row.profile.id);
    let copies = matches!(primary, Primary::CopyHeader(_) | Primary::RenewAndCopy(_));
    Some(if has_copied && copies {
        button.answering("Copied")
    } else {
        button
    })
}

/// The text of the solid button; `None` where there is none.
pub(crate) fn primary_label(
    primary: Primary,
    row: &ProfileRow,
    format: CopyFormat,
) -> Option<&'static str> {
    Some(match primary {
        Primary::GetToken(_) => get_token_label(format),
        Primary::CopyHeader(_) => copy_label(format),
        Primary::RenewAndCopy(_) => RENEW_AND_COPY,
        Primary::EnterNewSecret(_) => enter_new_label(row.profile.account.kind()),
        Primary::TryAgain(_) | Primary::Reload => words::TRY_AGAIN,
        Primary::SignIn(_) => sign_in_label(format),
        Primary::UseCode(_) => Command::UseCode.label(),
        Primary::MakeApiClient(_) => words::MAKE_API_CLIENT,
        Primary::NewProfile => Command::NewProfile.label(),
        Primary::None => return None,
    })
}

pub(crate) fn is_user(row: &ProfileRow) -> bool {
    row.profile.account.kind() == AccountKind::User
}

pub(crate) fn headed(ui: &mut Ui, headline: &str, text: &str) {
    ui.spacing_mut().item_spacing.y = space::XS;
    title(ui, headline);
    if !text.is_empty() {
        paragraph(ui, text);
    }
}

/// `right` is in a column of `width` at the end of the row; both are vertically centered.
pub(crate) fn beside(
    ui: &mut Ui,
    width: f32,
    left: impl FnOnce(&mut Ui),
    right: impl FnOnce(&mut Ui),
) {
    let room = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let shown = ui.allocate_ui_with_layout(
            vec2(room - width - space::L, space::CONTROL),
            Layout::top_down(Align::LEFT),
            |ui| {
                ui.set_max_width(room - width - space::L);
                left(ui);
            },
        );
        let gap = room - width - shown.response.rect.width();
        ui.add_space(gap.max(0.0));
        let height = shown.response.rect.height();
        ui.allocate_ui_with_layout(
            vec2(width, height),
            Layout::right_to_left(Align::Center),
            right,
        );
    });
}

pub(crate) const fn get_token_label(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Get token and copy header",
        CopyFormat::HeaderValue => "Get token and copy header value",
        CopyFormat::TokenOnly => "Get and copy token",
    }
}

pub(crate) const fn sign_in_label(format: CopyFormat) -> &'static str {
    match format {
        CopyFormat::HeaderLine => "Sign in and copy header",
        CopyFormat::HeaderValue => "Sign in and copy header value",
        CopyFormat::TokenOnly => "Sign in and copy token",
    }
}
