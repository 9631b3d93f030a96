//! A profile's name, buttons and facts.

use egui::{Align, Id, Label, Layout, OpenUrl, Sense, Ui, UiBuilder, vec2};

use crate::app::profiles::ProfileRow;
use crate::app::token::Check;
use crate::app::{Action, Drafts};
use crate::model::{AccountKind, ClipText};
use crate::ui::command_controls::add_button;
use crate::ui::commands::Command;
use crate::ui::kit::theme::{Colors, Size, Weight, mono, space, text};
use crate::ui::kit::widgets::{
    Button, Icon, chip, chip_width, heading, line, tag_chip, tag_chip_width, text_width,
};
use crate::ui::profiles::menu;
use crate::ui::profiles::verdict::VerdictText;
use crate::ui::view::View;
use crate::ui::words;

/// Width of the labels.
const LABELS: f32 = 110.0;
/// Height of a fact.
const LINE: f32 = 26.0;
/// Minimum width of a long name.
const NAME: f32 = 150.0;
/// A narrower pane has a smaller name.
const NARROW_PANE: f32 = 470.0;

pub(crate) fn head(ui: &mut Ui, view: &mut View<'_>, profile_row: &ProfileRow) {
    let profile = &profile_row.profile;
    let is_narrow = ui.available_width() < NARROW_PANE;
    let row = vec2(ui.available_width(), space::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        ui.spacing_mut().item_spacing.x = space::S;
        // Per profile: a press meant for another profile's button finds nothing here, wherever the chips move the buttons.
        let own = |name: &str| Id::unique("head").with(profile.id).with(name);
        let edit = Button::ghost(Command::Edit.label()).id(own("edit"));
        // A narrow pane has no room for it: it is in the menu then.
        let check = Button::ghost(Command::Check.label_in(view.state)).id(own("check"));
        let check = (!is_narrow).then_some(check);
        let more = Button::ghost_icon("More about this profile", Icon::More).id(own("more"));
        let check_width = check
            .as_ref()
            .map_or(0.0, |check| check.width(ui) + space::S);
        let buttons = edit.width(ui) + check_width + more.width(ui) + 2.0 * space::S;
        let kind = match profile.account.kind() {
            AccountKind::ApiClient => words::API_CLIENT,
            AccountKind::User => words::USER_ACCOUNT,
        };
        let settings = &view.state.settings;
        let tag = settings.marks_of(profile.id).tag;
        let tag = tag.map(|tag| (tag, settings.tags.name(tag)));
        let tag_width = tag.map_or(0.0, |(_, name)| tag_chip_width(ui, name) + space::S);
        let kind_width = chip_width(ui, kind) + space::S;
        // If there isn't room for both chips, the kind goes: it is among the facts.
        let has_room = row.x - buttons - kind_width - tag_width >= NAME || tag.is_none();
        let chips_width = tag_width + if has_room { kind_width } else { 0.0 };
        // Buttons and chips keep their place; the name is cut.
        let size = if is_narrow {
            Size::Title
        } else {
            Size::Heading
        };
        let room = row.x - buttons - chips_width;
        let name = &profile.name.to_string();
        let width = text_width(ui, name, size, Weight::Bold).min(room);
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(width, row.y), layout, |ui| {
            heading(ui, name, size);
        });
        if has_room {
            chip(ui, kind);
        }
        if let Some((tag, name)) = tag {
            tag_chip(ui, tag, name);
        }
        ui.add_space((ui.available_width() - buttons + space::S).max(0.0));
        add_button(ui, view, Command::Edit, edit);
        if let Some(check) = check {
            add_button(ui, view, Command::Check, check);
        }
        let more = ui.add(more);
        menu::of_button(&more, view, profile_row, is_narrow);
    });
}

pub(crate) fn facts(ui: &mut Ui, view: &mut View<'_>, drafts: &mut Drafts, row: &ProfileRow) {
    let profile = &row.profile;
    let p = Colors::in_use(ui);
    fact(ui, words::CONSOLE, |ui| {
        with_icon(ui, "Open console in browser", Icon::Open, |ui| {
            line(ui, profile.console.as_str(), Weight::Regular, p.text);
        })
        .then(|| ui.ctx().open_url(OpenUrl::new_tab(&profile.console)));
    });
    let (login_label, copy_login, secret_label) = match profile.account.kind() {
        AccountKind::ApiClient => (words::CLIENT_ID, "Copy client ID", words::SECRET),
        AccountKind::User => (words::USERNAME, "Copy username", words::PASSWORD),
    };
    fact(ui, login_label, |ui| {
        let login = profile.account.login();
        let copy = with_icon(ui, copy_login, Icon::Copy, |ui| {
            let shown = profile.account.display_login();
            let shown = text(shown, Size::Body, Weight::Regular, p.text);
            ui.add(Label::new(shown.font(mono(Size::Body))).truncate());
        });
        if copy {
            drafts.to_copy = Some(ClipText::new(login.to_owned()));
            view.ask(Action::CopyText(profile.account.kind().login_noun()));
        }
    });
    fact(ui, secret_label, |ui| secret_fact(ui, view, row));
}

/// Where the secret is, since when, and the last check.
fn secret_fact(ui: &mut Ui, view: &View<'_>, row: &ProfileRow) {
    let p = Colors::in_use(ui);
    let profile = &row.profile;
    ui.spacing_mut().item_spacing.x = space::XS;
    let is_kept = profile.account.stores_secret();
    let place = match (is_kept, view.state.sandbox.is_some()) {
        (false, _) => "Ask every time",
        (true, false) => "Saved in keyring",
        (true, true) => "Not saved (sandbox)",
    };
    let saved = view.state.local.day(profile.saved_at);
    let saved = is_kept.then(|| format!("· {saved}"));
    let verified = row.check.as_ref().and_then(Check::verified);
    let remembered = || row.remembered_verdict(&view.state.settings, view.now);
    let verdict = match verified {
        Some(verified) => Some(VerdictText::of(verified, view)),
        None => remembered().map(|last| VerdictText::of_last(last, view)),
    };
    let verdict = verdict.map(|message| (format!("· {}", message.sentence()), message.tone));
    let wide = |content: &str| text_width(ui, content, Size::Body, Weight::Regular) + space::XS;
    let pieces = [place].into_iter().chain(saved.as_deref());
    let whole: f32 = pieces
        .chain(verdict.as_ref().map(|(message, _)| message.as_str()))
        .map(wide)
        .sum();
    let has_room = verdict.is_none() || whole <= ui.available_width();
    line(ui, place, Weight::Regular, p.text);
    // The check matters more than the day of the save.
    if let Some(saved) = saved.filter(|_| has_room) {
        line(ui, &saved, Weight::Regular, p.dim);
    }
    if let Some((message, tone)) = verdict {
        line(ui, &message, Weight::Regular, p.of_tone(tone));
    }
}

fn fact(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let p = Colors::in_use(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.allocate_ui_with_layout(vec2(LABELS, LINE), layout, |ui| {
            ui.set_min_width(LABELS);
            line(ui, label, Weight::Regular, p.dim);
        });
        // The label's width includes the gap.
        ui.add_space(-ui.spacing().item_spacing.x);
        content(ui);
    });
}

/// Text with a small icon button right behind it; returns whether it was pressed. The text is cut if it doesn't fit.
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
