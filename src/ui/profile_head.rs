//! A profile's name, what can be done with it, and its facts.

use egui::{Align, Label, Layout, OpenUrl, RectAlign, Response, Sense, Ui, UiBuilder, vec2};

use super::shortcuts::Command;
use super::theme::{Palette, Size, Weight, font, mono, space, text};
use super::widgets::{Button, Icon, MenuItem, chip, chip_width, heading, line, menu};
use super::{View, words};
use crate::app::row::Prompt;
use crate::app::{Action, Drafts};
use crate::model::{AccountKind, ClipText, Profile};

const KEPT: &str = "in the system keyring";
const ASKED_FOR: &str = "asked for at each sign-in";
const KEPT_IN_MEMORY: &str = "in memory, for this run";
/// The width of the labels before the facts.
const LABELS: f32 = 110.0;
/// The height of a fact.
const LINE: f32 = 26.0;
/// A pane narrower than this writes the name smaller.
const NARROW_PANE: f32 = 500.0;

/// The line at the top of the pane.
pub(super) fn head(ui: &mut Ui, view: &mut View<'_>, profile: &Profile) {
    let is_narrow = ui.available_width() < NARROW_PANE;
    let row = vec2(ui.available_width(), space::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        ui.spacing_mut().item_spacing.x = space::S;
        let edit = Button::ghost(words::EDIT);
        let more = Button::ghost_icon(words::MORE_OF_PROFILE, Icon::More);
        let buttons = edit.width(ui) + more.width(ui) + 2.0 * space::S;
        let kind = match profile.account.kind() {
            AccountKind::ApiClient => words::API_CLIENT,
            AccountKind::User => words::USER_ACCOUNT,
        };
        let chip_width = chip_width(ui, kind) + space::S;
        // The buttons and the chip keep their place, the name is cut.
        let size = if is_narrow {
            Size::Title
        } else {
            Size::Heading
        };
        let room = row.x - buttons - chip_width;
        let name = profile.name.as_str();
        let width = text_width(ui, name, size).min(room);
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(width, row.y), layout, |ui| {
            heading(ui, name, size);
        });
        chip(ui, kind);
        ui.add_space((ui.available_width() - buttons + space::S).max(0.0));
        let edit = ui.add(edit);
        let edit = edit.on_hover_text(Command::Edit.hint(ui.ctx().os()));
        view.ask_if(edit.clicked(), Action::Edit(profile.id));
        let more = ui.add(more);
        more_menu(&more, view, profile);
    });
}

fn text_width(ui: &Ui, content: &str, size: Size) -> f32 {
    let font = font(size, Weight::Bold);
    let color = Palette::in_use(ui).text;
    let galley = ui.painter().layout_no_wrap(content.to_owned(), font, color);
    // Rounded up: a hair too little would cut the last letter.
    galley.size().x.ceil()
}

fn more_menu(button: &Response, view: &mut View<'_>, profile: &Profile) {
    let id = profile.id;
    let is_user = profile.account.kind() == AccountKind::User;
    let asks_for_code = |prompt: &Prompt| prompt.wanted.code();
    let can_use_code = view.state.profile(id).is_some_and(|row| {
        row.attempt.is_none() && !row.prompt.as_ref().is_some_and(asks_for_code)
    });
    let width = if is_user { 230.0 } else { 180.0 };
    menu(button, width, RectAlign::BOTTOM_END, |ui| {
        if is_user && can_use_code {
            let code = MenuItem::new(words::USE_CODE).chosen(ui);
            view.ask_if(code, Action::UseCode(id));
        }
        let duplicate = MenuItem::new(words::DUPLICATE).chosen(ui);
        view.ask_if(duplicate, Action::Duplicate(id));
        if is_user {
            let basic = MenuItem::new(words::BASIC_HEADER).chosen(ui);
            view.ask_if(basic, Action::AskBasicHeader(id));
        }
        let delete = MenuItem::new(words::DELETE).destructive().chosen(ui);
        view.ask_if(delete, Action::AskDelete(id));
    });
}

/// Console, client ID or username, and where the secret or the password is.
pub(super) fn facts(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, profile: &Profile) {
    let p = Palette::in_use(ui);
    fact(ui, words::CONSOLE, |ui| {
        with_icon(ui, words::OPEN_CONSOLE, Icon::Open, |ui| {
            line(ui, profile.console.as_str(), Weight::Regular, p.text);
        })
        .then(|| ui.ctx().open_url(OpenUrl::new_tab(&profile.console)));
    });
    let (login_label, copy_login, secret_label) = match profile.account.kind() {
        AccountKind::ApiClient => (words::CLIENT_ID, words::COPY_CLIENT_ID, words::SECRET),
        AccountKind::User => (words::USERNAME, words::COPY_USERNAME, words::PASSWORD),
    };
    fact(ui, login_label, |ui| {
        let login = profile.account.login();
        let copy = with_icon(ui, copy_login, Icon::Copy, |ui| {
            let shown = text(login, Size::Body, Weight::Regular, p.text);
            ui.add(Label::new(shown.font(mono(Size::Body))).truncate());
        });
        if copy {
            drafts.selection = Some(ClipText::new(login.to_owned()));
            view.ask(Action::CopySelection);
        }
    });
    fact(ui, secret_label, |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if !profile.account.keeps_secret() {
            line(ui, ASKED_FOR, Weight::Regular, p.text);
            return;
        }
        let kept = if view.state.sandbox.is_some() {
            KEPT_IN_MEMORY
        } else {
            KEPT
        };
        line(ui, kept, Weight::Regular, p.text);
        let saved = words::day(profile.saved_at, &view.state.zone);
        line(ui, &format!("· saved {saved}"), Weight::Regular, p.dim);
    });
}

fn fact(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let p = Palette::in_use(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.allocate_ui_with_layout(vec2(LABELS, LINE), layout, |ui| {
            ui.set_min_width(LABELS);
            line(ui, label, Weight::Regular, p.dim);
        });
        // The label's width is the column's: no gap on top of it.
        ui.add_space(-ui.spacing().item_spacing.x);
        content(ui);
    });
}

/// Text and, close behind it, a small icon to press; says whether it was. The text gives way where there is no room.
fn with_icon(ui: &mut Ui, name: &str, icon: Icon, content: impl FnOnce(&mut Ui)) -> bool {
    ui.spacing_mut().item_spacing.x = space::XS;
    let room = vec2(ui.available_width() - 28.0, ui.available_height());
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        ui.set_max_width(room.x);
        content(ui);
    });
    ui.add(Button::small_icon(name, icon)).clicked()
}
